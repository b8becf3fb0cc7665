import type { Command } from "./command.ts";

/** Shows the rows that a check of the Test Explorer found; returns what is shown. */
export const showFailingRows: Command = {
  id: "eventspec.showFailingRows",
  run: ({ tests }, from) => tests.showRows(from),
};

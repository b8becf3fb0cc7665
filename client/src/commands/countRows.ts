import type { Command } from "./command.ts";

/** Runs both versions of an event, or of all that have changed, and says which rows are others; from the Changes view. */
export const countRows: Command = {
  id: "eventspec.countRows",
  run: ({ review }, node) => review.countRows(node),
};

import type { Command } from "./command.ts";

/** Shows the personal values of the rows in the results panel, or masks them again. */
export const togglePersonalValues: Command = {
  id: "eventspec.togglePersonalValues",
  run: ({ previews }) => previews.togglePersonal(),
};

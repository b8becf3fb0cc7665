import type { Command } from "./command.ts";

/** Shows the SQL of an event before and after; from the Changes view. */
export const compareSql: Command = {
  id: "eventspec.compareSql",
  run: ({ review }, node) => review.compareSql(node),
};

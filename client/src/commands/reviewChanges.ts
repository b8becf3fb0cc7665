import type { Command } from "./command.ts";

/** Tells what the changes of a project since a commit mean for its data. */
export const reviewChanges: Command = {
  id: "eventspec.reviewChanges",
  run: ({ review }, base) => review.run(typeof base === "string" ? base : undefined),
};

import type { Command } from "./command.ts";

/** Takes the marks of a review away. */
export const clearReview: Command = {
  id: "eventspec.clearReview",
  run: ({ review }) => review.clear(),
};

import type { Command } from "./command.ts";

/** Compares with another commit. */
export const chooseBase: Command = {
  id: "eventspec.chooseBase",
  run: ({ review }) => review.choose(),
};

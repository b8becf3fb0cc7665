import type { Command } from "./command.ts";

/** Stops the running preview, on the warehouse as well. */
export const cancelPreview: Command = {
  id: "eventspec.cancelPreview",
  run: ({ previews }) => previews.cancel(),
};

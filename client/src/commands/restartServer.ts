import type { Command } from "./command.ts";

/** Stops the language server and starts it anew. */
export const restartServer: Command = {
  id: "eventspec.restartServer",
  run: ({ client }) => client.restart(),
};

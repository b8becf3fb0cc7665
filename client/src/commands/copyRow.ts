import { env } from "vscode";
import type { CellContext } from "../panels/messages.ts";
import { rowAsJson } from "../panels/rows.ts";
import type { Command } from "./command.ts";

/** Copies the row under the grid's context menu as a JSON object. */
export const copyRow: Command = {
  id: "eventspec.copyRow",
  run: async ({ results }, context) => {
    const state = results.state();
    if (state.kind === "rows")
      await env.clipboard.writeText(rowAsJson(state.result, (context as CellContext).row));
  },
};

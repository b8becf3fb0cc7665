import { env } from "vscode";
import type { CellContext } from "../panels/messages.ts";
import { rowAsJson, tableOn } from "../panels/rows.ts";
import type { Command } from "./command.ts";

/** Copies the row under the grid's context menu as a JSON object. */
export const copyRow: Command = {
  id: "eventspec.copyRow",
  run: async ({ results }, context) => {
    const table = tableOn(results.state());
    if (table) await env.clipboard.writeText(rowAsJson(table, (context as CellContext).row));
  },
};

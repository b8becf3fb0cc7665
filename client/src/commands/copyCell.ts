import { env } from "vscode";
import type { CellContext } from "../panels/messages.ts";
import { cellText, tableOn } from "../panels/rows.ts";
import type { Command } from "./command.ts";

/** Copies the cell under the grid's context menu, as it is shown. */
export const copyCell: Command = {
  id: "eventspec.copyCell",
  run: async ({ results }, context) => {
    const table = tableOn(results.state());
    const { row, column } = context as CellContext;
    if (table) await env.clipboard.writeText(cellText(table.rows[row]?.[column]));
  },
};

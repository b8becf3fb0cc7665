import { env } from "vscode";
import { rowsAsTsv, tableOn } from "../panels/rows.ts";
import type { Command } from "./command.ts";

/** Copies all rows of the results panel, as spreadsheets paste them. */
export const copyRows: Command = {
  id: "eventspec.copyRows",
  run: async ({ results }) => {
    const table = tableOn(results.state());
    if (table) await env.clipboard.writeText(rowsAsTsv(table));
  },
};

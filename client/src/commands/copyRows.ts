import { env } from "vscode";
import { rowsAsTsv } from "../panels/rows.ts";
import type { Command } from "./command.ts";

/** Copies all rows of the results panel, as spreadsheets paste them. */
export const copyRows: Command = {
  id: "eventspec.copyRows",
  run: async ({ results }) => {
    const state = results.state();
    if (state.kind === "rows") await env.clipboard.writeText(rowsAsTsv(state.result));
  },
};

import { pairAtPath } from "../../document/treePlace.ts";
import { stateOf, unreadableInWords } from "../../project/tableState.ts";
import type { UnreadableTable } from "../../project/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { everyTable } from "../engine/everyTable.ts";

const hint = "What depends on it is not checked until it can be read. Everything else is checked.";

/** What a setting names is told there, once. */
const ofTables = everyTable<UnreadableTable>(({ table }, report, { project }) => {
  const state = stateOf(table, project);
  if (state.kind === "unreadable" && state.table.filesKey === undefined)
    report(table.sql, state.table, { hint });
});

export const unreadableTable = defineRule<UnreadableTable>({
  name: "unreadable-table",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog"],
  summary: "Every table must be readable.",
  message: unreadableInWords,
  ...ofTables,
  projectFile(file, report, context) {
    const document = context.document(file.file);
    for (const table of context.project.catalog.unreadable ?? []) {
      if (table.filesKey === undefined || !document) continue;
      const pair = pairAtPath(document, ["connections", table.connection, "files", table.filesKey]);
      const connection = file.connections.find(({ name }) => name.value === table.connection);
      const at = pair?.key.span ?? connection?.name.span;
      if (at) report(at, table, { hint });
    }
    ofTables.projectFile(file, report, context);
  },
});

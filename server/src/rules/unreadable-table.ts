import { pairAtPath } from "../document/treePlace.ts";
import { stateOf, unreadableInWords } from "../project/tableState.ts";
import { tablesOfDocument, tablesOfEvent, tablesOfLookup } from "../project/tablesOf.ts";
import type { UnreadableTable } from "../project/types.ts";
import type { TableReference } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import type { Report, RuleContext } from "./types.ts";

export const unreadableTable = defineRule<UnreadableTable>({
  name: "unreadable-table",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog"],
  summary: "Every table must be readable.",
  message: unreadableInWords,
  projectFile(file, report, context) {
    const document = context.document(file.file);
    for (const table of context.project.catalog.unreadable ?? []) {
      if (table.filesKey === undefined || !document) continue;
      const pair = pairAtPath(document, ["connections", table.connection, "files", table.filesKey]);
      const connection = file.connections.find(({ name }) => name.value === table.connection);
      const at = pair?.key.span ?? connection?.name.span;
      if (at) report(at, table, { hint });
    }
    for (const lookup of file.lookups) visit(tablesOfLookup(lookup, context.project), report, context);
  },
  document: ({ document }, report, context) =>
    visit(tablesOfDocument(document, context.project), report, context),
  event: (event, report, context) => visit(tablesOfEvent(event), report, context),
});

const hint = "What depends on it is not checked until it can be read. Everything else is checked.";

/** What a setting names is told there, once. */
function visit(references: readonly TableReference[], report: Report<UnreadableTable>, context: RuleContext) {
  for (const reference of references) {
    const state = stateOf(reference, context.project);
    if (state.kind === "unreadable" && state.table.filesKey === undefined)
      report(reference.sql, state.table, { hint });
  }
}

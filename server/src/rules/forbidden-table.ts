import { tablesOfDocument, tablesOfEvent, tablesOfLookup } from "../project/tablesOf.ts";
import type { TableReference } from "../spec/types.ts";
import { refusedTable } from "../sql/refusedTables.ts";
import { defineRule } from "./engine/defineRule.ts";
import { spanInExpression } from "./engine/readings.ts";
import { problemOf } from "./engine/sqlProblems.ts";
import type { Report, RuleContext } from "./types.ts";

export const forbiddenTable = defineRule<{ message: string }>({
  name: "forbidden-table",
  topic: "Security",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary: "SQL must not read the engine's own tables of users, sessions and settings.",
  message: ({ message }) => message,
  document: ({ document, file }, report, context) =>
    visit(tablesOfDocument(document, context.project), file, report, context),
  event: (event, report, context) => visit(tablesOfEvent(event), event.file, report, context),
  projectFile(file, report, context) {
    for (const lookup of file.lookups)
      visit(tablesOfLookup(lookup, context.project), file.file, report, context);
  },
  expression(expression, report, context) {
    const found = problemOf(expression, "forbidden-table", context);
    if (found) report(found.span, found, found.hint === undefined ? {} : { hint: found.hint });
  },
});

function visit(
  tables: readonly TableReference[],
  file: string,
  report: Report<{ message: string }>,
  context: RuleContext,
): void {
  for (const table of tables) {
    const why = refusedTable(table, context.project, context.knowledge.dialect);
    const end = table.sql.text.trimEnd().length;
    if (why) report(spanInExpression({ sql: table.sql, file }, { start: 0, end }, context), why, why);
  }
}

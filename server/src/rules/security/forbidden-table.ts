import { refusedTable } from "../../sql/refusedTables.ts";
import { defineRule } from "../engine/defineRule.ts";
import { everyTable, spanOfTable } from "../engine/everyTable.ts";
import { problemOf } from "../engine/sqlProblems.ts";

export const forbiddenTable = defineRule<{ message: string }>({
  name: "forbidden-table",
  topic: "Security",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary: "SQL must not read the engine's own tables of users, sessions and settings.",
  message: ({ message }) => message,
  ...everyTable((place, report, context) => {
    const why = refusedTable(place.table, context.project, context.knowledge.dialect);
    if (why) report(spanOfTable(place, context), why, why);
  }),
  expression(expression, report, context) {
    const found = problemOf(expression, "forbidden-table", context);
    if (found) report(found.span, found, found.hint === undefined ? {} : { hint: found.hint });
  },
});

import { defineRule } from "../engine/defineRule.ts";
import { problemOf } from "../engine/sqlProblems.ts";
import { withoutBraces } from "../engine/withoutBraces.ts";

export const sqlSyntax = defineRule<{ problem: string }>({
  name: "sql-syntax",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary: "An expression must be valid SQL in the warehouse's dialect.",
  message: ({ problem }) => problem,
  expression(expression, report, context) {
    const found = problemOf(expression, "sql-syntax", context);
    const hint = found?.hint ?? "Fix the expression; it must be SQL of the connection's dialect.";
    if (found)
      report(found.span, { problem: found.message }, { hint, ...withoutBraces(expression, context) });
  },
});

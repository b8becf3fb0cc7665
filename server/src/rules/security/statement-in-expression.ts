import { isQueryRole } from "../../project/sqlRoles.ts";
import { defineRule } from "../engine/defineRule.ts";
import { problemOf } from "../engine/sqlProblems.ts";

export const statementInExpression = defineRule<{ problem: string }>({
  name: "statement-in-expression",
  topic: "Security",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary:
    "SQL must be one expression: no second statement, nothing that writes, no comment that hides the rest.",
  message: ({ problem }) => problem,
  expression(expression, report, context) {
    const found = problemOf(expression, "statement-in-expression", context);
    if (!found) return;
    const one = isQueryRole(expression.role) ? "select" : "expression";
    const hint = found.hint ?? `Write one ${one}, and nothing behind it.`;
    report(found.span, { problem: found.message }, { hint });
  },
});

import type { Fix, Severity } from "../../document/types.ts";
import { type ExpressionFault, expressionFaults, type FaultRule } from "../../sql/expressionFaults.ts";
import type { AnyRule, RuleContext } from "../types.ts";
import { defineRule } from "./defineRule.ts";
import { spanInExpression } from "./readings.ts";
import type { ReadSql } from "./readSql.ts";

interface FaultRuleOptions {
  readonly name: FaultRule;
  readonly severity: Severity;
  readonly summary: string;
  /** What it can be changed to. */
  readonly fixes?: (expression: ReadSql, fault: ExpressionFault, context: RuleContext) => readonly Fix[];
}

/** A rule that reports one kind of what `expressionFaults` finds. It is on everywhere, because planning refuses the same. */
export function faultRule({ name, severity, summary, fixes }: FaultRuleOptions): AnyRule {
  return defineRule<{ message: string }>({
    name,
    topic: "Meaning",
    severity,
    presets: ["minimal", "recommended", "strict"],
    needs: ["parser"],
    summary,
    message: ({ message }) => message,
    expression(expression, report, context) {
      const read = expression.reading ?? expression.query;
      const isSuspect = read?.functions.some(
        ({ kind, varies }) => varies || kind === "window" || kind === "rows",
      );
      // What is unsafe is said by other rules, and is no expression yet.
      if (!isSuspect || !read?.safe) return;
      for (const fault of expressionFaults(expression, context.knowledge.dialect))
        if (fault.rule === name)
          report(spanInExpression(expression, fault, context), fault, {
            hint: fault.hint,
            ...(fixes && { fixes: fixes(expression, fault, context) }),
          });
    },
  });
}

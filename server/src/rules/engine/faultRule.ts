import type { Severity } from "../../document/types.ts";
import { expressionFaults, type FaultRule } from "../../sql/expressionFaults.ts";
import type { AnyRule } from "../types.ts";
import { defineRule } from "./defineRule.ts";
import { spanInExpression } from "./readings.ts";

interface FaultRuleOptions {
  readonly name: FaultRule;
  readonly severity: Severity;
  readonly summary: string;
}

/** A rule that reports one kind of what `expressionFaults` finds. It is on everywhere, because planning refuses the same. */
export function faultRule({ name, severity, summary }: FaultRuleOptions): AnyRule {
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
          report(spanInExpression(expression, fault, context), fault, { hint: fault.hint });
    },
  });
}

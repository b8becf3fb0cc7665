import type { Fix, Span } from "../../document/types.ts";
import { functionsThatCompute } from "../../sql/reader/functionStanding.ts";
import { unknownFunctions } from "../../sql/unknownFunctions.ts";
import { defineRule } from "../engine/defineRule.ts";
import { spanInExpression } from "../engine/readings.ts";

export const unknownFunction = defineRule<{ message: string }>({
  name: "unknown-function",
  topic: "Security",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary: "SQL must call only functions that are known to have no side effects, or that the project allows.",
  message: ({ message }) => message,
  expression(expression, report, context) {
    const read = expression.reading ?? expression.query;
    // What is unsafe is said by other rules, and is no expression yet.
    if (!read?.safe) return;
    const known = functionsThatCompute(context.knowledge.dialect);
    for (const unknown of unknownFunctions(read.functions, context.project.file)) {
      const span = spanInExpression(expression, unknown, context);
      const meant = context.suggest(unknown.name, known);
      const slip = meant === undefined ? {} : { fixes: [changeTo(meant, span)] };
      const hint = meant === undefined ? unknown.hint : `Did you mean \`${meant}\`? ${unknown.hint}`;
      report(span, unknown, { hint, ...slip });
    }
  },
});

function changeTo(name: string, span: Span): Fix {
  return { title: `Change to ${name}`, edits: [{ span, text: name }] };
}

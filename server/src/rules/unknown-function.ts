import type { Fix } from "../document/types.ts";
import { unknownFunctions } from "../sql/unknownFunctions.ts";
import { defineRule } from "./engine/defineRule.ts";
import { spanInExpression } from "./engine/readings.ts";

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
    const { project, knowledge } = context;
    for (const unknown of unknownFunctions(read.functions, project.file, knowledge.dialect)) {
      const span = spanInExpression(expression, unknown, context);
      const fixes: Fix[] = unknown.meant === undefined ? [] : [changeTo(unknown.meant, span)];
      report(span, unknown, { hint: unknown.hint, fixes });
    }
  },
});

function changeTo(name: string, span: Fix["edits"][number]["span"]): Fix {
  return { title: `Change to ${name}`, edits: [{ span, text: name }] };
}

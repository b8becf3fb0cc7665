import type { SqlText } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { columnsOf, spanInExpression } from "../engine/readings.ts";
import type { RuleContext } from "../types.ts";

export const changedColumnInFilter = defineRule<{ column: string }>({
  name: "changed-column-in-filter",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary: "`where` must not filter on the column that `changes` compares.",
  message: ({ column }) =>
    `"${column}" is what "changes" watches; filtering on it hides the rows it changed from.`,
  expression(expression, report, context) {
    const { role, event, document } = expression;
    if (role !== "where" || !document) return;
    const events = event ? [event.definition] : document.events;
    const watched = events.flatMap(({ changes }) => (changes ? columnsIn(changes.value, context) : []));
    if (watched.length === 0) return;
    for (const column of columnsOf(expression)) {
      const name = column.parts.at(-1)?.name ?? "";
      if (!watched.includes(name.toLowerCase())) continue;
      const hint = "Say which changes count with `from` and `to` of `changes` instead.";
      report(spanInExpression(expression, column, context), { column: name }, { hint });
    }
  },
});

function columnsIn({ text }: SqlText, { knowledge }: RuleContext): string[] {
  const columns = knowledge.parser?.expression(text, knowledge.dialect).columns ?? [];
  return columns.flatMap(({ parts }) => parts.at(-1)?.name.toLowerCase() ?? []);
}

import type { SqlText } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { columnNames, columnsOf, simpleColumn, spanInExpression } from "./engine/readings.ts";

export const changedColumnInFilter = defineRule<{ column: string }>({
  name: "changed-column-in-filter",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary: "A filter does not name the column whose changes are the event.",
  message: ({ column }) =>
    `"${column}" is what "changes" watches; filtering on it hides the rows it changed from.`,
  expression(expression, report, context) {
    const { role, event, document } = expression;
    if (role !== "where" || !document) return;
    const events = event ? [event.definition] : document.events;
    const watched = events.flatMap(({ changes }) => (changes ? columnsIn(changes.value) : []));
    if (watched.length === 0) return;
    for (const column of columnsOf(expression, context)) {
      const name = column.parts.at(-1)?.name ?? "";
      if (!watched.includes(name.toLowerCase())) continue;
      const hint = "Say which changes count with `from` and `to` of `changes` instead.";
      report(spanInExpression(expression, column, context), { column: name }, { hint });
    }

    function columnsIn(value: SqlText): string[] {
      const simple = simpleColumn(value.text);
      const names = simple ? [simple] : columnNames({ ...expression, role: "changes", sql: value }, context);
      return names.map((name) => name.toLowerCase());
    }
  },
});

import { defaultAlias } from "../../project/defaultAlias.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { isHistory, isLastChange } from "../../spec/timeNames.ts";
import { defineRule } from "../engine/defineRule.ts";
import { stringList } from "../engine/options.ts";
import { columnNames } from "../engine/readings.ts";

export const mutableTime = defineRule<{ column: string }>({
  name: "mutable-time",
  topic: "Meaning",
  severity: "warning",
  presets: ["recommended", "strict"],
  needs: ["parser"],
  summary: "`at` must be a time that stays as it is once it is written.",
  message: ({ column }) => `"${column}" is written again with a later change, and the event moves with it.`,
  options: {
    allow: {
      default: [],
      description: "Columns that are written once, although they sound like the last change.",
    },
  },
  expression(expression, report, context) {
    const { role, event, sql } = expression;
    if (role !== "at" || !event || isOfHistory(event)) return;
    const allowed = new Set(stringList(context.options, "allow").map((name) => name.toLowerCase()));
    const column = columnNames(expression).find(
      (name) => !allowed.has(name.toLowerCase()) && isLastChange(name),
    );
    if (column === undefined || event.key.some(({ text }) => text.includes(column))) return;
    const hint =
      "Take a time that is written once, or a history of changes with `changes:`; if nothing writes this one again, allow it in the rule's settings.";
    report(sql, { column }, { hint });
  },
});

function isOfHistory({ definition: { changes }, document: { source } }: ProjectEvent): boolean {
  if (changes) return true;
  const tables =
    source?.kind === "table"
      ? [source.table]
      : source?.kind === "query"
        ? source.tables.map(({ table }) => table)
        : [];
  return tables.some((table) => isHistory(defaultAlias(table)));
}

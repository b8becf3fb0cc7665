import { lineStart } from "../../document/lines.ts";
import type { Span } from "../../document/types.ts";
import { tableOf } from "../../project/aliases.ts";
import type { TableReference } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { everyTable, isOfPattern, renameTable, spanOfTable } from "../engine/everyTable.ts";

interface Data {
  readonly name: string;
  readonly call: string;
}

export const hardCodedRelation = defineRule<Data>({
  name: "hard-coded-relation",
  topic: "Meaning",
  severity: "info",
  presets: ["recommended", "strict"],
  needs: ["catalog"],
  summary: "A table that dbt knows must be named as dbt names it.",
  message: ({ name, call }) => `${name} is ${call} in dbt.`,
  ...everyTable((place, report, context) => {
    const { table } = place;
    // dbt has no patterns.
    if (table.kind !== "relation" || isOfPattern(table)) return;
    const call = tableOf(table, context.project)?.reference;
    if (!call) return;
    const at = spanOfTable(place, context);
    const hint = `Write ${call}: it holds for every target of dbt, and dbt's lineage shows the event.`;
    const fix = fits(call, table, at, context.text(place.file)) && renameTable(call, table, at);
    report(at, { name: table.sql.text.trim(), call }, { hint, ...fix });
  }),
});

/** Not where SQL would have to call the table by another name then, or the comma of `source()` would end the text. */
function fits(call: string, table: TableReference, at: Span, text: string): boolean {
  const names = [...call.matchAll(/'([^']*)'/g)].map(([, name]) => name);
  const own = table.kind === "relation" ? table.parts.at(-1) : undefined;
  const isFlow = /[[{]/.test(text.slice(lineStart(text, at.start), at.start));
  return names.at(-1) === own && !(isFlow && table.sql.scalar.style === "plain");
}

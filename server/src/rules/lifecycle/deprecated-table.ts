import { tableOf } from "../../project/aliases.ts";
import { nodeOf, referenceText } from "../../project/dbt/references.ts";
import { referenceName } from "../../project/referenceName.ts";
import type { Project } from "../../project/types.ts";
import type { TableReference } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { everyTable, isOfPattern, spanOfTable } from "../engine/everyTable.ts";

interface Data {
  readonly name: string;
  readonly on: string;
}

export const deprecatedTable = defineRule<Data>({
  name: "deprecated-table",
  topic: "Lifecycle",
  severity: "warning",
  presets: ["recommended", "strict"],
  needs: ["catalog"],
  summary: "An event must not read a table that dbt deprecates.",
  message: ({ name, on }) => `${name} is deprecated in dbt: it may be gone from ${on} on.`,
  ...everyTable((place, report, context) => {
    const { table } = place;
    const dbt = tableOf(table, context.project)?.dbt;
    if (dbt?.deprecatedOn === undefined) return;
    const ask = dbt.group === undefined ? "whoever owns it" : `"${dbt.group}", who own it,`;
    const newer = latestOf(table, context.project);
    const read = newer === undefined ? "Read what takes its place" : `Read ${newer}, its latest version`;
    const name = isOfPattern(table) ? referenceName(table) : table.sql.text.trim();
    const hint = `${read}; ask ${ask} what changes.`;
    report(spanOfTable(place, context), { name, on: dbt.deprecatedOn }, { hint });
  }),
});

/** The reference to the latest version of a model, where that is another one. */
function latestOf(reference: TableReference, { dbt }: Project): string | undefined {
  if (reference.kind !== "ref" || reference.version === undefined || !dbt?.manifest) return undefined;
  const { version, ...plain } = reference;
  const latest = nodeOf(plain, dbt.manifest);
  return latest && latest.version !== version ? referenceText(plain) : undefined;
}

import { tableOf } from "../project/aliases.ts";
import { referenceText } from "../project/dbt/references.ts";
import { tablesOfDocument, tablesOfEvent, tablesOfLookup } from "../project/tablesOf.ts";
import type { Project } from "../project/types.ts";
import type { TableReference } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { spanInExpression } from "./engine/readings.ts";
import type { Report, RuleContext } from "./types.ts";

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
  document: ({ document, file }, report, context) =>
    visit(tablesOfDocument(document, context.project), file, report, context),
  event: (event, report, context) => visit(tablesOfEvent(event), event.file, report, context),
  projectFile(file, report, context) {
    for (const lookup of file.lookups)
      visit(tablesOfLookup(lookup, context.project), file.file, report, context);
  },
});

function visit(
  tables: readonly TableReference[],
  file: string,
  report: Report<Data>,
  context: RuleContext,
): void {
  for (const reference of tables) {
    const dbt = tableOf(reference, context.project)?.dbt;
    if (dbt?.deprecatedOn === undefined) continue;
    const name = reference.sql.text.trim();
    const at = spanInExpression(
      { sql: reference.sql, file },
      { start: 0, end: reference.sql.text.trimEnd().length },
      context,
    );
    const ask = dbt.group === undefined ? "whoever owns it" : `"${dbt.group}", who own it,`;
    const newer = latestOf(reference, context.project);
    const read = newer === undefined ? "Read what takes its place" : `Read ${newer}, its latest version`;
    report(at, { name, on: dbt.deprecatedOn }, { hint: `${read}; ask ${ask} what changes.` });
  }
}

/** The reference to the latest version of a model, where that is another one. */
function latestOf(reference: TableReference, { dbt }: Project): string | undefined {
  if (reference.kind !== "ref" || reference.version === undefined) return undefined;
  const { model, package: inPackage } = reference;
  const latest = dbt?.manifest?.nodes.find(
    (node) =>
      node.kind === "model" &&
      node.name === model &&
      node.latest &&
      (inPackage === undefined || node.package === inPackage),
  );
  const { version, ...plain } = reference;
  return latest && latest.version !== version ? referenceText(plain) : undefined;
}

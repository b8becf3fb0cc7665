import { lineStart } from "../document/lines.ts";
import type { Fix, Span } from "../document/types.ts";
import { writeInside } from "../document/write/writeInside.ts";
import { tableOf } from "../project/aliases.ts";
import { tablesOfDocument, tablesOfEvent, tablesOfLookup } from "../project/tablesOf.ts";
import type { TableReference } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { spanInExpression } from "./engine/readings.ts";
import type { Report, RuleContext } from "./types.ts";

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
    const call = reference.kind === "relation" && tableOf(reference, context.project)?.reference;
    if (!call) continue;
    const text = reference.sql.text.trimEnd();
    const at = spanInExpression({ sql: reference.sql, file }, { start: 0, end: text.length }, context);
    const hint = `Write ${call}: it holds for every target of dbt, and dbt's lineage shows the event.`;
    const fix = changeTo(call, { reference, at, text: context.text(file) });
    report(at, { name: text.trim(), call }, { hint, ...(fix && { fixes: [fix] }) });
  }
}

interface Place {
  readonly reference: TableReference;
  readonly at: Span;
  /** Of the file. */
  readonly text: string;
}

/** None where SQL would have to call the table by another name then, or the comma of `source()` would end the text. */
function changeTo(call: string, { reference, at, text }: Place): Fix | undefined {
  const { scalar } = reference.sql;
  const names = [...call.matchAll(/'([^']*)'/g)].map(([, name]) => name);
  const own = reference.kind === "relation" ? reference.parts.at(-1) : undefined;
  const isFlow = /[[{]/.test(text.slice(lineStart(text, at.start), at.start));
  if (names.at(-1) !== own || (isFlow && scalar.style === "plain")) return undefined;
  const title = `Change to ${call}`;
  return { title, edits: [{ span: at, text: writeInside(scalar.style, call) }], preferred: true };
}

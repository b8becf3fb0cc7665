import { didYouMean } from "../document/didYouMean.ts";
import type { Fix } from "../document/types.ts";
import { writeInside } from "../document/write/writeInside.ts";
import { findTable } from "../project/catalog.ts";
import { exampleTables } from "../project/exampleTables.ts";
import { stateOf } from "../project/tableState.ts";
import { tablesOfDocument, tablesOfEvent, tablesOfLookup } from "../project/tablesOf.ts";
import type { Catalog } from "../project/types.ts";
import type { SpecDocument, TableReference } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { nameRemedy } from "./engine/fixes.ts";
import { spanInExpression } from "./engine/readings.ts";
import type { Report, ReportExtras, RuleContext } from "./types.ts";

interface UnknownTable {
  readonly table: string;
  /** `given`: of an example, whose rows stand in for a table. */
  readonly kind: TableReference["kind"] | "given";
}

export const unknownTable = defineRule<UnknownTable>({
  name: "unknown-table",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog"],
  summary: "Every table is one that the warehouse, or dbt, knows.",
  message({ table, kind }) {
    if (kind === "given") return `The event reads no table "${table}".`;
    if (kind === "relation") return `There is no table "${table}".`;
    return `dbt knows no ${kind === "ref" ? "model" : "source"} "${table}".`;
  },
  document({ document, file }, report, context) {
    if (isEnabled(document, context)) visit(tablesOfDocument(document), file, report, context);
  },
  event(event, report, context) {
    visit(tablesOfEvent(event), event.file, report, context);
    const names = [...exampleTables(event, context.project).keys()];
    for (const { table } of event.definition.examples.flatMap(({ given }) => given)) {
      if (names.includes(table.value)) continue;
      const data = { table: table.value, kind: "given" } as const;
      report(
        table,
        data,
        nameRemedy(table, names, "tables", "Rows stand in for a table that the event reads."),
      );
    }
  },
  projectFile(file, report, context) {
    for (const lookup of file.lookups) visit(tablesOfLookup(lookup), file.file, report, context);
  },
});

/** What is switched off may read tables that are not there. */
function isEnabled({ enabled }: SpecDocument, { project }: RuleContext): boolean {
  return enabled.every(
    ({ value }) => project.file.switches.find(({ name }) => name.value === value)?.on !== false,
  );
}

function visit(
  tables: readonly TableReference[],
  file: string,
  report: Report<UnknownTable>,
  context: RuleContext,
): void {
  const { catalog } = context.project;
  if (!catalog.known) return;
  // dbt lists its own models and sources; a relation may be another one.
  const complete = catalog.tables.some(({ origin }) => origin !== "dbt");
  for (const table of tables) {
    if (stateOf(table, context.project).kind === "unreadable") continue;
    const parts = context.project.resolveTable(table);
    if (parts ? !complete || isKnown(catalog, parts) : !knowsDbt(context)) continue;
    const at = spanInExpression(
      { sql: table.sql, file },
      { start: 0, end: table.sql.text.trimEnd().length },
      context,
    );
    report(at, { table: nameOf(table), kind: table.kind }, remedy(table, at, context));
  }
}

/** A name that several tables fit equally is the warehouse's to resolve, by its search path. */
function isKnown(catalog: Catalog, parts: readonly string[]): boolean {
  if (findTable(catalog, parts)) return true;
  const name = parts.join(".").toLowerCase();
  return catalog.tables.some((table) => `.${table.parts.join(".").toLowerCase()}`.endsWith(`.${name}`));
}

/** Without dbt's artefacts nothing can be said about `ref()` and `source()`. */
function knowsDbt({ project }: RuleContext): boolean {
  return (
    project.file.dbt !== undefined && project.catalog.tables.some(({ reference }) => reference !== undefined)
  );
}

function nameOf(table: TableReference): string {
  if (table.kind === "ref") return table.model;
  return table.kind === "source" ? `${table.source}.${table.table}` : table.parts.join(".");
}

function remedy(
  table: TableReference,
  at: { start: number; end: number },
  context: RuleContext,
): ReportExtras {
  const { tables } = context.project.catalog;
  const names = tables.flatMap(({ parts }) => parts.map((_, index) => parts.slice(index).join(".")));
  const guess = table.kind === "relation" ? didYouMean(nameOf(table), names) : undefined;
  if (!guess) {
    const some = tables.slice(0, 8).map(({ parts }) => parts.slice(-2).join("."));
    const hint = "Refresh the catalog if the table is new.";
    return {
      hint:
        some.length > 0 ? `Known tables: ${some.join(", ")}${tables.length > 8 ? ", …" : ""}. ${hint}` : hint,
    };
  }
  const written = guess.split(".").map(quotedIfNeeded).join(".");
  const fix: Fix = {
    title: `Change to ${guess}`,
    edits: [{ span: at, text: writeInside(table.sql.scalar.style, written) }],
    preferred: true,
  };
  // A plain scalar can't begin with a quote.
  const fits = table.sql.scalar.style !== "plain" || /^[\w.]+$/.test(written);
  return { hint: `Did you mean ${guess}?`, ...(fits && { fixes: [fix] }) };
}

function quotedIfNeeded(part: string): string {
  return /^[A-Za-z_]\w*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
}

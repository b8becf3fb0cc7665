import type { Span } from "../../document/types.ts";
import { endsSome, findTable } from "../../project/catalog.ts";
import { referenceText } from "../../project/dbt/references.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import { stateOf } from "../../project/tableState.ts";
import type { Catalog } from "../../project/types.ts";
import { unresolved } from "../../project/unresolvedTables.ts";
import type { SpecDocument, TableReference } from "../../spec/types.ts";
import { refusedTable } from "../../sql/refusedTables.ts";
import { defineRule } from "../engine/defineRule.ts";
import { everyTable, renameTable, spanOfTable } from "../engine/everyTable.ts";
import { nameRemedy } from "../engine/fixes.ts";
import type { ReportExtras, RuleContext } from "../types.ts";

interface Missing extends ReportExtras {
  readonly message: string;
}

const ofTables = everyTable<Missing>((place, report, context) => {
  const { table } = place;
  // Another rule says that it may not be read, whether or not it is there.
  if (refusedTable(table, context.project, context.knowledge.dialect)) return;
  const at = spanOfTable(place, context);
  const missing = notResolved(table, at, context) ?? notThere(table, at, context);
  if (missing) report(at, missing, missing);
});

export const unknownTable = defineRule<Missing>({
  name: "unknown-table",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog"],
  summary: "Every table must exist in the warehouse, the catalog or dbt.",
  message: ({ message }) => message,
  ...ofTables,
  document(visited, report, context) {
    if (isEnabled(visited.document, context)) ofTables.document(visited, report, context);
  },
  event(event, report, context) {
    ofTables.event(event, report, context);
    const known = new Set(exampleTables(event, context.project).keys());
    const choice = {
      known,
      what: "tables",
      whereDeclared: "Rows stand in for a table that the event reads.",
    };
    for (const { table } of event.definition.examples.flatMap(({ given }) => given)) {
      if (known.has(table.value)) continue;
      const message = `The event reads no table "${table.value}".`;
      report(table, { message }, nameRemedy(table, choice, context.suggest));
    }
  },
});

/** What is switched off may read tables that are not there. */
function isEnabled({ enabled }: SpecDocument, { project }: RuleContext): boolean {
  return enabled.every(
    ({ value }) => project.file.switches.find(({ name }) => name.value === value)?.on !== false,
  );
}

/** What dbt says. Where it says nothing, neither does the rule. */
function notResolved(table: TableReference, at: Span, { project }: RuleContext): Missing | undefined {
  const why = unresolved(table, project);
  if (!why?.certain) return undefined;
  const { message, hint, meant } = why;
  return { message, hint, ...(meant !== undefined && renameTable(meant, table, at)) };
}

/** What the warehouse says. dbt lists its own models and sources; a relation may be another one. */
function notThere(table: TableReference, at: Span, context: RuleContext): Missing | undefined {
  const { project } = context;
  const { catalog } = project;
  if (!catalog.known || !catalog.tables.some(({ origin }) => origin !== "dbt")) return undefined;
  const parts = project.resolveTable(table);
  if (!parts || isKnown(catalog, parts) || stateOf(table, project).kind === "unreadable") return undefined;
  const name = parts.join(".");
  if (table.kind === "relation")
    return { message: `There is no table "${name}".`, ...remedy(table, at, context, catalog) };
  const text = referenceText(table);
  const make = table.kind === "ref" ? `Run \`dbt build --select ${table.model}\`` : "Load it";
  return {
    message: `There is no table "${name}", which is ${text} in dbt.`,
    hint: `${make}, or read the artefacts of the target that this connection leads to (\`artifacts\`).`,
  };
}

/** A name that several tables fit equally is the warehouse's to resolve, by its search path. */
function isKnown(catalog: Catalog, parts: readonly string[]): boolean {
  return endsSome(catalog, parts) || findTable(catalog, parts) !== undefined;
}

function remedy(
  table: Extract<TableReference, { kind: "relation" }>,
  at: Span,
  { index, suggest }: RuleContext,
  { tables }: Catalog,
): ReportExtras {
  const guess = suggest(table.parts.join("."), index.declared.tables);
  if (!guess) {
    const some = tables.slice(0, 8).map(({ parts }) => parts.slice(-2).join("."));
    const hint = "Refresh the catalog if the table is new.";
    return {
      hint:
        some.length > 0 ? `Known tables: ${some.join(", ")}${tables.length > 8 ? ", …" : ""}. ${hint}` : hint,
    };
  }
  const written = guess.split(".").map(quotedIfNeeded).join(".");
  // A plain scalar can't begin with a quote.
  const fits = table.sql.scalar.style !== "plain" || /^[\w.]+$/.test(written);
  return { hint: `Did you mean ${guess}?`, ...(fits && renameTable(written, table, at)) };
}

function quotedIfNeeded(part: string): string {
  return /^[A-Za-z_]\w*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
}

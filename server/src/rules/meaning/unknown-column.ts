import type { Located } from "../../document/types.ts";
import { writeInside } from "../../document/write/writeInside.ts";
import { tableOf } from "../../project/aliases.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import type { NamesAtPlace } from "../../project/namesAt.ts";
import { reconciledColumns } from "../../project/reconciledColumns.ts";
import type { Reconciliation } from "../../spec/types.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { ColumnReference } from "../../sql/reader/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { nameRemedy, oneFix } from "../engine/fixes.ts";
import { proofNames } from "../engine/proofNames.ts";
import { columnsOf, identifiersOf, spanInExpression } from "../engine/readings.ts";
import type { ReadSql } from "../engine/readSql.ts";
import { isBeyondCatalog, type Resolution, resolve, scopeOf } from "../engine/scope.ts";
import { isBound } from "../engine/typeOf.ts";
import type { Report, ReportExtras, RuleContext } from "../types.ts";

/** Columns that a query has to give, and does not. */
interface MissingOutput {
  readonly kind: "missing-output";
  readonly missing: readonly string[];
  readonly given: readonly string[];
}

type Unknown = Extract<Resolution, { kind: "unknown-column" | "unknown-name" | "hidden" }>;
type Finding = Unknown | MissingOutput;

export const unknownColumn = defineRule<Finding>({
  name: "unknown-column",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog", "parser"],
  summary: "Every column must exist in one of the tables in scope.",
  message: (data) => messageOf(data),
  expression(expression, report, context) {
    // That the rows come from nowhere is reported at the document.
    if (expression.document && !expression.document.source) return;
    const columns = columnsOf(expression);
    const scope = columns.length > 0 ? scopeOf(expression, context) : undefined;
    for (const reference of scope ? columns : []) {
      const resolution = scope && resolve(identifiersOf(reference), scope);
      if (!resolution || resolution.kind === "found" || resolution.kind === "ambiguous") continue;
      if (resolution.kind !== "hidden" && isRight(reference, scope, expression, context)) continue;
      const at = spanInExpression(expression, reference, context);
      report(at, resolution, remedy(resolution, reference, expression, context));
    }
  },
  event(event, report, context) {
    for (const { name, of, known } of proofNames(event, context.project.eventsByName))
      reportUnknown(name, { known, of: of.name }, report, context);
    const given = event.definition.examples.flatMap((example) => example.given);
    const tables = given.length > 0 ? exampleTables(event, context.project) : undefined;
    for (const { table, rows } of given) {
      const reference = tables?.get(table.value);
      const known = reference && tableOf(reference, context.project);
      if (!known || known.partial) continue;
      const own = { known: known.columns.map(({ name }) => name), of: table.value };
      for (const { column } of rows.flatMap(({ cells }) => cells))
        reportUnknown(column, own, report, context);
    }
    for (const query of event.definition.reconcile) reportOutputs(query, report, context);
  },
});

/** Columns of tests and examples are plain names, compared without regard to case as engines do. */
function reportUnknown(
  { value: name, span }: Located<string>,
  { known, of }: { readonly known: readonly string[]; readonly of: string },
  report: Report<Finding>,
  { suggest }: RuleContext,
): void {
  if (known.some((each) => each.toLowerCase() === name.toLowerCase())) return;
  const data: Finding = { kind: "unknown-column", name, of, candidates: known };
  const choice = { known: new Set(known), what: "columns", whereDeclared: "" };
  report(span, data, nameRemedy({ value: name, span }, choice, suggest));
}

function reportOutputs(reconciliation: Reconciliation, report: Report<Finding>, context: RuleContext): void {
  const { sql, per, key } = reconciliation;
  const given = context.knowledge.parser?.query(sql.text, context.knowledge.dialect).outputs;
  if (!given) return;
  const { missing } = reconciledColumns(reconciliation, given);
  if (missing.length === 0) return;
  const wanted = [...(per ? [per.value] : []), ...(key ? [key.value] : []), "value"];
  const names = wanted.map((name) => `\`as ${name}\``);
  const hint =
    names.length === 1
      ? `Say which column is the number with ${names[0]}.`
      : `Say which is which with ${names.slice(0, -1).join(", ")} and ${names.at(-1)}.`;
  report(sql, { kind: "missing-output", missing, given }, { hint });
}

/** Where our knowledge ends: the engine knows names that no catalog lists. */
function isRight(
  reference: ColumnReference,
  scope: NamesAtPlace,
  expression: ReadSql,
  context: RuleContext,
): boolean {
  const dialect = dialectOf(context.knowledge.dialect);
  const [qualifier] = identifiersOf(reference);
  if (scope.names.some(({ closed, name }) => closed && name.toLowerCase() === qualifier?.toLowerCase()))
    return false;
  return isBeyondCatalog(identifiersOf(reference), scope, dialect) || isBound(expression, context);
}

function messageOf(unknown: Finding): string {
  if (unknown.kind === "missing-output")
    return `The query gives no column ${unknown.missing.join(" and no column ")}, only ${unknown.given.join(", ")}.`;
  if (unknown.kind === "hidden") return unknown.hidden.why;
  if (unknown.kind === "unknown-name") return `Nothing here is called "${unknown.name}".`;
  return `There is no column "${unknown.name}"${unknown.of ? ` in "${unknown.of}"` : ""}.`;
}

function remedy(
  unknown: Unknown,
  reference: ColumnReference,
  expression: ReadSql,
  context: RuleContext,
): ReportExtras {
  if (unknown.kind === "hidden") return { hint: unknown.hidden.remedy };
  const guess = context.suggest(unknown.name, unknown.candidates);
  if (!guess) return { hint: choices(unknown) };
  const { parts, start, end } = reference;
  const text = expression.sql.text;
  const wrong = parts.findIndex(({ name }) => name === unknown.name);
  const written = parts.map((part, index) =>
    index === wrong ? quotedIfNeeded(guess) : text.slice(part.start, part.end),
  );
  const better = written.join(".");
  const span = spanInExpression(expression, { start, end }, context);
  const { style } = expression.sql.scalar;
  // A plain scalar that begins with a quote would be another scalar.
  const fits = style !== "plain" || start > 0 || !better.startsWith('"');
  return {
    hint: `Did you mean ${better}?`,
    ...oneFix(`Change to ${better}`, fits ? [{ span, text: writeInside(style, better) }] : undefined),
  };
}

function choices({ kind, candidates }: Exclude<Unknown, { kind: "hidden" }>): string {
  if (candidates.length === 0) return "No table is known here.";
  const what = kind === "unknown-name" ? "Names in scope" : "Columns";
  return `${what}: ${candidates.slice(0, 8).join(", ")}${candidates.length > 8 ? ", …" : ""}.`;
}

function quotedIfNeeded(part: string): string {
  return /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
}

import type { Fix } from "../../document/types.ts";
import { writeInto } from "../../document/write/writeInside.ts";
import { defaultAlias } from "../../project/defaultAlias.ts";
import { isNeverNull } from "../../project/neverNull.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import { type Negation, negationsIn } from "../../sql/reader/negations.ts";
import { defineRule } from "../engine/defineRule.ts";
import { columnsOf, identifiersOf, spanInExpression } from "../engine/readings.ts";
import type { ReadSql } from "../engine/readSql.ts";
import { resolve, scopeOf } from "../engine/scope.ts";
import type { RuleContext } from "../types.ts";

export const filterDropsNulls = defineRule<{ column: string; operator: string }>({
  name: "filter-drops-nulls",
  topic: "Meaning",
  severity: "warning",
  presets: ["recommended", "strict"],
  needs: ["catalog", "parser"],
  summary:
    "A filter must say what becomes of rows without a value, where it only says which values it does not want.",
  message: ({ column, operator }) =>
    `Rows whose "${column}" is null are left out by \`${operator}\`, too: a comparison with null is not true.`,
  expression(expression, report, context) {
    if (expression.role !== "where") return;
    const columns = columnsOf(expression);
    const scope = columns.length > 0 ? scopeOf(expression, context) : undefined;
    if (!scope) return;
    for (const negation of negationsIn(expression.sql.text, columns, context.knowledge.dialect)) {
      const parts = identifiersOf(negation.column);
      const resolved = resolve(parts, scope);
      const known = resolved.kind === "found" ? resolved.column : undefined;
      // Of a query's columns nobody knows more than their names.
      if (known?.type === undefined) continue;
      if (isNeverNull(known) && !isOfLeftJoin(parts, expression)) continue;
      const { operator } = negation;
      const column = parts.at(-1) ?? "";
      report(
        spanInExpression(expression, negation, context),
        { column, operator },
        { hint: hintFor(negation), fixes: fixesFor(negation, expression, context) },
      );
    }
  },
});

/** A row without a partner has nulls in the columns of the joined table, whatever that says of them. */
function isOfLeftJoin(parts: readonly string[], { document, lookup }: ReadSql): boolean {
  if (parts.length < 2) return false;
  const joins = [...(document?.joins ?? []), ...(lookup?.joins ?? [])];
  const join = joins.find(
    ({ alias, source }) =>
      (alias?.value ?? (source?.kind === "table" ? defaultAlias(source.table) : "")).toLowerCase() ===
      parts[0]?.toLowerCase(),
  );
  return join !== undefined && join.type?.value !== "inner";
}

function hintFor({ operator, other }: Negation): string {
  const kept = other === undefined ? "`… is null or …`" : "`is distinct from`";
  return operator === "not like" || operator === "not ilike"
    ? "Keep them with `… is null or …` or `coalesce(…, '')`, or say `is not null` if they are to go."
    : `Keep them with ${kept} or \`coalesce(…)\`, or say \`is not null\` if they are to go.`;
}

function fixesFor({ column, start, end, other }: Negation, expression: ReadSql, context: RuleContext): Fix[] {
  const { sql } = expression;
  const name = sql.text.slice(column.start, column.end);
  const comparison = sql.text.slice(start, end);
  const { dialect } = context.knowledge;
  const kept =
    other === undefined ? `(${name} is null or ${comparison})` : dialectOf(dialect).isDistinct(name, other);
  const choices = [
    { title: "Keep rows without a value", text: kept },
    { title: "Leave rows without a value out, and say so", text: `(${name} is not null and ${comparison})` },
  ];
  // A comma in it stands in the file already, so a plain text there may hold one.
  const place = { style: sql.scalar.style, flow: !comparison.includes(","), atStart: false };
  return choices.flatMap(({ title, text }): Fix[] => {
    const written = writeInto(place, text);
    const span = spanInExpression(expression, { start, end }, context);
    return written === undefined ? [] : [{ title, edits: [{ span, text: written }] }];
  });
}

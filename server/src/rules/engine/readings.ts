import { spanInScalar } from "../../document/scalarMap.ts";
import type { Span } from "../../document/types.ts";
import type { ColumnReference } from "../../sql/reader/types.ts";
import type { RuleContext } from "../types.ts";
import type { ReadSql } from "./readSql.ts";

/** The columns of an expression that its scope must answer for: not those of its own sub-queries. */
export function columnsOf({ reading }: ReadSql): readonly ColumnReference[] {
  return reading?.ok ? reading.columns.filter(({ inner }) => !inner) : [];
}

/** A part of an expression's SQL as a place in its file. */
export function spanInExpression(
  { sql, file }: Pick<ReadSql, "sql" | "file">,
  { start, end }: Span,
  context: RuleContext,
): Span {
  return spanInScalar(sql.scalar, context.text(file), start, end);
}

/** A reference's identifiers, without quotes. */
export function identifiersOf({ parts }: ColumnReference): string[] {
  return parts.map(({ name }) => name);
}

/** The names of the columns in an expression, without their aliases, in the order they stand. */
export function columnNames(expression: ReadSql): string[] {
  return columnsOf(expression).flatMap(({ parts }) => parts.at(-1)?.name ?? []);
}

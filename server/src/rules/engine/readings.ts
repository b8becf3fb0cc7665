import { spanInScalar } from "../../document/scalarMap.ts";
import type { Span } from "../../document/types.ts";
import type { ColumnReference, ExpressionReading, QueryReading } from "../../sql/parserTypes.ts";
import type { RuleContext } from "../types.ts";
import type { Expression } from "./expressions.ts";

/** What the parser makes of an expression; `undefined` until it is loaded. */
export function readingOf(
  { role, sql }: Expression,
  { knowledge }: RuleContext,
): ExpressionReading | undefined {
  const { parser, dialect } = knowledge;
  return role === "query" ? undefined : parser?.expression(sql.text, dialect);
}

/** What the parser makes of a whole `select`. */
export function queryReadingOf(
  { role, sql }: Expression,
  { knowledge }: RuleContext,
): QueryReading | undefined {
  const { parser, dialect } = knowledge;
  return role === "query" ? parser?.query(sql.text, dialect) : undefined;
}

/** The columns of an expression that its scope must answer for: not those of its own sub-queries. */
export function columnsOf(expression: Expression, context: RuleContext): readonly ColumnReference[] {
  const reading = readingOf(expression, context);
  return reading?.ok ? reading.columns.filter(({ inner }) => !inner) : [];
}

/** A part of an expression's SQL as a place in its file. */
export function spanInExpression(
  { sql, file }: Pick<Expression, "sql" | "file">,
  { start, end }: Span,
  context: RuleContext,
): Span {
  return spanInScalar(sql.scalar, context.text(file), start, end);
}

/** A reference's identifiers, without quotes. */
export function namesOf({ parts }: ColumnReference): string[] {
  return parts.map(({ name }) => name);
}

/** The names of the columns in an expression, without their aliases, in the order they stand. */
export function columnNames(expression: Expression, context: RuleContext): string[] {
  return columnsOf(expression, context).flatMap(({ parts }) => parts.at(-1)?.name ?? []);
}

const identifier = /(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")+"|`[^`]+`)/u.source;
const bareColumn = new RegExp(`^\\s*(?:${identifier}\\s*\\.\\s*)*(${identifier})\\s*$`, "u");

/** The column's name when the SQL is nothing but a column. */
export function simpleColumn(sql: string): string | undefined {
  return bareColumn.exec(sql)?.[1]?.replace(/^["`]|["`]$/g, "");
}

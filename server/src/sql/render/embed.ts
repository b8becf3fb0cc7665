/** The author's SQL in a text of ours: as written, in parentheses only where what stands beside it would bind closer. */
import type { Dialect } from "../dialects/dialect.ts";
import { indent } from "../layout.ts";
import type { TypedSql } from "../plan/plan.ts";
import { isLooser, type Looseness, loosenessOf } from "../reader/looseness.ts";
import { putInPlace } from "./putInPlace.ts";
import { identifier, protect } from "./sqlText.ts";

/** Where nothing binds it: an argument, a column, a branch of a `case`. */
export function argument(dialect: Dialect, sql: string): string {
  return enclosed(dialect, sql, "or");
}

/** One of several conditions that all must hold. */
export function condition(dialect: Dialect, sql: string): string {
  return enclosed(dialect, sql, "and");
}

/** A side of a comparison. */
export function comparand(dialect: Dialect, sql: string): string {
  return enclosed(dialect, sql, "operator");
}

/** Beside any operator. */
export function operand(dialect: Dialect, sql: string): string {
  return enclosed(dialect, sql, "operand");
}

/** Whether it can stand beside any operator as it is. */
export function isOperand(dialect: Dialect, sql: string): boolean {
  return operand(dialect, sql) === sql;
}

function enclosed(dialect: Dialect, sql: string, loosest: Looseness): string {
  if (!isLooser(loosenessOf(sql.trim(), dialect.name), loosest)) return protect(dialect, sql);
  const text = protect(dialect, sql);
  return text.includes("\n") ? `(\n${indent(text.trimEnd())}\n)` : `(${text})`;
}

/** The author's expression as an argument, with parameters of its own where it has some. */
export function embed(dialect: Dialect, { sql, parameters }: TypedSql): string {
  if (!parameters) return argument(dialect, sql);
  if (!dialect.lateral) return argument(dialect, putInPlace(dialect.name, sql, { param: parameters }));
  const columns = parameters.map(
    (one) => `${argument(dialect, one.sql)} as ${identifier(dialect, one.name)}`,
  );
  return `(select ${argument(dialect, sql)} from (select ${columns.join(", ")}) as param)`;
}

/** Columns of a table that is none put where the author's SQL speaks of them. */
import { loosenessOf } from "../reader/looseness.ts";
import { endsInComment, replaceColumns } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";

interface NamedSql {
  readonly name: string;
  readonly sql: string;
}

/** The user's SQL with each `alias.name` replaced by what it stands for; all else stays as written. In: columns by aliases in lower case. */
export function putInPlace(
  dialect: DialectName,
  sql: string,
  columns: Readonly<Record<string, readonly NamedSql[]>>,
): string {
  const values = new Map(
    Object.entries(columns).flatMap(([alias, list]) =>
      list.map((one) => [`${alias}.${one.name.toLowerCase()}`, one.sql] as const),
    ),
  );
  if (values.size === 0) return sql;
  return replaceColumns(sql, dialect, (qualifier, column) => {
    const value = values.get(`${qualifier}.${column}`);
    return value === undefined ? undefined : enclosed(value.trim(), dialect);
  });
}

/** Beside any operator of the user's. */
export function enclosed(sql: string, dialect: DialectName): string {
  const isOperand = loosenessOf(sql, dialect) === "operand" && !endsInComment(sql, dialect);
  return isOperand ? sql : `(${closed(sql, dialect)})`;
}

/** A comment at the end can't swallow what follows. */
export function closed(sql: string, dialect: DialectName): string {
  return endsInComment(sql, dialect) ? `${sql}\n` : sql;
}

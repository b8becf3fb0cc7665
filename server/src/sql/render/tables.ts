/** What stands in `from` as one table. */
import type { Dialect } from "../dialects/dialect.ts";
import { indent } from "../layout.ts";
import type { FromPlan, Parameter, TablePlan } from "../plan/plan.ts";
import { tokenize } from "../reader/tokens.ts";
import { argument } from "./embed.ts";
import { nameOf } from "./generatedNames.ts";
import { givenRows } from "./givenRows.ts";
import { derived, identifier, protect } from "./sqlText.ts";
import { tableName } from "./tableName.ts";
import { unionQuery } from "./union.ts";

/** A column of a derived table. */
export interface NamedSql {
  readonly name: string;
  readonly sql: string;
}

/** What carries a lookup's parameters. */
export function parameterColumns(dialect: Dialect, parameters: readonly Parameter[]): NamedSql[] {
  return parameters.map(({ name, sql }) => ({
    name: identifier(dialect, name),
    sql: argument(dialect, sql),
  }));
}

/** A table or a query with its alias. */
export function fromItem(dialect: Dialect, from: FromPlan): string {
  if (from.kind === "table") {
    const { table } = from;
    if ("given" in table) return derived(givenRows(dialect, table.given), identifier(dialect, nameOf(from)));
    const name = tableName(dialect, table);
    return from.alias === undefined ? name : `${name} as ${identifier(dialect, from.alias)}`;
  }
  const alias = identifier(dialect, from.alias);
  if (from.kind === "union") return derived(unionQuery(dialect, from), alias);
  if (from.kind === "full")
    throw new Error("a full join is several tables, which renderFrom puts side by side");
  const query = `\n${protect(dialect, from.sql)}\n`;
  if (from.tables.length === 0) return `(${query}) as ${alias}`;
  const tables = from.tables.map(
    ({ name, table }) => `${identifier(dialect, name)} as ${dialect.inline}(${rowsOf(dialect, table)})`,
  );
  const head = `with\n${indent(tables.join(",\n"))}`;
  const whole = namesTables(dialect, from.sql)
    ? `${head}\nselect * from (${query}) as ${alias}`
    : `${head}\n${query.trim()}`;
  return `(\n${indent(whole)}\n) as ${alias}`;
}

/** Whether a query begins with tables of its own, so that no others can be put before them. */
export function namesTables(dialect: Dialect, query: string): boolean {
  const first = tokenize(query, dialect.name).find(({ kind }) => kind !== "comment");
  return first !== undefined && /^with$/i.test(first.text);
}

function rowsOf(dialect: Dialect, table: TablePlan): string {
  if ("given" in table) return `\n${indent(givenRows(dialect, table.given))}\n`;
  return `select * from ${tableName(dialect, table)}`;
}

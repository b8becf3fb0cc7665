/** Tables that stand side by side, and what their own alias stands for. */
import { markOf } from "../../project/fullJoins.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { indent } from "../layout.ts";
import type { FromPlan, FullPlan, Scan } from "../plan/plan.ts";
import { mapScanSql, scanSqls } from "../plan/scanSql.ts";
import { qualifiersIn, replaceColumns } from "../reader/namesUsed.ts";
import { holdsQuery, structureOf } from "../reader/structure.ts";
import type { DialectName } from "../types.ts";
import { derived, identifier, select } from "./sqlText.ts";
import { fromItem, type NamedSql } from "./tables.ts";

type FullTablePlan = FullPlan["tables"][number];

/** The tables, one a line. A row without a partner stays: so does one without a key, which equals no other. */
export function fullJoinText(dialect: Dialect, { tables }: FullPlan): string {
  const lines = tables.map((table, at) => {
    if (at === 0) return tableItem(dialect, table);
    const before = tables.slice(0, at);
    const conditions = table.keys.map(
      (key, place) => `${column(dialect, table, key)} = ${firstKnown(dialect, before, place)}`,
    );
    const on = conditions.map((sql, place) => indent(`${place === 0 ? "on" : "and"} ${sql}`));
    return [`full join ${tableItem(dialect, table)}`, ...on].join("\n");
  });
  return lines.join("\n");
}

/** What a key of several tables is: of the first that has the row. */
function firstKnown(dialect: Dialect, tables: readonly FullTablePlan[], place: number): string {
  const columns = tables.map((table) => column(dialect, table, table.keys[place] ?? ""));
  const [only = "null", ...more] = columns;
  return more.length === 0 ? only : `coalesce(${columns.join(", ")})`;
}

function column(dialect: Dialect, { alias }: FullTablePlan, name: string): string {
  return `${identifier(dialect, alias)}.${identifier(dialect, name)}`;
}

/** A table, marked so that a row of it is known from the nulls in its stead. */
function tableItem(dialect: Dialect, { from, alias, isMarked }: FullTablePlan): string {
  const item = fromItem(dialect, from);
  if (!isMarked) return item;
  const columns = [`${identifier(dialect, alias)}.*`, `true as ${identifier(dialect, markOf(alias))}`];
  return derived(select({ columns, from: item }), identifier(dialect, alias));
}

/** Whether a table that is marked has the row. */
export function isIn(dialect: Dialect, table: FullTablePlan): string {
  return `coalesce(${column(dialect, table, markOf(table.alias))}, false)`;
}

/** With every table marked. */
export function withAllMarks(from: FromPlan): FromPlan {
  if (from.kind !== "full") return from;
  return { ...from, tables: from.tables.map((table) => ({ ...table, isMarked: true })) };
}

/** What the full join's own alias stands for. */
export function sharedValues(dialect: Dialect, { keys, tables }: FullPlan): NamedSql[] {
  return [
    ...keys.map((name, place) => ({ name, sql: firstKnown(dialect, tables, place) })),
    ...tables
      .filter(({ isMarked }) => isMarked)
      .map((table) => ({
        name: markOf(table.alias),
        sql: isIn(dialect, table),
      })),
  ];
}

/** The scan with those values where its SQL speaks of them; or among the tables, where a query in it could take their names for its own. */
export function withSharedValues(scan: Scan, dialect: Dialect): Scan {
  const { from } = scan;
  if (from.kind !== "full") return scan;
  if (dialect.columns && isAskedForInQuery(scan, from.alias, dialect.name))
    return { ...scan, from: { ...from, isBeside: true } };
  const values = new Map(
    sharedValues(dialect, from).map(({ name, sql }) => [name.toLowerCase(), sql] as const),
  );
  const alias = from.alias.toLowerCase();
  return mapScanSql(scan, ({ sql, parameters }) => ({
    sql: replaceColumns(sql, dialect.name, (qualifier, name) =>
      qualifier === alias ? values.get(name) : undefined,
    ),
    ...(parameters && { parameters }),
  }));
}

/** Whether a sub-query speaks of the full join's own alias. */
export function isAskedForInQuery(scan: Scan, alias: string, dialect: DialectName): boolean {
  return scanSqls(scan).some(({ sql }) => {
    if (!qualifiersIn(sql, dialect).has(alias.toLowerCase())) return false;
    const structure = structureOf(sql, dialect);
    return [...structure.partners.keys()].some((bracket) => holdsQuery(structure, bracket));
  });
}

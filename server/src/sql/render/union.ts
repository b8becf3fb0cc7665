/** Tables whose rows come together, as a query: every column by its name, so that none depends on the order of a table's own. */
import type { Dialect } from "../dialects/dialect.ts";
import { givenType } from "../givenTypes.ts";
import { columnType } from "../logicalType.ts";
import type { TablePlan, UnionColumnPlan, UnionPlan } from "../plan/plan.ts";
import { castAs } from "./cast.ts";
import { givenRows, nullCell } from "./givenRows.ts";
import { derived, identifier, literal, named, select } from "./sqlText.ts";
import { tableName } from "./tableName.ts";

/** One `select` a table. */
export function unionQuery(dialect: Dialect, { tables, columns, relation }: UnionPlan): string {
  const selects = tables.map(({ name, table, columns: own }) => {
    const list = columns.map((column, at) => columnSql(dialect, column, own[at] ?? null, table));
    const source =
      relation === undefined ? [] : [named(dialect, literal(dialect, name), identifier(dialect, relation))];
    return select({ columns: [...list, ...source], from: fromTable(dialect, table) });
  });
  return selects.join("\nunion all\n");
}

function fromTable(dialect: Dialect, table: TablePlan): string {
  return "given" in table
    ? derived(givenRows(dialect, table.given), "given_rows")
    : tableName(dialect, table);
}

function columnSql(dialect: Dialect, column: UnionColumnPlan, own: string | null, table: TablePlan): string {
  const name = catalogName(dialect, column.name);
  return named(dialect, valueSql(dialect, column, own, table), name);
}

function valueSql(
  dialect: Dialect,
  { like, decimal }: UnionColumnPlan,
  own: string | null,
  table: TablePlan,
): string {
  const type = decimal && dialect.decimal(decimal.precision, decimal.scale);
  if (own === null) {
    const spelling = givenType(dialect, like);
    return type === undefined ? nullCell(dialect, spelling, columnType(like)) : castAs(dialect, "null", type);
  }
  const sql = "given" in table ? identifier(dialect, own) : catalogName(dialect, own);
  return type === undefined ? sql : castAs(dialect, sql, type);
}

/** A name as a catalog has it: in quotes where the engine would take it for one of other letters. */
function catalogName(dialect: Dialect, name: string): string {
  const isMixed = name !== name.toLowerCase() && name !== name.toUpperCase();
  const written = identifier(dialect, name);
  return dialect.upperCase && isMixed && written === name
    ? `${dialect.quote}${name}${dialect.quote}`
    : written;
}

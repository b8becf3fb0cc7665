/** Columns that become rows: a table of their names and values, or of their names alone where the engine makes that at less cost. */
import type { Dialect } from "../dialects/dialect.ts";
import { list } from "../layout.ts";
import type { ColumnsStep, Scan, Step } from "../plan/plan.ts";
import { mapScanSql } from "../plan/scanSql.ts";
import { argument } from "./embed.ts";
import { putInPlace } from "./putInPlace.ts";
import type { ScanRenderer } from "./renderer.ts";
import { identifier, laidOut, literal } from "./sqlText.ts";
import { textTable } from "./steps.ts";
import type { NamedSql } from "./tables.ts";

type Rows = readonly { readonly name: string; readonly value: string }[];

export function isOfColumns(step: Step): step is ColumnsStep {
  return step.kind === "for_each" && "columns" in step;
}

/** What follows the tables before it in `from`. */
export function columnRows(
  { dialect, names, valuesInPlace }: Pick<ScanRenderer, "dialect" | "names" | "valuesInPlace">,
  step: ColumnsStep,
): string {
  const alias = identifier(dialect, step.item);
  const { name, value } = columnNames(dialect);
  const rows = rowsOf(dialect, step);
  if (dialect.columnRows) return dialect.columnRows({ alias, name, value, rows });
  const texts = rows.map((row) => row.name);
  if (valuesInPlace) return `cross join ${textTable(dialect, texts, alias, name)}`;
  const table = identifier(dialect, names.lists.get(step.item)?.table ?? step.item);
  const columns = bothColumns(dialect, table, rows);
  return `cross join ${textTable(dialect, texts, table, name)}\n${dialect.columns?.(alias, columns, list)}`;
}

/** Its columns with some value of theirs, for engines whose queries in `from` see no table beside them. */
export function columnsOfRow(dialect: Dialect, step: ColumnsStep): NamedSql[] {
  const rows = rowsOf(dialect, step);
  const [first = { name: "null", value: "null" }] = rows;
  const { name, value } = columnNames(dialect);
  return [
    { name, sql: first.name },
    { name: value, sql: caseOfRows(first.name, rows) },
  ];
}

/** The scan with each value where its SQL speaks of it. */
export function withValuesInPlace(dialect: Dialect, scan: Scan): Scan {
  const items = scan.steps.filter(isOfColumns).map(({ item }) => item);
  return items.reduce((placed, item) => {
    const step = placed.steps.filter(isOfColumns).find((one) => one.item === item);
    if (!step) return placed;
    const rows = step.columns.map(({ name, value }) => ({ name: literal(dialect, name), value: value.sql }));
    const value = { name: "value", sql: caseOfRows(nameOfRow(dialect, step), rows) };
    return mapScanSql(placed, (part) => ({
      ...part,
      sql: putInPlace(dialect.name, part.sql, { [item.toLowerCase()]: [value] }),
    }));
  }, scan);
}

/** That each row has a value. */
export function valueConditions({ dialect, scan, valuesInPlace }: Conditioned): string[] {
  const { value } = columnNames(dialect);
  return scan.steps.filter(isOfColumns).map((step) => {
    const sql = valuesInPlace
      ? caseOfRows(nameOfRow(dialect, step), rowsOf(dialect, step))
      : `${identifier(dialect, step.item)}.${value}`;
    return laidOut(dialect, `${sql} is not null`);
  });
}

type Conditioned = Pick<ScanRenderer, "dialect" | "scan" | "valuesInPlace">;

/** As they are written, in quotes where they need them. */
const columnNames = (dialect: Dialect) => ({
  name: identifier(dialect, "name"),
  value: identifier(dialect, "value"),
});

const nameOfRow = (dialect: Dialect, { item }: ColumnsStep) =>
  `${identifier(dialect, item)}.${columnNames(dialect).name}`;

const rowsOf = (dialect: Dialect, { columns }: ColumnsStep): Rows =>
  columns.map(({ name, value }) => ({
    name: literal(dialect, name),
    value: argument(dialect, value.sql),
  }));

function bothColumns(dialect: Dialect, table: string, rows: Rows): NamedSql[] {
  const { name, value } = columnNames(dialect);
  const ofTable = `${table}.${name}`;
  return [
    { name, sql: ofTable },
    { name: value, sql: caseOfRows(ofTable, rows) },
  ];
}

/** On one line: it may stand in SQL of the author's. */
const caseOfRows = (name: string, rows: Rows) =>
  `case ${name} ${rows.map((row) => `when ${row.name} then ${row.value}`).join(" ")} end`;

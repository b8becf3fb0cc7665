/** What the first rows of a table say of its columns: bounded queries, and none where there is no connection. */
import type { Column, Table } from "../../project/types.ts";
import { columnType } from "../../sql/logicalType.ts";
import { quoteIdentifier, tableSql } from "../../sql/writeIdentifier.ts";
import type { Cell, Connection } from "../../warehouse/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import type { Measured, MeasuredColumn } from "./types.ts";

/** Rows of a table that are looked at, and how long one query may take. */
const mostRows = 100_000;
const patienceMs = 5000;

/** Counts values of columns. `undefined` for a table that can't be read, or not soon. */
export async function measure(
  table: Table,
  columns: readonly Column[],
  connection: Connection,
  signal: AbortSignal,
): Promise<Measured | undefined> {
  const counted = columns.flatMap((column) => {
    const name = quoteIdentifier(column.name, connection.dialect);
    return [`count(${name})`, `count(distinct ${name})`, isTime(column) ? `max(${name})` : "null"];
  });
  const sql = `select ${["count(*)", ...counted].join(", ")} from ${firstRows(table, connection)}`;
  const [cells] = (await ask(sql, 1, connection, signal)) ?? [];
  if (!cells) return undefined;
  const [all, ...rest] = cells;
  const facts = columns.map(({ name }, at): [string, MeasuredColumn] => {
    const [filled, distinct, latest] = rest.slice(3 * at, 3 * at + 3);
    const found = { filled: Number(filled), distinct: Number(distinct) };
    return [name, typeof latest === "string" ? { ...found, latest } : found];
  });
  return { rows: Number(all), isWhole: Number(all) < mostRows, columns: new Map(facts) };
}

/** Whether several columns together have another value in each of the first rows. */
export async function tellApart(
  table: Table,
  columns: readonly Column[],
  rows: number,
  connection: Connection,
  signal: AbortSignal,
): Promise<boolean> {
  const names = columns.map(({ name }) => quoteIdentifier(name, connection.dialect)).join(", ");
  const distinct = `select distinct ${names} from ${firstRows(table, connection)}`;
  const [cells] = (await ask(`select count(*) from (${distinct}) as d`, 1, connection, signal)) ?? [];
  return cells !== undefined && Number(cells[0]) === rows;
}

/** The values of a column in the first rows, the most frequent first; `undefined` where there are more than `most`, or none can be read. */
export async function valuesOf(
  table: Table,
  column: Column,
  most: number,
  connection: Connection,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const name = quoteIdentifier(column.name, connection.dialect);
  const sql = `select ${name}, count(*) from ${firstRows(table, connection)} where ${name} is not null group by ${name} order by 2 desc, 1`;
  const rows = await ask(sql, most + 1, connection, signal);
  if (!rows || rows.length > most) return undefined;
  return rows.map(([value]) => String(value));
}

function firstRows({ parts }: Table, { dialect }: Connection): string {
  return `(select * from ${tableSql(parts, dialect)} limit ${mostRows}) as t`;
}

async function ask(
  sql: string,
  limit: number,
  { run }: Connection,
  signal: AbortSignal,
): Promise<readonly (readonly Cell[])[] | undefined> {
  try {
    return (await run(sql, { limit, timeoutMs: patienceMs }, signal)).rows;
  } catch (error) {
    if (error instanceof WarehouseError && error.kind !== "cancelled") return undefined;
    throw error;
  }
}

function isTime(column: Column): boolean {
  return ["date", "timestamp", "instant"].includes(columnType(column)?.kind ?? "");
}

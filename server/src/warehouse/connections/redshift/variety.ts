/** How Redshift differs from PostgreSQL, of which it branched off at version 8. */
import type { Client } from "pg";
import type { Column } from "../../../project/types.ts";
import type { DescribedTable, Estimate, TableName } from "../../types.ts";
import type { Variety } from "../postgres/variety.ts";

export const redshiftVariety: Variety = {
  dialect: "redshift",
  port: 5439,
  session: ["timezone = 'UTC'", "datestyle = 'ISO, YMD'"],
  listTables,
  describeTables,
  estimateOf,
};

const own = "table_schema not in ('pg_catalog', 'information_schema', 'pg_internal', 'pg_automv')";

/** Local, external and shared tables, and views without binding: https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TABLES.html */
async function listTables(client: Client): Promise<TableName[]> {
  const { rows } = await client.query<[string, string]>({
    text: `select table_schema::varchar, table_name::varchar from svv_tables where ${own} order by 1, 2`,
    rowMode: "array",
  });
  return rows.map((parts) => ({ parts }));
}

type ColumnRow = readonly [
  schema: string,
  table: string,
  column: string,
  type: string,
  length: number | null,
  precision: number | null,
  scale: number | null,
  nullable: string,
  remarks: string | null,
];

/** https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_COLUMNS.html */
async function describeTables(client: Client, parts: readonly string[] = []): Promise<DescribedTable[]> {
  const wanted = [...parts].reverse();
  const names = ["table_name", "table_schema", "table_catalog"];
  const conditions = [own, ...wanted.map((_, i) => `lower(${names[i]}) = lower($${i + 1})`)];
  const visible = wanted.length === 1 ? "case table_schema when current_schema() then 0 else 1 end, " : "";
  const { rows } = await client.query<[...ColumnRow]>({
    text: `select table_schema::varchar, table_name::varchar, column_name::varchar, data_type::varchar,
        character_maximum_length::int, numeric_precision::int, numeric_scale::int, is_nullable::varchar, remarks::varchar
      from svv_columns where ${conditions.join(" and ")}
      order by ${visible}table_schema, table_name, ordinal_position`,
    values: wanted,
    rowMode: "array",
  });
  const tables = new Map<string, DescribedTable & { columns: Column[] }>();
  for (const row of rows) {
    const key = JSON.stringify(row.slice(0, 2));
    const known = tables.get(key) ?? { parts: row.slice(0, 2) as string[], columns: [] };
    tables.set(key, known);
    known.columns.push(columnOf(row));
  }
  return [...tables.values()];
}

function columnOf([, , name, type, length, precision, scale, nullable, remarks]: ColumnRow): Column {
  const suffix =
    type === "numeric" && precision !== null
      ? `(${precision},${scale ?? 0})`
      : type.startsWith("character") && length !== null
        ? `(${length})`
        : "";
  return {
    name,
    type: type + suffix,
    ...(remarks && { description: remarks }),
    ...(nullable === "NO" && { nullable: false }),
  };
}

/** A plan is text here: `XN Seq Scan on orders  (cost=0.00..8.00 rows=800 width=40)`. */
const scan = /\bScan\b.*\brows=(\d+) width=(\d+)\)/;

async function estimateOf(client: Client, sql: string): Promise<Estimate> {
  const { rows } = await client.query<[string]>({ text: `explain ${sql}`, rowMode: "array" });
  const scans = rows.map(([line]) => scan.exec(line)).filter((match) => match !== null);
  return {
    rows: scans.reduce((sum, [, count]) => sum + Number(count), 0),
    bytes: scans.reduce((sum, [, count, width]) => sum + Number(count) * Number(width), 0),
    billed: false,
    basis: "by the plan (explain): rows of its scans times their width",
  };
}

import type { Column } from "../../../project/types.ts";
import type { DescribedTable, TableName } from "../../types.ts";
import type { Ask } from "./protocol.ts";

export async function listTables(ask: Ask, catalog: string): Promise<TableName[]> {
  const rows = await ask(
    `select table_schema, table_name from ${quoted(catalog)}.information_schema.tables
     where table_schema <> 'information_schema' order by 1, 2`,
  );
  return rows.map((parts) => ({ parts: parts.map(String) }));
}

/** Every table of the catalog with its columns, or the one that `parts` means. Names are lower case in Trino. */
export async function describeTables(
  ask: Ask,
  catalog: string,
  parts?: readonly string[],
): Promise<DescribedTable[]> {
  const [table, schema, database] = [...(parts ?? [])].reverse();
  const conditions = [
    "table_schema <> 'information_schema'",
    ...(table === undefined ? [] : [`table_name = ${literal(table.toLowerCase())}`]),
    ...(schema === undefined ? [] : [`table_schema = ${literal(schema.toLowerCase())}`]),
  ];
  const rows = await ask(
    `select table_schema, table_name, column_name, data_type, is_nullable
     from ${quoted(database ?? catalog)}.information_schema.columns
     where ${conditions.join(" and ")} order by table_schema, table_name, ordinal_position`,
  );
  const tables = new Map<string, DescribedTable & { columns: Column[] }>();
  for (const [schemaName, tableName, name, type, nullable] of rows) {
    const key = `${schemaName}.${tableName}`;
    const known = tables.get(key) ?? { parts: [String(schemaName), String(tableName)], columns: [] };
    tables.set(key, known);
    known.columns.push({
      name: String(name),
      type: String(type),
      ...(nullable === "NO" && { nullable: false }),
    });
  }
  return [...tables.values()];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

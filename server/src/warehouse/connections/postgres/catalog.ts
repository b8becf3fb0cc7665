/** Tables and columns that the user may read: tables, views, materialized views, partitioned and foreign tables. */
import type { Client } from "pg";
import type { Column } from "../../../project/types.ts";
import type { DescribedTable, TableName } from "../../types.ts";

const readable = `
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'v', 'm', 'f', 'p')
    and n.nspname not in ('pg_catalog', 'information_schema')
    and n.nspname !~ '^pg_(toast|temp)'
    and has_schema_privilege(n.oid, 'usage')
    and has_table_privilege(c.oid, 'select')`;

/** Parts of a partitioned table are left out: the whole is what one reads. */
export async function listTables(client: Client): Promise<TableName[]> {
  const { rows } = await client.query<[string, string]>({
    text: `select n.nspname::text, c.relname::text ${readable} and not c.relispartition order by 1, 2`,
    rowMode: "array",
  });
  return rows.map((parts) => ({ parts }));
}

/** Every table with its columns, or the one that `parts` means: the exact spelling first, then the search path's order. */
export async function describeTables(client: Client, parts?: readonly string[]): Promise<DescribedTable[]> {
  const [table, schema, database] = [...(parts ?? [])].reverse();
  const conditions = [
    table !== undefined && "lower(c.relname) = lower($1)",
    schema !== undefined && "lower(n.nspname) = lower($2)",
    database !== undefined && "lower(current_database()) = lower($3)",
    table === undefined && "not c.relispartition",
  ].filter((condition) => condition !== false);
  const order =
    table === undefined
      ? ""
      : "c.relname = $1 desc, pg_table_is_visible(c.oid) desc, n.nspname = 'public' desc,";
  const { rows } = await client.query<(string | boolean | null)[]>({
    text: `
      select n.nspname::text, c.relname::text, obj_description(c.oid, 'pg_class'),
        a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull, col_description(c.oid, a.attnum)
      ${readable.replace("where", "join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where")}
        and ${conditions.join(" and ") || "true"}
      order by ${order} n.nspname, c.relname, a.attnum`,
    values: [...(parts ?? [])].reverse(),
    rowMode: "array",
  });
  const tables = new Map<string, DescribedTable & { columns: Column[] }>();
  for (const [schemaName, tableName, description, column, type, required, note] of rows) {
    const key = JSON.stringify([schemaName, tableName]);
    const known = tables.get(key) ?? {
      parts: [String(schemaName), String(tableName)],
      columns: [],
      ...(typeof description === "string" && { description }),
    };
    tables.set(key, known);
    known.columns.push({
      name: String(column),
      type: String(type),
      ...(typeof note === "string" && { description: note }),
      ...(required === true && { nullable: false }),
    });
  }
  return [...tables.values()];
}

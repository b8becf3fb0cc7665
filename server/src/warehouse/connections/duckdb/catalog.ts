/** Tables and columns of an open DuckDB. */
import type { Column } from "../../../project/types.ts";
import type { DescribedTable, TableName } from "../../types.ts";
import type { Session } from "./lease.ts";

/** Relations that are the user's, those of the search path first, in its order. `main` is not said where it stands alone. */
const relations = `
  with relations as (
    select database_name, schema_name, table_name, comment from duckdb_tables() where not internal
    union all
    select database_name, schema_name, view_name, comment from duckdb_views() where not internal
  )
  select *, coalesce(list_position(current_schemas(false), schema_name), 1000) as rank from relations`;

export async function listTables({ duckdb }: Session): Promise<TableName[]> {
  const found = await duckdb.runAndReadAll(
    `select distinct schema_name, table_name from (${relations}) order by all`,
  );
  return found.getRows().map(([schema, table]) => ({ parts: [String(schema), String(table)] }));
}

/** Every table with its columns, or the one that `parts` means: exactly that, or the first that ends with them. */
export async function describeTables(
  { duckdb }: Session,
  parts?: readonly string[],
): Promise<DescribedTable[]> {
  const wanted = (parts ?? []).map((part) => part.toLowerCase()).reverse();
  const names = ["r.table_name", "r.schema_name", "r.database_name"];
  const conditions = wanted.map((_, i) => `lower(${names[i] ?? "''"}) = $${i + 1}`);
  const found = await duckdb.runAndReadAll(
    `select r.database_name, r.schema_name, r.table_name, r.comment, c.column_name, c.data_type, c.is_nullable, c.comment
     from (${relations}) r
     join duckdb_columns() c using (database_name, schema_name, table_name)
     where ${conditions.join(" and ") || "true"}
     order by r.rank, r.database_name = 'memory' desc, r.database_name, r.schema_name, r.table_name, c.column_index`,
    wanted,
  );
  const tables = new Map<string, DescribedTable & { columns: Column[] }>();
  for (const [database, schema, table, comment, column, type, nullable, note] of found.getRows()) {
    const key = JSON.stringify([database, schema, table]);
    const known = tables.get(key) ?? {
      parts: [String(schema), String(table)],
      columns: [],
      ...(typeof comment === "string" && { description: comment }),
    };
    tables.set(key, known);
    known.columns.push({
      name: String(column),
      type: String(type),
      ...(typeof note === "string" && { description: note }),
      ...(nullable === false && { nullable: false }),
    });
  }
  return [...tables.values()];
}

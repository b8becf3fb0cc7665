import { trino } from "../../../sql/dialects/trino.ts";
import type { CatalogReader } from "../../queryConnection.ts";
import { conditions, quoted, sqlCatalog } from "../../sqlCatalog.ts";

const own = "table_schema <> 'information_schema'";

/** Every schema of the catalog. Names are lower case in Trino. */
export function trinoCatalog(catalog: string): CatalogReader {
  return sqlCatalog({
    tables: `select table_schema, table_name from ${quoted(trino, catalog)}.information_schema.tables
      where ${own} order by 1, 2`,
    columns: ([table, schema, database = catalog]) => `
      select table_schema, table_name, column_name, data_type, is_nullable
      from ${quoted(trino, database)}.information_schema.columns
      where ${conditions(
        own,
        table !== undefined && `table_name = ${trino.literal(table.toLowerCase())}`,
        schema !== undefined && `table_schema = ${trino.literal(schema.toLowerCase())}`,
      )} order by case when table_schema = current_schema then 0 else 1 end, table_schema, table_name, ordinal_position`,
    row: ["schema", "table", "column", "type", "nullable"],
  });
}

import { databricks } from "../../../sql/dialects/databricks.ts";
import type { CatalogReader } from "../../queryConnection.ts";
import { conditions, quoted, sqlCatalog } from "../../sqlCatalog.ts";

const own = "table_schema <> 'information_schema'";

/** Every schema of the catalog, of the warehouse's own where none is named. */
export function databricksCatalog(catalog: string | undefined): CatalogReader {
  return sqlCatalog({
    tables: `select table_schema, table_name from ${schemaOf(catalog)}.tables where ${own} order by 1, 2`,
    columns: ([table, schema, named = catalog]) => `
      select table_schema, table_name, column_name, full_data_type, is_nullable, comment
      from ${schemaOf(named)}.columns where ${conditions(
        own,
        table !== undefined && `lower(table_name) = ${databricks.literal(table.toLowerCase())}`,
        schema !== undefined && `lower(table_schema) = ${databricks.literal(schema.toLowerCase())}`,
      )} order by case when table_schema = current_schema() then 0 else 1 end, table_schema, table_name, ordinal_position`,
    row: ["schema", "table", "column", "type", "nullable", "description"],
  });
}

function schemaOf(catalog: string | undefined): string {
  return catalog === undefined ? "information_schema" : `${quoted(databricks, catalog)}.information_schema`;
}

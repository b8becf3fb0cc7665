import { snowflake } from "../../../sql/dialects/snowflake.ts";
import { conditions, quoted, sqlCatalog } from "../../sqlCatalog.ts";

const own = "table_schema <> 'INFORMATION_SCHEMA'";

/** Of the database that is connected to; a longer name leads into another one. */
export const snowflakeCatalog = sqlCatalog({
  tables: `select table_schema, table_name from information_schema.tables where ${own} order by 1, 2`,
  columns: ([table, schema, database]) => `
    select table_schema, table_name, column_name, data_type, numeric_precision, numeric_scale, is_nullable, comment
    from ${database === undefined ? "" : `${quoted(snowflake, database)}.`}information_schema.columns
    where ${conditions(
      own,
      table !== undefined && `upper(table_name) = upper(${snowflake.literal(table)})`,
      schema !== undefined && `upper(table_schema) = upper(${snowflake.literal(schema)})`,
    )}
    order by ${table === undefined ? "" : `case when table_name = ${snowflake.literal(table)} then 0 else 1 end, `}
      case when table_schema = current_schema() then 0 else 1 end,
      table_schema, table_name, ordinal_position`,
  row: ["schema", "table", "column", "type", "precision", "scale", "nullable", "description"],
  typeOf: ({ type, precision, scale }) =>
    type === "NUMBER" ? `NUMBER(${precision ?? 38},${scale ?? 0})` : spelled(String(type)),
});

/** The information schema says TEXT where everything else says VARCHAR, and leaves out the usual precision of times. */
function spelled(type: string): string {
  if (type === "TEXT") return "VARCHAR";
  return /^TIME/.test(type) && !type.includes("(") ? `${type}(9)` : type;
}

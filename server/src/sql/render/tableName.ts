import type { Dialect } from "../dialects/dialect.ts";
import type { TableName } from "../plan/plan.ts";
import { identifier } from "./sqlText.ts";

/** The name of a table as it stands in SQL. */
export function tableName(dialect: Dialect, table: TableName): string {
  if ("sql" in table) return table.sql.trim();
  return table.parts.map((part) => identifier(dialect, part)).join(".");
}

/** A table that dbt says holds personal data, and does not say in which columns. */
import { meansPersonal } from "./personalNames.ts";
import type { Table } from "./types.ts";

/** The table whose columns bear its tag where it means personal data and none of them is marked: any of them may hold it. */
export function withTableTag(table: Table): Table {
  const tag = table.tags?.find(meansPersonal);
  if (tag === undefined || table.columns.some(({ tags = [] }) => tags.some(meansPersonal))) return table;
  return { ...table, columns: table.columns.map((column) => ({ ...column, tableTag: tag })) };
}

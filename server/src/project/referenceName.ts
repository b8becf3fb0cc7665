import type { TableReference } from "../spec/types.ts";

/** What lineage calls a table: the same in every environment. */
export function referenceName(table: TableReference): string {
  if (table.kind === "relation") return table.parts.join(".");
  return table.kind === "ref" ? table.model : `${table.source}.${table.table}`;
}

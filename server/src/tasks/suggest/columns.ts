/** What a column is, whatever it may be taken for. */
import type { Column, Table } from "../../project/types.ts";

/** Whether a name is that of an id: `order_id`, `OrderID`, `uuid`. */
export function isId(name: string): boolean {
  return /(^|[^a-z])(id|key|uuid|guid)$|I[Dd]$/.test(name) || /^(id|key|uuid|guid)$/i.test(name);
}

/** Whether no row has a value, so that not even its type is known, while those of others are. */
export function isEmpty({ type }: Column, { columns }: Table): boolean {
  return type === undefined && columns.some((other) => other.type !== undefined);
}

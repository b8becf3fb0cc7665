import type { Asking } from "../../queryConnection.ts";
import type { Estimate } from "../../types.ts";

const head = "explain estimate\n";

/** Rows by the primary key's index, bytes by the tables' own average. Only tables with an index can tell. */
export async function estimateOf(query: string, asking: Asking): Promise<Estimate> {
  const found = await asking.rows(head + query, head.length);
  const scans = found.map(([database, table, , rows]) => ({
    name: `${database}.${table}`,
    rows: Number(rows),
  }));
  if (scans.length === 0) return { billed: false, basis: "the tables have no index that could tell" };
  const sizes = await asking.rows(
    "select concat(database, '.', name), total_bytes / total_rows from system.tables where total_rows > 0",
  );
  const widths = new Map(sizes.map(([name, width]) => [String(name), Number(width)]));
  return {
    rows: scans.reduce((sum, scan) => sum + scan.rows, 0),
    bytes: Math.round(scans.reduce((sum, scan) => sum + scan.rows * (widths.get(scan.name) ?? 0), 0)),
    billed: false,
    basis: "rows by the index (explain estimate), bytes by the tables' average row",
  };
}

import type { Cell, QueryResult, ResultColumn } from "../warehouse/types.ts";
import { drawTable, type TableCell } from "./table.ts";
import { type Output, paint } from "./terminal.ts";

/** Columns that only machines read: shown behind those that people look for. */
const lineage = ["event_id", "event_version", "source", "source_key", "loaded_at"];

/**
 * Rows of a preview for people: the moment first, then who and what, then lineage; columns without any value are left out,
 * and the last line says how many rows there are, how long it took and what is missing.
 */
export function previewText(
  name: string,
  result: QueryResult,
  { limit, quiet }: { readonly limit: number; readonly quiet?: boolean },
  output: Output,
): string {
  const { rows, truncated, elapsedMs } = result;
  const took = elapsedMs < 1000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`;
  if (rows.length === 0) return `${name}: no rows (${took}).\n`;
  const { shown, empty } = arranged(result);
  const table = drawTable(
    shown.map(({ column }) => ({ name: column.name, align: isNumeric(column) ? "right" : "left" })),
    rows.map((row) => shown.map(({ index }) => cellText(row[index] ?? null))),
    output,
  );
  if (quiet) return table;
  const count = truncated
    ? `first ${limit} rows; --limit shows more`
    : `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
  const missing = empty.length > 0 ? `, all null: ${empty.join(", ")}` : "";
  return `${table}${paint(output, "dim", `${count}, ${took}${missing}`)}\n`;
}

function arranged({ columns, rows }: QueryResult) {
  const all = columns.map((column, index) => ({ column, index }));
  const isEmpty = ({ index }: { index: number }): boolean =>
    rows.every((row) => (row[index] ?? null) === null);
  const isOneEvent =
    new Set(rows.map((row) => row[columns.findIndex(({ name }) => name === "event")])).size === 1;
  const rank = ({ column }: { column: ResultColumn }): number => {
    if (column.name === "occurred_at") return 0;
    return lineage.includes(column.name) || (isOneEvent && column.name === "event") ? 2 : 1;
  };
  const shown = all.filter((each) => !isEmpty(each)).sort((a, b) => rank(a) - rank(b) || a.index - b.index);
  return { shown, empty: all.filter(isEmpty).map(({ column }) => column.name) };
}

function cellText(cell: Cell): TableCell {
  if (cell === null) return null;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** Whether an engine's type is a number, by the names that engines have for those. */
function isNumeric({ type }: ResultColumn): boolean {
  return /^(u?(tiny|small|big|huge)?int(eger)?\d*|decimal|numeric|number|float\d*|double|real|money)\b/i.test(
    type,
  );
}

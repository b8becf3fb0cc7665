/** How large answers may be: a warehouse can hold anything, and what it answers must fit into this process. */
import { type Cell, WarehouseError } from "./types.ts";

/** A longer text is cut; the whole of it has its place in the warehouse. */
export const textLimit = 100_000;
/** So is a longer list. */
export const listLimit = 10_000;

const mib = 1024 ** 2;

/** Bytes of an answer with so many rows at most: 16 MiB, or 1 KiB a row where that is more; where all rows are asked for, as of catalogs, 256 MiB. */
function answerLimit(wanted: number | undefined): number {
  return wanted === undefined || !Number.isFinite(wanted) ? 256 * mib : Math.max(16 * mib, wanted * 1024);
}

function tooLarge(limit: number): WarehouseError {
  return new WarehouseError(
    "limit",
    `The answer is larger than ${Math.round(limit / mib)} MiB, and was not read further. Ask for fewer rows, or for smaller values.`,
  );
}

/** Counts what arrives of one answer; throws `WarehouseError` of kind `limit` when it is too much. */
export function createMeter(wanted: number | undefined): (bytes: number) => void {
  const limit = answerLimit(wanted);
  let sum = 0;
  return (bytes) => {
    sum += bytes;
    if (sum > limit) throw tooLarge(limit);
  };
}

/** About how many bytes a cell takes as text. */
export function sizeOf(cell: Cell): number {
  if (typeof cell === "string") return cell.length + 2;
  if (typeof cell !== "object" || cell === null) return 8;
  if (isList(cell)) return cell.reduce<number>((sum, item) => sum + sizeOf(item), 2);
  return Object.entries(cell).reduce((sum, [key, value]) => sum + key.length + sizeOf(value), 2);
}

/** Rows whose texts and lists are of bearable length. What was cut says so at its end, and is counted. */
export function cutRows(rows: readonly (readonly Cell[])[]): { rows: Cell[][]; cutCells: number } {
  let cutCells = 0;
  const cut = rows.map((row) =>
    row.map((cell) => {
      const short = cutCell(cell);
      if (short !== cell) cutCells++;
      return short;
    }),
  );
  return { rows: cut, cutCells };
}

/** The same cell where nothing of it is too long. */
function cutCell(cell: Cell): Cell {
  if (typeof cell === "string") return cell.length > textLimit ? cutText(cell) : cell;
  if (typeof cell !== "object" || cell === null) return cell;
  if (isList(cell)) {
    const items = cell.slice(0, listLimit).map(cutCell);
    if (cell.length > listLimit) return [...items, `… (cut at ${listLimit.toLocaleString("en")} items)`];
    return items.every((item, at) => item === cell[at]) ? cell : items;
  }
  const entries = Object.entries(cell).map(([key, value]) => [key, cutCell(value)] as const);
  return entries.every(([key, value]) => value === cell[key]) ? cell : Object.fromEntries(entries);
}

/** Not in the middle of a character. */
function cutText(text: string): string {
  const kept = text.slice(0, textLimit).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept}… (cut at ${textLimit.toLocaleString("en")} characters)`;
}

function isList(cell: Cell): cell is readonly Cell[] {
  return Array.isArray(cell);
}

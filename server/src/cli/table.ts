import { displayWidth, fitted, padded } from "../document/displayWidth.ts";
import { harmlessLine } from "../document/harmless.ts";
import type { Cell } from "../warehouse/types.ts";
import { type Output, paint } from "./terminal.ts";

export interface TableColumn {
  readonly name: string;
  /** Numbers stand on the right, so that their digits line up. */
  readonly align: "left" | "right";
  /** Never narrowed: half a time or half a number says nothing. */
  readonly firm?: boolean;
  /** Left out before any other column is narrowed. Such columns stand last. */
  readonly optional?: boolean;
}

/** `null` is a missing value, which is not the same as an empty text. */
export type TableCell = string | null;

export function tableCell(cell: Cell): TableCell {
  if (cell === null) return null;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** Between two columns. */
const gap = 2;
/** A text is not narrowed beyond this; rather is a column left out. */
const narrowest = 10;
/** A cell beyond this is cut even where nobody looks, so that one long text does not make the table unreadable. */
const widest = 60;
/** Characters of a cell that are looked at: graphemes of a text of 100,000 characters take minutes to tell apart. */
const looked = 2000;

/**
 * Draws rows as aligned columns: names, a rule, one line a row. Where a person looks, columns are narrowed to the width of
 * the terminal, and what still does not fit is left out at the right, and said.
 */
export function drawTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  output: Output,
): string {
  const names = columns.map(({ name }) => harmlessLine(name));
  const cells = rows.map((row) => row.map((cell) => (cell === null ? null : harmlessLine(begun(cell)))));
  const natural = names.map((name, i) =>
    Math.min(widest, Math.max(displayWidth(name), ...cells.map((row) => cellWidth(row[i] ?? null)))),
  );
  const { widths, hidden } = fitWidths(natural, columns, output.columns);
  const line = (parts: readonly string[]): string => parts.join(" ".repeat(gap)).trimEnd();
  const draw = (row: readonly TableCell[]): string =>
    line(widths.map((width, i) => drawCell(row[i] ?? null, width, columns[i]?.align ?? "left", output)));
  const head = widths.map((width, i) =>
    paint(output, "bold", padded(fitted(names[i] ?? "", width), width, columns[i]?.align ?? "left")),
  );
  const rule = paint(output, "dim", line(widths.map((width) => "─".repeat(width))));
  const left = names.slice(names.length - hidden);
  const note = hidden > 0 ? [paint(output, "dim", `… and ${left.join(", ")}`)] : [];
  return `${[line(head), rule, ...cells.map(draw), ...note].join("\n")}\n`;
}

function begun(cell: string): string {
  return cell.length > looked ? `${cell.slice(0, looked)}…` : cell;
}

function drawCell(cell: TableCell, width: number, align: "left" | "right", output: Output): string {
  if (cell === null) return paint(output, "dim", padded("null", width, align));
  return padded(fitted(cell, width), width, align);
}

function cellWidth(cell: TableCell): number {
  return cell === null ? 4 : displayWidth(cell);
}

/** Narrows texts, the widest first; what can't fit even so is left out, from the right. */
function fitWidths(
  natural: readonly number[],
  columns: readonly TableColumn[],
  available: number | undefined,
): { widths: number[]; hidden: number } {
  const widths = [...natural];
  const total = (of: readonly number[]): number => of.reduce((sum, width) => sum + width + gap, -gap);
  if (available === undefined) return { widths, hidden: 0 };
  while (total(widths) > available && columns[widths.length - 1]?.optional) widths.pop();
  const least = natural.map((width, i) => (columns[i]?.firm ? width : Math.min(width, narrowest)));
  while (widths.length > 1 && total(least.slice(0, widths.length)) > available) widths.pop();
  for (let over = total(widths) - available; over > 0; over -= 1) {
    const room = widths.map((width, i) => (width > (least[i] ?? 0) ? width : 0));
    const widest = room.indexOf(Math.max(...room));
    // One column alone that is still too wide gives way, however firm.
    const at = (room[widest] ?? 0) > 0 ? widest : 0;
    widths[at] = Math.max(1, (widths[at] ?? 0) - 1);
  }
  return { widths, hidden: natural.length - widths.length };
}

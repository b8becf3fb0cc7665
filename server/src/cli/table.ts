import { displayWidth, fitted, harmless, padded } from "./displayWidth.ts";
import { type Output, paint } from "./terminal.ts";

export interface TableColumn {
  readonly name: string;
  /** Numbers stand on the right, so that their digits line up. */
  readonly align: "left" | "right";
}

/** `null` is a missing value, which is not the same as an empty text. */
export type TableCell = string | null;

/** Between two columns. */
const gap = 2;
const narrowest = 6;
/** A cell beyond this is cut even where nobody looks, so that one long text does not make the table unreadable. */
const widest = 60;

/**
 * Draws rows as aligned columns: names, a rule, one line a row. Where a person looks, columns are narrowed to the width of
 * the terminal, and what still does not fit is left out at the right, and said.
 */
export function drawTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  output: Output,
): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? null : harmless(cell))));
  const natural = columns.map((column, i) =>
    Math.min(widest, Math.max(displayWidth(column.name), ...cells.map((row) => cellWidth(row[i] ?? null)))),
  );
  const { widths, hidden } = fitWidths(natural, output.columns);
  const line = (parts: readonly string[]): string => parts.join(" ".repeat(gap)).trimEnd();
  const draw = (row: readonly TableCell[]): string =>
    line(widths.map((width, i) => drawCell(row[i] ?? null, width, columns[i]?.align ?? "left", output)));
  const names = widths.map((width, i) => {
    const column = columns[i];
    return paint(output, "bold", padded(fitted(column?.name ?? "", width), width, column?.align ?? "left"));
  });
  const rule = paint(output, "dim", line(widths.map((width) => "─".repeat(width))));
  const left = columns.slice(columns.length - hidden).map((column) => column.name);
  const note = hidden > 0 ? [paint(output, "dim", `… and ${left.join(", ")}`)] : [];
  return `${[line(names), rule, ...cells.map(draw), ...note].join("\n")}\n`;
}

function drawCell(cell: TableCell, width: number, align: "left" | "right", output: Output): string {
  if (cell === null) return paint(output, "dim", padded("null", width, align));
  return padded(fitted(cell, width), width, align);
}

function cellWidth(cell: TableCell): number {
  return cell === null ? 4 : displayWidth(cell);
}

/** Narrows the widest columns first; when all are as narrow as can be, leaves the last ones out. */
function fitWidths(
  natural: readonly number[],
  available: number | undefined,
): { widths: number[]; hidden: number } {
  const widths = [...natural];
  const total = (): number =>
    widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, widths.length - 1);
  if (available === undefined) return { widths, hidden: 0 };
  while (widths.length > 1 && minimum(widths) > available) widths.pop();
  while (total() > available) {
    const most = Math.max(...widths);
    if (most <= narrowest) break;
    const second = Math.max(narrowest, ...widths.filter((width) => width < most));
    const count = widths.filter((width) => width === most).length;
    const less = Math.max(1, Math.floor((total() - available) / count));
    for (const [i, width] of widths.entries()) if (width === most) widths[i] = Math.max(second, most - less);
  }
  return { widths, hidden: natural.length - widths.length };
}

function minimum(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + Math.min(width, narrowest), 0) + gap * (widths.length - 1);
}

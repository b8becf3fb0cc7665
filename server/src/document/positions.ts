import type { TextDocument } from "./types.ts";

/** A place as editors count it: line and column from 0, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Offsets at which the lines of a text start; `\n`, `\r\n` and a lone `\r` end a line. Never empty. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  const breaks = /\r\n?|\n/g;
  while (breaks.exec(text)) starts.push(breaks.lastIndex);
  return starts;
}

/** Line and column of an offset; an offset outside the text counts as the nearest one inside. */
export function positionAt(document: Pick<TextDocument, "text" | "lineStarts">, offset: number): Position {
  const inside = Math.max(0, Math.min(offset, document.text.length));
  const line = lineIndexAt(document.lineStarts, inside);
  return { line, column: inside - (document.lineStarts[line] ?? 0) };
}

/** Offset of a line and column; a column past the line's end counts as its end, before the line break. */
export function offsetAt(
  document: Pick<TextDocument, "text" | "lineStarts">,
  line: number,
  column: number,
): number {
  if (line < 0) return 0;
  const start = document.lineStarts[line];
  if (start === undefined) return document.text.length;
  return Math.min(start + Math.max(0, column), lineEnd(document, line));
}

/** Offset of the end of a line, before its line break. */
function lineEnd(document: Pick<TextDocument, "text" | "lineStarts">, line: number): number {
  const next = document.lineStarts[line + 1];
  if (next === undefined) return document.text.length;
  const breakLength = document.text.startsWith("\r\n", next - 2) ? 2 : 1;
  return next - breakLength;
}

/** Index of the last line that starts at or before an offset. */
function lineIndexAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

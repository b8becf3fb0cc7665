import { columnOf } from "./lines.ts";
import { type Segment, segmentsOf } from "./scalarSegments.ts";
import type { Span, YamlScalar } from "./types.ts";

/**
 * The place in the file of a part of a scalar's text, `start` and `end` being offsets into `scalar.text`.
 * Exact for every style: an escape counts as a whole, and a folded line break is the break with its indentation.
 */
export function spanInScalar(scalar: YamlScalar, source: string, start: number, end: number): Span {
  const segments = segmentsOf(scalar, source);
  const from = offsetOfStart(scalar, segments, clamp(start, scalar.text.length));
  if (end <= start) return { start: from, end: from };
  return { start: from, end: Math.max(from, offsetOfEnd(scalar, segments, clamp(end, scalar.text.length))) };
}

/**
 * The offset into `scalar.text` of an offset of the file: the inverse of `spanInScalar`. `undefined` outside the
 * content. A place in the indentation of a block counts as the start of that line; below a block's last line, where
 * the next line is about to be typed, as the end of the text.
 */
export function scalarOffset(scalar: YamlScalar, source: string, fileOffset: number): number | undefined {
  const segments = segmentsOf(scalar, source);
  const segment = segments.find(
    ({ start, end, same }) => start <= fileOffset && (same ? fileOffset <= end : fileOffset < end),
  );
  if (segment?.same) return segment.textStart + fileOffset - segment.start;
  if (segment) return inBreak(segment, source, fileOffset);
  const last = segments.at(-1);
  if (last?.end === fileOffset) return last.textEnd;
  if (last === undefined) return isInside(scalar, fileOffset) ? 0 : undefined;
  return isBelow(scalar, segments, source, fileOffset) ? scalar.text.length : undefined;
}

function inBreak(segment: Segment, source: string, fileOffset: number): number {
  const isBreak = /^\s/.test(source.slice(segment.start, segment.end));
  const sameLine = !/[\r\n]/.test(source.slice(segment.start, fileOffset));
  return isBreak && !sameLine ? segment.textEnd : segment.textStart;
}

function isInside({ span, style }: YamlScalar, offset: number): boolean {
  const quotes = style === "single" || style === "double" ? 1 : 0;
  return offset >= span.start + quotes && offset <= span.end - quotes;
}

function isBelow(scalar: YamlScalar, segments: readonly Segment[], source: string, offset: number): boolean {
  if (scalar.style !== "literal" && scalar.style !== "folded") return false;
  const first = segments.find((segment) => segment.same);
  if (offset < scalar.span.end || first === undefined) return false;
  const between = source.slice(scalar.span.end, offset);
  const indentedLine = between.slice(Math.max(between.lastIndexOf("\n"), between.lastIndexOf("\r")) + 1);
  return /^\s*$/.test(between) && indentedLine.length >= columnOf(source, first.start);
}

function offsetOfStart(scalar: YamlScalar, segments: readonly Segment[], offset: number): number {
  for (const { textStart, textEnd, start, same } of segments)
    if (offset < textEnd) return same ? start + offset - textStart : start;
  return endOf(scalar, segments);
}

function offsetOfEnd(scalar: YamlScalar, segments: readonly Segment[], offset: number): number {
  for (const { textStart, textEnd, start, end, same } of segments)
    if (offset <= textEnd) return same ? start + offset - textStart : end;
  return endOf(scalar, segments);
}

function endOf(scalar: YamlScalar, segments: readonly Segment[]): number {
  return (
    segments.at(-1)?.end ??
    (scalar.style === "single" || scalar.style === "double" ? scalar.span.start + 1 : scalar.span.end)
  );
}

function clamp(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}

/** The part of a scalar before a cursor, decoded as the whole scalar is. */
import { lineEnd } from "../lines.ts";
import { flowSegments, type Segment, segmentsOf } from "../scalarSegments.ts";
import type { ScalarStyle, YamlScalar } from "../types.ts";

export interface Typed {
  readonly text: string;
  /** File offset of each character of `text`. */
  readonly offsets: readonly number[];
}

/**
 * What stands between the first character of a plain or quoted scalar and an offset. Blanks before the offset count,
 * though they are none of a plain scalar's text while nothing follows; of an escape that holds the offset nothing counts.
 */
export function typedText(source: string, start: number, offset: number, style: ScalarStyle): Typed {
  const quote = style === "single" || style === "double" ? 1 : 0;
  const { text, segments } = flowSegments(source, Math.min(start + quote, offset), offset, style);
  return { text, offsets: segments.flatMap(offsetsOf) };
}

/** What stands in a block scalar above and before an offset below its header. */
export function typedInBlock(scalar: YamlScalar, source: string, offset: number): Typed {
  const lines = segmentsOf(scalar, source);
  const last = lines.findLast(({ same }) => same);
  const parts: string[] = [];
  const offsets: number[] = [];
  for (const segment of lines) {
    if (segment.start >= offset || (last && segment.textStart >= last.textEnd)) break;
    const length = segment.same
      ? Math.min(segment.end, offset) - segment.start
      : segment.textEnd - segment.textStart;
    parts.push(scalar.text.slice(segment.textStart, segment.textStart + length));
    offsets.push(...offsetsOf({ ...segment, textEnd: segment.textStart + length }));
  }
  const breaks = last ? breaksBetween(source, last.end, offset) : 0;
  const below = scalar.style === "folded" && breaks > 0 ? foldOf(breaks) : "\n".repeat(breaks);
  return {
    text: parts.join("") + below,
    offsets: [...offsets, ...Array<number>(below.length).fill(last?.end ?? offset)],
  };
}

function foldOf(breaks: number): string {
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

function breaksBetween(source: string, from: number, offset: number): number {
  return source.slice(Math.min(lineEnd(source, from), offset), offset).match(/\r\n?|\n/g)?.length ?? 0;
}

function offsetsOf({ textStart, textEnd, start, same }: Segment): number[] {
  return Array.from({ length: textEnd - textStart }, (_, index) => (same ? start + index : start));
}

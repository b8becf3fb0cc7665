import type { Span } from "./types.ts";

/** Whether an offset is in a span; the end counts, so that a cursor just behind a word is in it. */
export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

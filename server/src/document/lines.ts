/** Lines of a text: `\n`, `\r\n` and a lone `\r` end one. */
import type { Span } from "./types.ts";

export function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** Whether it is a space or a tab. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Offset of the line break that ends the line of `at`, or of the text's end; no further than `limit`. */
export function lineEnd(text: string, at: number, limit = text.length): number {
  let end = at;
  while (end < limit && !isBreak(text.charCodeAt(end))) end++;
  return end;
}

/** Offset behind a line break that stands at `end`; behind the text where none does. */
export function afterBreak(text: string, end: number): number {
  return text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
}

/** Offset at which the line of `at` starts. */
export function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  return start;
}

/** How many characters stand before an offset on its line. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The line break that a text is written with: the first one's. Takes no longer for a long text, since thousands of fixes may ask. */
export function lineBreak(text: string): string {
  return text[text.indexOf("\n") - 1] === "\r" ? "\r\n" : "\n";
}

/** Where the text of a span ends, without the line breaks that a block scalar's may take along. */
export function contentEnd(text: string, { start, end }: Span): number {
  return start + text.slice(start, end).trimEnd().length;
}

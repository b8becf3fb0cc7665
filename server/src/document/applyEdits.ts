import type { TextEdit } from "./types.ts";

/** The text after edits that were all made for the text before; of two at one place, the first one comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, index) => ({ ...edit, index }));
  ordered.sort((a, b) => b.span.start - a.span.start || b.index - a.index);
  return ordered.reduce(
    (result, { span, text: added }) => result.slice(0, span.start) + added + result.slice(span.end),
    text,
  );
}

/** Texts with marks, so that tests read like what they test: `‸` is a cursor, `⟦…⟧` a range. */
import type { Span } from "../../server/src/document/types.ts";

interface Marked {
  /** The text without its marks. */
  readonly text: string;
  /** Offset of the first `‸`; 0 when there is none. */
  readonly cursor: number;
  readonly cursors: readonly number[];
  /** The `⟦…⟧`, in order of their starts; they may nest. */
  readonly ranges: readonly Span[];
}

/** Takes the marks out of a text. */
export function marked(input: string): Marked {
  let text = "";
  const cursors: number[] = [];
  const open: number[] = [];
  const ranges: Span[] = [];
  for (const char of input) {
    if (char === "‸") cursors.push(text.length);
    else if (char === "⟦") open.push(text.length);
    else if (char === "⟧") ranges.push({ start: open.pop() ?? 0, end: text.length });
    else text += char;
  }
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  return { text, cursor: cursors[0] ?? 0, cursors, ranges };
}

/** The text with `⟦…⟧` around spans: what a test compares, so that a failure shows the place. */
export function mark(text: string, spans: readonly Span[]): string {
  const marks = spans.flatMap(({ start, end }) => [
    { at: start, mark: "⟦" },
    { at: end, mark: "⟧" },
  ]);
  marks.sort((a, b) => b.at - a.at || (a.mark === "⟦" ? -1 : 1));
  return marks.reduce((result, { at, mark }) => result.slice(0, at) + mark + result.slice(at), text);
}

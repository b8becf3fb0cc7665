/** Folding and selection. */
import { positionAt } from "../../document/positions.ts";
import type { Span } from "../../document/types.ts";
import { blocks, spansAround } from "../names/tree.ts";
import type { FileView } from "../session/fileView.ts";

/** What can be folded: every value of several lines, and the documents of a file. */
export function foldingRanges({ document }: FileView): Span[] {
  const lineOf = (offset: number): number => positionAt(document, offset).line;
  const several = document.documents.length > 1 ? document.documents.map(({ span }) => span) : [];
  const byLine = new Map<number, Span>();
  for (const span of [...several, ...blocks(document)]) {
    const end = trimEnd(document.text, span);
    const line = lineOf(span.start);
    const longest = byLine.get(line);
    if (lineOf(end) > line && (!longest || end > longest.end)) byLine.set(line, { start: span.start, end });
  }
  return [...byLine.values()];
}

function trimEnd(text: string, span: Span): number {
  let end = span.end;
  while (end > span.start && /\s/.test(text[end - 1] ?? "")) end--;
  return end;
}

/** Ever larger selections around an offset, the smallest first: the word, then the nodes that hold it. */
export function selectionSpans({ document }: FileView, offset: number): Span[] {
  const spans = [{ start: 0, end: document.text.length }, ...spansAround(document, offset)];
  const word = wordAt(document.text, offset);
  if (word) spans.push(word);
  const nested: Span[] = [];
  for (const span of spans) {
    const outer = nested.at(-1);
    const inside = !outer || (span.start >= outer.start && span.end <= outer.end);
    const smaller = !outer || span.end - span.start < outer.end - outer.start;
    if (inside && smaller) nested.push(span);
  }
  return nested.reverse();
}

/** The identifier around an offset. */
function wordAt(text: string, offset: number): Span | undefined {
  const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_$]/u.test(char);
  let start = offset;
  let end = offset;
  while (isWord(text[start - 1])) start--;
  while (isWord(text[end])) end++;
  return start === end ? undefined : { start, end };
}

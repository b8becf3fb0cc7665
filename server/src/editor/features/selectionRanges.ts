import { contains } from "../../document/spans.ts";
import type { Span, TextDocument, YamlNode } from "../../document/types.ts";
import type { FileView } from "../session/fileView.ts";

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

/** Spans of all nodes and pairs around an offset, outermost first. */
function spansAround(document: TextDocument, offset: number): Span[] {
  const found: Span[] = [];
  for (const { span, root } of document.documents) {
    if (!contains(span, offset)) continue;
    found.push(span);
    descend(root, offset, found);
    break;
  }
  return found;
}

function descend(node: YamlNode | undefined, offset: number, found: Span[]): void {
  if (!node || !contains(node.span, offset)) return;
  found.push(node.span);
  if (node.kind === "list") {
    descend(
      node.items.find((item) => item && contains(item.span, offset)),
      offset,
      found,
    );
  }
  if (node.kind !== "map") return;
  for (const pair of node.pairs) {
    if (!contains(pair.span, offset)) continue;
    found.push(pair.span);
    if (contains(pair.key.span, offset)) found.push(pair.key.span);
    else descend(pair.value, offset, found);
    return;
  }
}

import { positionAt } from "../../document/positions.ts";
import type { Span, TextDocument, YamlNode } from "../../document/types.ts";
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

/** Spans of everything that has an inside: pairs with a value of several lines, and list items. */
function blocks(document: TextDocument): Span[] {
  const found: Span[] = [];
  const visit = (node: YamlNode | undefined): void => {
    if (node?.kind === "list") {
      for (const item of node.items) {
        if (item && item.kind !== "scalar") found.push(item.span);
        visit(item);
      }
    }
    if (node?.kind !== "map") return;
    for (const pair of node.pairs) {
      if (pair.value) found.push(pair.span);
      visit(pair.value);
    }
  };
  for (const { root } of document.documents) visit(root);
  return found;
}

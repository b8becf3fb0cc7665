/** Walks over the YAML tree of a file. */
import type { Span, TextDocument, YamlNode } from "../../document/types.ts";

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** Spans of all nodes and pairs around an offset, outermost first. */
export function spansAround(document: TextDocument, offset: number): Span[] {
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

/** Spans of everything that has an inside: pairs with a value of several lines, and list items. */
export function blocks(document: TextDocument): Span[] {
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

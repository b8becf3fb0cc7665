import { lineEnd } from "./lines.ts";
import type { YamlComment, YamlDocument, YamlNode, YamlScalar } from "./types.ts";

/** The comments of a text whose scalars are known: every `#` outside of them that begins a word. */
export function commentsOutside(text: string, documents: readonly YamlDocument[]): YamlComment[] {
  const scalars = documents.flatMap(({ root }) => (root ? scalarsOf(root) : []));
  scalars.sort((a, b) => a.span.start - b.span.start);
  const comments: YamlComment[] = [];
  const comment = /(?<=^|[\s\uFEFF])#([^\r\n]*)/g;
  let next = 0;
  for (let found = comment.exec(text); found; found = comment.exec(text)) {
    const { index } = found;
    while ((scalars[next]?.span.end ?? text.length + 1) <= index) next++;
    const scalar = scalars[next];
    const inside = scalar !== undefined && scalar.span.start <= index && index >= contentStart(text, scalar);
    if (inside) comment.lastIndex = scalar.span.end;
    else comments.push({ span: { start: index, end: index + found[0].length }, text: found[1] ?? "" });
  }
  return comments;
}

/** A block's header may be followed by a comment. */
function contentStart(text: string, scalar: YamlScalar): number {
  if (scalar.style !== "literal" && scalar.style !== "folded") return scalar.span.start;
  return lineEnd(text, scalar.span.start);
}

function scalarsOf(node: YamlNode): YamlScalar[] {
  if (node.kind === "scalar") return [node];
  if (node.kind === "list") return node.items.flatMap((item) => (item ? scalarsOf(item) : []));
  return node.pairs.flatMap(({ key, value }) => [key, ...(value ? scalarsOf(value) : [])]);
}

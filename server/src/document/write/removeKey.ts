/** The text edit that takes a key and its value away. */
import { afterBreak, contentEnd, lineEnd, lineStart } from "../lines.ts";
import { pairAtKey } from "../treePlace.ts";
import type { Span, TextDocument, TextEdit } from "../types.ts";

/**
 * Takes away the pair whose key stands at `key`, with the rest of its last line. `undefined` where that can't be done in place: it is the
 * only key of its map, shares its line with what stays, or its value stands elsewhere, behind an alias.
 */
export function removeKey(document: TextDocument, key: Span): TextEdit[] | undefined {
  const found = pairAtKey(document, key);
  if (!found || found.map.pairs.length < 2) return undefined;
  const { pair, map } = found;
  const { text } = document;
  const { value, span } = pair;
  if (value && (value.span.start < span.start || value.span.end > span.end)) return undefined;
  if (map.flow) {
    const at = map.pairs.indexOf(pair);
    const [before, next] = [map.pairs[at - 1], map.pairs[at + 1]];
    const cut = next
      ? { start: span.start, end: next.span.start }
      : { start: before?.span.end ?? span.start, end: span.end };
    return [{ span: cut, text: "" }];
  }
  const start = lineStart(text, key.start);
  if (text.slice(start, key.start).trim() !== "") return undefined;
  const end = Math.min(text.length, afterBreak(text, lineEnd(text, contentEnd(text, span))));
  return [{ span: { start, end }, text: "" }];
}

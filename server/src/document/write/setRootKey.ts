/** Writes a key at the top level of one YAML document. */
import { contentEnd, lineBreak, lineEnd } from "../lines.ts";
import type { Span, TextDocument, TextEdit } from "../types.ts";

/**
 * Writes `key: value` behind the last of the keys `behind` that the document around `place` has. `undefined` where the document has none
 * of them, has the key already, or is no block map.
 */
export function setRootKey(
  { documents, text }: TextDocument,
  place: Span,
  { key, value }: { readonly key: string; readonly value: string },
  behind: readonly string[],
): TextEdit[] | undefined {
  const root = documents.find(({ span }) => span.start <= place.start && place.end <= span.end)?.root;
  if (root?.kind !== "map" || root.flow || root.pairs.some((pair) => pair.key.text === key)) return undefined;
  const last = root.pairs.findLast((pair) => behind.includes(pair.key.text) && pair.value !== undefined);
  if (!last) return undefined;
  const at = lineEnd(text, contentEnd(text, last.span));
  return [{ span: { start: at, end: at }, text: `${lineBreak(text)}${key}: ${value}` }];
}

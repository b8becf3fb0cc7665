/** Adds entries to a list of a map, in the list's own style. */
import { columnOf, contentEnd, lineBreak, lineEnd } from "../lines.ts";
import { pairAtKey } from "../treePlace.ts";
import type { Span, TextDocument, TextEdit } from "../types.ts";
import { setKey } from "./setKey.ts";

/** An item to write: `lines` in block style, the first without its dash; `inline` fits any place. */
export interface Item {
  readonly inline: string;
  readonly lines: readonly string[];
}

/**
 * Adds them behind the last item of the list below `key`, in the map whose own key stands at `owner`; the list begins where there is none.
 * `undefined` where that can't be done in place: behind an alias, or where something else stands there.
 */
export function addItems(
  document: TextDocument,
  owner: Span,
  key: string,
  items: readonly Item[],
): TextEdit[] | undefined {
  const inline = items.map((item) => item.inline).join(", ");
  const lines = items.flatMap((item) => item.lines.map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`)));
  const map = pairAtKey(document, owner)?.pair.value;
  const list = map?.kind === "map" ? map.pairs.find((pair) => pair.key.text === key)?.value : undefined;
  if (list?.kind !== "list" || list.items.length === 0) {
    return setKey(document, owner, { key, inline: `[${inline}]`, lines });
  }
  const last = list.items.at(-1);
  const isInside =
    map !== undefined &&
    last !== undefined &&
    map.span.start <= last.span.start &&
    last.span.end <= map.span.end;
  if (!isInside) return undefined;
  const end = contentEnd(document.text, last.span);
  if (list.flow) return [{ span: { start: end, end }, text: `, ${inline}` }];
  const indent = " ".repeat(columnOf(document.text, list.span.start));
  const at = lineEnd(document.text, end);
  const eol = lineBreak(document.text);
  const text = lines.map((line) => `${eol}${indent}${line}`).join("");
  return [{ span: { start: at, end: at }, text }];
}

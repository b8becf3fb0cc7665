/** The colons and dashes that stand between the nodes of a tree, which has no places for them. */
import { lineEnd } from "./lines.ts";
import type { YamlList } from "./types.ts";

/** The colon behind a key that ends at an offset, blanks and breaks between them. */
export function colonBehind(text: string, keyEnd: number): number | undefined {
  const colon = /\s*:/y;
  colon.lastIndex = keyEnd;
  return colon.test(text) ? colon.lastIndex - 1 : undefined;
}

export interface FoundItem {
  readonly index: number;
  readonly dash: number;
  /** Behind the dash. */
  readonly valueStart: number;
  /** The dash of the next item. */
  readonly limit: number | undefined;
}

/** The last item of a block list whose dash stands before an offset. The tree has no place for an item that is a dash alone. */
export function itemAt(text: string, list: YamlList, offset: number): FoundItem | undefined {
  let found: FoundItem | undefined;
  let from = list.span.start;
  let dash = dashFrom(text, from);
  for (const [index, item] of list.items.entries()) {
    if (dash !== undefined && dash < from) dash = dashFrom(text, from);
    const isHere = item !== undefined && item.span.start >= from;
    // By damage an item may stand without its dash.
    const at = dash === undefined || (isHere && dash > item.span.start) ? item?.span.start : dash;
    if (at === undefined) continue;
    if (at >= offset) return found && { ...found, limit: at };
    found = { index, dash: at, valueStart: at === dash ? at + 1 : at, limit: undefined };
    from = isHere ? Math.max(item.span.end, at) : lineEnd(text, at);
  }
  return found;
}

function dashFrom(text: string, from: number): number | undefined {
  const dash = /(?<=^[ \t\uFEFF]*|[\r\n][ \t]*|[-:][ \t]+)-(?=\s|$)/g;
  dash.lastIndex = from;
  return dash.exec(text)?.index;
}

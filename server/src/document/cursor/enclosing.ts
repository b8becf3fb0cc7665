/**
 * The entry of a block that holds a cursor, by the tree. Where nothing stands before the cursor on its line, the column
 * decides: it is in every entry that begins further left, as what is typed there would be.
 */
import { colonBehind, itemAt } from "../indicators.ts";
import { columnOf, lineEnd, lineStart } from "../lines.ts";
import { documentAt } from "../nodeAt.ts";
import type { Path, TextDocument, YamlList, YamlMap, YamlNode, YamlPair } from "../types.ts";

/** What stands, or may stand, behind a colon or a dash, or alone in a document. */
export interface Entry {
  readonly kind: "root" | "key" | "dash";
  readonly path: Path;
  /** Behind the colon or dash; where the document begins. */
  readonly valueStart: number;
  /** Column of the key or dash; -1 for a document. */
  readonly column: number;
  readonly value: YamlNode | undefined;
  /** Of the first character of the value, if anything stands there. */
  readonly start: number | undefined;
  /** Where the next entry begins, so that the value ends there at the latest. */
  readonly limit: number;
}

type Enclosing =
  | { readonly in: "key"; readonly path: Path; readonly map: YamlMap; readonly pair: YamlPair }
  /** Between the pairs of a map, or before the first one: directly `behindDash` perhaps. */
  | { readonly in: "map"; readonly path: Path; readonly map: YamlMap; readonly behindDash: boolean }
  | { readonly in: "value"; readonly entry: Entry };

interface Cursor {
  readonly text: string;
  readonly offset: number;
  /** Column of the cursor where only blanks stand before it on its line, outside of scalars and flow collections. */
  readonly blankColumn: number | undefined;
}

/** `undefined` in a line that separates documents. */
export function enclosingAt(document: TextDocument, offset: number): Enclosing | undefined {
  const { text } = document;
  const part = documentAt(document, offset);
  const start = part?.span.start ?? 0;
  const marker = /(?:---|\.\.\.)(?=\s|$)/y;
  marker.lastIndex = start;
  const valueStart = marker.test(text) ? marker.lastIndex : start;
  if (valueStart > start && offset <= valueStart) return undefined;
  const isBlank = /^[ \t\uFEFF]*$/.test(text.slice(lineStart(text, offset), offset));
  const blankColumn = isBlank && !isInLeaf(part?.root, offset) ? columnOf(text, offset) : undefined;
  const limit = Math.max(offset, part?.span.end ?? text.length);
  const cursor = { text, offset, blankColumn };
  const root = { kind: "root", path: [], valueStart, column: -1, value: part?.root, limit } as const;
  return inEntry(cursor, { ...root, start: contentStart(cursor, valueStart, part?.root) });
}

/** Whether an offset is between the ends of a scalar or a flow collection. */
function isInLeaf(node: YamlNode | undefined, offset: number): boolean {
  if (node === undefined || offset <= node.span.start || offset >= node.span.end) return false;
  if (node.kind === "scalar" || node.flow) return true;
  const children = node.kind === "map" ? node.pairs.map(({ value }) => value) : node.items;
  return children.some((child) => isInLeaf(child, offset));
}

function inEntry(cursor: Cursor, entry: Entry): Enclosing {
  const { value, start } = entry;
  if (start === value?.span.start && value?.kind === "map" && !value.flow) return inMap(cursor, entry, value);
  if (start === value?.span.start && value?.kind === "list" && !value.flow)
    return inList(cursor, entry, value);
  return { in: "value", entry };
}

function inMap(cursor: Cursor, around: Entry, map: YamlMap): Enclosing {
  const { text, offset, blankColumn } = cursor;
  const { path } = around;
  const index = map.pairs.findLastIndex(({ span }) => span.start <= offset);
  const pair = map.pairs[index];
  if (pair === undefined) {
    const isBehindKey = around.kind === "key" && offset <= lineEnd(text, around.valueStart);
    if (isBehindKey) return { in: "value", entry: { ...around, start: undefined } };
    return { in: "map", path, map, behindDash: around.kind === "dash" && offset === around.valueStart };
  }
  const colon = colonBehind(text, pair.key.span.end);
  if (offset <= (colon ?? pair.key.span.end)) return { in: "key", path, map, pair };
  const column = columnOf(text, pair.span.start);
  if (blankColumn !== undefined && blankColumn <= column) return { in: "map", path, map, behindDash: false };
  const valueStart = colon === undefined ? pair.key.span.end : colon + 1;
  return inEntry(cursor, {
    kind: "key",
    path: [...path, pair.key.text],
    valueStart,
    column,
    value: pair.value,
    start: contentStart(cursor, valueStart, pair.value),
    limit: map.pairs[index + 1]?.span.start ?? around.limit,
  });
}

function inList(cursor: Cursor, around: Entry, list: YamlList): Enclosing {
  const { text, offset, blankColumn } = cursor;
  const found = itemAt(text, list, offset);
  if (found === undefined || (blankColumn !== undefined && blankColumn <= columnOf(text, found.dash)))
    return { in: "value", entry: { ...around, start: undefined } };
  const value = list.items[found.index];
  return inEntry(cursor, {
    kind: "dash",
    path: [...around.path, found.index],
    valueStart: found.valueStart,
    column: columnOf(text, found.dash),
    value,
    start: contentStart(cursor, found.valueStart, value),
    limit: found.limit ?? around.limit,
  });
}

/** The first character of a value: where the tree has it, else what stands before the cursor, anchors and tags left out. */
function contentStart(
  { text, offset }: Cursor,
  from: number,
  value: YamlNode | undefined,
): number | undefined {
  if (value && value.span.start >= from) return value.span.start;
  const before = /(?:\s+|#.*|[&!]\S*\s+)*/y;
  before.lastIndex = from;
  before.test(text);
  return before.lastIndex < offset ? before.lastIndex : undefined;
}

/** Where a cursor stands in a YAML file: what may be typed there, below which keys, and what has been typed of it. */
import { lineEnd, lineStart } from "../lines.ts";
import type { Path, ScalarStyle, TextDocument, YamlMap, YamlPair } from "../types.ts";
import { type Entry, enclosingAt } from "./enclosing.ts";
import { type FlowPlace, scanFlow } from "./flowScan.ts";
import { type Typed, typedInBlock, typedText } from "./typedText.ts";

export interface CursorPlace {
  /** Keys and list positions to the map that a key belongs to, or to the value. */
  readonly path: Path;
  /** `either`: the value of `path` has not begun, so that a value or the first key of a map may follow. */
  readonly role: "key" | "value" | "either" | "comment";
  readonly style: ScalarStyle;
  readonly flow: boolean;
  /** The scalar's text up to the cursor, decoded, and where each of its characters stands. */
  readonly typed: Typed;
  /** File offset of the scalar's first character, a quote included; the cursor's when nothing is typed. */
  readonly start: number;
  readonly offset: number;
  /** What follows the cursor on its line. */
  readonly after: string;
  /** Keys that the map has already, the one being typed left out. */
  readonly siblings: ReadonlySet<string>;
  /** Column of the map's keys. */
  readonly column: number;
  /** Indentation of the line that the cursor is on. */
  readonly indent: number;
  /** Whether the key being typed has its colon already. */
  readonly hasColon: boolean;
  /** Whether a space must come before what is inserted, as directly after a colon or dash. */
  readonly needsSpace: boolean;
}

/** The place of an offset; `undefined` where nothing can be typed, as behind a closed quote or in the header of a block. */
export function cursorPlaceAt(document: TextDocument, offset: number): CursorPlace | undefined {
  const comment = document.comments.find(({ span }) => span.start < offset && offset <= span.end);
  if (comment) return placeWith(document, offset, { role: "comment", path: [], start: comment.span.start });
  const found = enclosingAt(document, offset);
  switch (found?.in) {
    case "key":
      return keyPlace(document, offset, found.path, found.map, found.pair);
    case "map":
      return placeWith(document, offset, {
        role: "key",
        path: found.path,
        siblings: keysOf(found.map),
        needsSpace: found.behindDash,
      });
    case "value":
      return valuePlace(document, offset, found.entry);
    default:
      return undefined;
  }
}

/** A place with what is known of it, and the rest as it is where nothing has been typed. */
function placeWith(
  { text }: TextDocument,
  offset: number,
  known: Pick<CursorPlace, "role" | "path"> & Partial<CursorPlace>,
): CursorPlace {
  const { start = offset, style = "plain" } = known;
  const line = lineStart(text, offset);
  const indent = /[ \t]*/y;
  indent.lastIndex = line;
  return {
    style,
    flow: false,
    typed: typedText(text, start, offset, style),
    start,
    offset,
    after: text.slice(offset, lineEnd(text, offset)),
    siblings: new Set(),
    column: start - line,
    indent: indent.exec(text)?.[0].length ?? 0,
    hasColon: false,
    needsSpace: false,
    ...known,
  };
}

function keysOf(map: YamlMap, edited?: YamlPair): ReadonlySet<string> {
  return new Set(map.pairs.flatMap((pair) => (pair === edited ? [] : pair.key.text)));
}

function keyPlace(
  document: TextDocument,
  offset: number,
  path: Path,
  map: YamlMap,
  pair: YamlPair,
): CursorPlace | undefined {
  const { span, style } = pair.key;
  const isQuoted = style === "single" || style === "double";
  if (isQuoted && span.start < offset && offset >= span.end) return undefined;
  const hasColon = /^[ \t]*:/.test(document.text.slice(span.end, lineEnd(document.text, span.end)));
  const start = Math.min(span.start, offset);
  return placeWith(document, offset, {
    role: "key",
    path,
    start,
    style: start < offset ? style : "plain",
    siblings: keysOf(map, pair),
    hasColon,
  });
}

function valuePlace(document: TextDocument, offset: number, entry: Entry): CursorPlace | undefined {
  const { text } = document;
  const { start, path, value } = entry;
  if (start === undefined || start >= offset) return emptyPlace(document, offset, entry);
  const first = text.charAt(start);
  if (value?.kind === "scalar" && (value.style === "literal" || value.style === "folded")) {
    if (offset <= lineEnd(text, start)) return undefined;
    const { style } = value;
    return placeWith(document, offset, {
      role: "value",
      path,
      start,
      style,
      typed: typedInBlock(value, text, offset),
    });
  }
  if (first === "|" || first === ">") return undefined;
  if ("{[\"'".includes(first)) return flowPlace(document, path, scanFlow(text, start, offset, entry.limit));
  // A comment ends a plain text.
  if (document.comments.some(({ span }) => start < span.start && span.start < offset)) return undefined;
  return placeWith(document, offset, { role: roleOfText(document, offset, entry, start), path, start });
}

/** A text on the line that it begins may be on its way to a key, unless it stands behind one. */
function roleOfText(
  { text }: TextDocument,
  offset: number,
  entry: Entry,
  start: number,
): "key" | "value" | "either" {
  if (lineEnd(text, start) < offset) return "value";
  if (entry.kind === "root") return "key";
  return entry.kind === "key" && lineEnd(text, entry.valueStart) >= start ? "value" : "either";
}

/** Where nothing has been typed. */
function emptyPlace(document: TextDocument, offset: number, entry: Entry): CursorPlace {
  const { kind, path, valueStart } = entry;
  const needsSpace = kind !== "root" && offset === valueStart;
  return placeWith(document, offset, { role: roleOfText(document, offset, entry, offset), path, needsSpace });
}

function flowPlace(
  document: TextDocument,
  path: Path,
  found: FlowPlace | undefined,
): CursorPlace | undefined {
  if (found === undefined) return undefined;
  const { offset, role, style, start, siblings, hasColon, inCollection: flow } = found;
  const needsSpace = role === "value" && document.text.charAt(offset - 1) === ":" && start === offset;
  return placeWith(document, offset, {
    role,
    path: [...path, ...found.path],
    style,
    flow,
    start,
    siblings,
    column: 0,
    hasColon,
    needsSpace,
  });
}

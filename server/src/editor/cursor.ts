/**
 * Where a cursor stands in a YAML file, read from the lines around it. Only the lines that enclose the cursor count, so
 * that damage anywhere else in the file never takes completion away; the tree of document/ serves everything else.
 */
import type { ScalarStyle } from "../document/types.ts";
import { type Ancestor, type Chain, chainAt, lineRest } from "./chain.ts";
import { type DecodedPrefix, decodePrefix } from "./cursorScalar.ts";
import { type FlowPlace, scanFlow } from "./flowScan.ts";
import { type LineEntry, lineEntries, lineOf } from "./lineEntries.ts";

export type Path = readonly (string | number)[];

export interface Place {
  /** Keys and list positions to the map that a key belongs to, or to the value. */
  readonly path: Path;
  /** `either`: the value of `path` has not begun, so that a value or the first key of a map may follow. */
  readonly role: "key" | "value" | "either" | "comment";
  readonly style: ScalarStyle;
  readonly flow: boolean;
  /** The scalar's text up to the cursor, decoded, and where each of its characters stands. */
  readonly typed: DecodedPrefix;
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

/**
 * Reads the place of `offset`; `undefined` where nothing can be typed, as behind a closed quote. `isRootKey` knows the keys
 * of a document, so that garbage at the start of a line is not taken for one.
 */
export function placeAt(
  text: string,
  offset: number,
  isRootKey: (key: string) => boolean = () => true,
): Place | undefined {
  const chain = chainAt(text, offset, isRootKey);
  const { ancestors } = chain;
  for (let i = ancestors.length - 1; i >= 0; i--) {
    const ancestor = ancestors[i];
    if (!ancestor) continue;
    const path = ancestors
      .slice(i)
      .map((a) => a.step)
      .reverse();
    const inside = insideValueOf(text, offset, ancestor, path, ancestors[i - 1], chain);
    if (inside === "closed") return undefined;
    if (inside) return inside;
  }
  return blockPlace(text, offset, chain);
}

function blockPlace(text: string, offset: number, chain: Chain): Place {
  const line = lineOf(text, offset);
  const path = chain.ancestors.map((a) => a.step).reverse();
  const parent = chain.ancestors[0];
  const onOwnLine = !parent || parent.line < line.start;
  const before = text.slice(Math.max(line.start, onOwnLine ? 0 : parent.valueStart), offset);
  const start = offset - before.trimStart().length;
  const base = {
    path,
    style: "plain" as const,
    flow: false,
    typed: decodePrefix(text, start, offset, "plain", 0),
    start,
    offset,
    after: text.slice(offset, line.end),
    siblings: chain.siblings,
    column: chain.column,
    indent: line.indent,
    hasColon: chain.edited !== undefined,
    needsSpace: false,
  };
  if (/(^|\s)#/.test(before)) return { ...base, role: "comment" };
  if (chain.edited) return { ...base, role: "key", start: chain.edited.span.start };
  const first = chain.siblings.size === 0;
  const role = !parent ? "key" : !onOwnLine && parent.kind === "key" ? "value" : first ? "either" : "key";
  const needsSpace =
    parent !== undefined && !onOwnLine && text[offset - 1] === (parent.kind === "key" ? ":" : "-");
  return { ...base, role, needsSpace };
}

/** The place, when the ancestor's value is a block scalar, a flow collection, a quoted or a plain scalar around the cursor. */
function insideValueOf(
  text: string,
  offset: number,
  ancestor: Ancestor,
  path: Path,
  next: Ancestor | undefined,
  chain: Chain,
): Place | "closed" | undefined {
  if (next && next.line === ancestor.line) return undefined;
  const start = contentStart(text, ancestor, offset);
  if (start === undefined) return undefined;
  const line = lineOf(text, offset);
  const after = text.slice(offset, line.end);
  const base = {
    path,
    flow: false,
    start,
    offset,
    after,
    column: 0,
    indent: line.indent,
    hasColon: false,
    needsSpace: false,
  };
  const scalar = (style: ScalarStyle, indent: number): Place => ({
    ...base,
    role: "value",
    style,
    siblings: new Set(),
    typed: decodePrefix(text, start, offset, style, indent),
  });
  const header = /^[|>][-+\d]*[ \t]*(#.*)?$/.exec(lineRest(text, start));
  if (header) {
    if (line.start <= start) return undefined;
    const indent = blockIndent(text, lineOf(text, start).next, offset);
    return scalar(text[start] === "|" ? "literal" : "folded", indent);
  }
  const first = text[start];
  if (first === "{" || first === "[" || first === '"' || first === "'") {
    const found = scanFlow(text, start, offset, regionEnd(text, offset, ancestor.column));
    if ("closedAt" in found) return text.slice(found.closedAt, offset).includes("\n") ? undefined : "closed";
    return flowPlace(text, base, path, found);
  }
  const continues = !next && chain.siblings.size === 0 && lineOf(text, start).start !== line.start;
  if (!continues || isEntry(text, start)) return undefined;
  return /(^|\s)#/.test(text.slice(line.start, offset)) ? undefined : scalar("plain", 0);
}

function isEntry(text: string, offset: number): boolean {
  return lineEntries(text, lineOf(text, offset)).some((entry) => entry.span.start === offset);
}

function flowPlace(
  text: string,
  base: Pick<Place, "offset" | "after" | "indent">,
  path: Path,
  found: FlowPlace,
): Place | "closed" {
  if (found.role === "closed") return "closed";
  return {
    path: [...path, ...found.path],
    role: found.role,
    style: found.style,
    flow: found.inCollection,
    typed: decodePrefix(text, found.start, base.offset, found.style, 0),
    start: found.start,
    offset: base.offset,
    after: base.after,
    siblings: found.siblings,
    column: 0,
    indent: base.indent,
    hasColon: found.hasColon,
    needsSpace: base.offset > 0 && text[base.offset - 1] === ":" && found.role === "value",
  };
}

/** First character of the value: on the entry's own line, or on the first line below that has any content before the cursor. */
function contentStart(text: string, entry: LineEntry, offset: number): number | undefined {
  const rest = lineRest(text, entry.valueStart);
  if (rest.trim() !== "" && !rest.trimStart().startsWith("#")) {
    const start = entry.valueStart + skipProperties(rest);
    return start < offset ? start : undefined;
  }
  for (let at = lineOf(text, entry.valueStart).next; at < offset; ) {
    const line = lineOf(text, at);
    const content = text.slice(line.start + line.indent, line.end);
    if (content !== "" && !content.startsWith("#")) {
      const start = line.start + line.indent;
      return line.indent > entry.column && start < offset ? start : undefined;
    }
    at = line.next;
  }
  return undefined;
}

/** Length of the blanks, anchor and tag before a value. */
function skipProperties(rest: string): number {
  return /^\s*(?:[&!][^\s]*\s+)*/.exec(rest)?.[0].length ?? 0;
}

/** Indentation of a block scalar's content: that of its first line with content, or of the cursor when there is none. */
function blockIndent(text: string, from: number, offset: number): number {
  for (let at = from; at <= offset; ) {
    const line = lineOf(text, at);
    if (line.start + line.indent < line.end || line.end >= offset) return line.indent;
    at = line.next;
  }
  return 0;
}

/** Where the value that holds the cursor ends at the latest: at a line that is indented no deeper than its key. */
function regionEnd(text: string, offset: number, column: number): number {
  for (let at = lineOf(text, offset).next; at < text.length; ) {
    const line = lineOf(text, at);
    if (line.start + line.indent < line.end && line.indent <= column) return line.start;
    at = line.next;
  }
  return text.length;
}

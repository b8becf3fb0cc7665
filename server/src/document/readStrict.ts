/**
 * Valid YAML by js-yaml's event stream: an order of magnitude faster than a tolerant parser. The events give
 * offsets of scalars but neither the ends of collections nor comments; both are found in the gaps between scalars.
 */
import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";
import { blockEnd, blockHeaderEnd } from "./blockScalars.ts";
import { coreValue } from "./coreValue.ts";
import { colonBehind } from "./indicators.ts";
import { lineEnd } from "./lines.ts";
import {
  dropFindings,
  type ReadContext,
  reportDuplicates,
  resolveAlias,
  syntaxError,
} from "./readContext.ts";
import { decodeDouble } from "./scalarSegments.ts";
import { isSwallowed } from "./swallowed.ts";
import type {
  ScalarStyle,
  Span,
  YamlDocument,
  YamlList,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
} from "./types.ts";

/** How deep collections may nest; also the limit of every walk over a tree. */
export const maximumDepth = 50;

const styles: Record<number, ScalarStyle> = {
  [SCALAR_STYLE.PLAIN]: "plain",
  [SCALAR_STYLE.SINGLE_QUOTED]: "single",
  [SCALAR_STYLE.DOUBLE_QUOTED]: "double",
  [SCALAR_STYLE.LITERAL_BLOCK]: "literal",
  [SCALAR_STYLE.FOLDED_BLOCK]: "folded",
};

/** A walk over the events of `slice`, which stands at offset `base` of the file. */
interface Walk {
  readonly context: ReadContext;
  readonly slice: string;
  readonly base: number;
  readonly events: readonly Event[];
  next: number;
  /** End of what has been read, in the slice. */
  cursor: number;
}

/**
 * Reads a part of the file that must be valid YAML by itself, with texts as keys.
 * Throws js-yaml's YAMLException where it isn't; then no comment and no finding has been added to the context.
 */
export function readStrict(context: ReadContext, slice: string, base: number): YamlDocument[] {
  const events = parseEvents(slice, { maxDepth: maximumDepth });
  const { comments, findings } = context;
  const before = { comments: comments.length, findings: findings.length };
  try {
    return readEvents({ context, slice, base, events, next: 0, cursor: 0 });
  } catch (error) {
    comments.length = before.comments;
    dropFindings(context, before.findings);
    throw error;
  }
}

function readEvents(walk: Walk): YamlDocument[] {
  const { context, slice, base, events } = walk;
  const found: { start: number; root: YamlNode | undefined }[] = [];
  while (walk.next < events.length) {
    const event = take(walk);
    if (event?.type !== EVENT_ID.DOCUMENT) continue;
    // Anchors of the parts read before count for this one; those of another document don't.
    if (found.length > 0) context.anchors.clear();
    const start = event.explicitStart ? passMarker(walk) : walk.cursor;
    const root = readNode(walk);
    refuseSwallowed(root);
    found.push({ start: found.length === 0 ? 0 : start, root });
    if (event.explicitEnd) passMarker(walk);
  }
  skipTo(walk, slice.length);
  return found.map(({ start, root }, index) => ({
    span: { start: base + start, end: base + (found[index + 1]?.start ?? slice.length) },
    ...(root && { root }),
  }));
}

function refuseSwallowed(root: YamlNode | undefined): void {
  const values = root?.kind === "map" ? root.pairs.map((pair) => pair.value) : [root];
  if (values.some((value) => value && isSwallowed(value))) throw new YAMLException("keys stand below a text");
}

function take(walk: Walk): Event | undefined {
  return walk.events[walk.next++];
}

/** Moves behind the next `---` or `...` and returns where it starts. */
function passMarker(walk: Walk): number {
  const marker = /^(?:\uFEFF)?(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
  marker.lastIndex = walk.cursor;
  const start = marker.exec(walk.slice)?.index ?? walk.cursor;
  skipTo(walk, start);
  walk.cursor = Math.min(start + 3, walk.slice.length);
  return start;
}

function readNode(walk: Walk): YamlNode | undefined {
  const event = take(walk);
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      return anchored(walk, event, readScalar(walk, event));
    case EVENT_ID.MAPPING:
      return anchored(walk, event, readMap(walk, event.start, event.style === 2));
    case EVENT_ID.SEQUENCE:
      return anchored(walk, event, readList(walk, event.start, event.style === 2));
    case EVENT_ID.ALIAS: {
      skipTo(walk, event.anchorEnd);
      const name = walk.slice.slice(event.anchorStart, event.anchorEnd);
      return resolveAlias(walk.context, name, spanOf(walk, event.anchorStart - 1, event.anchorEnd));
    }
    default:
      return undefined;
  }
}

function anchored(
  walk: Walk,
  event: { anchorStart: number; anchorEnd: number },
  node: YamlNode | undefined,
): YamlNode | undefined {
  if (event.anchorStart >= 0 && node)
    walk.context.anchors.set(walk.slice.slice(event.anchorStart, event.anchorEnd), node);
  return node;
}

/** `undefined` for a value that isn't there. */
function readScalar(walk: Walk, event: ScalarEvent): YamlScalar | undefined {
  const tag = event.tagStart < 0 ? undefined : walk.slice.slice(event.tagStart, event.tagEnd);
  if (event.valueStart < 0) return readMissing(walk, event, tag);
  const style = styles[event.style] ?? "plain";
  const [start, end] = tokenRange(walk, event, style);
  skipTo(walk, start);
  if (style === "literal" || style === "folded") skipTo(walk, event.valueStart);
  walk.cursor = Math.max(walk.cursor, end);
  const text = textOf(walk, event, style);
  const value = style === "plain" && tag !== "!!str" ? coreValue(text) : text;
  return { kind: "scalar", span: spanOf(walk, start, end), style, text, value, ...(tag && { tag }) };
}

/** js-yaml drops the blank lines after an escaped line break, which the specification keeps. */
function textOf(walk: Walk, event: ScalarEvent, style: ScalarStyle): string {
  if (style !== "double" || event.fast) return getScalarValue(walk.slice, event);
  return decodeDouble(walk.slice, event.valueStart, event.valueEnd);
}

/** Nothing but a tag is still something written, for instance SQL that begins with `!`. */
function readMissing(walk: Walk, event: ScalarEvent, tag: string | undefined): YamlScalar | undefined {
  if (tag === undefined) return undefined;
  skipTo(walk, event.tagEnd);
  const span = spanOf(walk, event.tagStart, event.tagEnd);
  return { kind: "scalar", span, style: "plain", text: "", value: null, tag };
}

/** Start and end of the scalar's whole token: js-yaml's events hold only what is between quotes or below the header. */
function tokenRange(walk: Walk, event: ScalarEvent, style: ScalarStyle): [number, number] {
  if (style === "plain") return [event.valueStart, event.valueEnd];
  if (style === "single" || style === "double") return [event.valueStart - 1, event.valueEnd + 1];
  skipTo(walk, Math.max(walk.cursor, event.anchorEnd, event.tagEnd));
  const header = findHeader(walk.slice, walk.cursor, event.valueStart);
  const headerEnd = blockHeaderEnd(walk.slice, header);
  return [header, Math.max(headerEnd, blockEnd(walk.slice, event.valueStart, event.valueEnd))];
}

/** Where a block scalar's header stands: the first `|` or `>` that is not in a comment. */
function findHeader(text: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    const char = text.charAt(at);
    if (char === "|" || char === ">") return at;
    if (char === "#" && /\s/.test(text.charAt(at - 1))) at = lineEnd(text, at, limit) - 1;
  }
  return from;
}

function readMap(walk: Walk, start: number, flow: boolean): YamlMap {
  skipTo(walk, start);
  const pairs: YamlPair[] = [];
  // A flow map may stand for one pair inside a list, `[a: b]`; then no brace opens or closes it.
  const braces = flow && walk.slice.charAt(start) === "{";
  if (braces) walk.cursor = start + 1;
  while (walk.events[walk.next]?.type !== EVENT_ID.POP && walk.next < walk.events.length)
    pairs.push(readPair(walk));
  walk.next++;
  if (braces) passClosing(walk, "}");
  reportDuplicates(walk.context, pairs);
  const end = braces ? walk.base + walk.cursor : (pairs.at(-1)?.span.end ?? walk.base + walk.cursor);
  return { kind: "map", span: { start: walk.base + start, end }, flow, pairs };
}

function readPair(walk: Walk): YamlPair {
  const before = walk.cursor;
  const key = keyOf(walk, readNode(walk), before);
  const hadColon = passColon(walk);
  const value = readNode(walk);
  const end = hadColon || value ? endOf(walk, value, key.span.end) : key.span.end;
  return { key, ...(value && { value }), span: { start: key.span.start, end } };
}

/** A block as a key is valid YAML, but nothing in this language: more likely a `?` on its way to a word. */
function keyOf(walk: Walk, node: YamlNode | undefined, before: number): YamlScalar {
  if (node?.kind === "scalar" && node.style !== "literal" && node.style !== "folded") return node;
  if (node) throw new YAMLException("a block can't be a key");
  const span = spanOf(walk, before, before);
  syntaxError(walk.context, span, "There is no key before this colon.", { hint: "Write the key's name." });
  return { kind: "scalar", span, style: "plain", text: "", value: "" };
}

/** Where a value ends: its own end, unless it is absent or stands elsewhere and only an alias stands here. */
function endOf(walk: Walk, value: YamlNode | undefined, from: number): number {
  return value && value.span.start >= from ? value.span.end : walk.base + walk.cursor;
}

function passColon(walk: Walk): boolean {
  const colon = colonBehind(walk.slice, walk.cursor);
  if (colon !== undefined) walk.cursor = colon + 1;
  return colon !== undefined;
}

function readList(walk: Walk, start: number, flow: boolean): YamlList {
  skipTo(walk, start);
  if (flow) walk.cursor = start + 1;
  const items: (YamlNode | undefined)[] = [];
  while (walk.events[walk.next]?.type !== EVENT_ID.POP && walk.next < walk.events.length) {
    if (!flow) passDash(walk);
    items.push(readNode(walk));
  }
  walk.next++;
  if (flow) passClosing(walk, "]");
  const from = walk.base + start;
  const end = flow ? walk.base + walk.cursor : endOf(walk, items.at(-1), from);
  return { kind: "list", span: { start: from, end }, flow, items };
}

/** Moves behind the `-` of the next item, so that the list's span holds an item that is only a dash. */
function passDash(walk: Walk): void {
  for (let at = walk.cursor; at < walk.slice.length; at++) {
    const char = walk.slice.charAt(at);
    if (char === "#" && (at === 0 || /\s/.test(walk.slice.charAt(at - 1)))) at = lineEnd(walk.slice, at) - 1;
    else if (char === "-") {
      skipTo(walk, at + 1);
      return;
    }
  }
}

function passClosing(walk: Walk, closing: string): void {
  for (let at = walk.cursor; at < walk.slice.length; at++) {
    const char = walk.slice.charAt(at);
    if (char === "#" && /\s/.test(walk.slice.charAt(at - 1))) at = lineEnd(walk.slice, at) - 1;
    else if (char === closing) {
      skipTo(walk, at + 1);
      return;
    }
  }
}

/** Moves to an offset of the slice and keeps the comments on the way. */
function skipTo(walk: Walk, target: number): void {
  for (let at = walk.cursor; at < target; at++) {
    if (walk.slice.charCodeAt(at) !== 35 || (at > 0 && !/[\s\uFEFF]/.test(walk.slice.charAt(at - 1))))
      continue;
    const end = lineEnd(walk.slice, at);
    walk.context.comments.push({ span: spanOf(walk, at, end), text: walk.slice.slice(at + 1, end) });
    at = end;
  }
  walk.cursor = Math.max(walk.cursor, target);
}

function spanOf(walk: Walk, start: number, end: number): Span {
  return { start: walk.base + start, end: walk.base + end };
}

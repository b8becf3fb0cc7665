/**
 * The YAML that nearly everybody writes: block maps and lists, texts on one or more lines, flow collections on one line.
 * It is read in one pass, several times faster than by a parser for all of YAML. Whatever is rarer (anchors, tags,
 * escapes, tabs, mistakes) is left to `readStrict`, which gives the same tree for the same text.
 */
import { CHOMPING_MODE, EVENT_ID, getScalarValue, SCALAR_STYLE } from "js-yaml";
import { coreValue } from "./coreValue.ts";
import { type ReadContext, reportDuplicates } from "./readContext.ts";
import { blockEnd, swallowsKeys } from "./readStrict.ts";
import type {
  ScalarStyle,
  YamlDocument,
  YamlList,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
} from "./types.ts";

/** Where a reading stands: at the first character of a line's content. */
interface Walk {
  readonly context: ReadContext;
  readonly text: string;
  at: number;
  /** Column of `at`; -1 at the end of a document. */
  indent: number;
}

/** The text holds something that is left to a full parser. */
class Unusual extends Error {}

/** Line breaks, tabs and signs that need care, half characters among them. */
const unusualSign = /[^\n\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]/;
const keySign = /(?:[A-Za-z0-9_][\w.-]{0,200}|'[^'\n]{0,200}'|"[^"\\\n]{0,200}"):(?=[ \n]|$)/y;
const flowKeySign = /(?:[A-Za-z0-9_][\w.-]{0,200}|'[^'\n]{0,200}'|"[^"\\\n]{0,200}"): +/y;
const quoted = /'(?:[^'\n]|'')*'|"[^"\\\n]*"/y;
/** Signs that a plain text can begin with and mean nothing else; a minus stands before a number or a name. */
const plainStart = /[^\s\-?:,[\]{}#&*!|>'"%@`]|-[\w(.]/y;
const flowText = /[^\n,[\]{}]+/y;
const blockHeader = /[|>]-?(?= *(?:\n|$))/y;
const deepest = 50;

/**
 * The documents of a text, or `undefined` when anything in it is unusual; then nothing has been added to the context.
 */
export function readPlain(context: ReadContext): YamlDocument[] | undefined {
  if (unusualSign.test(context.text)) return undefined;
  try {
    return readDocuments({ context, text: context.text, at: 0, indent: 0 });
  } catch (error) {
    if (!(error instanceof Unusual)) throw error;
    context.comments.length = 0;
    context.findings.length = 0;
    return undefined;
  }
}

function readDocuments(walk: Walk): YamlDocument[] {
  const { text } = walk;
  const found: { start: number; root: YamlNode }[] = [];
  toContent(walk, 0);
  while (walk.at < text.length || found.length === 0) {
    const start = walk.at;
    if (walk.indent < 0) finishLine(walk, start + 3);
    else if (found.length > 0) throw new Unusual();
    if (walk.indent !== 0) throw new Unusual();
    const root = readMap(walk, 0, 0);
    if (swallowsKeys(root)) throw new Unusual();
    found.push({ start: found.length === 0 ? 0 : start, root });
  }
  return found.map(({ start, root }, index) => ({
    span: { start, end: found[index + 1]?.start ?? text.length },
    root,
  }));
}

/** Passes the rest of a line, which may hold a comment only, and what is empty below. */
function finishLine(walk: Walk, from: number): void {
  const { text } = walk;
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  if (text.charCodeAt(at) === 35 && at > from) at = passComment(walk, at);
  if (at < text.length && text.charCodeAt(at) !== 10) throw new Unusual();
  toContent(walk, at + 1);
}

/** Moves to the next line with content, from the start of a line. */
function toContent(walk: Walk, from: number): void {
  const { text } = walk;
  for (let line = from; line < text.length; line++) {
    let at = line;
    while (text.charCodeAt(at) === 32) at++;
    if (text.charCodeAt(at) === 35) at = passComment(walk, at);
    else if (at < text.length && text.charCodeAt(at) !== 10) {
      walk.at = at;
      walk.indent = at - line;
      if (walk.indent === 0) checkMarker(walk);
      return;
    }
    line = at;
  }
  walk.at = text.length;
  walk.indent = -1;
}

/** `---` ends a document; everything else that begins so is rare. */
function checkMarker(walk: Walk): void {
  const { text, at } = walk;
  const isMarker = text.startsWith("---", at);
  if (!isMarker && !text.startsWith("...", at)) return;
  const next = text.charAt(at + 3);
  if (!isMarker || (next !== "\n" && next !== " ")) throw new Unusual();
  walk.indent = -1;
}

function passComment({ context, text }: Walk, at: number): number {
  const end = lineEnd(text, at);
  context.comments.push({ span: { start: at, end }, text: text.slice(at + 1, end) });
  return end;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function readMap(walk: Walk, indent: number, depth: number): YamlMap {
  if (depth > deepest) throw new Unusual();
  const start = walk.at;
  const pairs: YamlPair[] = [];
  while (walk.indent === indent) {
    const key = keyAt(walk, walk.at);
    if (!key) throw new Unusual();
    const colon = key.span.end + 1;
    const value = readValue(walk, colon, indent, depth, true);
    pairs.push(pairOf(key, value, value ? value.span.end : colon));
  }
  if (walk.indent > indent) throw new Unusual();
  reportDuplicates(walk.context, pairs);
  const end = pairs.at(-1)?.span.end ?? start;
  return { kind: "map", span: { start, end }, flow: false, pairs };
}

function pairOf(key: YamlScalar, value: YamlNode | undefined, end: number): YamlPair {
  const span = { start: key.span.start, end };
  return value ? { key, value, span } : { key, span };
}

function readList(walk: Walk, indent: number, depth: number): YamlList {
  if (depth > deepest) throw new Unusual();
  const start = walk.at;
  const items: (YamlNode | undefined)[] = [];
  let end = start;
  while (walk.indent === indent && isDash(walk)) {
    const dash = walk.at + 1;
    const item = readItem(walk, dash, indent, depth);
    items.push(item);
    end = item ? item.span.end : dash;
  }
  if (walk.indent > indent) throw new Unusual();
  return { kind: "list", span: { start, end }, flow: false, items };
}

function isDash({ text, at }: Walk): boolean {
  if (text.charCodeAt(at) !== 45) return false;
  const next = text.charCodeAt(at + 1);
  return next === 32 || next === 10 || at + 1 === text.length;
}

/** What stands behind a dash; a map may begin on the same line. */
function readItem(walk: Walk, from: number, indent: number, depth: number): YamlNode | undefined {
  const { text } = walk;
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  if (!isKey(text, at)) return readValue(walk, from, indent, depth, false);
  walk.indent += at - walk.at;
  walk.at = at;
  return readMap(walk, walk.indent, depth + 1);
}

/** What stands behind a colon or a dash, or deeper below; in a map a list may stand below without being deeper. */
function readValue(
  walk: Walk,
  from: number,
  indent: number,
  depth: number,
  inMap: boolean,
): YamlNode | undefined {
  const { text } = walk;
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  const sign = text.charCodeAt(at);
  if (at < text.length && sign !== 10 && !(sign === 35 && at > from))
    return readInline(walk, at, indent, depth);
  finishLine(walk, from);
  if (walk.indent > indent) {
    if (isDash(walk)) return readList(walk, walk.indent, depth + 1);
    if (isKey(text, walk.at)) return readMap(walk, walk.indent, depth + 1);
    return readInline(walk, walk.at, indent, depth);
  }
  return inMap && walk.indent === indent && isDash(walk) ? readList(walk, indent, depth + 1) : undefined;
}

function readInline(walk: Walk, at: number, indent: number, depth: number): YamlNode {
  const sign = walk.text.charAt(at);
  if (sign === "|" || sign === ">") return readBlock(walk, at, indent);
  if (sign !== "'" && sign !== '"' && sign !== "[" && sign !== "{") return readText(walk, at, indent);
  const node = sign === "[" || sign === "{" ? readFlow(walk, at, depth + 1) : quotedAt(walk.text, at);
  finishLine(walk, node.span.end);
  return node;
}

function isKey(text: string, at: number): boolean {
  keySign.lastIndex = at;
  return keySign.test(text);
}

function keyAt({ text }: Walk, at: number): YamlScalar | undefined {
  if (!isKey(text, at)) return undefined;
  const end = keySign.lastIndex - 1;
  const sign = text.charCodeAt(at);
  return sign === 39 || sign === 34 ? quotedAt(text, at) : plainOf(text.slice(at, end), at, end);
}

function plainOf(content: string, start: number, end: number): YamlScalar {
  return scalarOf("plain", content, coreValue(content), start, end);
}

function scalarOf(
  style: ScalarStyle,
  text: string,
  value: YamlScalar["value"],
  start: number,
  end: number,
): YamlScalar {
  return { kind: "scalar", span: { start, end }, style, text, value };
}

function quotedAt(text: string, at: number): YamlScalar {
  quoted.lastIndex = at;
  if (!quoted.test(text)) throw new Unusual();
  const end = quoted.lastIndex;
  const content = text.slice(at + 1, end - 1);
  if (text.charCodeAt(at) === 34) return scalarOf("double", content, content, at, end);
  const single = content.replaceAll("''", "'");
  return scalarOf("single", single, single, at, end);
}

/** A plain text, with the lines that go on below, deeper than `indent`. */
function readText(walk: Walk, start: number, indent: number): YamlScalar {
  const { text } = walk;
  plainStart.lastIndex = start;
  if (!plainStart.test(text)) throw new Unusual();
  let end = endOfPlain(text, start);
  let below = lineEnd(text, start) + 1;
  let isOneLine = true;
  // A comment behind a line ends the text.
  while (isBlank(text, end, below - 1)) {
    let line = below;
    while (line < text.length && text.charCodeAt(line) === 10) line++;
    let at = line;
    while (text.charCodeAt(at) === 32) at++;
    const sign = text.charCodeAt(at);
    if (sign === 10) {
      // A line of spaces only is rare enough.
      throw new Unusual();
    }
    if (at >= text.length || at - line <= indent || sign === 35) break;
    end = endOfPlain(text, at);
    below = lineEnd(text, at) + 1;
    isOneLine = false;
  }
  finishLine(walk, end);
  if (isOneLine) return plainOf(text.slice(start, end), start, end);
  const content = decoded(text, SCALAR_STYLE.PLAIN, start, end, -1);
  return plainOf(content, start, end);
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) !== 32) return false;
  return true;
}

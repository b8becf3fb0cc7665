/** Texts and flow collections, as far as `readPlain` knows them. */
import { CHOMPING_MODE, EVENT_ID, getScalarValue, SCALAR_STYLE } from "js-yaml";
import { blockEnd } from "./blockScalars.ts";
import { coreValue } from "./coreValue.ts";
import { afterBreak, isBlank, isBreak, lineEnd } from "./lines.ts";
import { afterBlanks, afterSpaces, finishLine, type PlainWalk, toContent, Unusual } from "./plainWalk.ts";
import { reportDuplicates } from "./readContext.ts";
import type { ScalarStyle, YamlNode, YamlPair, YamlScalar } from "./types.ts";

const keySign = /(?:[A-Za-z0-9_][\w.-]{0,200}|'[^'\r\n]{0,200}'|"[^"\\\r\n]{0,200}"):(?=[ \r\n]|$)/y;
const quoted = /'(?:[^'\r\n]|'')*'|"[^"\\\r\n]*"/y;
/** What a plain text can begin with and mean nothing else; a minus stands before a number or a name. */
const plainStart = /[^\s\-?:,[\]{}#&*!|>'"%@`]|-[\w(.]/y;
const blockHeader = /[|>](-?) *(?:\r?\n|$)/y;
const flowSigns = ",[]{}";
const deepestFlow = 10;

/** Whether a key stands at an offset, with its colon. */
export function isKey(text: string, at: number): boolean {
  keySign.lastIndex = at;
  return keySign.test(text);
}

/** The key at an offset; its colon stands right behind it. */
export function keyAt(text: string, at: number): YamlScalar {
  if (!isKey(text, at)) throw new Unusual();
  const end = keySign.lastIndex - 1;
  return isQuote(text, at) ? quotedAt(text, at) : plain(text.slice(at, end), at, end);
}

/** A value that begins in the middle of a line, and does not belong to a key or a list deeper than `indent`. */
export function readInline(walk: PlainWalk, at: number, indent: number): YamlNode {
  const sign = walk.text.charAt(at);
  if (sign === "|" || sign === ">") return readBlock(walk, at, indent);
  if (sign !== "[" && sign !== "{" && !isQuote(walk.text, at)) return readText(walk, at, indent);
  const node = flowNode(walk, at, 0);
  finishLine(walk, node.span.end);
  return node;
}

/** A plain text, with the lines that go on below, deeper than `indent`. */
function readText(walk: PlainWalk, start: number, indent: number): YamlScalar {
  const { text } = walk;
  refuseSigns(text, start);
  let end = endOfPlain(text, start, "");
  let isOneLine = true;
  // A comment behind a line ends the text.
  for (let rest = afterBlanks(text, end); isBreak(text.charCodeAt(rest)); rest = afterBlanks(text, end)) {
    let line = afterBreak(text, rest);
    let at = afterSpaces(text, line);
    for (; isBreak(text.charCodeAt(at)); at = afterSpaces(text, line)) line = afterBreak(text, at);
    if (text.charCodeAt(at) === 9) throw new Unusual();
    if (at >= text.length || at - line <= indent || text.charCodeAt(at) === 35) break;
    end = endOfPlain(text, at, "");
    isOneLine = false;
  }
  finishLine(walk, end);
  if (isOneLine) return plain(text.slice(start, end), start, end);
  return plain(decoded(text, SCALAR_STYLE.PLAIN, start, end, inLine), start, end);
}

function refuseSigns(text: string, at: number): void {
  plainStart.lastIndex = at;
  if (!plainStart.test(text)) throw new Unusual();
}

/** Where the plain text of one line ends, at the latest before one of `stops`. */
function endOfPlain(text: string, start: number, stops: string): number {
  let end = start;
  for (let at = start; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (isBreak(sign) || (stops !== "" && stops.includes(text.charAt(at)))) break;
    if (sign === 35 && at > end) break;
    if (sign === 58 && endsKey(text, at + 1, stops)) throw new Unusual();
    if (!isBlank(sign)) end = at + 1;
  }
  return end;
}

function endsKey(text: string, at: number, stops: string): boolean {
  const next = text.charAt(at);
  return next === "" || /\s/.test(next) || stops.includes(next);
}

/** A text below `|` or `>`. */
function readBlock(walk: PlainWalk, start: number, indent: number): YamlScalar {
  const { text } = walk;
  blockHeader.lastIndex = start;
  const strips = blockHeader.exec(text)?.[1];
  if (strips === undefined) throw new Unusual();
  const contentStart = blockHeader.lastIndex;
  const column = columnOfBlock(text, contentStart);
  if (column <= indent) throw new Unusual();
  let end = contentStart;
  for (let line = contentStart; line < text.length; ) {
    const at = afterSpaces(text, line);
    const isEmpty = isBreak(text.charCodeAt(at)) || at >= text.length;
    if (!isEmpty && at - line < column) break;
    line = afterBreak(text, lineEnd(text, at));
    end = Math.min(line, text.length);
  }
  toContent(walk, end);
  const folded = text.charAt(start) === ">";
  const style = folded ? SCALAR_STYLE.FOLDED_BLOCK : SCALAR_STYLE.LITERAL_BLOCK;
  const content = decoded(text, style, contentStart, end, { indent: column, strips: strips !== "" });
  const tokenEnd = Math.max(start + 1 + strips.length, blockEnd(text, contentStart, end));
  return scalar(folded ? "folded" : "literal", content, content, start, tokenEnd);
}

/** The column of a block's first line with content, which all its lines must reach; -1 where empty lines are deeper. */
function columnOfBlock(text: string, start: number): number {
  let deepest = 0;
  for (let line = start; line < text.length; ) {
    const at = afterSpaces(text, line);
    if (at < text.length && !isBreak(text.charCodeAt(at))) return at - line < deepest ? -1 : at - line;
    deepest = Math.max(deepest, at - line);
    line = afterBreak(text, at);
  }
  return -1;
}

/** Of a block scalar: the column of its content, and whether its last line break goes. */
interface BlockLayout {
  readonly indent: number;
  readonly strips: boolean;
}

const inLine: BlockLayout = { indent: -1, strips: false };

/** The text that lines stand for, as js-yaml puts them together. */
function decoded(
  text: string,
  style: (typeof SCALAR_STYLE)[keyof typeof SCALAR_STYLE],
  valueStart: number,
  valueEnd: number,
  { indent, strips }: BlockLayout,
): string {
  const none = { anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1, fast: false };
  const chomping = strips ? CHOMPING_MODE.STRIP : CHOMPING_MODE.CLIP;
  return getScalarValue(text, {
    type: EVENT_ID.SCALAR,
    valueStart,
    valueEnd,
    style,
    chomping,
    indent,
    ...none,
  });
}

/** A value inside of a flow collection, or one itself; on one line. */
function flowNode(walk: PlainWalk, at: number, depth: number): YamlNode {
  const { text } = walk;
  const sign = text.charAt(at);
  if (sign === "{") return flowMap(walk, at, depth + 1);
  if (sign === "[") return flowList(walk, at, depth + 1);
  if (isQuote(text, at)) return quotedAt(text, at);
  refuseSigns(text, at);
  const end = endOfPlain(text, at, flowSigns);
  return plain(text.slice(at, end), at, end);
}

function flowMap(walk: PlainWalk, start: number, depth: number): YamlNode {
  const pairs: YamlPair[] = [];
  const end = flowEntries(walk.text, start, "}", depth, (at) => {
    const key = keyAt(walk.text, at);
    const value = flowNode(walk, afterSpaces(walk.text, key.span.end + 1), depth);
    pairs.push({ key, value, span: { start: at, end: value.span.end } });
    return value.span.end;
  });
  reportDuplicates(walk.context, pairs);
  return { kind: "map", span: { start, end }, flow: true, pairs };
}

function flowList(walk: PlainWalk, start: number, depth: number): YamlNode {
  const items: YamlNode[] = [];
  const end = flowEntries(walk.text, start, "]", depth, (at) => {
    const item = flowNode(walk, at, depth);
    items.push(item);
    return item.span.end;
  });
  return { kind: "list", span: { start, end }, flow: true, items };
}

/** Reads entries up to the closing sign; `read` gives an entry's end. Returns the end of the collection. */
function flowEntries(
  text: string,
  start: number,
  closing: string,
  depth: number,
  read: (at: number) => number,
): number {
  if (depth > deepestFlow) throw new Unusual();
  let at = afterSpaces(text, start + 1);
  if (text.charAt(at) === closing) return at + 1;
  for (;;) {
    at = afterSpaces(text, read(at));
    const sign = text.charAt(at);
    if (sign === closing) return at + 1;
    if (sign !== ",") throw new Unusual();
    at = afterSpaces(text, at + 1);
  }
}

function isQuote(text: string, at: number): boolean {
  const sign = text.charCodeAt(at);
  return sign === 39 || sign === 34;
}

function quotedAt(text: string, start: number): YamlScalar {
  quoted.lastIndex = start;
  if (!quoted.test(text)) throw new Unusual();
  const end = quoted.lastIndex;
  const inside = text.slice(start + 1, end - 1);
  if (text.charCodeAt(start) === 34) return scalar("double", inside, inside, start, end);
  const content = inside.replaceAll("''", "'");
  return scalar("single", content, content, start, end);
}

function plain(content: string, start: number, end: number): YamlScalar {
  return scalar("plain", content, coreValue(content), start, end);
}

function scalar(
  style: ScalarStyle,
  text: string,
  value: YamlScalar["value"],
  start: number,
  end: number,
): YamlScalar {
  return { kind: "scalar", span: { start, end }, style, text, value };
}

/**
 * The YAML that nearly everybody writes: block maps and lists, texts on one or more lines, flow collections on one line.
 * It is read in one pass, several times faster than by a parser for all of YAML. Whatever is rarer (anchors, tags,
 * escapes, mistakes) is left to `readStrict`, which gives the same tree for the same text.
 */
import { isKey, keyAt, readInline } from "./plainScalars.ts";
import {
  afterSpaces,
  finishLine,
  isDash,
  isLineEnd,
  type PlainWalk,
  toContent,
  Unusual,
} from "./plainWalk.ts";
import { type ReadContext, reportDuplicates } from "./readContext.ts";
import { isSwallowed } from "./swallowed.ts";
import type { YamlDocument, YamlList, YamlMap, YamlNode, YamlPair } from "./types.ts";

/** Line breaks but `\n` and `\r\n`, and signs that need care, half characters among them. */
const unusualSign =
  /\r(?!\n)|[^\t\r\n\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const byteOrderMark = 0xfeff;
const deepest = 50;

/** The documents of a text, or `undefined` when anything in it is unusual: then nothing has been added to the context. */
export function readPlain(context: ReadContext): YamlDocument[] | undefined {
  const { text } = context;
  const start = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  unusualSign.lastIndex = start;
  if (unusualSign.test(text)) return undefined;
  try {
    return readDocuments({ context, text, at: start, indent: 0 });
  } catch (error) {
    if (!(error instanceof Unusual)) throw error;
    context.comments.length = 0;
    context.findings.length = 0;
    return undefined;
  }
}

function readDocuments(walk: PlainWalk): YamlDocument[] {
  const { text } = walk;
  const found: { start: number; root: YamlMap }[] = [];
  toContent(walk, walk.at);
  while (found.length === 0 || walk.at < text.length) {
    const start = walk.at;
    if (walk.indent < 0) finishLine(walk, start + 3);
    if (walk.indent !== 0) throw new Unusual();
    const root = readMap(walk, 0, 0);
    if (root.pairs.some(({ value }) => value && isSwallowed(value))) throw new Unusual();
    found.push({ start: found.length === 0 ? 0 : start, root });
  }
  return found.map(({ start, root }, index) => ({
    span: { start, end: found[index + 1]?.start ?? text.length },
    root,
  }));
}

function readMap(walk: PlainWalk, indent: number, depth: number): YamlMap {
  if (depth > deepest) throw new Unusual();
  const start = walk.at;
  const pairs: YamlPair[] = [];
  let end = start;
  while (walk.indent === indent) {
    const key = keyAt(walk.text, walk.at);
    const colon = key.span.end + 1;
    const value = readValue(walk, colon, indent, depth, true);
    end = value ? value.span.end : colon;
    pairs.push({ key, ...(value && { value }), span: { start: key.span.start, end } });
  }
  if (walk.indent > indent) throw new Unusual();
  reportDuplicates(walk.context, pairs);
  return { kind: "map", span: { start, end }, flow: false, pairs };
}

function readList(walk: PlainWalk, indent: number, depth: number): YamlList {
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

/** What stands behind a dash; a map may begin on the same line. */
function readItem(walk: PlainWalk, from: number, indent: number, depth: number): YamlNode | undefined {
  const at = afterSpaces(walk.text, from);
  if (!isKey(walk.text, at)) return readValue(walk, from, indent, depth, false);
  walk.indent += at - walk.at;
  walk.at = at;
  return readMap(walk, walk.indent, depth + 1);
}

/** What stands behind a colon or a dash, or deeper below; in a map a list may stand below without being deeper. */
function readValue(
  walk: PlainWalk,
  from: number,
  indent: number,
  depth: number,
  inMap: boolean,
): YamlNode | undefined {
  const { text } = walk;
  const at = afterSpaces(text, from);
  if (!isLineEnd(text, at)) return readInline(walk, at, indent);
  finishLine(walk, from);
  if (walk.indent > indent) {
    if (isDash(walk)) return readList(walk, walk.indent, depth + 1);
    if (isKey(text, walk.at)) return readMap(walk, walk.indent, depth + 1);
    return readInline(walk, walk.at, indent);
  }
  return inMap && walk.indent === indent && isDash(walk) ? readList(walk, indent, depth + 1) : undefined;
}

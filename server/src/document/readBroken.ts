/**
 * Reads a text that isn't valid YAML. Damage is kept where it is: the text is cut where its indentation says that an
 * entry ends, each part is read by itself, and only the parts that can't be read are cut further. So what is typed
 * into one entry never takes another one away. The smallest broken parts go to a parser that recovers.
 */
import type { YAMLException } from "js-yaml";
import { alignLines } from "./alignLines.ts";
import { type Keyed, keyOf, pairOf, readLeaf, readLeafPairs } from "./brokenLeaf.ts";
import { documentRanges } from "./documentRanges.ts";
import { hasTooManyErrors, type ReadContext, reportDuplicates, shorten, syntaxError } from "./readContext.ts";
import { maximumDepth } from "./readStrict.ts";
import { checkIndentation, chunkEnd, closesBelow, leadingSpace, plainKey, startsBlock } from "./repairs.ts";
import { type SourceLine, sourceLines, stepOf, withoutDash } from "./sourceLines.ts";
import { splitEntries, splitItems } from "./splitBlock.ts";
import { strictEntry, strictPart } from "./strictPart.ts";
import type { YamlDocument, YamlNode, YamlPair } from "./types.ts";

/** Reads the whole text of the context. `problem` is what js-yaml said about it. */
export function readBroken(context: ReadContext, problem: YAMLException): YamlDocument[] {
  const documents = documentRanges(context.text).map(([start, end]) => readPart(context, start, end));
  if (!context.findings.some((finding) => finding.rule === "yaml-syntax")) {
    const at = problem.mark?.position ?? 0;
    syntaxError(context, { start: at, end: at + 1 }, `This can't be read as YAML: ${problem.reason}.`, {
      hint: "Compare it with the lines around it, or put the text in quotes.",
    });
  }
  return documents.filter(({ span, root }) => root || context.text.startsWith("---", span.start));
}

function readPart(context: ReadContext, start: number, end: number): YamlDocument {
  context.anchors.clear();
  const span = { start, end };
  const valid = strictPart(context, start, end);
  if (valid) return { span, ...valid };
  const marker = /^[^#:'"\r\n]{0,2}?---|^\.\.\./.exec(context.text.slice(start, start + 5))?.[0] ?? "";
  const body = start + marker.length;
  const lines = sourceLines(context.text, body, end);
  const scope = { context, step: stepOf(lines), level: -1, depth: 0 };
  const root = readBlock(scope, alignLines(context.text, lines, scope));
  return { span, ...(root && { root }) };
}

/** The block that is being read. */
interface Scope {
  readonly context: ReadContext;
  /** How far a level of this document is usually indented. */
  readonly step: number;
  /** Column of its entries; -1 around the root. */
  readonly level: number;
  readonly depth: number;
}

function readBlock(above: Scope, all: readonly SourceLine[]): YamlNode | undefined {
  const { context } = above;
  const lines = all.slice(all.findIndex((line) => !line.blank));
  const [first] = lines;
  if (first === undefined || first.blank) return undefined;
  if (above.depth >= maximumDepth) {
    const span = { start: first.content, end: first.end };
    syntaxError(context, span, `This is nested more than ${maximumDepth} levels deep.`, {
      hint: "Write it with fewer levels.",
    });
    return undefined;
  }
  const level = lines.reduce(
    (least, line) => (line.blank ? least : Math.min(least, line.indent)),
    first.indent,
  );
  const scope = { ...above, level, depth: above.depth + 1 };
  const here = lines.filter((line) => !line.blank && line.indent === level);
  const [head] = [...here.filter((line) => startsBlock(line) && !line.stray), ...here.filter(startsBlock)];
  if (head?.dash) return readItems(scope, lines);
  const isText = here.length === 1 && !isAboveBlock(context.text, first, lines);
  return head || !isText ? readEntries(scope, lines) : readLeaf(context, lines);
}

function readItems(scope: Scope, lines: readonly SourceLine[]): YamlNode {
  const { text } = scope.context;
  const items = splitItems({ ...scope, text, lines }).map((chunk) => readItem(scope, chunk));
  const start = lines[0]?.content ?? 0;
  const end = Math.max(start + 1, ...items.flatMap((item) => item?.span.end ?? []));
  return { kind: "list", span: { start, end }, flow: false, items };
}

function readItem(scope: Scope, chunk: readonly SourceLine[]): YamlNode | undefined {
  const { context } = scope;
  const [head, ...nested] = chunk;
  if (head === undefined || hasTooManyErrors(context)) return undefined;
  const valid = strictEntry(context, head, nested);
  if (valid?.root?.kind === "list" && valid.root.items.length === 1) return valid.root.items[0];
  if (head.dash) return readInside(scope, withoutDash(context.text, head), nested);
  const span = { start: head.content, end: head.end };
  syntaxError(context, span, "A dash is missing before this entry of a list.", {
    hint: "Begin each entry with `- `.",
  });
  return readBlock(scope, chunk);
}

/** What stands behind a dash and below it. */
function readInside(scope: Scope, inner: SourceLine, nested: readonly SourceLine[]): YamlNode | undefined {
  const { text } = scope.context;
  if (!inner.blank && !startsBlock(inner) && isAboveBlock(text, inner, nested))
    return readBelowText(scope, inner.content, inner.end, nested);
  return readBlock(scope, [inner, ...nested]);
}

/** Whether keys with blocks stand among the lines below a text. */
function isAboveBlock(text: string, { content, end }: SourceLine, lines: readonly SourceLine[]): boolean {
  return (
    lines.some((line) => line.opens) &&
    !closesBelow(text.slice(content, end), text.slice(end, chunkEnd(lines)))
  );
}

/** The block below a text, which can't have one. */
function readBelowText(
  scope: Scope,
  start: number,
  end: number,
  nested: readonly SourceLine[],
): YamlNode | undefined {
  const { context } = scope;
  syntaxError(context, { start, end }, "A text and keys below it can't both be the value of a key.", {
    hint: "Remove the text, or indent the lines below like this one.",
  });
  return readBlock(scope, alignLines(context.text, nested, scope));
}

function readEntries(scope: Scope, lines: readonly SourceLine[]): YamlNode {
  const { context } = scope;
  const pairs = splitEntries({ ...scope, text: context.text, lines }).flatMap((chunk) =>
    readEntry(scope, chunk),
  );
  reportDuplicates(context, pairs);
  const start = pairs.reduce((least, { span }) => Math.min(least, span.start), context.text.length);
  const end = pairs.reduce((most, { span }) => Math.max(most, span.end), start);
  return { kind: "map", span: { start, end }, flow: false, pairs };
}

/** The pairs of one entry; more than one when lines in it are indented too deep. */
function readEntry(scope: Scope, chunk: readonly SourceLine[]): readonly YamlPair[] {
  const { context, level } = scope;
  const { text } = context;
  const [head, ...nested] = chunk;
  if (head === undefined) return [];
  if (hasTooManyErrors(context)) {
    const { content, colonEnd = content } = head;
    const key = plainKey(content, text.slice(content, Math.max(content, colonEnd - 1)).trimEnd());
    return [pairOf(key, colonEnd, undefined)];
  }
  checkIndentation(context, head, level);
  const valid = strictEntry(context, head, nested);
  if (valid?.root?.kind === "map") return valid.root.pairs;
  if (head.dash) {
    syntaxError(
      context,
      { start: head.content, end: head.content + 1 },
      "An entry of a list can't stand among keys.",
      {
        hint: "Remove the dash, or put the entry below the key that it belongs to.",
      },
    );
    const rest = { ...withoutDash(text, head), indent: level };
    return rest.blank ? readDashed(scope, head, nested) : readEntry(scope, [rest, ...nested]);
  }
  if (head.colonEnd === undefined) return [readKeyless(scope, head, nested)];
  return readKeyed(scope, { head, nested, colonEnd: head.colonEnd });
}

/** What stands below a dash alone among keys. */
function readDashed(
  scope: Scope,
  { content }: SourceLine,
  nested: readonly SourceLine[],
): readonly YamlPair[] {
  const value = readBlock(scope, nested);
  if (value?.kind === "map") return value.pairs;
  return value ? [pairOf(plainKey(content, "-"), content + 1, value)] : [];
}

/** A line that isn't `key: …` yet: what stands on it counts as the key. */
function readKeyless(scope: Scope, head: SourceLine, nested: readonly SourceLine[]): YamlPair {
  const { context } = scope;
  const comment = context.text.slice(head.content, head.end).search(/[ \t]#/);
  const end = comment < 0 ? head.end : head.content + comment;
  const written = context.text.slice(head.content, end).trimEnd();
  const span = { start: head.content, end: head.content + written.length };
  syntaxError(context, span, `A colon is missing after "${shorten(written, 40)}".`, {
    hint: "Write `key: value`, or put a text of several lines below its key, indented deeper.",
  });
  // `events:{` is still the key `events`.
  const key = plainKey(head.content, /^[\p{L}\p{N}_-]+(?=:)/u.exec(written)?.[0] ?? written);
  return pairOf(key, key.span.end, readBlock(scope, nested));
}

function readKeyed(scope: Scope, keyed: Keyed): readonly YamlPair[] {
  const { context } = scope;
  const { text } = context;
  const { head, nested, colonEnd } = keyed;
  const rest = text.slice(colonEnd, head.end);
  if (/^\s*(?:#.*|[&!]\S*\s*)?$/.test(rest))
    return [pairOf(keyOf(context, keyed), colonEnd, readBlock(scope, nested))];
  const below = nested.find((line) => !line.blank);
  const block = below && startsBlock(below) ? below : nested.find((line) => line.opens);
  const isLeaf = block === undefined || closesBelow(rest, text.slice(head.end, chunkEnd(nested)));
  return isLeaf ? readLeafPairs(context, keyed) : readWithRest(scope, keyed, block);
}

/** `key: value` on one line with a block below it: one of the two is a slip. */
function readWithRest(scope: Scope, keyed: Keyed, block: SourceLine): readonly YamlPair[] {
  const { context, level, step } = scope;
  const { head, nested, colonEnd } = keyed;
  if ((block.indent - level) % step !== 0 && block.colonEnd !== undefined) {
    // Indented by a part of a level: the lines below belong beside this key, not into it.
    const own = readLeafPairs(context, { ...keyed, nested: [] });
    checkIndentation(context, block, level);
    const beside = readBlock(scope, alignLines(context.text, nested, scope));
    return beside?.kind === "map" ? [...own, ...beside.pairs] : own;
  }
  const start = colonEnd + leadingSpace(context.text, colonEnd, head.end);
  return [pairOf(keyOf(context, keyed), colonEnd, readBelowText(scope, start, head.end, nested))];
}

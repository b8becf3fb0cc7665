/** Broken YAML by `yaml`, which recovers from errors: used on the smallest part that js-yaml refuses. */
import { createRequire } from "node:module";
import type { Alias, Document, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { blockEnd, blockHeaderEnd } from "./blockScalars.ts";
import { bracesMistake, inBraces } from "./braces.ts";
import { coreValue } from "./coreValue.ts";
import { colonBehind } from "./indicators.ts";
import { type ReadContext, reportDuplicates, resolveAlias, syntaxError } from "./readContext.ts";
import { maximumDepth } from "./readStrict.ts";
import { explainSyntax } from "./syntaxMessages.ts";
import type { ScalarStyle, Span, YamlDocument, YamlNode, YamlPair, YamlScalar } from "./types.ts";

const load = createRequire(import.meta.url);
/** Loaded with the first text that needs it, which in most runs is none; at once, because a reader doesn't wait. */
const yaml = (): typeof import("yaml") => load("yaml");

const styles: Record<string, ScalarStyle> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

interface Part {
  readonly context: ReadContext;
  readonly slice: string;
  readonly base: number;
}

/** Reads a part of the file, whatever it holds; errors become findings. Never throws. */
export function readTolerant(context: ReadContext, slice: string, base: number): YamlDocument[] {
  const whole = { start: base, end: base + slice.length };
  if (nesting(slice) > maximumDepth) {
    syntaxError(context, whole, `Lists and maps are nested more than ${maximumDepth} levels deep.`, {
      hint: "Close the brackets, or write this part with fewer levels.",
    });
    return [];
  }
  const part: Part = { context, slice, base };
  const documents = parse(slice);
  documents.forEach((document) => {
    for (const error of document.errors) report(part, error.code, error.message, error.pos);
  });
  return documents.map((document) => {
    const root = document.contents ? convert(part, document.contents) : undefined;
    const [start, , end] = document.range ?? [0, 0, slice.length];
    return { span: { start: base + start, end: base + end }, ...(root && { root }) };
  });
}

function parse(slice: string): Document.Parsed[] {
  const documents = yaml().parseAllDocuments(slice, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: "silent",
    version: "1.2",
    schema: "core",
    merge: false,
  });
  return Array.isArray(documents) ? documents : [];
}

/** An upper bound of how deep the brackets and leading dashes of a text nest. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[{}\]]/g)) {
    depth = Math.max(0, depth + (bracket === "[" || bracket === "{" ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  for (const [dashes] of text.matchAll(/(?:[-?:][ \t]+){20,}/g))
    deepest = Math.max(deepest, dashes.length / 2);
  return deepest;
}

function report(part: Part, code: string, message: string, [start, end]: [number, number]): void {
  // Unknown anchors are named by resolveAlias, which knows those of the whole file.
  if (code === "BAD_ALIAS" && /unresolved/i.test(message)) return;
  const span = { start: part.base + start, end: part.base + Math.max(end, start + 1) };
  const { text, hint } = explainSyntax(code, message, part.slice.slice(start, end));
  syntaxError(part.context, span, text, { hint });
}

function convert(part: Part, node: unknown): YamlNode | undefined {
  const { isAlias, isScalar, isMap, isSeq } = yaml();
  if (isAlias(node)) return convertAlias(part, node);
  if (isScalar(node)) return anchored(part, node.anchor, convertScalar(part, node));
  if (isMap(node)) return bracedText(part, node) ?? anchored(part, node.anchor, convertMap(part, node));
  if (isSeq(node)) return anchored(part, node.anchor, convertList(part, node));
  return undefined;
}

function anchored(part: Part, anchor: string | undefined, node: YamlNode | undefined): YamlNode | undefined {
  if (anchor !== undefined && node) part.context.anchors.set(anchor, node);
  return node;
}

function convertAlias(part: Part, node: Alias): YamlNode | undefined {
  return resolveAlias(part.context, node.source, rangeOf(part, node));
}

function convertScalar(part: Part, node: Scalar): YamlScalar | undefined {
  const range = rangeOf(part, node);
  const style = styles[node.type ?? "PLAIN"] ?? "plain";
  const text = node.source ?? String(node.value ?? "");
  const tag = tagBefore(part, node, range.start);
  if (style === "plain" && range.start === range.end && tag === undefined) return undefined;
  const span = style === "literal" || style === "folded" ? blockSpan(part, range) : range;
  const value = style === "plain" && tag !== "!!str" ? coreValue(text) : text;
  return { kind: "scalar", span, style, text, value, ...(tag !== undefined && { tag }) };
}

/** The tag as written; `yaml` keeps only what it stands for. */
function tagBefore(part: Part, node: Scalar, start: number): string | undefined {
  if (node.tag === undefined) return undefined;
  const before = part.slice.slice(Math.max(0, start - part.base - 200), start - part.base);
  return /(![^\s,[\]{}]*)\s*(?:&\S+\s*)?$/.exec(before)?.[1];
}

function blockSpan(part: Part, range: Span): Span {
  const text = part.slice;
  const start = range.start - part.base;
  const headerEnd = blockHeaderEnd(text, start);
  const lineBreak = text.indexOf("\n", headerEnd);
  const body = lineBreak < 0 ? -1 : blockEnd(text, lineBreak + 1, range.end - part.base);
  return { start: range.start, end: part.base + Math.max(headerEnd, body) };
}

/** dbt's braces: what stands in them is read as the text. */
function bracedText(part: Part, node: YAMLMap): YamlScalar | undefined {
  const range = rangeOf(part, node);
  const text = part.context.text.slice(range.start, range.end);
  const braced = inBraces(text);
  if (!braced) return undefined;
  const { message, ...remedy } = bracesMistake(text, range, braced);
  syntaxError(part.context, range, message, remedy);
  const start = range.start + braced.before.length;
  const { inner } = braced;
  return {
    kind: "scalar",
    span: { start, end: start + inner.length },
    style: "plain",
    text: inner,
    value: inner,
  };
}

function convertMap(part: Part, node: YAMLMap): YamlNode {
  const range = rangeOf(part, node);
  const pairs = node.items.map((pair) => convertPair(part, pair, range));
  reportDuplicates(part.context, pairs);
  const flow = node.flow === true && part.context.text.charAt(range.start) === "{";
  const last = pairs.at(-1)?.span.end ?? range.end;
  // Behind text that can't be read, the parser may say that a map begins after its first key.
  const start = Math.min(range.start, pairs[0]?.span.start ?? range.start);
  return {
    kind: "map",
    span: { start, end: flow ? Math.max(range.end, last) : last },
    flow: node.flow === true,
    pairs,
  };
}

function convertPair(part: Part, pair: Pair, map: Span): YamlPair {
  const key = convertKey(part, pair.key, map);
  const colon = colonBehind(part.slice, key.span.end - part.base);
  const end = colon === undefined ? key.span.end : part.base + colon + 1;
  const value = convert(part, pair.value);
  const last =
    value && value.span.start >= key.span.end ? Math.max(end, value.span.end) : aliasEnd(part, pair, end);
  return { key, ...(value && { value }), span: { start: key.span.start, end: last } };
}

function aliasEnd(part: Part, pair: Pair, otherwise: number): number {
  return yaml().isAlias(pair.value) ? Math.max(otherwise, rangeOf(part, pair.value).end) : otherwise;
}

function convertKey(part: Part, node: unknown, map: Span): YamlScalar {
  const key = convert(part, node);
  if (key?.kind === "scalar") return key;
  const span = key?.span ?? { start: map.start, end: map.start };
  syntaxError(
    part.context,
    span,
    key ? "A key must be a plain text, not a list or a map." : "There is no key before this colon.",
    {
      hint: key ? "Put the text in quotes if it is meant as a name." : "Write the key's name.",
    },
  );
  const text = key ? part.context.text.slice(span.start, span.end) : "";
  return { kind: "scalar", span, style: "plain", text, value: text };
}

function convertList(part: Part, node: YAMLSeq): YamlNode {
  const range = rangeOf(part, node);
  const items = node.items.map((item) => convert(part, item));
  return { kind: "list", span: trimEnd(part, range), flow: node.flow === true, items };
}

function rangeOf(
  part: Part,
  node: Pick<ParsedNode, "range"> | { range?: [number, number, number] | null | undefined },
): Span {
  const [start, end] = node.range ?? [0, 0];
  const inside = Math.min(start, part.slice.length);
  return { start: part.base + inside, end: part.base + Math.max(inside, Math.min(end, part.slice.length)) };
}

function trimEnd(part: Part, span: Span): Span {
  let end = span.end;
  while (end > span.start && /\s/.test(part.context.text.charAt(end - 1))) end--;
  return { start: span.start, end };
}

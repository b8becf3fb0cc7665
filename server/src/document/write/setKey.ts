/** Text edits that write YAML: valid where they stand, in block and flow maps, in the file's own line breaks. */
import { columnOf, contentEnd, lineBreak, lineEnd } from "../lines.ts";
import { lineStartsOf } from "../positions.ts";
import { pairAtKey } from "../treePlace.ts";
import type { Span, TextDocument, TextEdit, YamlMap, YamlNode, YamlPair, YamlScalar } from "../types.ts";

/** A key to write. `lines` are the value's lines in block style, indented against the key; `inline` fits any place. */
export interface Entry {
  readonly key: string;
  readonly inline: string;
  readonly lines?: readonly string[];
}

/**
 * Sets a key in the map that is the value of the pair whose key stands at `owner`; a short-form value (`name: sql`)
 * becomes a map with `sql` first. `undefined` where that can't be done in place: behind an alias, or when the key has a value.
 */
export function setKey(
  document: TextDocument,
  owner: Span,
  entry: Entry,
  where: "first" | "last" = "last",
): TextEdit[] | undefined {
  const found = pairAtKey(document, owner);
  if (!found) return undefined;
  const { pair, map } = found;
  const { value } = pair;
  const behindColon = endOfColon(document, pair);
  // While a key's colon is missing, what is written below it stands at no place that an edit could use.
  if (behindColon === undefined) return undefined;
  if (value === undefined) return [startValue(document, found, behindColon, entry)];
  // Nor does what damage or an alias has put elsewhere.
  if (!isInside(value.span, { start: behindColon, end: pair.span.end })) return undefined;
  if (value.kind === "scalar" && value.value === null && value.style === "plain") {
    return [{ span: value.span, text: `{${entry.key}: ${entry.inline}}` }];
  }
  if (value.kind === "scalar")
    return map.flow ? wrapInFlow(value, entry) : wrapInBlock(document, pair, value, { entry, behindColon });
  if (value.kind === "list") return undefined;
  const existing = value.pairs.find((each) => each.key.text === entry.key);
  if (existing) return fillExisting(existing, entry);
  if (value.flow) return [insertInFlow(value, entry)];
  return [where === "first" ? insertFirst(document, value, entry) : insertLast(document, value, entry)];
}

/** Where the text of a pair goes on behind its colon; `undefined` where that is missing. */
function endOfColon(document: TextDocument, { key, span }: YamlPair): number | undefined {
  const [found] = /^\s*:/.exec(document.text.slice(key.span.end, span.end)) ?? [];
  return found === undefined ? undefined : key.span.end + found.length;
}

/** `name:` with nothing behind it. */
function startValue(
  document: TextDocument,
  { pair, map }: { readonly pair: YamlPair; readonly map: YamlMap },
  behindColon: number,
  entry: Entry,
): TextEdit {
  if (map.flow) return at(behindColon, ` {${entry.key}: ${entry.inline}}`);
  const indent = `${indentOf(document, pair)}  `;
  return at(
    lineEnd(document.text, behindColon),
    entryLines(entry)
      .map((line) => lineBreak(document.text) + indent + line)
      .join(""),
  );
}

/** A key that is there without a value, or with an empty one. */
function fillExisting(pair: YamlPair, entry: Entry): TextEdit[] | undefined {
  const { value } = pair;
  if (value === undefined) {
    // The span of a pair without a value ends behind its colon.
    return [at(pair.span.end, ` ${entry.inline}`)];
  }
  return isInside(value.span, pair.span) && isEmpty(value)
    ? [{ span: value.span, text: entry.inline }]
    : undefined;
}

function isEmpty(node: YamlNode): boolean {
  if (node.kind === "list") return node.items.length === 0;
  if (node.kind === "map") return node.pairs.length === 0;
  return node.text.trim() === "" || node.value === null;
}

function insertInFlow(map: YamlMap, entry: Entry): TextEdit {
  const last = map.pairs.at(-1);
  if (!last) return at(map.span.start + 1, `${entry.key}: ${entry.inline}`);
  return at(last.span.end, `, ${entry.key}: ${entry.inline}`);
}

function insertFirst(document: TextDocument, map: YamlMap, entry: Entry): TextEdit {
  const first = map.pairs[0];
  const start = first?.key.span.start ?? map.span.start;
  const indent = first ? indentOf(document, first) : "";
  return at(
    start,
    entryLines(entry)
      .map((line) => line + lineBreak(document.text) + indent)
      .join(""),
  );
}

function insertLast(document: TextDocument, map: YamlMap, entry: Entry): TextEdit {
  const first = map.pairs[0];
  const last = map.pairs.at(-1);
  const indent = first ? indentOf(document, first) : "";
  const end = lineEnd(document.text, contentEnd(document.text, last?.span ?? map.span));
  return at(
    end,
    entryLines(entry)
      .map((line) => lineBreak(document.text) + indent + line)
      .join(""),
  );
}

function wrapInFlow(scalar: YamlScalar, entry: Entry): TextEdit[] {
  return [at(scalar.span.start, "{sql: "), at(scalar.span.end, `, ${entry.key}: ${entry.inline}}`)];
}

/** `name: sql` becomes `name:`, `sql: sql`, and the entry; lines that the SQL continues on move with it. */
function wrapInBlock(
  document: TextDocument,
  pair: YamlPair,
  scalar: YamlScalar,
  { entry, behindColon }: { readonly entry: Entry; readonly behindColon: number },
): TextEdit[] | undefined {
  if (document.text.slice(behindColon, scalar.span.start).trim() !== "") return undefined;
  const indent = `${indentOf(document, pair)}  `;
  const eol = lineBreak(document.text);
  const end = contentEnd(document.text, scalar.span);
  const moved = lineStartsOf(document.text.slice(scalar.span.start, end))
    .map((start) => scalar.span.start + start)
    .filter((start) => start > scalar.span.start && !/[\r\n]/.test(document.text[start] ?? "\n"))
    .map((start) => at(start, "  "));
  const lines = entryLines(entry)
    .map((line) => eol + indent + line)
    .join("");
  return [
    { span: { start: behindColon, end: scalar.span.start }, text: `${eol}${indent}sql: ` },
    ...moved,
    at(lineEnd(document.text, end), lines),
  ];
}

function entryLines({ key, inline, lines }: Entry): string[] {
  return lines ? [`${key}:`, ...lines.map((line) => `  ${line}`)] : [`${key}: ${inline}`];
}

function at(offset: number, text: string): TextEdit {
  return { span: { start: offset, end: offset }, text };
}

function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function indentOf(document: TextDocument, pair: YamlPair): string {
  return " ".repeat(columnOf(document.text, pair.key.span.start));
}

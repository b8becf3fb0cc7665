import { siblingsAfter } from "../../document/treePlace.ts";
import type { Span, TextDocument, YamlNode } from "../../document/types.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { bareReference } from "../../sql/reader/bareReference.ts";
import { isBareFunction } from "../../sql/reader/functionFacts.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";
import type { ReadSql } from "../engine/readSql.ts";
import { resolve, scopeOf } from "../engine/scope.ts";
import { isBound } from "../engine/typeOf.ts";
import type { ReportExtras, RuleContext } from "../types.ts";

interface Loss {
  /** What YAML made of the text. */
  readonly how: string;
  /** All of what was meant as one SQL text. */
  readonly span: Span;
  readonly hint?: string;
  /** What to write there instead, when it is not the same text in quotes. */
  readonly instead?: string;
}

export const sqlLostInYaml = defineRule<Loss>({
  name: "sql-lost-in-yaml",
  topic: "Reading",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "SQL must be quoted where YAML would cut or change it.",
  message: ({ how }) => how,
  expression(expression, report, context) {
    const document = context.document(expression.file);
    if (!document) return;
    const loss =
      lostToComma(expression, document) ??
      lostToComment(expression, document) ??
      lostQuotes(expression, document, context);
    if (loss) report(loss.span, loss, remedy(loss, document));
  },
  textFile(document, report, { project }) {
    const isProjectFile = document.file === project.file.file;
    const tags = !isProjectFile && mayHoldTags.test(document.text);
    // In a text that is broken YAML, what follows may not be there yet.
    const types = document.findings.length > 0 || mayHoldCutTypes.test(document.text);
    // The tree of a file rests until somebody asks for it, and this would be for every file.
    if (!tags && !types) return;
    for (const { root } of document.documents)
      for (const loss of root
        ? [...(tags ? lostToTags(root) : []), ...(types ? cutTypes(root, document) : [])]
        : [])
        report(loss.span, loss, remedy(loss, document));
  },
});

function remedy({ span, hint, instead }: Loss, document: TextDocument): ReportExtras {
  const written = document.text.slice(span.start, span.end);
  const text =
    instead ?? (/[\r\n]/.test(written) ? undefined : writeScalar(written, { style: "single", flow: true }));
  return {
    hint: hint ?? "Put the whole SQL in quotes, or write it in block style.",
    ...oneFix(
      instead ? `Write ${instead}` : "Put it in quotes",
      text === undefined ? undefined : [{ span, text }],
    ),
  };
}

/** In `{a: coalesce(b, c)}` the comma ends the value, and `c)` becomes a key; in a list it becomes an item. */
function lostToComma({ sql }: ReadSql, document: TextDocument): Loss | undefined {
  const { scalar } = sql;
  if (scalar.style !== "plain" || isClosed(sql.text)) return undefined;
  for (const { end } of siblingsAfter(document, scalar.span)) {
    const span = { start: scalar.span.start, end };
    if (!isClosed(document.text.slice(span.start, span.end))) continue;
    return { how: `YAML ends a value at a comma here, so only "${sql.text}" is left of this SQL.`, span };
  }
  return undefined;
}

/** In `where: name = 'ticket #1'` a comment begins at the `#`. */
function lostToComment({ sql }: ReadSql, document: TextDocument): Loss | undefined {
  const { scalar } = sql;
  if (scalar.style !== "plain" || !isInString(sql.text)) return undefined;
  const { end } = scalar.span;
  const comment = document.comments.find((each) => each.span.start >= end);
  if (!comment || !/^[ \t]+$/.test(document.text.slice(end, comment.span.start))) return undefined;
  const rest = document.text.slice(comment.span.start, comment.span.end).trimEnd();
  const span = { start: scalar.span.start, end: comment.span.start + rest.length };
  return { how: `YAML begins a comment at " #", so "${rest}" is no part of this SQL.`, span };
}

/** `'web'` is the column web: YAML took the quotes. So it does with `"Order Date"`. */
function lostQuotes(expression: ReadSql, document: TextDocument, context: RuleContext): Loss | undefined {
  const { sql, role } = expression;
  const { style, span } = sql.scalar;
  if (style === "double" && expression.reading?.problem && /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(sql.text)) {
    const how = `YAML takes the quotes away: the SQL is ${sql.text}, without them.`;
    const written = document.text.slice(span.start, span.end);
    return { how, span, hint: "Put the quoted name in single quotes.", instead: `'${written}'` };
  }
  if ((style !== "single" && style !== "double") || /^\s*["`]/.test(sql.text)) return undefined;
  const [name, field] = bareReference(sql.text) ?? [];
  if (
    role !== "property" ||
    name === undefined ||
    field !== undefined ||
    !isNoColumn(name, expression, context)
  ) {
    return undefined;
  }
  const value = `{value: ${writeScalar(name, { flow: true })}}`;
  const isShort = expression.property?.short === true;
  return {
    how: `YAML takes the quotes away: this is the column ${name}, not the text '${name}'.`,
    span,
    hint: `For the text write ${value}, for the column leave the quotes out.`,
    ...(isShort && { instead: value }),
  };
}

/** Without a catalog, a lone word in quotes is more likely meant as a text. */
function isNoColumn(name: string, expression: ReadSql, context: RuleContext): boolean {
  if (isBound(expression, context) || isBareFunction(name.toLowerCase())) return false;
  const scope = scopeOf(expression, context);
  const resolution = scope && resolve([name], scope);
  return !(resolution?.kind === "ambiguous" || (resolution?.kind === "found" && resolution.column));
}

/** A tag begins a value. Most files have none, and their trees are read for nothing else. */
const mayHoldTags = /(?:^|[\s:[{,])!/;

/** `!is_test` is a tag to YAML. The language has no tags. */
function lostToTags(node: YamlNode): Loss[] {
  if (node.kind === "list") return node.items.flatMap((item) => (item ? lostToTags(item) : []));
  if (node.kind === "map") return node.pairs.flatMap(({ value }) => (value ? lostToTags(value) : []));
  if (!node.tag?.startsWith("!") || node.tag.startsWith("!!")) return [];
  return [{ how: `YAML takes "${node.tag}" for a tag, so it is no part of the text.`, span: node.span }];
}

/** `{type: decimal(12,2)}`: nothing else that is no SQL has a comma. In braces its collection goes on or ends behind it; a comment may come first. */
const mayHoldCutTypes = /\bdecimal\(\s*\d+\s*,[^()]*\)\s*[,}\]#]/;

function cutTypes(node: YamlNode, document: TextDocument): Loss[] {
  if (node.kind === "list") return node.items.flatMap((item) => (item ? cutTypes(item, document) : []));
  if (node.kind === "map") return node.pairs.flatMap(({ value }) => (value ? cutTypes(value, document) : []));
  if (node.style !== "plain" || !/^(?:list of\s+)*decimal\(\s*\d+$/.test(node.text)) return [];
  const [rest] = siblingsAfter(document, node.span);
  if (!rest) return [];
  const span = { start: node.span.start, end: rest.end };
  if (!isClosed(document.text.slice(span.start, span.end))) return [];
  const how = `YAML ends a value at a comma here, so only "${node.text}" is left of this type.`;
  return [{ how, span, hint: "Put the type in quotes, or write it on a line of its own." }];
}

/** Whether all brackets and strings of a text close in it. */
function isClosed(text: string): boolean {
  if (!/['([]/.test(text)) return true;
  const bare = withoutStrings(text);
  const count = (bracket: string) => bare.split(bracket).length;
  return !bare.includes("'") && count("(") === count(")") && count("[") === count("]");
}

function isInString(text: string): boolean {
  return text.includes("'") && withoutStrings(text).includes("'");
}

function withoutStrings(text: string): string {
  return text.replace(/'[^']*'/g, "").replace(/"[^"]*"/g, "");
}

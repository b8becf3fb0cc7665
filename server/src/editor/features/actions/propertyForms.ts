import { columnOf, lineBreak } from "../../../document/lines.ts";
import { pairAtKey } from "../../../document/treePlace.ts";
import type { Span, TextDocument, TextEdit, YamlPair } from "../../../document/types.ts";
import { setKey } from "../../../document/write/setKey.ts";
import { writeScalar } from "../../../document/write/writeScalar.ts";
import type { EventProperty, ProjectEvent } from "../../../project/types.ts";
import { writableType } from "../../../sql/typeInWords.ts";
import { eventsOf } from "../../names/specAt.ts";
import type { FileView } from "../../session/fileView.ts";
import type { Action } from "./action.ts";

/** Of the property at a range: its type as the warehouse tells it, and the other way to write it. */
export function propertyForms(view: FileView, touches: (span: Span) => boolean): Action[] {
  const found = new Map<number, Action[]>();
  for (const event of eventsOf(view))
    for (const property of event.properties) {
      const { name, file, sql, fixed } = property;
      const isHere = file === view.file && (touches(name.span) || touches(property.span));
      if (!isHere || !sql || fixed || found.has(name.span.start)) continue;
      found.set(name.span.start, formsOf(view, event, property));
    }
  return [...found.values()].flat();
}

function formsOf({ document, typeOf }: FileView, event: ProjectEvent, property: EventProperty): Action[] {
  const { name, sql, type, short } = property;
  const known = type || !sql ? undefined : writableType(typeOf(event, sql.text));
  const typed = known === undefined ? undefined : typeEdits(document, name.span, known);
  const other = short ? longForm(document, name.span) : shortForm(document, name.span);
  const action = (title: string, edits: readonly TextEdit[] | undefined): Action[] =>
    edits ? [{ title, kind: "rewrite", edits, at: name.span, preferred: false }] : [];
  return [
    ...action(`Write the type of ${name.value}: ${known}`, typed),
    ...action(`Write ${name.value} in its ${short ? "long" : "short"} form`, other),
  ];
}

/** In braces a comma would end the type. */
function typeEdits(document: TextDocument, owner: Span, type: string): TextEdit[] | undefined {
  const found = pairAtKey(document, owner);
  const value = found?.pair.value;
  const flow = found?.map.flow === true || (value?.kind === "map" && value.flow);
  return setKey(document, owner, { key: "type", inline: writeScalar(type, { flow }) });
}

/** `total: o.total` as a map with `sql`. */
function longForm(document: TextDocument, owner: Span): TextEdit[] | undefined {
  const found = pairAtKey(document, owner);
  const value = found?.pair.value;
  if (!found || value?.kind !== "scalar" || !isPlainPair(document, found.pair)) return undefined;
  const text = document.text.slice(value.span.start, value.span.end);
  if (found.map.flow) return [{ span: value.span, text: `{sql: ${text}}` }];
  const indent = " ".repeat(columnOf(document.text, found.pair.key.span.start));
  const isBlock = value.style === "literal" || value.style === "folded";
  const lines = isBlock ? text.replaceAll(/(\r?\n)(?=[^\r\n])/g, "$1  ") : text;
  const start = found.pair.key.span.end;
  return [
    { span: { start, end: value.span.end }, text: `:${lineBreak(document.text)}${indent}  sql: ${lines}` },
  ];
}

/** `total: {sql: o.total}`, where nothing else is said of it, as its SQL alone. */
function shortForm(document: TextDocument, owner: Span): TextEdit[] | undefined {
  const pair = pairAtKey(document, owner)?.pair;
  const value = pair?.value;
  const only = value?.kind === "map" && value.pairs.length === 1 ? value.pairs[0] : undefined;
  const sql = only?.key.text === "sql" ? only.value : undefined;
  if (!pair || !value || sql?.kind !== "scalar" || !isPlainPair(document, pair)) return undefined;
  const isOnOneLine = !/[\r\n]/.test(document.text.slice(sql.span.start, sql.span.end));
  const hasComment = document.comments.some(
    ({ span }) => span.start > pair.span.start && span.start < sql.span.start,
  );
  if (!isOnOneLine || hasComment) return undefined;
  const text = document.text.slice(sql.span.start, sql.span.end);
  return [{ span: { start: pair.key.span.end, end: value.span.end }, text: `: ${text}` }];
}

/** Whether nothing but a colon stands between key and value: no anchor, no tag; and the value stands there, behind no alias. */
function isPlainPair({ text }: TextDocument, { key, value }: YamlPair): boolean {
  return value !== undefined && value.span.start >= key.span.end
    ? /^\s*:\s*$/.test(text.slice(key.span.end, value.span.start))
    : false;
}

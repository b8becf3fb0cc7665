/** What is known about the thing under the pointer. */

import { asCode } from "../../document/asCode.ts";
import { nodeAt } from "../../document/nodeAt.ts";
import { contains } from "../../document/spans.ts";
import type { Span } from "../../document/types.ts";
import { tableOf } from "../../project/aliases.ts";
import { findColumn } from "../../project/catalog.ts";
import { entityColumn } from "../../project/eventColumns.ts";
import { givenTogether } from "../../project/givenTogether.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { unresolved } from "../../project/unresolvedTables.ts";
import { propertyOf, schemaAt, sqlKindOf, valuesOf } from "../../spec/schema.ts";
import type { TableReference } from "../../spec/types.ts";
import type { DialectName } from "../../sql/types.ts";
import { fileKind } from "../names/fileKind.ts";
import { type KnownName, namesKnownAt } from "../names/knownNames.ts";
import { nameAt, type Occurrence } from "../names/occurrences/occurrences.ts";
import { tableAt } from "../names/tables.ts";
import type { EventFacts } from "../session/facts.ts";
import type { FileView } from "../session/fileView.ts";
import { functionsOf } from "../sql/functions.ts";
import { type ScopeAlias, sqlScopeAt } from "../sql/scope.ts";
import { type SqlName, sqlAt, sqlNameAt } from "../sql/sqlAt.ts";
import { nullsInWords, valuesInWords } from "./describe/columns.ts";
import { describeRows } from "./describe/rows.ts";
import { describeSchema } from "./describe/schema.ts";
import { columnDocumentation, tableDocumentation } from "./describe/tables.ts";
import { describeTests } from "./describe/tests.ts";

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

export function hover(view: FileView, offset: number): Hover | undefined {
  return (
    hoverName(view, offset) ?? hoverTable(view, offset) ?? hoverSql(view, offset) ?? hoverSchema(view, offset)
  );
}

function hoverName(view: FileView, offset: number): Hover | undefined {
  const name = nameAt(view, offset);
  if (!name || name.affix) return undefined;
  const [event] = (name.kind === "event" && view.project.eventsByName.get(name.name)) || [];
  const described =
    event && givenTogether(view.project, event).map((one) => describeEvent(view, one, name.name));
  const markdown = described?.join("\n\n---\n\n") ?? describeName(view, name, offset);
  return markdown === undefined ? undefined : { markdown, span: name.span };
}

function describeName(view: FileView, name: Occurrence, offset: number): string | undefined {
  const { kind } = name;
  // These are told as SQL, as a column or as a table.
  if (kind === "alias" || kind === "property" || kind === "parameter" || kind === "table") return undefined;
  const known = namesKnownAt(view, kind, { offset, path: [] }).find((each) => each.name === name.name);
  return known && nameMarkdown(known, kind);
}

function nameMarkdown({ name, detail, documentation }: KnownName, kind: string): string {
  return [`**${name}** _${kind}_${detail ? ` · ${detail}` : ""}`, documentation].filter(Boolean).join("\n\n");
}

/** Description, who answers for it, its rows once a preview has counted them, its tests once they have run, and what it carries. */
function describeEvent({ factsOf, testsOf, now }: FileView, event: ProjectEvent, name: string): string {
  const { description, deprecated } = event.definition;
  const facts = factsOf(event);
  const governance = [
    event.owner && `owner ${event.owner.value}`,
    `tier ${event.tier}`,
    event.goals.length > 0 && `goals ${event.goals.map((goal) => goal.value).join(", ")}`,
  ].filter(Boolean);
  return [
    `**${name}** _event_`,
    description?.value,
    formerNamesOf(event, name),
    deprecated &&
      `**Deprecated.** ${deprecated.reason?.value ?? ""}${deprecated.use ? ` Use \`${deprecated.use.value}\`.` : ""}`,
    titleOf(event),
    governance.join(" · "),
    describeRows(facts, now),
    describeTests(testsOf(event), now),
    ...columnLines(event, facts),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The document that it stands in, where that has a title. */
function titleOf({ document: { name, description } }: ProjectEvent): string | undefined {
  return name && `In **${name.value}**${description ? `: ${description.value}` : ""}`;
}

/** In: the event's own name or a variant's. */
function formerNamesOf(
  { definition: { formerly, variants } }: ProjectEvent,
  name: string,
): string | undefined {
  const variant = variants?.names.find(({ event }) => event.value === name);
  const former = variants ? variant?.formerly : formerly;
  return former && `Formerly ${former.map(({ value }) => asCode(value)).join(", ")}.`;
}

function columnLines(event: ProjectEvent, facts: EventFacts | undefined): string[] {
  const names = [
    ...event.entities.map(({ name }) => entityColumn(name.value)),
    ...event.properties.map(({ name }) => name.value),
  ];
  const lines = names.map((name) => {
    const samples = facts?.samples
      .get(name)
      ?.slice(0, 3)
      .map((sample) => asCode(sample))
      .join(", ");
    const values = valuesInWords(facts?.profiles?.get(name), facts?.count) ?? samples;
    const told = [values, nullsInWords(facts?.nulls?.get(name))].filter(Boolean).join(" · ");
    return `- \`${name}\`${told ? ` ${told}` : ""}`;
  });
  return lines.length > 0 ? [lines.join("\n")] : [];
}

function hoverTable(view: FileView, offset: number): Hover | undefined {
  const reference = tableAt(view, offset);
  if (!reference) return undefined;
  const table = tableOf(reference, view.project);
  const markdown = table ? tableDocumentation(table) : whyNoTable(reference, view);
  return markdown === undefined ? undefined : { markdown, span: reference.sql.span };
}

/** Of a name that dbt does not resolve. */
function whyNoTable(reference: TableReference, { project }: FileView): string | undefined {
  const why = unresolved(reference, project);
  return why && `${why.message} ${why.hint}`;
}

function hoverSql(view: FileView, offset: number): Hover | undefined {
  const expression = sqlAt(view, offset);
  const name = expression && sqlNameAt(view, expression.sql, offset);
  if (!name) return undefined;
  const { path } = nodeAt(view.document, offset);
  const scope = sqlScopeAt(view, { offset, path, sql: expression.sql.text });
  const markdown = name.call
    ? describeFunction(name, view.dialect)
    : describeSqlName(name, scope.aliases, scope.columns);
  return markdown === undefined ? undefined : { markdown, span: name.span };
}

function describeFunction(name: SqlName, dialect: DialectName): string | undefined {
  const word = name.parts.at(-1)?.toLowerCase();
  const found = functionsOf(dialect).find((each) => each.name.toLowerCase() === word);
  return found && `\`${found.name}${found.signature}\`\n\n${found.description}`;
}

function describeSqlName(
  name: SqlName,
  aliases: readonly ScopeAlias[],
  columns: Parameters<typeof findColumn>[0]["columns"],
): string | undefined {
  const [first = "", second] = name.parts;
  const alias = aliases.find((each) => each.alias.toLowerCase() === first.toLowerCase());
  if (alias && name.parts.length > 1 && name.index === 0) return describeAlias(alias);
  if (alias && second !== undefined) return describeColumn(second, alias);
  if (second !== undefined) return undefined;
  const own = columns.find((column) => column.name === first);
  if (own) return columnDocumentation(own, undefined);
  return aliases.map((each) => describeColumn(first, each)).find(Boolean) ?? (alias && describeAlias(alias));
}

function describeAlias(alias: ScopeAlias): string {
  const what = alias.detail ? ` — ${alias.detail}` : "";
  const description = alias.description ? `\n\n${alias.description}` : "";
  const list = alias.columns
    .slice(0, 40)
    .map((column) => `- \`${column.name}\`${column.type ? ` ${column.type}` : ""}`);
  return `**${alias.alias}**${what}${description}\n\n${list.join("\n")}`.trimEnd();
}

function describeColumn(name: string, alias: ScopeAlias): string | undefined {
  const column = findColumn({ parts: [], origin: "", columns: alias.columns }, name);
  return column && columnDocumentation(column, alias);
}

/** The documentation of a key, or of a word that the schema knows. */
function hoverSchema(view: FileView, offset: number): Hover | undefined {
  const { document: part, steps, path, node } = nodeAt(view.document, offset);
  const last = steps.at(-1);
  const kind = fileKind(view);
  if (last?.kind === "pair" && last.in === "key" && contains(last.pair.key.span, offset)) {
    const key = last.pair.key.text;
    const schema = schemaAt(kind, path, part?.root)
      .map((each) => propertyOf(each, key))
      .find(Boolean);
    const markdown = schema && describeSchema(schema);
    return markdown === undefined
      ? undefined
      : { markdown: `**${key}**\n\n${markdown}`, span: last.pair.key.span };
  }
  if (node?.kind !== "scalar") return undefined;
  const nodes = schemaAt(kind, path, part?.root);
  if (sqlKindOf(nodes)) return undefined;
  const word = valuesOf(nodes).find(({ value }) => value === node.text);
  return word?.description
    ? { markdown: `**${word.value}**\n\n${word.description}`, span: node.span }
    : undefined;
}

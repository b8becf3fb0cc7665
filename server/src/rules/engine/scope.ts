import { type Alias, aliasesOf, defaultAlias, tableOf } from "../../project/aliases.ts";
import { findColumn } from "../../project/catalog.ts";
import type { Column, ProjectEvent } from "../../project/types.ts";
import type { Lookup } from "../../spec/projectTypes.ts";
import type { SpecDocument } from "../../spec/types.ts";
import { standardColumns } from "../../sql/columns.ts";
import type { RuleContext } from "../types.ts";
import type { Expression } from "./expressions.ts";
import type { Scope, ScopeName } from "./scopeTypes.ts";

export type Resolution =
  | { readonly kind: "found"; readonly column?: Column }
  | { readonly kind: "unknown-name"; readonly name: string; readonly candidates: readonly string[] }
  | {
      readonly kind: "unknown-column";
      readonly name: string;
      readonly of?: string;
      readonly candidates: readonly string[];
    }
  | { readonly kind: "ambiguous"; readonly name: string; readonly candidates: readonly string[] };

/** What the columns in an expression may be; `undefined` where that can't be known. */
export function scopeOf(expression: Expression, context: RuleContext): Scope | undefined {
  const { role, event, document, lookup } = expression;
  if (role === "query") return undefined;
  if (role === "test") return event && ownColumns(event);
  if (lookup) return [...lookupNames(lookup, context), eventName, parametersOf(lookup)];
  if (!document) return undefined;
  const names = remembered(context, event ?? document, () =>
    documentNames(document, event, expression.file, context),
  );
  return names && (role === "on" || role === "as_of") ? [...names, eventName] : names;
}

function remembered(
  { scopes }: RuleContext,
  owner: object,
  make: () => Scope | undefined,
): Scope | undefined {
  if (!scopes.has(owner)) scopes.set(owner, make());
  return scopes.get(owner);
}

const eventName: ScopeName = { name: "event", columns: [{ name: "at" }], open: false };

function parametersOf(lookup: Lookup): ScopeName {
  return { name: "param", columns: lookup.parameters.map(({ value }) => ({ name: value })), open: false };
}

/** Tests speak of the event's own columns. */
function ownColumns(event: ProjectEvent): Scope {
  const names = [
    ...standardColumns,
    ...event.entities.map(({ name }) => `${name.value}_id`),
    ...event.properties.map(({ name }) => name.value),
  ];
  return [{ name: event.name, columns: names.map((name) => ({ name })), open: true }];
}

function documentNames(
  document: SpecDocument,
  event: ProjectEvent | undefined,
  file: string,
  context: RuleContext,
): Scope | undefined {
  if (event) return ownNames(event, context);
  const events = context.index.eventsOf(file).filter((each) => each.document === document);
  const [speaker] = events;
  if (!speaker) return undefined;
  const own = ownNames(speaker, context);
  // What a document says counts for all its events, so the items of each of them may occur.
  const items = events.flatMap(({ definition }) => definition.forEach ?? []);
  const names = items.flatMap(({ item, position }) => [item, ...(position ? [position] : [])]);
  return [...own, ...names.map(({ value }) => ({ name: value, open: false }))];
}

function ownNames(event: ProjectEvent, context: RuleContext): ScopeName[] {
  return aliasesOf(event, context.project).map((alias) => scopeName(alias, context));
}

function lookupNames(lookup: Lookup, { project }: RuleContext): ScopeName[] {
  return lookup.joins.flatMap(({ source, alias }) => {
    if (!source) return [];
    if (source.kind === "query") return [{ name: alias?.value ?? "", open: true }];
    const columns = tableOf(source.table, project)?.columns;
    return [{ name: alias?.value ?? defaultAlias(source.table), ...(columns && { columns }), open: true }];
  });
}

/** A query's columns are known where its text names them. */
function scopeName({ alias, table, query, kind }: Alias, { knowledge }: RuleContext): ScopeName {
  const outputs = query && knowledge.parser?.query(query.text, knowledge.dialect).outputs;
  const columns = table?.columns ?? outputs?.map((name) => ({ name }));
  return { name: alias, ...(columns && { columns }), open: kind !== "item" };
}

/** What a column reference means in a scope. Names are compared without regard to case; the engine is the judge of that. */
export function resolve(parts: readonly string[], scope: Scope): Resolution {
  const [first = "", second] = parts;
  const qualifier = scope.find(({ name }) => same(name, first));
  if (second !== undefined && qualifier) return columnOf(qualifier, second);
  if (qualifier && !qualifier.open) return { kind: "found" };
  const bare = bareColumn(first, scope);
  if (second === undefined || bare.kind !== "unknown-column") return bare;
  // A longer name may be a table's own, `shop.orders.total`, or a field of a column.
  const later = parts.slice(1, -1).findIndex((part) => scope.some(({ name }) => same(name, part)));
  const name = later < 0 ? undefined : scope.find((each) => same(each.name, parts[later + 1] ?? ""));
  if (name) return columnOf(name, parts[later + 2] ?? "");
  return { kind: "unknown-name", name: first, candidates: scope.map((each) => each.name) };
}

function columnOf({ name: of, columns }: ScopeName, name: string): Resolution {
  if (!columns || name === "*") return { kind: "found" };
  const column = findColumn({ columns, parts: [], origin: "" }, name);
  return column
    ? { kind: "found", column }
    : { kind: "unknown-column", name, of, candidates: columns.map((c) => c.name) };
}

function bareColumn(name: string, scope: Scope): Resolution {
  const open = scope.filter((each) => each.open);
  const holding = open.filter(({ columns }) => columns?.some((column) => same(column.name, name)));
  if (holding.length > 1) return { kind: "ambiguous", name, candidates: holding.map((each) => each.name) };
  const column = holding[0]?.columns?.find((each) => same(each.name, name));
  if (column) return { kind: "found", column };
  if (open.some(({ columns }) => !columns) || keywords.has(name.toLowerCase())) return { kind: "found" };
  return {
    kind: "unknown-column",
    name,
    candidates: open.flatMap(({ columns }) => (columns ?? []).map((c) => c.name)),
  };
}

/** Words that look like columns to a parser, and pseudo-columns of engines. */
const keywords = new Set(
  "current_date current_time current_timestamp localtime localtimestamp current_user session_user user rowid ctid _file _partitiontime _partitiondate".split(
    " ",
  ),
);

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

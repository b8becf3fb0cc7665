/** Which names the SQL at a place can use. */

import { type Alias, type AliasScope, aliasesOf, tableOf } from "../project/aliases.ts";
import { findTable } from "../project/catalog.ts";
import type { Project, ProjectEvent, Table } from "../project/types.ts";
import type { Lookup } from "../spec/projectTypes.ts";
import type { Join, NamedTable, SpecDocument } from "../spec/types.ts";
import { tokenize } from "../sql/reader/tokens.ts";
import type { DialectName } from "../sql/types.ts";
import type { ScopeAlias, SqlScope } from "./completionSql.ts";
import type { Path } from "./cursor.ts";
import { relationColumns } from "./relation.ts";

/** A place in a file, and the SQL around it as far as it is known. */
export interface ScopePlace {
  readonly file: string;
  readonly offset: number;
  readonly path: Path;
  /** The whole SQL text; what is known of it suffices. */
  readonly sql: string;
}

export function sqlScopeAt(project: Project, place: ScopePlace, dialect: DialectName): SqlScope {
  const { file, offset, path } = place;
  const tables = project.catalog.tables;
  if (file === project.file.file) {
    const lookup = project.lookups.get(String(path[1]));
    return { dialect, columns: [], tables, aliases: lookup ? lookupAliases(project, lookup, path) : [] };
  }
  const document = documentAt(project, file, offset);
  const event = eventAt(project, file, path);
  if (isInTests(path)) {
    return { dialect, aliases: [], columns: event ? relationColumns(event) : [], tables };
  }
  const named = document && queryTables(document, event, path);
  if (named) return queryScope(project, named, place.sql, dialect);
  const scope = event ?? (document && { file, document, definition: {} });
  const aliases = scope ? rowAliases(project, scope, path) : [];
  return { dialect, aliases, columns: [], tables };
}

/** The document that holds an offset; the last one before it, where the file is damaged. */
export function documentAt(project: Project, file: string, offset: number): SpecDocument | undefined {
  const documents = project.specs.find((spec) => spec.file === file)?.documents ?? [];
  return documents.findLast((document) => document.span.start <= offset) ?? documents[0];
}

/** The event whose definition a path leads into. */
export function eventAt(project: Project, file: string, path: Path): ProjectEvent | undefined {
  if (path[0] !== "events") return undefined;
  return project.events.find((event) => event.file === file && event.name === path[1]);
}

function rowAliases(project: Project, scope: AliasScope, path: Path): ScopeAlias[] {
  const aliases = aliasesOf(scope, project).map((alias) => scopeAlias(alias));
  return path[0] === "join" && path[2] === "as_of" ? [...aliases, eventAlias] : aliases;
}

/** Whether a path leads into the tests of an event or property, which speak of the event's own columns. */
export function isInTests(path: Path): boolean {
  const shared = path[0] === "events" ? path.slice(2) : path;
  return shared[0] === "tests" || (shared[0] === "properties" && shared[2] === "tests");
}

const eventAlias: ScopeAlias = {
  alias: "event",
  columns: [{ name: "at", description: "The moment the event happened." }],
  detail: "the event itself",
};

function lookupAliases(project: Project, lookup: Lookup, path: Path): ScopeAlias[] {
  const document = { joins: lookup.joins, forEach: [], lookups: [] };
  const joined = aliasesOf({ file: project.file.file, document, definition: {} }, project).map(scopeAlias);
  const columns = lookup.parameters.map(({ value }) => ({
    name: value,
    description: "Parameter of the lookup.",
  }));
  const param: ScopeAlias = { alias: "param", columns, detail: "parameters of the lookup" };
  return path.includes("join") ? [...joined, param, eventAlias] : [...joined, param];
}

function scopeAlias(alias: Alias): ScopeAlias {
  const detail = alias.table?.parts.join(".") ?? alias.reference?.sql.text ?? kinds[alias.kind];
  return {
    alias: alias.alias,
    columns: alias.table?.columns ?? [],
    ...(detail ? { detail } : {}),
    ...(alias.table?.description ? { description: alias.table.description } : {}),
  };
}

const kinds: Readonly<Partial<Record<Alias["kind"], string>>> = {
  item: "element of the list",
  source: "query",
  join: "query",
};

/** The tables of the query that a path leads into; `undefined` where the SQL is no whole query. */
function queryTables(
  document: SpecDocument,
  event: ProjectEvent | undefined,
  path: Path,
): readonly NamedTable[] | undefined {
  if (path.at(-1) !== "sql") return undefined;
  const [first, second] = path;
  if (first === "from") return tablesOf(document);
  if (first === "join" && path[2] === "from") return tablesOf(document.joins[Number(second)]);
  if (path[2] === "reconcile") return event?.definition.reconcile[Number(path[3])]?.tables ?? [];
  return undefined;
}

function tablesOf(owner: Pick<SpecDocument | Join, "source"> | undefined): readonly NamedTable[] {
  return owner?.source?.kind === "query" ? owner.source.tables : [];
}

/** A query names its own tables: those declared beside it, and the catalog's. Aliases are read from the query itself. */
function queryScope(
  project: Project,
  named: readonly NamedTable[],
  sql: string,
  dialect: DialectName,
): SqlScope {
  const declared = named.map(
    ({ name, table }): Table => ({
      parts: [name.value],
      columns: tableOf(table, project)?.columns ?? [],
      origin: table.sql.text,
    }),
  );
  const find = (parts: readonly string[]): Table | undefined =>
    declared.find((table) => parts.length === 1 && table.parts[0] === parts[0]) ??
    findTable(project.catalog, parts);
  const aliases = tablesIn(sql, dialect).flatMap(({ alias, parts }): ScopeAlias[] => {
    const table = find(parts);
    return table ? [{ alias, columns: table.columns, detail: table.parts.join(".") }] : [];
  });
  return { dialect, aliases, columns: [], tables: [...declared, ...project.catalog.tables] };
}

/** Tables after `from` and `join`, with their aliases. */
function tablesIn(sql: string, dialect: DialectName): { alias: string; parts: string[] }[] {
  const tokens = tokenize(sql, dialect).filter(({ kind }) => kind !== "comment");
  const found: { alias: string; parts: string[] }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!/^(from|join)$/i.test(tokens[i]?.text ?? "")) continue;
    const parts: string[] = [];
    let at = i + 1;
    while (isName(tokens[at]?.kind)) {
      parts.push(tokens[at]?.value ?? "");
      if (tokens[at + 1]?.text !== ".") break;
      at += 2;
    }
    if (parts.length === 0) continue;
    if (/^as$/i.test(tokens[at + 1]?.text ?? "")) at++;
    const next = tokens[at + 1];
    const alias = next && isName(next.kind) && !clauses.test(next.text) ? next.value : (parts.at(-1) ?? "");
    found.push({ alias, parts });
  }
  return found;
}

const clauses =
  /^(where|on|using|join|left|right|inner|outer|full|cross|natural|group|order|having|limit|union|except|intersect|qualify|window|lateral|offset|fetch)$/i;

function isName(kind: string | undefined): boolean {
  return kind === "word" || kind === "quoted";
}

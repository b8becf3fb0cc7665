/** Which names the SQL at a place can use. */

import type { Path } from "../../document/types.ts";
import { tableOf } from "../../project/aliases.ts";
import { findTable } from "../../project/catalog.ts";
import { namesAt, type QualifierName, tablesNamedAt } from "../../project/namesAt.ts";
import { neighbourNames } from "../../project/sequence.ts";
import type { SqlPosition } from "../../project/sqlOf.ts";
import { isQueryRole, roleAt } from "../../project/sqlRoles.ts";
import type { Column, Project, Table } from "../../project/types.ts";
import { currencyCodes } from "../../spec/currencies.ts";
import type { NamedTable } from "../../spec/types.ts";
import { qualifiersIn } from "../../sql/reader/namesUsed.ts";
import { queryOutputs } from "../../sql/reader/queryOutputs.ts";
import { isName, tokenize } from "../../sql/reader/tokens.ts";
import type { DialectName } from "../../sql/types.ts";
import { fileKind } from "../names/fileKind.ts";
import { documentAt, eventAt } from "../names/specAt.ts";
import type { FileView } from "../session/fileView.ts";

export interface ScopeAlias {
  readonly alias: string;
  readonly columns: readonly Column[];
  /** What it stands for: a table's name, a list, an event's time. */
  readonly detail?: string;
  readonly description?: string;
}

/** What SQL at a place can name. */
export interface SqlScope {
  readonly dialect: DialectName;
  readonly aliases: readonly ScopeAlias[];
  /** Columns that stand without an alias: of the event itself, in its tests. */
  readonly columns: readonly Column[];
  /** Tables that a whole query can read. */
  readonly tables: readonly Table[];
  /** Words that may stand instead of SQL. */
  readonly words: readonly string[];
}

/** A place in a file, and the SQL around it as far as it is known. */
export interface SqlCursor {
  readonly offset: number;
  readonly path: Path;
  /** The whole SQL text; what is known of it suffices. */
  readonly sql: string;
}

export function sqlScopeAt(view: FileView, place: SqlCursor): SqlScope {
  const { project, dialect } = view;
  const { tables } = project.catalog;
  const nothing: SqlScope = { dialect, aliases: [], columns: [], tables, words: [] };
  const position = positionAt(view, place);
  if (!position) return nothing;
  if (isQueryRole(position.role)) return queryScope(project, tablesNamedAt(position), place.sql, dialect);
  const names = namesAt(position, project)?.names ?? [];
  const own = names.find(({ kind }) => kind === "event");
  if (own) return { ...nothing, columns: own.columns ?? [] };
  const words = position.role === "currency" ? currencyCodes : [];
  const aliases = names.map((name) => scopeAlias(offered(name, position, dialect), dialect));
  return { ...nothing, aliases, words };
}

/** Of other rows, what they have by themselves: a property that speaks of other rows would have no end. */
function offered(name: QualifierName, { event }: SqlPosition, dialect: DialectName): QualifierName {
  if (name.kind !== "virtual" || !event || !name.columns) return name;
  if (name.name !== "previous" && name.name !== "next") return name;
  const endless = new Set(
    event.properties
      .filter(({ sql }) => sql && neighbourNames.some((one) => qualifiersIn(sql.text, dialect).has(one)))
      .map((property) => property.name.value),
  );
  return { ...name, columns: name.columns.filter((column) => !endless.has(column.name)) };
}

/** What the SQL at a place stands for, whether or not anything is written there yet. */
function positionAt(view: FileView, { offset, path }: SqlCursor): SqlPosition | undefined {
  const { project, file } = view;
  const found = roleAt(fileKind(view), path);
  if (!found) return undefined;
  if (file === project.file.file) return { ...found, file, lookup: project.lookups.get(String(path[1])) };
  const event = eventAt(view, path);
  return { ...found, file, event, document: event?.document ?? documentAt(view, offset) };
}

function scopeAlias(
  { name, columns, query, detail, description }: QualifierName,
  dialect: DialectName,
): ScopeAlias {
  const outputs = query && queryOutputs(query.text, dialect);
  return {
    alias: name,
    columns: columns ?? outputs?.map((output) => ({ name: output })) ?? [],
    ...(detail && { detail }),
    ...(description && { description }),
  };
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
  return { dialect, aliases, columns: [], tables: [...declared, ...project.catalog.tables], words: [] };
}

/** Tables after `from` and `join`, with their aliases. */
function tablesIn(sql: string, dialect: DialectName): { alias: string; parts: string[] }[] {
  const tokens = tokenize(sql, dialect).filter(({ kind }) => kind !== "comment");
  const found: { alias: string; parts: string[] }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!/^(from|join)$/i.test(tokens[i]?.text ?? "")) continue;
    const parts: string[] = [];
    let at = i + 1;
    while (isName(tokens[at])) {
      parts.push(tokens[at]?.value ?? "");
      if (tokens[at + 1]?.text !== ".") break;
      at += 2;
    }
    if (parts.length === 0) continue;
    if (/^as$/i.test(tokens[at + 1]?.text ?? "")) at++;
    const next = tokens[at + 1];
    const alias = isName(next) && !clauses.test(next.text) ? next.value : (parts.at(-1) ?? "");
    found.push({ alias, parts });
  }
  return found;
}

const clauses =
  /^(where|on|using|join|left|right|inner|outer|full|cross|natural|group|order|having|limit|union|except|intersect|qualify|window|lateral|offset|fetch)$/i;

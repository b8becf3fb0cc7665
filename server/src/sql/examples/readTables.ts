/** The tables that an event's rows are made of, each once, however often and by whatever names it is read. */
import type { Located } from "../../document/types.ts";
import { tableOf } from "../../project/aliases.ts";
import { partsOf } from "../../project/catalog.ts";
import { calledAlias, unnamedQuery } from "../../project/defaultAlias.ts";
import { fullTables } from "../../project/fullJoins.ts";
import { eventJoinsOf, eventsJoined } from "../../project/joinedEvents.ts";
import { lookupsUsed } from "../../project/lookupsUsed.ts";
import type { Project, ProjectEvent, Table } from "../../project/types.ts";
import { referencesOf, tablesOfUnion, type UnionTable } from "../../project/unions.ts";
import type { FullSource, Source, TableReference } from "../../spec/types.ts";

export interface ReadTable {
  /** The same for every reference to one table. */
  readonly key: string;
  /** As it is written where it is read first. */
  readonly name: string;
  readonly reference: TableReference;
  /** What is known of it. */
  readonly table: Table | undefined;
  /** Whether a query or a union reads it, and not SQL that names its columns by its own names. */
  readonly inQuery: boolean;
}

/** What a name before the dot of a column stands for. */
export interface ReadAlias {
  /** In lower case. */
  readonly alias: string;
  /** The keys of its table; of a query or a union, those of all that it reads. */
  readonly keys: readonly string[];
  /** The tables of a union by their keys: they may call columns otherwise. */
  readonly union?: ReadonlyMap<string, UnionTable>;
  /** Of a full join: its keys by the names that it calls them, in lower case. */
  readonly shared?: ReadonlyMap<string, readonly TableColumn[]>;
}

export interface TableColumn {
  /** Of the table. */
  readonly key: string;
  /** As the table calls it. */
  readonly name: string;
}

/** Out: tables by their keys, in the order in which they are read; those of events that it joins come last. */
export function readTables(project: Project, event: ProjectEvent): ReadonlyMap<string, ReadTable> {
  const found = new Map<string, ReadTable>();
  const sources = [event, ...eventsJoined(event, project)].flatMap((one) => readSources(project, one));
  for (const source of sources.flatMap(({ source }) => eachOf(source)))
    for (const { name: called, reference } of namedTables(source, project)) {
      const key = tableKey(reference, project);
      const known = found.get(key);
      const inQuery = source.kind === "query" || source.kind === "union" || known?.inQuery === true;
      const name = known?.name ?? called;
      found.set(key, { key, name, reference, table: tableOf(reference, project), inQuery });
    }
  return found;
}

/** The names of an event's own tables, and of events in a table's stead. */
export function readAliases(project: Project, event: ProjectEvent): ReadAlias[] {
  const joined = eventJoinsOf(event.document).map(({ alias }) => ({ alias: alias.toLowerCase(), keys: [] }));
  const tables = readSources(project, event).flatMap(({ source, alias }) =>
    source.kind === "full" ? fullJoinAliases(source, alias, project) : [readAlias(source, alias, project)],
  );
  return [...tables, ...joined];
}

function readAlias(
  source: Exclude<Source, FullSource>,
  alias: Located<string> | undefined,
  project: Project,
): ReadAlias {
  return {
    alias: (calledAlias({ source, ...(alias && { alias }) }) ?? "").toLowerCase(),
    keys: referencesOf(source, project).map((reference) => tableKey(reference, project)),
    ...(source.kind === "union" && {
      union: new Map(tablesOfUnion(source, project).map((one) => [tableKey(one.reference, project), one])),
    }),
  };
}

function fullJoinAliases(
  source: FullSource,
  alias: Located<string> | undefined,
  project: Project,
): ReadAlias[] {
  const tables = fullTables(source, project).map(({ alias, member: { source }, keys }) => {
    const table = source.kind === "table" ? tableKey(source.table, project) : undefined;
    const columns = keys.flatMap(({ value: name }) => (table === undefined ? [] : { key: table, name }));
    const read = referencesOf(source, project).map((reference) => tableKey(reference, project));
    return { alias: alias.toLowerCase(), read, columns };
  });
  const shared = source.using.map(({ value }, at): [string, TableColumn[]] => [
    value.toLowerCase(),
    tables.flatMap(({ columns }) => columns[at] ?? []),
  ]);
  return [
    { alias: (alias?.value ?? unnamedQuery).toLowerCase(), keys: [], shared: new Map(shared) },
    ...tables.map(({ alias, read: keys }) => ({ alias, keys })),
  ];
}

/** Of a full join its tables and queries. */
function eachOf(source: Source): Source[] {
  return source.kind === "full" ? source.members.map((member) => member.source) : [source];
}

/** The same for two names of one table, as far as the catalog knows them. */
export function tableKey(reference: TableReference, project: Project): string {
  const parts = tableOf(reference, project)?.parts ?? partsOf(reference, project);
  return JSON.stringify(parts);
}

function readSources(project: Project, { document }: ProjectEvent) {
  const joins = [
    ...document.joins,
    ...lookupsUsed(document, project.lookups).flatMap((lookup) => lookup.joins),
  ];
  return [
    { source: document.source, alias: document.alias },
    ...joins.map(({ source, alias }) => ({ source, alias })),
  ].flatMap(({ source, alias }) => (source ? [{ source, alias }] : []));
}

/** The tables of a source as examples call them. */
function namedTables(source: Source, project: Project): Pick<ReadTable, "name" | "reference">[] {
  if (source.kind === "union") return tablesOfUnion(source, project);
  return referencesOf(source, project).map((reference) => ({ name: reference.sql.text.trim(), reference }));
}

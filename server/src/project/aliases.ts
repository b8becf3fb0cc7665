import type { Located, Span } from "../document/types.ts";
import { defined } from "../spec/nodes.ts";
import type {
  EventDefinition,
  Fields,
  ForEach,
  FullSource,
  Join,
  Source,
  SpecDocument,
  SqlText,
  TableReference,
} from "../spec/types.ts";
import { findColumn, findTable, partsOf } from "./catalog.ts";
import { defaultAlias, unnamedQuery } from "./defaultAlias.ts";
import { fullTables, sharedColumns } from "./fullJoins.ts";
import { eventAsTable } from "./joinedEvents.ts";
import { lookupsUsed } from "./lookupsUsed.ts";
import type { Column, Project, Table } from "./types.ts";
import { unionAsTable } from "./unions.ts";

/** A name that may stand before the dot of a column in an event's SQL. */
export interface Alias {
  readonly alias: string;
  readonly kind: "source" | "join" | "lookup" | "item";
  /** What is known of its columns; absent for elements of lists, for queries, and where no catalog knows the table. */
  readonly table?: Table;
  /** The table as written; absent for items, queries and unions. */
  readonly reference?: TableReference;
  /** The query as written, where the source is one: a parser may tell its columns. */
  readonly query?: SqlText;
  /** Of joins and items: which one of the list that it is declared in. */
  readonly index: number;
  /** Of an event's and of a full join's own alias: its columns are no table's, so none stands without it. */
  readonly qualified?: true;
  /** The name of the event, where one is joined in a table's stead. */
  readonly event?: string;
  /** Whether it is joined as of the event's time. */
  readonly asOf: boolean;
  /** Of a join that only asks whether there is a row: no other SQL than its own has its columns. */
  readonly filters?: true;
  /** Of a history of fields: the columns that it has outside of its own SQL; they stand in `table`, too. */
  readonly picks?: readonly Column[];
  readonly fields?: Fields;
  /** Path of the file that `span` points into. */
  readonly file: string;
  readonly span: Span;
}

/** What brings names into scope: an event; or a document or lookup alone, of which no event is known yet. */
export interface AliasScope {
  readonly file: string;
  readonly document: Pick<SpecDocument, "source" | "alias" | "joins" | "forEach" | "lookups">;
  readonly definition: Pick<EventDefinition, "forEach">;
}

/**
 * The names that qualify columns in the SQL of an event: its source, items, joins and lookups' joins. `event` and `param`
 * are not among them: they exist inside lookups and as-of joins only. Which of them a place may use, `namesAt` says.
 */
export function aliasesOf(scope: AliasScope, project: Project): Alias[] {
  const { document, definition, file } = scope;
  const { source, alias } = document;
  const place = { kind: "source", index: 0, asOf: false, file } as const;
  return [
    ...(source ? sourceAliases(source, alias, place, project) : []),
    ...items(definition.forEach ?? document.forEach, file),
    ...joins(document.joins, "join", file, project),
    ...lookupsUsed(document, project.lookups).flatMap((lookup) =>
      joins(lookup.joins, "lookup", lookup.isRenamed ? file : project.file.file, project),
    ),
  ];
}

/** The columns of a table reference, as far as the project knows them. */
export function tableOf(reference: TableReference, project: Project): Table | undefined {
  return findTable(project.catalog, partsOf(reference, project));
}

type AliasPlace = Pick<Alias, "kind" | "index" | "asOf" | "filters" | "file">;

function joins(list: readonly Join[], kind: "join" | "lookup", file: string, project: Project): Alias[] {
  return list.flatMap((join, index) => {
    const { source, event, alias, asOf } = join;
    if (event) {
      const { value: name, span } = alias ?? event.name;
      const table = eventAsTable(event, project);
      const place = { kind, index, asOf: true, qualified: true as const, file };
      return [{ ...place, alias: name, event: event.name.value, table, span }];
    }
    const filters = isFiltering(join) && { filters: true as const };
    const place = { kind, index, asOf: asOf !== undefined, file, ...filters };
    const aliases = source ? sourceAliases(source, alias, place, project) : [];
    const { fields } = join;
    return fields ? aliases.map((one) => withPicks(one, fields)) : aliases;
  });
}

/** The picked fields beside what is known of the table. */
function withPicks(alias: Alias, fields: Fields): Alias {
  const value = /^(?:\w+\.)?(\w+)$/.exec(fields.value.text.trim())?.[1];
  const column = alias.table && value !== undefined ? findColumn(alias.table, value) : undefined;
  const picks = fields.picks.map(({ name, list }): Column => {
    const { type, dialect } = (list ? undefined : column) ?? {};
    return defined({ name: name.value, type, dialect, description: "As of the event's time." });
  });
  const table: Table = alias.table ?? { parts: [alias.alias], columns: [], origin: "fields" };
  return { ...alias, picks, fields, table: { ...table, columns: [...picks, ...table.columns] } };
}

/** Whether a join only asks if there is a row, or none. */
export function isFiltering(join: Join): join is Join & { type: Located<"semi" | "anti"> } {
  return join.type?.value === "semi" || join.type?.value === "anti";
}

function sourceAliases(
  source: Source,
  written: Located<string> | undefined,
  place: AliasPlace,
  project: Project,
): Alias[] {
  const span = written?.span ?? source.span;
  const alias = written?.value ?? unnamedQuery;
  if (source.kind === "query") return [{ ...place, alias, query: source.sql, span }];
  if (source.kind === "union") return [{ ...place, alias, table: unionAsTable(source, project), span }];
  if (source.kind === "full") return fullJoinAliases(source, { alias, span }, place, project);
  return [tableAlias(source.table, written, place, tableOf(source.table, project))];
}

function tableAlias(
  reference: TableReference,
  written: Located<string> | undefined,
  place: AliasPlace,
  table: Table | undefined,
): Alias {
  const alias = written?.value ?? defaultAlias(reference);
  const span = written?.span ?? reference.sql.span;
  return Object.assign(defined({ alias, table, reference, span }), place);
}

function fullJoinAliases(
  source: FullSource,
  own: Pick<Alias, "alias" | "span">,
  place: AliasPlace,
  project: Project,
): Alias[] {
  const tables = fullTables(source, project);
  return [
    { ...place, ...own, table: sharedColumns(source, tables), qualified: true },
    ...tables.map(({ member: { source, alias: written }, alias, span, table }) =>
      source.kind === "table"
        ? tableAlias(source.table, written, place, table)
        : { ...place, alias, query: source.sql, span: written?.span ?? span },
    ),
  ];
}

/** A column that has become a row. */
function columnAsTable(item: string): Table {
  const columns = [
    { name: "name", description: "What the column is called below `columns`." },
    { name: "value", description: "Its value, never null." },
  ];
  return { parts: [item], columns, origin: "for_each" };
}

function items(list: readonly ForEach[], file: string): Alias[] {
  const place = { kind: "item", asOf: false, file } as const;
  return list.flatMap(({ kind, item, position }, index) => {
    if (kind === "columns")
      return [{ ...place, index, alias: item.value, span: item.span, table: columnAsTable(item.value) }];
    return [item, position].flatMap((name) =>
      name ? [{ ...place, index, alias: name.value, span: name.span }] : [],
    );
  });
}

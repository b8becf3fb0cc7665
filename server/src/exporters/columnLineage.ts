/** Which columns of which tables an event's columns are made of, as its SQL says it. */
import { entityColumn } from "../project/eventColumns.ts";
import { givenTogether } from "../project/givenTogether.ts";
import type { UsedLookup } from "../project/lookupsUsed.ts";
import { sqlOfList } from "../project/sqlOf.ts";
import type { EventProperty, Project, ProjectEvent } from "../project/types.ts";
import type { SqlText } from "../spec/types.ts";
import { columnsMeant, type NameScope } from "../sql/examples/columnsMeant.ts";
import { decidingColumns, type Reading } from "../sql/examples/decidingColumns.ts";
import { readAliases, readTables, type TableColumn } from "../sql/examples/readTables.ts";
import { bareReference } from "../sql/reader/bareReference.ts";

export interface SourceColumn {
  /** With dots between its parts, without quotes. */
  readonly table: string;
  readonly column: string;
}

export interface ColumnSources {
  readonly inputs: readonly SourceColumn[];
  /** Tables of the inputs, each once. */
  readonly tables: readonly string[];
  /** Whether the column is nothing but its one input, as it is. */
  readonly isSame: boolean;
}

interface DecidingSource extends SourceColumn {
  readonly usedIn: string;
}

export interface Lineage {
  /** All that are read. */
  readonly tables: readonly string[];
  /** By the columns that are made of any. */
  readonly columns: ReadonlyMap<string, ColumnSources>;
  /** What decides which rows there are, with the key of the spec whose SQL uses it first. */
  readonly deciding: readonly DecidingSource[];
  /** Columns of which something is not known to come from a table's column. */
  readonly unclear: readonly string[];
}

/** In: an event; all documents that give it count. */
export function lineageOf(project: Project, event: ProjectEvent, reading: Reading): Lineage {
  const parts = givenTogether(project, event).map((one) => lineageOfOne(project, one, reading));
  const names = new Set(parts.flatMap(({ columns }) => [...columns.keys()]));
  return {
    tables: once(parts.flatMap(({ tables }) => tables)),
    columns: new Map(
      [...names].map((name) => [name, together(parts.flatMap(({ columns }) => columns.get(name) ?? []))]),
    ),
    deciding: onceEach(parts.flatMap(({ deciding }) => deciding)),
    unclear: once(parts.flatMap(({ unclear }) => unclear)),
  };
}

function together(all: readonly ColumnSources[]): ColumnSources {
  const inputs = onceEach(all.flatMap((one) => one.inputs));
  return {
    inputs,
    tables: once(inputs.map(({ table }) => table)),
    isSame: all.every(({ isSame }) => isSame),
  };
}

const once = (names: readonly string[]): string[] => [...new Set(names)];
const onceEach = <T extends SourceColumn>(columns: readonly T[]): T[] =>
  [
    ...new Map(columns.toReversed().map((one) => [JSON.stringify([one.table, one.column]), one])).values(),
  ].reverse();

function lineageOfOne(project: Project, event: ProjectEvent, reading: Reading): Lineage {
  const scope: NameScope = { tables: readTables(project, event), aliases: readAliases(project, event) };
  const texts = textsOf(event);
  const same = new Set(
    event.properties.filter((one) => isTakenOver(one, event)).map(({ name }) => name.value),
  );
  const columns = new Map<string, ColumnSources>();
  const unclear: string[] = [];
  for (const [name, own] of texts.columns) {
    const { inputs: all, isClear, isDirect } = sourcesOf(own, { scope, reading, texts }, new Set([name]));
    const inputs = onceEach(all);
    if (!isClear) unclear.push(name);
    if (inputs.length === 0) continue;
    const isSame = isDirect && inputs.length === 1 && same.has(name);
    columns.set(name, { inputs, tables: once(inputs.map(({ table }) => table)), isSame });
  }
  return {
    tables: [...scope.tables.keys()].map(tableName),
    columns,
    deciding: onceEach(
      decidingColumns(project, event, reading).map((one) => ({ ...sourceOf(one), usedIn: one.usedIn })),
    ),
    unclear,
  };
}

const tableName = (key: string): string => (JSON.parse(key) as string[]).join(".");
const sourceOf = ({ key, name }: TableColumn): SourceColumn => ({ table: tableName(key), column: name });

/** A column alone whose values no type and no sentinel changes. */
function isTakenOver({ sql, type }: EventProperty, { document }: ProjectEvent): boolean {
  return sql !== undefined && bareReference(sql.text) !== undefined && !type && !document.nullValues?.length;
}

/** SQL of the event's own file, or of a lookup that its document uses. */
interface Text {
  readonly sql: SqlText;
  readonly lookup?: UsedLookup;
}

interface Texts {
  /** By the event's columns; those of a key together. */
  readonly columns: ReadonlyMap<string, readonly Text[]>;
  /** What the items of lists are made of, by their names in lower case. */
  readonly items: ReadonlyMap<string, readonly Text[]>;
}

function textsOf(event: ProjectEvent): Texts {
  const { entities, properties, definition, document, key } = event;
  const own = (sqls: readonly SqlText[]) => sqls.map((sql): Text => ({ sql }));
  const one = (name: string, sql: SqlText | undefined): [string, readonly Text[]][] =>
    sql ? [[name, [{ sql }]]] : [];
  const lists = [...document.forEach, ...(definition.forEach ?? [])];
  return {
    columns: new Map<string, readonly Text[]>([
      ["event_id", own(definition.oncePer?.key ?? key)],
      ["source_key", own(key)],
      ...one("occurred_at", definition.at?.sql),
      ...entities.flatMap(({ name, sql }) => one(entityColumn(name.value), sql)),
      ...properties.flatMap(({ name, sql, lookup }): [string, readonly Text[]][] =>
        sql ? [[name.value, [{ sql, ...(lookup && { lookup }) }]]] : [],
      ),
      ...one("revenue", definition.revenue),
      ...one("currency", definition.currency?.kind === "sql" ? definition.currency.sql : undefined),
      ...one("link", definition.link),
      ...one("loaded_at", document.loadedAt),
    ]),
    items: new Map(lists.map((list) => [list.item.value.toLowerCase(), own(sqlOfList(list))])),
  };
}

interface Sources {
  readonly scope: NameScope;
  readonly reading: Reading;
  readonly texts: Texts;
}

interface Found {
  readonly inputs: readonly SourceColumn[];
  readonly isClear: boolean;
  /** Whether all of them are named by the SQL itself. */
  readonly isDirect: boolean;
}

/** In: what is being followed already, so that a circle ends. */
function sourcesOf(all: readonly Text[], sources: Sources, followed: ReadonlySet<string>): Found {
  const { parser, dialect } = sources.reading;
  return joined(
    all.flatMap(({ sql, lookup }) =>
      parser.expression(sql.text, dialect).columns.map(({ parts }) =>
        meantBy(
          parts.map(({ name }) => name),
          { ...sources, lookup, followed },
        ),
      ),
    ),
  );
}

function joined(all: readonly Found[]): Found {
  return {
    inputs: all.flatMap(({ inputs }) => inputs),
    isClear: all.every(({ isClear }) => isClear),
    isDirect: all.every(({ isDirect }) => isDirect),
  };
}

interface Following extends Sources {
  readonly lookup: UsedLookup | undefined;
  readonly followed: ReadonlySet<string>;
}

function meantBy(written: readonly string[], following: Following): Found {
  const { scope, lookup, followed } = following;
  const [first = "", ...rest] = written;
  const alias = rest.length > 0 ? lookup?.aliases.get(first.toLowerCase()) : undefined;
  const parts = alias === undefined ? written : [alias, ...rest];
  const columns = columnsMeant(parts, scope);
  if (columns.length > 0) return { inputs: columns.map(sourceOf), isClear: true, isDirect: true };
  const byAlias = qualified(parts, scope);
  if (byAlias) return { inputs: [sourceOf(byAlias)], isClear: true, isDirect: true };
  const behind = textsBehind(parts, following);
  const name = parts.join(".");
  if (!behind || followed.has(name)) return { inputs: [], isClear: false, isDirect: false };
  return { ...sourcesOf(behind, following, new Set([...followed, name])), isDirect: false };
}

/** `o.total` of a table whose columns nobody knows. */
function qualified(
  [first, name]: readonly string[],
  { tables, aliases }: NameScope,
): TableColumn | undefined {
  const alias = aliases.find((one) => one.alias === first?.toLowerCase());
  const [key, ...others] = alias?.keys ?? [];
  if (name === undefined || key === undefined || others.length > 0) return undefined;
  const table = tables.get(key);
  const isUnknown = table && !table.inQuery && !table.table;
  return isUnknown ? { key, name } : undefined;
}

/** The SQL behind a name that is no table's: an item of a list, the event itself, a row of it before or after, a parameter. */
function textsBehind(
  [first, name]: readonly string[],
  { texts, lookup }: Following,
): readonly Text[] | undefined {
  const alias = first?.toLowerCase() ?? "";
  const item = texts.items.get(alias);
  if (item) return item;
  const plain = name?.toLowerCase();
  if (alias === "param")
    return lookup?.use.parameters
      .filter((one) => one.name.value.toLowerCase() === plain)
      .map(({ sql }) => ({ sql }));
  if (alias === "event") return plain === "at" ? texts.columns.get("occurred_at") : undefined;
  if (alias !== "previous" && alias !== "next") return undefined;
  return texts.columns.get(plain === "at" ? "occurred_at" : (name ?? ""));
}

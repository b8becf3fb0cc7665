/** Which columns of which tables an event's columns are made of, as its SQL says it. */
import { entityColumn } from "../project/eventColumns.ts";
import { givenTogether } from "../project/givenTogether.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { SqlText } from "../spec/types.ts";
import { columnsMeant, type NameScope } from "../sql/examples/columnsMeant.ts";
import { decidingColumns, type Reading } from "../sql/examples/decidingColumns.ts";
import { readAliases, readTables, type TableColumn } from "../sql/examples/readTables.ts";
import { bareReference } from "../sql/reader/bareReference.ts";

interface SourceColumn {
  /** With dots between its parts, without quotes. */
  readonly table: string;
  readonly column: string;
}

interface ColumnSources {
  readonly inputs: readonly SourceColumn[];
  /** Tables of the inputs, each once. */
  readonly tables: readonly string[];
  /** Whether the column is nothing but its one input. */
  readonly isSame: boolean;
}

export interface Lineage {
  /** All that are read. */
  readonly tables: readonly string[];
  /** By the columns that are made of any. */
  readonly columns: ReadonlyMap<string, ColumnSources>;
  /** What decides which rows there are. */
  readonly deciding: readonly SourceColumn[];
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
const onceEach = (columns: readonly SourceColumn[]): SourceColumn[] => [
  ...new Map(columns.map((one) => [JSON.stringify(one), one])).values(),
];

function lineageOfOne(project: Project, event: ProjectEvent, reading: Reading): Lineage {
  const scope: NameScope = { tables: readTables(project, event), aliases: readAliases(project, event) };
  const sqls = sqlsOf(event);
  const columns = new Map<string, ColumnSources>();
  const unclear: string[] = [];
  for (const [name, texts] of sqls) {
    const found = texts.map((sql) => sourcesOf(sql, { scope, reading, sqls }, new Set([name])));
    const inputs = onceEach(found.flatMap((one) => one.inputs));
    if (found.some(({ isClear }) => !isClear)) unclear.push(name);
    const isSame =
      texts.length === 1 && inputs.length === 1 && texts.every(({ text }) => bareReference(text));
    if (inputs.length > 0)
      columns.set(name, { inputs, tables: once(inputs.map(({ table }) => table)), isSame });
  }
  return {
    tables: [...scope.tables.keys()].map(tableName),
    columns,
    deciding: onceEach(decidingColumns(project, event, reading).map(sourceOf)),
    unclear,
  };
}

const tableName = (key: string): string => (JSON.parse(key) as string[]).join(".");
const sourceOf = ({ key, name }: TableColumn): SourceColumn => ({ table: tableName(key), column: name });

/** The SQL of each column, those of a key together. */
function sqlsOf({ entities, properties, definition, document, key }: ProjectEvent) {
  const one = (name: string, sql: SqlText | undefined): [string, readonly SqlText[]][] =>
    sql ? [[name, [sql]]] : [];
  return new Map<string, readonly SqlText[]>([
    ["event_id", definition.oncePer?.key ?? key],
    ["source_key", key],
    ...one("occurred_at", definition.at?.sql),
    ...entities.flatMap(({ name, sql }) => one(entityColumn(name.value), sql)),
    ...properties.flatMap(({ name, sql }) => one(name.value, sql)),
    ...one("revenue", definition.revenue),
    ...one("currency", definition.currency?.kind === "sql" ? definition.currency.sql : undefined),
    ...one("link", definition.link),
    ...one("loaded_at", document.loadedAt),
  ]);
}

interface Sources {
  readonly scope: NameScope;
  readonly reading: Reading;
  readonly sqls: ReadonlyMap<string, readonly SqlText[]>;
}

interface Found {
  readonly inputs: readonly SourceColumn[];
  readonly isClear: boolean;
}

/** In: columns of the event that are being followed already, so that a circle ends. */
function sourcesOf({ text }: SqlText, sources: Sources, followed: ReadonlySet<string>): Found {
  const { parser, dialect } = sources.reading;
  const named = parser.expression(text, dialect).columns.map(({ parts }) => parts.map(({ name }) => name));
  const found = named.map((parts) => meantBy(parts, sources, followed));
  return {
    inputs: found.flatMap(({ inputs }) => inputs),
    isClear: found.every(({ isClear }) => isClear),
  };
}

function meantBy(parts: readonly string[], sources: Sources, followed: ReadonlySet<string>): Found {
  const columns = columnsMeant(parts, sources.scope);
  if (columns.length > 0) return { inputs: columns.map(sourceOf), isClear: true };
  const byAlias = qualified(parts, sources.scope);
  if (byAlias) return { inputs: [sourceOf(byAlias)], isClear: true };
  const own = ownColumn(parts);
  const texts = own === undefined || followed.has(own) ? undefined : sources.sqls.get(own);
  if (!texts) return { inputs: [], isClear: false };
  const all = texts.map((sql) => sourcesOf(sql, sources, new Set([...followed, own ?? ""])));
  return { inputs: all.flatMap(({ inputs }) => inputs), isClear: all.every(({ isClear }) => isClear) };
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

/** The column of the event itself that a virtual name speaks of. */
function ownColumn([first, name]: readonly string[]): string | undefined {
  const alias = first?.toLowerCase();
  if (alias === "event" && name?.toLowerCase() === "at") return "occurred_at";
  if (alias !== "previous" && alias !== "next") return undefined;
  return name?.toLowerCase() === "at" ? "occurred_at" : name;
}

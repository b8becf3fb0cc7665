import type { WrittenTable } from "../spec/types.ts";
import { parseTable } from "../spec/values.ts";
import { referenceText } from "./dbt/references.ts";
import { type DialectName, dialectNamed } from "./dialectNames.ts";
import type { Catalog, Column, Project, Table } from "./types.ts";

/** Beside `eventspec.yml`, and committed: what the warehouse looked like when somebody last asked. */
export const catalogFileName = "eventspec.catalog.json";

interface CatalogFile {
  readonly version: 1;
  /** Of the engine that spells the types; absent in files written before it was recorded. */
  readonly dialect?: DialectName;
  readonly tables: readonly {
    /** As specs name it: `shop.orders`, or dbt's `ref('orders')`, which holds for every target. */
    readonly name: string;
    readonly description?: string;
    readonly columns: readonly Omit<Column, "dialect" | "tags">[];
  }[];
  /** Of events whose names come from data: the names seen, in order. */
  readonly names?: readonly { readonly event: string; readonly names: readonly string[] }[];
}

const unknown: Catalog = { tables: [], known: false };

/**
 * Reads the committed catalog. A text that is none, or of another version, gives an empty one that knows nothing. In: the dialect of the
 * connection that an older file, which doesn't tell, was read from; absent where nobody knows it.
 */
export function readCatalog(text: string, connected?: DialectName): Catalog {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return unknown;
  }
  if (!isRecord(content) || content.version !== 1 || !Array.isArray(content.tables)) return unknown;
  const dialect = content.dialect === undefined ? connected : dialectNamed(content.dialect);
  const names = Array.isArray(content.names) ? content.names.flatMap(namesOf) : [];
  return {
    tables: content.tables.flatMap((table) => tableOf(table, dialect)),
    known: true,
    ...(names.length > 0 && { names: new Map(names) }),
  };
}

function namesOf(written: unknown): [event: string, names: readonly string[]][] {
  if (!isRecord(written) || typeof written.event !== "string" || !Array.isArray(written.names)) return [];
  return [[written.event, written.names.filter((name) => typeof name === "string" && name !== "")]];
}

/** The file may have been merged by hand or by git: what isn't a table is passed over. */
function tableOf(written: unknown, dialect: DialectName | undefined): Table[] {
  if (!isRecord(written) || typeof written.name !== "string") return [];
  const { description, columns } = written;
  return [
    {
      ...namedAs(written.name),
      columns: Array.isArray(columns)
        ? columns.flatMap(columnOf).map((column) => inDialect(column, dialect))
        : [],
      ...(typeof description === "string" && { description }),
      origin: catalogFileName,
    },
  ];
}

/** The column with the engine that spells its type. */
export function inDialect(column: Column, dialect: DialectName | undefined): Column {
  return column.type === undefined || dialect === undefined ? column : { ...column, dialect };
}

function namedAs(name: string): Pick<Table, "parts" | "reference"> {
  const table = /^(?:ref|source)\s*\(/.test(name) ? parseTable(name) : undefined;
  if (!table || table.kind === "relation") return { parts: splitName(name) };
  const reference = referenceText(table);
  return { parts: [reference], reference };
}

/** The catalog with tables that it names as dbt does where dbt says that they are. */
export function placed(catalog: Catalog, resolveTable: Project["resolveTable"]): Catalog {
  const tables = catalog.tables.map((table) => {
    const named = table.reference === undefined ? undefined : parseTable(table.reference);
    const parts = named && named.kind !== "relation" && resolveTable(named);
    return parts ? { ...table, parts } : table;
  });
  return { ...catalog, tables };
}

function columnOf(written: unknown): Column[] {
  if (!isRecord(written) || typeof written.name !== "string") return [];
  const { name, type, description, nullable } = written;
  return [
    {
      name,
      ...(typeof type === "string" && { type }),
      ...(typeof nullable === "boolean" && { nullable }),
      ...(typeof description === "string" && { description }),
    },
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the committed catalog calls a table. */
export function nameInCatalog({ reference, parts }: Pick<Table, "reference" | "parts">): string {
  return reference ?? joinName(parts);
}

/**
 * The text of what one connection has: tables by name, columns in the table's own order, so that a diff shows only what changed; and the
 * engine that spells the types.
 */
export function writeCatalog(catalog: Catalog): string {
  const dialect = catalog.tables.flatMap(({ columns }) => columns.flatMap((one) => one.dialect ?? []))[0];
  const tables = catalog.tables
    .map(({ columns, description, ...named }) => ({
      name: nameInCatalog(named),
      ...(description !== undefined && { description }),
      columns: columns.flatMap(columnOf),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const names = [...(catalog.names ?? [])]
    .map(([event, names]) => ({ event, names }))
    .sort((a, b) => (a.event < b.event ? -1 : 1));
  const file: CatalogFile = {
    version: 1,
    ...(dialect && { dialect }),
    tables,
    ...(names.length > 0 && { names }),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * The table that a name means: the same parts, or a longer name that ends with them; also a shorter one of two parts that
 * ends the name, since a catalog may leave out the database. An exact spelling wins over one that differs in case, and a
 * whole name over an ending. Of tables that fit equally the engine's first, where its order is known; else, and where
 * nothing fits, `undefined`.
 */
export function findTable(catalog: Catalog, parts: readonly string[]): Table | undefined {
  const index = catalog.index ?? indexOf(catalog.tables);
  const candidates = index.get(keyOf(parts)) ?? shorter(index, parts);
  if (candidates.length === 0) return quotedAsWhole(catalog, parts);
  if (candidates.length === 1) return candidates[0];
  const exact = candidates.filter((table) => endsWith(table.parts, parts));
  const best = exact.length > 0 ? exact : candidates;
  const whole = best.filter((table) => table.parts.length === parts.length);
  if (catalog.ordered) return whole[0] ?? best[0];
  return whole.length === 1 ? whole[0] : best.length === 1 ? best[0] : undefined;
}

/** Whether a name, whatever its case, is how the name of some table ends. */
export function endsSome(catalog: Catalog, parts: readonly string[]): boolean {
  return (catalog.index ?? indexOf(catalog.tables)).has(keyOf(parts));
}

/** BigQuery quotes a name as a whole, dots included, and must where it holds a `*`. */
function quotedAsWhole(catalog: Catalog, parts: readonly string[]): Table | undefined {
  const [name = ""] = parts;
  if (parts.length === 1 && name.includes(".")) return findTable(catalog, name.split("."));
  return parts.at(-1)?.endsWith("*") ? wildcardTable(catalog, parts) : undefined;
}

/** BigQuery's `events_*`: all tables whose names begin so, with the columns of the newest. */
function wildcardTable({ tables }: Catalog, parts: readonly string[]): Table | undefined {
  const folder = parts.slice(0, -1);
  const start = (parts.at(-1) ?? "").slice(0, -1).toLowerCase();
  const found = tables.filter(
    (table) =>
      table.parts.at(-1)?.toLowerCase().startsWith(start) && endsWith(table.parts.slice(0, -1), folder),
  );
  const newest = found.sort((a, b) => (a.parts.join(".") < b.parts.join(".") ? -1 : 1)).at(-1);
  return newest && { ...newest, partial: true };
}

/** What a reference means to the catalog: the parts of its relation, else dbt's own name of it, which no relation bears. */
export function partsOf(
  reference: WrittenTable,
  { resolveTable }: Pick<Project, "resolveTable">,
): readonly string[] {
  if (reference.kind === "relation") return reference.parts;
  return resolveTable(reference) ?? [referenceText(reference)];
}

function shorter(index: ReadonlyMap<string, readonly Table[]>, parts: readonly string[]): readonly Table[] {
  if (parts.length < 3) return [];
  return (index.get(keyOf(parts.slice(-2))) ?? []).filter((table) => table.parts.length === 2);
}

/** The catalog with the index that makes `findTable` independent of its size. */
export function withIndex(catalog: Catalog): Catalog {
  return { ...catalog, index: indexOf(catalog.tables) };
}

/** The column of a table by name: the exact spelling first, else without regard to case. */
export function findColumn(table: Table, name: string): Column | undefined {
  const lower = name.toLowerCase();
  return (
    table.columns.find((column) => column.name === name) ??
    table.columns.find((column) => column.name.toLowerCase() === lower)
  );
}

/** `shop.orders` → its parts; quoted parts (`"a.b"`) may hold dots and `""`. */
export function splitName(name: string): string[] {
  const parts = name.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [name];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part));
}

/** The reverse of `splitName`: only what needs quotes gets them. */
export function joinName(parts: readonly string[]): string {
  return parts.map((part) => (/[."]|^$/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(".");
}

function indexOf(tables: readonly Table[]): Map<string, Table[]> {
  const index = new Map<string, Table[]>();
  for (const table of tables) {
    for (let i = 0; i < table.parts.length; i++) {
      const key = keyOf(table.parts.slice(i));
      const list = index.get(key);
      if (list) list.push(table);
      else index.set(key, [table]);
    }
  }
  return index;
}

function keyOf(parts: readonly string[]): string {
  return joinName(parts).toLowerCase();
}

function endsWith(whole: readonly string[], end: readonly string[]): boolean {
  return end.every((part, i) => whole[whole.length - end.length + i] === part);
}

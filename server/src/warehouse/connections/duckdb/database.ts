/** An open DuckDB: tables over files made, database attached, then locked. Opened on demand, released when idle. */
import { realpath } from "node:fs/promises";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { basename, join, resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { settingsError } from "../../settings.ts";
import { quoted } from "../../sqlCatalog.ts";
import type { DeclaredTables, FileTable } from "./files.ts";
import { type PlainCsv, readPlainCsv } from "./plainCsv.ts";

export interface DatabaseSettings {
  readonly connection: string;
  readonly projectRoot: string;
  readonly path: string | undefined;
  /** What the file's database is called. */
  readonly database: string | undefined;
  /** Where tables are looked for first. */
  readonly schema: string | undefined;
  /** Other databases: name → file. */
  readonly attach: unknown;
  readonly files: unknown;
}

export interface Database {
  readonly files: readonly FileTable[];
  /** Tables of the setting `files` that can't be read. */
  readonly unreadable: DeclaredTables["unreadable"];
  /** A session of its own: interrupting it stops nobody else. */
  connect(): Promise<DuckDBConnection>;
  /** Gives a session back; `spent` when it was interrupted or left with rows unread. */
  release(session: DuckDBConnection, spent: boolean): void;
  close(): void;
}

/** Text files up to this size, together, are read into tables once; larger ones are read by each query, as Parquet is. */
const loadedBytes = 16 * 1024 * 1024;
const gib = 1024 ** 3;

/** Nothing is fetched or loaded that the package does not hold; the rest is locked by `lock`. */
function instanceSettings(): Record<string, string> {
  const memory = Math.max(1, Math.min(4, Math.floor(totalmem() / 2 / gib)));
  return {
    threads: String(availableParallelism()),
    memory_limit: `${memory}GiB`,
    temp_directory: join(tmpdir(), `eventspec-duckdb-${process.pid}`),
    max_temp_directory_size: "16GiB",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    allow_persistent_secrets: "false",
  };
}

/**
 * Opens. A table whose files can't be read takes no other away: it is told as unreadable. Rejects with `WarehouseError` of
 * kind `settings` where the database file or the schemas of all are wrong.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  { tables: declared, unreadable: missing }: DeclaredTables,
): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:", instanceSettings());
  try {
    const session = await instance.connect();
    // Casts between times with and without a zone must not depend on the machine.
    await session.run("set global TimeZone = 'UTC'");
    const attached = settings.path === undefined ? undefined : await attach(session, settings, settings.path);
    await attachOthers(session, settings);
    await createSchemas(session, declared).catch((error: unknown) => {
      throw settingsError(
        settings.connection,
        `the schemas that \`files\` names can't be made: ${firstLines(error)}`,
      );
    });
    const failed = await createTables(instance, declared);
    const tables = declared.filter((table) => !failed.has(table));
    await lock(session, tables);
    const path = await searchPath(session, attached, settings.schema);
    session.closeSync();
    const unreadable = [...missing, ...[...failed].map(([table, reason]) => ({ ...named(table), reason }))];
    return databaseOf(instance, { tables, unreadable }, path);
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

function named({ parts, filesKey }: FileTable): Pick<FileTable, "parts" | "filesKey"> {
  return { parts, filesKey };
}

function databaseOf(
  instance: DuckDBInstance,
  { tables, unreadable }: DeclaredTables,
  path: string,
): Database {
  const free: DuckDBConnection[] = [];
  return {
    files: tables,
    unreadable,
    async connect() {
      const known = free.pop();
      if (known) return known;
      const session = await instance.connect();
      await session.run(`set search_path = ${duckdb.literal(path)}`);
      return session;
    },
    release(session, spent) {
      if (spent) session.closeSync();
      else free.push(session);
    },
    close() {
      for (const session of free) session.closeSync();
      instance.closeSync();
    },
  };
}

/** Attaches the file under its own stem, as DuckDB does, unless a schema in it bears that name: `shop.orders` must mean the schema. A name that is given holds. */
async function attach(session: DuckDBConnection, settings: DatabaseSettings, path: string): Promise<string> {
  const file = await realpath(resolve(settings.projectRoot, path)).catch(() => {
    throw settingsError(settings.connection, `the database file does not exist: ${path}`);
  });
  const stem = basename(file).replace(/\.[^.]+$/, "");
  const reserved = ["memory", "system", "temp", "main"];
  const alias = settings.database ?? (reserved.includes(stem.toLowerCase()) ? `${stem}_db` : stem);
  const attachAs = (name: string) =>
    session.run(`attach ${duckdb.literal(file)} as ${identifier(name)} (type duckdb, read_only)`);
  try {
    await attachAs(alias);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw settingsError(settings.connection, `the database file ${path} can't be opened: ${message}`);
  }
  if (settings.database !== undefined) return alias;
  const clash = await session.runAndReadAll(
    `select 1 from duckdb_schemas() where database_name = ${duckdb.literal(alias)} and lower(schema_name) = ${duckdb.literal(alias.toLowerCase())}`,
  );
  if (clash.currentRowCount === 0) return alias;
  await session.run(`detach ${identifier(alias)}`);
  await attachAs(`${alias}_db`);
  return `${alias}_db`;
}

/** Attaches the databases of the setting `attach`. */
async function attachOthers(session: DuckDBConnection, { attach: others, ...settings }: DatabaseSettings) {
  if (typeof others !== "object" || others === null) return;
  for (const [database, path] of Object.entries(others)) {
    if (typeof path !== "string")
      throw settingsError(settings.connection, `\`attach.${database}\` must be the path of a file.`);
    await attach(session, { ...settings, attach: undefined, database }, path);
  }
}

async function createSchemas(session: DuckDBConnection, tables: readonly FileTable[]): Promise<void> {
  const catalogs = new Set(
    tables.flatMap(({ parts }) => (parts.length > 2 ? identifier(parts[0] ?? "") : [])),
  );
  const schemas = new Set(tables.map((table) => ownerOf(table)));
  const statements = [
    ...[...catalogs].map((catalog) => `attach if not exists ':memory:' as ${catalog}`),
    ...[...schemas].map((schema) => `create schema if not exists ${schema}`),
  ];
  if (statements.length > 0) await session.run(statements.join("; "));
}

/** The catalog and the schema that a table of files belongs to. */
function ownerOf({ parts }: FileTable): string {
  const [, schema = "main", catalog = "memory"] = [...parts].reverse();
  return [catalog, schema].map(identifier).join(".");
}

/** Several at once. Out: those that can't be read, and why. */
async function createTables(
  instance: DuckDBInstance,
  tables: readonly FileTable[],
): Promise<ReadonlyMap<FileTable, string>> {
  const waiting = [...tables];
  const failed = new Map<FileTable, string>();
  const worker = async (): Promise<void> => {
    const session = await instance.connect();
    for (let table = waiting.shift(); table; table = waiting.shift()) {
      const made = table;
      await createTable(session, made).catch((error: unknown) => failed.set(made, firstLines(error)));
    }
    session.closeSync();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tables.length) }, worker));
  return failed;
}

async function createTable(session: DuckDBConnection, table: FileTable): Promise<void> {
  const [file] = table.files;
  const only = isLoaded(table) && table.format === "csv" && table.files.length === 1 ? file : undefined;
  const plain = only && (await readPlainCsv(only.path));
  const made = plain && (await createPlain(session, table, plain).catch(() => false));
  if (!made) await session.run(`create ${kindOf(table)} ${nameOf(table)} as from ${reader(table)}`);
}

/**
 * Makes the table without trying other dialects. Answers false, and leaves nothing, where trying them could have found
 * another type: DuckDB forgets formats of times from try to try, and may then understand a column that mixes them.
 */
async function createPlain(
  session: DuckDBConnection,
  table: FileTable,
  { words }: PlainCsv,
): Promise<boolean> {
  await session.run(`create table ${nameOf(table)} as from ${reader(table, plainDialect)}`);
  const types = (await session.run(`from ${nameOf(table)} limit 0`)).columnTypes();
  const certain = types.every(({ typeId }, index) => typeId !== DuckDBTypeId.VARCHAR || words[index]);
  if (!certain) await session.run(`drop table ${nameOf(table)}`);
  return certain;
}

function kindOf(table: FileTable): "table" | "view" {
  return isLoaded(table) ? "table" : "view";
}

function nameOf(table: FileTable): string {
  return `${ownerOf(table)}.${identifier(table.parts.at(-1) ?? "")}`;
}

function isLoaded(table: FileTable): boolean {
  const packed = table.files.some(({ path }) => /\.(gz|zst)$/i.test(path));
  const bytes = table.files.reduce((sum, file) => sum + file.bytes, 0) * (packed ? 10 : 1);
  return table.format !== "parquet" && bytes <= loadedBytes;
}

/** What DuckDB finds in a plain file after trying every other dialect. */
const plainDialect = `, delim = ',', quote = '"', escape = '"', comment = ''`;

/** A CSV's first line holds its names. What is loaded is read whole before its types are decided. */
function reader(table: FileTable, dialect = ""): string {
  const list = `[${table.files.map(({ path }) => duckdb.literal(path)).join(", ")}]`;
  const sample = isLoaded(table) ? -1 : 200_000;
  if (table.format === "parquet") return `read_parquet(${list}, union_by_name = true)`;
  if (table.format === "json")
    return `read_json_auto(${list}, union_by_name = true, sample_size = ${sample})`;
  return `read_csv(${list}, header = true, union_by_name = true, sample_size = ${sample}${dialect})`;
}

/** From here on only the declared files can be read, nothing can be written, and none of it can be undone. */
async function lock(session: DuckDBConnection, tables: readonly FileTable[]): Promise<void> {
  const read = tables
    .filter((table) => !isLoaded(table))
    .flatMap(({ files }) => files.map(({ path }) => duckdb.literal(path)));
  await session.run(
    `set allowed_paths = [${read.join(", ")}]; set enable_external_access = false; set global errors_as_json = true; set lock_configuration = true`,
  );
}

/** Lets `schema.table` and `table` be found wherever they stand: files first, then the database; its own schema before `main` before others. */
async function searchPath(
  session: DuckDBConnection,
  attached: string | undefined,
  first = "main",
): Promise<string> {
  const found = await session.runAndReadAll(
    "select database_name, schema_name from duckdb_schemas() where database_name not in ('system', 'temp') and schema_name not in ('pg_catalog', 'information_schema')",
  );
  const rank = (catalog: string) => (catalog === "memory" ? 0 : catalog === attached ? 1 : 2);
  return found
    .getRows()
    .map(([catalog, schema]) => ({ catalog: String(catalog), schema: String(schema) }))
    .sort(
      (a, b) =>
        rank(a.catalog) - rank(b.catalog) ||
        Number(b.schema === first) - Number(a.schema === first) ||
        Number(b.schema === "main") - Number(a.schema === "main") ||
        (a.schema < b.schema ? -1 : 1),
    )
    .map(({ catalog, schema }) => `${identifier(catalog)}.${identifier(schema)}`)
    .join(",");
}

/** Without the advice that DuckDB adds after an empty line. */
function firstLines(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n\n")[0] ?? "") : String(error);
}

function identifier(name: string): string {
  return quoted(duckdb, name);
}

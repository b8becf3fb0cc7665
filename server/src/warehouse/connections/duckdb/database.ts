/** An open DuckDB: tables over files made, database attached, then locked. Opened on demand, released when idle. */
import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { engineShare } from "../../engineProcess/memory.ts";
import type { ProcessLimits } from "../../engineProcess/messages.ts";
import { settingsError } from "../../settings.ts";
import { quoted } from "../../sqlCatalog.ts";
import type { DatabaseSettings, FileNotice } from "../../types.ts";
import { attach, attachOthers } from "./attach.ts";
import { createTables, ownerOf, type Recipes, rowsOwner, rowsSchema } from "./createTables.ts";
import { type DeclaredTables, type FileTable, isLoaded } from "./files.ts";

export interface Database {
  readonly files: readonly FileTable[];
  /** Tables of the setting `files` that can't be read. */
  readonly unreadable: DeclaredTables["unreadable"];
  readonly notices: readonly FileNotice[];
  /** A session of its own: interrupting it stops nobody else. */
  connect(): Promise<DuckDBConnection>;
  /** Gives a session back; `spent` when it was interrupted or left with rows unread. */
  release(session: DuckDBConnection, spent: boolean): void;
  close(): void;
}

/** Nothing is fetched or loaded that the package does not hold; the rest is locked by `lock`. */
function instanceSettings({ memoryBytes, temporary }: ProcessLimits): Record<string, string> {
  return {
    threads: String(availableParallelism()),
    memory_limit: `${engineShare(memoryBytes)}B`,
    temp_directory: temporary,
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
  { recipes, limits }: { readonly recipes: Recipes; readonly limits: ProcessLimits },
): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:", instanceSettings(limits));
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
    const { failed, notices } = await createTables(instance, declared, recipes);
    const tables = declared.filter((table) => !failed.has(table));
    await lock(session, tables);
    const path = await searchPath(session, attached, settings.schema);
    session.closeSync();
    const unreadable = [...missing, ...[...failed].map(([table, reason]) => ({ ...named(table), reason }))];
    return databaseOf(instance, { files: tables, unreadable, notices }, path);
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
  known: Pick<Database, "files" | "unreadable" | "notices">,
  path: string,
): Database {
  const free: DuckDBConnection[] = [];
  return {
    ...known,
    async connect() {
      const waiting = free.pop();
      if (waiting) return waiting;
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
      // Results that were read keep the file open, and locked for others, until they are collected: that may be never.
      globalThis.gc?.();
    },
  };
}

async function createSchemas(session: DuckDBConnection, tables: readonly FileTable[]): Promise<void> {
  const catalogs = new Set(
    tables.flatMap(({ parts }) => (parts.length > 2 ? identifier(parts[0] ?? "") : [])),
  );
  const schemas = new Set(tables.map((table) => ownerOf(table)));
  if (tables.some(isLoaded)) schemas.add(rowsOwner);
  const statements = [
    ...[...catalogs].map((catalog) => `attach if not exists ':memory:' as ${catalog}`),
    ...[...schemas].map((schema) => `create schema if not exists ${schema}`),
  ];
  if (statements.length > 0) await session.run(statements.join("; "));
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
    "select database_name, schema_name from duckdb_schemas() where database_name not in ('system', 'temp') and schema_name not in ('pg_catalog', 'information_schema', '" +
      rowsSchema +
      "')",
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

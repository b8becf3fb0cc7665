/** The database file of the setting `path`. */
import { open, realpath } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { type DuckDBConnection, version as ownVersion } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { settingsError } from "../../settings.ts";
import { quoted } from "../../sqlCatalog.ts";

export interface DatabaseFile {
  /** The connection's name, for messages. */
  readonly connection: string;
  /** Absolute. */
  readonly projectRoot: string;
  /** What it is called; absent: by its stem. */
  readonly database?: string | undefined;
}

/** Refuses what `path` may not be. Throws a `settings` error. */
export function refusePath(connection: string, path: string | undefined): void {
  if (path === ":memory:")
    throw settingsError(
      connection,
      "`path: ':memory:'` names an empty database that ends with the query; name a file, or tables over `files`.",
    );
  if (path !== undefined && /^(?:md|motherduck):/i.test(path))
    throw settingsError(
      connection,
      "`path` names a MotherDuck database; EventSpec reads only files on this machine, and loads no extension. Copy what you need into a file: `copy from database … to …`.",
    );
  if (path?.includes("://")) throw settingsError(connection, "`path` must be a file on this machine.");
}

/**
 * Attaches the file under its own stem, as DuckDB does, unless a schema in it bears that name: `shop.orders` must mean the
 * schema. A name that is given holds. Out: the name. Rejects with a `settings` error that says why it can't be read, and what to do.
 */
export async function attach(
  session: DuckDBConnection,
  { connection, projectRoot, database }: DatabaseFile,
  path: string,
): Promise<string> {
  const file = await realpath(resolve(projectRoot, path)).catch(() => {
    throw settingsError(connection, `the database file does not exist: ${path}`);
  });
  const stem = basename(file).replace(/\.[^.]+$/, "");
  const reserved = ["memory", "system", "temp", "main"];
  const alias = database ?? (reserved.includes(stem.toLowerCase()) ? `${stem}_db` : stem);
  const attachAs = (name: string) =>
    session.run(`attach ${duckdb.literal(file)} as ${quoted(duckdb, name)} (type duckdb, read_only)`);
  try {
    await attachAs(alias);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw settingsError(
      connection,
      `the database file ${path} can't be opened: ${await whyNotOpened(message, file)}`,
    );
  }
  if (database !== undefined) return alias;
  const clash = await session.runAndReadAll(
    `select 1 from duckdb_schemas() where database_name = ${duckdb.literal(alias)} and lower(schema_name) = ${duckdb.literal(alias.toLowerCase())}`,
  );
  if (clash.currentRowCount === 0) return alias;
  await session.run(`detach ${quoted(duckdb, alias)}`);
  await attachAs(`${alias}_db`);
  return `${alias}_db`;
}

/** Attaches the databases of the setting `attach`: name → file. Rejects as `attach` does. */
export async function attachOthers(
  session: DuckDBConnection,
  { attach: others, connection, projectRoot }: Omit<DatabaseFile, "database"> & { readonly attach?: unknown },
): Promise<void> {
  if (typeof others !== "object" || others === null) return;
  for (const [database, path] of Object.entries(others)) {
    if (typeof path !== "string")
      throw settingsError(connection, `\`attach.${database}\` must be the path of a file.`);
    refusePath(connection, path);
    await attach(session, { connection, projectRoot, database }, path);
  }
}

/** DuckDB's message as a sentence that says what to do. */
async function whyNotOpened(message: string, file: string): Promise<string> {
  const [first = ""] = message.replace(/^(?:[A-Z]\w* )+Error: /, "").split("\n");
  if (/set lock on file/i.test(first)) {
    const [, holder] = /held in (.+?\(PID \d+\))/.exec(first) ?? [];
    return `another program${holder ? `, ${holder},` : ""} has it open for writing. Close it there, or let it open the file read-only.`;
  }
  if (/permission denied/i.test(first)) return "there is no permission to read it.";
  const writer = await writerOf(file);
  const isNewer = writer !== undefined && compareVersions(writer, ownVersion()) > 0;
  if (isNewer || /version number/i.test(first))
    return `it was written by DuckDB ${writer ?? "of a newer version"}, and the one in EventSpec is ${ownVersion()}. Write it with \`attach … (storage_version 'v1.0.0')\`, or update EventSpec.`;
  if (/not a valid DuckDB database/i.test(first)) return "it is no DuckDB database.";
  if (/corrupt|could not read enough bytes|checksum/i.test(first))
    return `it is damaged (${first}). Make it anew, or take it from a backup.`;
  return first.replaceAll(file, basename(file));
}

/** The version that a database file says it was written by: 32 bytes after a checksum, `DUCK`, a number and four flags. */
async function writerOf(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(84), { position: 0 });
    const isDatabase = bytesRead === 84 && buffer.toString("latin1", 8, 12) === "DUCK";
    const [text] = isDatabase ? (/^v\d+\.\d+\.\d+/.exec(buffer.toString("latin1", 52, 84)) ?? []) : [];
    return text;
  } finally {
    await file.close();
  }
}

/** Of texts such as `v1.5.5`. */
function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

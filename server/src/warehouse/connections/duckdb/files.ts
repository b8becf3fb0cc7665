/** The setting `files`: which files of the project are which tables. */
import { realpath, stat } from "node:fs/promises";
import { basename, relative, resolve, sep } from "node:path";
import { settingsError } from "../../settings.ts";
import { findFiles, isPattern } from "./globs.ts";

type FileFormat = "csv" | "json" | "parquet";

interface TableFile {
  /** Absolute, with links resolved. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

export interface FileTable {
  /** Table; schema and table; or catalog, schema and table. */
  readonly parts: readonly string[];
  readonly format: FileFormat;
  readonly files: readonly TableFile[];
  /** The key of the setting that declares it. */
  readonly filesKey: string;
}

export interface DeclaredTables {
  readonly tables: readonly FileTable[];
  readonly unreadable: readonly {
    readonly parts: readonly string[];
    readonly filesKey: string;
    readonly reason: string;
  }[];
}

interface FilesContext {
  readonly connection: string;
  readonly projectRoot: string;
}

const formats: readonly (readonly [FileFormat, RegExp])[] = [
  ["csv", /\.(csv|tsv|psv)(\.gz|\.zst)?$/i],
  ["json", /\.(json|ndjson|jsonl)(\.gz|\.zst)?$/i],
  ["parquet", /\.(parquet|pq)$/i],
];

/** What is wrong with one key, as a sentence. */
class KeyFault extends Error {}

/**
 * Looks at the disk: the tables that `files` declares now. A key whose file is missing, of a format that can't be read, or
 * outside the project, also through a link or `..`, is told as unreadable and takes no other away. Rejects with a `settings`
 * error where the setting as a whole is wrong.
 */
export async function fileTables(setting: unknown, context: FilesContext): Promise<DeclaredTables> {
  if (setting === undefined || setting === null) return { tables: [], unreadable: [] };
  if (typeof setting !== "object" || Array.isArray(setting))
    throw settingsError(context.connection, "`files` must be a map of table names to files.");
  const root = await realpath(context.projectRoot);
  const tables: FileTable[] = [];
  const unreadable: DeclaredTables["unreadable"][number][] = [];
  for (const [filesKey, value] of Object.entries(setting)) {
    try {
      tables.push(...(await tablesOf(filesKey, value, root)));
    } catch (error) {
      if (!(error instanceof KeyFault)) throw error;
      unreadable.push({ parts: filesKey.split("."), filesKey, reason: error.message });
    }
  }
  refuseTwice(tables, context);
  return { tables, unreadable };
}

async function tablesOf(key: string, value: unknown, root: string): Promise<FileTable[]> {
  const patterns = typeof value === "string" ? [value] : value;
  if (!Array.isArray(patterns) || !patterns.every((pattern) => typeof pattern === "string"))
    throw new KeyFault("It must be a file, a pattern, or a list of them");
  const parts = key.split(".");
  if (parts.length > 3 || parts.includes(""))
    throw new KeyFault("It is no table name; a dot parts schema and table");
  const paths: string[] = [];
  for (const pattern of patterns) paths.push(...(await pathsOf(pattern, key, root)));
  if (!key.includes("*")) return [await tableOf(parts, paths, key, root)];
  const byStem = new Map<string, string[]>();
  for (const path of paths) byStem.set(stemOf(path), [...(byStem.get(stemOf(path)) ?? []), path]);
  return Promise.all(
    [...byStem].map(([stem, files]) => {
      const named = parts.map((part) => part.replaceAll("*", () => stem));
      return tableOf(named, files, key, root);
    }),
  );
}

async function pathsOf(pattern: string, key: string, root: string): Promise<string[]> {
  if (!isPattern(pattern)) return [resolve(root, pattern)];
  const found = (await findFiles(root, pattern)).filter((path) => formatOf(path));
  if (found.length === 0 && !key.includes("*")) throw new KeyFault(`It matches no file: ${pattern}`);
  return found;
}

async function tableOf(
  parts: readonly string[],
  paths: readonly string[],
  key: string,
  root: string,
): Promise<FileTable> {
  const files = await Promise.all(paths.map((path) => lookAt(path, root)));
  const kinds = new Set(paths.map(formatOf));
  const [format] = kinds;
  if (!format || kinds.size > 1)
    throw new KeyFault(
      "It must name files of one kind: CSV, JSON or Parquet (.csv .tsv .json .ndjson .parquet)",
    );
  return { parts, format, files, filesKey: key };
}

async function lookAt(path: string, root: string): Promise<TableFile> {
  const shown = relative(root, path).split(sep).join("/");
  const real = await realpath(path).catch(() => {
    throw new KeyFault(`It names a file that does not exist: ${shown}`);
  });
  if (!real.startsWith(root + sep)) throw new KeyFault(`It names a file outside the project: ${shown}`);
  const facts = await stat(real);
  if (!facts.isFile()) throw new KeyFault(`It names something that is not a file: ${shown}`);
  return { path: real, bytes: facts.size, changed: facts.mtimeMs };
}

function formatOf(path: string): FileFormat | undefined {
  return formats.find(([, pattern]) => pattern.test(path))?.[0];
}

function stemOf(path: string): string {
  return basename(path)
    .replace(/\.(gz|zst)$/i, "")
    .replace(/\.[^.]+$/, "");
}

function refuseTwice(tables: readonly FileTable[], context: FilesContext): void {
  const seen = new Set<string>();
  for (const { parts } of tables) {
    const name = parts.join(".").toLowerCase();
    if (seen.has(name))
      throw settingsError(context.connection, `\`files\` gives the table ${parts.join(".")} twice.`);
    seen.add(name);
  }
}

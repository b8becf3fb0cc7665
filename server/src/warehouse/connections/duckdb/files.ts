/** The setting `files`: which files of the project are which tables. */
import { realpath, stat } from "node:fs/promises";
import { basename, relative, resolve, sep } from "node:path";
import { settingsError } from "../../settings.ts";
import type { WarehouseError } from "../../types.ts";
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

/**
 * Looks at the disk: the tables that `files` declares now. Rejects with a `settings` error that names the key where a file
 * is missing, of a format that can't be read, or outside the project, also through a link or `..`.
 */
export async function fileTables(setting: unknown, context: FilesContext): Promise<FileTable[]> {
  if (setting === undefined || setting === null) return [];
  if (typeof setting !== "object" || Array.isArray(setting))
    throw settingsError(context.connection, "`files` must be a map of table names to files.");
  const root = await realpath(context.projectRoot);
  const tables: FileTable[] = [];
  for (const [key, value] of Object.entries(setting))
    tables.push(...(await tablesOf(key, value, root, context)));
  refuseTwice(tables, context);
  return tables;
}

async function tablesOf(
  key: string,
  value: unknown,
  root: string,
  context: FilesContext,
): Promise<FileTable[]> {
  const patterns = typeof value === "string" ? [value] : value;
  if (!Array.isArray(patterns) || !patterns.every((pattern) => typeof pattern === "string"))
    throw fault(context, key, "must be a file, a pattern, or a list of them");
  const parts = key.split(".");
  if (parts.length > 3 || parts.includes(""))
    throw fault(context, key, "is no table name; a dot parts schema and table");
  const paths: string[] = [];
  for (const pattern of patterns) paths.push(...(await pathsOf(pattern, key, root, context)));
  if (!key.includes("*")) return [await tableOf(parts, paths, key, root, context)];
  const byStem = new Map<string, string[]>();
  for (const path of paths) byStem.set(stemOf(path), [...(byStem.get(stemOf(path)) ?? []), path]);
  return Promise.all(
    [...byStem].map(([stem, files]) => {
      const named = parts.map((part) => part.replaceAll("*", () => stem));
      return tableOf(named, files, key, root, context);
    }),
  );
}

async function pathsOf(pattern: string, key: string, root: string, context: FilesContext): Promise<string[]> {
  if (!isPattern(pattern)) return [resolve(root, pattern)];
  const found = (await findFiles(root, pattern)).filter((path) => formatOf(path));
  if (found.length === 0 && !key.includes("*")) throw fault(context, key, `matches no file: ${pattern}`);
  return found;
}

async function tableOf(
  parts: readonly string[],
  paths: readonly string[],
  key: string,
  root: string,
  context: FilesContext,
): Promise<FileTable> {
  const files = await Promise.all(paths.map((path) => lookAt(path, key, root, context)));
  const kinds = new Set(paths.map(formatOf));
  const [format] = kinds;
  if (!format || kinds.size > 1)
    throw fault(
      context,
      key,
      "must name files of one kind: CSV, JSON or Parquet (.csv .tsv .json .ndjson .parquet)",
    );
  return { parts, format, files };
}

async function lookAt(path: string, key: string, root: string, context: FilesContext): Promise<TableFile> {
  const shown = relative(root, path).split(sep).join("/");
  const real = await realpath(path).catch(() => {
    throw fault(context, key, `names a file that does not exist: ${shown}`);
  });
  if (!real.startsWith(root + sep)) throw fault(context, key, `names a file outside the project: ${shown}`);
  const facts = await stat(real);
  if (!facts.isFile()) throw fault(context, key, `names something that is not a file: ${shown}`);
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

function fault(context: FilesContext, key: string, what: string): WarehouseError {
  return settingsError(context.connection, `\`${key}\` in \`files\` ${what}.`);
}

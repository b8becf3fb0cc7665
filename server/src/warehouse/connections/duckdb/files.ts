/** The setting `files`: which files of the project are which tables. */
import { realpath, stat } from "node:fs/promises";
import { basename, relative, resolve, sep } from "node:path";
import { settingsError } from "../../settings.ts";
import {
  type FileFormat,
  type FileOptions,
  KeyFault,
  readFileSetting,
  refuseOptions,
} from "./fileOptions.ts";
import { lastChange, versionOf } from "./fileVersion.ts";
import { findFiles, fixedFolder, isPattern } from "./globs.ts";
import { type Partition, partitionsIn } from "./partitions.ts";

interface TableFile {
  /** Absolute, with links resolved. */
  readonly path: string;
  /** As messages name it: relative to the project. */
  readonly shown: string;
  readonly partitions: readonly Partition[];
  readonly bytes: number;
  /** See `versionOf`. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

export interface FileTable {
  /** Table; schema and table; or catalog, schema and table. */
  readonly parts: readonly string[];
  readonly format: FileFormat;
  readonly files: readonly TableFile[];
  readonly options: FileOptions;
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
  const { patterns, options } = readFileSetting(value);
  const parts = key.split(".");
  if (parts.length > 3 || parts.includes(""))
    throw new KeyFault("It is no table name; a dot parts schema and table");
  const found: FoundFile[] = [];
  for (const pattern of patterns) found.push(...(await filesOf(pattern, key, root)));
  const table = (named: readonly string[], files: readonly FoundFile[]) =>
    tableOf({ parts: named, options, filesKey: key }, files, root);
  if (!key.includes("*")) return [await table(parts, found)];
  const byStem = new Map<string, FoundFile[]>();
  for (const file of found) byStem.set(stemOf(file.path), [...(byStem.get(stemOf(file.path)) ?? []), file]);
  return Promise.all(
    [...byStem].map(([stem, files]) =>
      table(
        parts.map((part) => part.replaceAll("*", () => stem)),
        files,
      ),
    ),
  );
}

interface FoundFile {
  readonly path: string;
  /** The folder that a pattern names before its first `*`; absent for a file that is named itself. */
  readonly base?: string;
}

async function filesOf(pattern: string, key: string, root: string): Promise<FoundFile[]> {
  if (!isPattern(pattern)) return [{ path: resolve(root, pattern) }];
  const found = (await findFiles(root, pattern)).filter((path) => formatOf(path));
  if (found.length === 0 && !key.includes("*")) throw new KeyFault(`It matches no file: ${pattern}`);
  return found.map((path) => ({ path, base: fixedFolder(root, pattern) }));
}

async function tableOf(
  named: Pick<FileTable, "parts" | "options" | "filesKey">,
  found: readonly FoundFile[],
  root: string,
): Promise<FileTable> {
  const files = await Promise.all(found.map((file) => lookAt(file, root)));
  const kinds = new Set(found.map(({ path }) => formatOf(path)));
  const [format] = kinds;
  if (!format || kinds.size > 1)
    throw new KeyFault(
      "It must name files of one kind: CSV, JSON or Parquet (.csv .tsv .json .ndjson .parquet)",
    );
  refuseOptions(named.options, format);
  return { ...named, format, files };
}

async function lookAt({ path, base }: FoundFile, root: string): Promise<TableFile> {
  const shown = relative(root, path).split(sep).join("/");
  const real = await realpath(path).catch(() => {
    throw new KeyFault(`It names a file that does not exist: ${shown}`);
  });
  if (!real.startsWith(root + sep)) throw new KeyFault(`It names a file outside the project: ${shown}`);
  const facts = await stat(real, { bigint: true });
  if (!facts.isFile()) throw new KeyFault(`It names something that is not a file: ${shown}`);
  const partitions = base === undefined ? [] : partitionsIn(relative(base, path));
  return {
    path: real,
    shown,
    partitions,
    bytes: Number(facts.size),
    version: versionOf(facts),
    changed: lastChange(facts),
  };
}

/** Text files up to this size, together, are read into tables once; larger ones are read by each query, as Parquet is. */
const loadedBytes = 16 * 1024 * 1024;

export function isLoaded(table: FileTable): boolean {
  const packed = table.files.some(({ path }) => /\.(gz|zst)$/i.test(path));
  const bytes = table.files.reduce((sum, file) => sum + file.bytes, 0) * (packed ? 10 : 1);
  return table.format !== "parquet" && bytes <= loadedBytes;
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

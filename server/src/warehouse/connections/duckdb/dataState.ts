/** All that the answers about a database depend on: its settings and every file that it reads. */
import { createHash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { DataState } from "../../kept/answers.ts";
import { type DatabaseSettings, WarehouseError } from "../../types.ts";
import { fileTables } from "./files.ts";
import { lastChange, versionOf } from "./fileVersion.ts";

interface SeenFile {
  /** Absolute, with links resolved. */
  readonly path: string;
  readonly bytes: number;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/** Files that hold so much together, in bytes, are told apart by what is in them, others by their versions. */
const readBytes = 16 * 1024 ** 2;
/** A file system's clock may stand still for so long, in milliseconds, while a file is written twice. */
const tickMs = 3000;

/** Looks at the disk. `undefined` where something is missing, wrong or can't be looked at: who opens it says what. */
export async function dataState(settings: DatabaseSettings): Promise<DataState | undefined> {
  try {
    const { tables, unreadable } = await fileTables(settings.files, settings);
    if (unreadable.length > 0) return undefined;
    const files = [...tables.flatMap((table) => table.files), ...(await databaseFiles(settings))];
    const described = tables.map(({ parts, files: own }) => [
      parts,
      own.map(({ path, partitions }) => [path, partitions]),
    ]);
    let digest: Promise<string | undefined> | undefined;
    return {
      versions: JSON.stringify([described, files.map(({ path, version }) => [path, version])]),
      digest: () => {
        digest ??= digestOf([settings, described], files);
        return digest;
      },
    };
  } catch (error) {
    if (error instanceof WarehouseError || isOfDisk(error)) return undefined;
    throw error;
  }
}

/** Databases, with what lies beside each under its name: DuckDB keeps there what is not in it yet. */
async function databaseFiles({ projectRoot, path, attach }: DatabaseSettings): Promise<SeenFile[]> {
  const named = [path, ...Object.values(attach ?? {})].filter((each) => typeof each === "string");
  const found: SeenFile[] = [];
  for (const each of named) {
    const database = await realpath(resolve(projectRoot, each));
    const folder = dirname(database);
    const beside = (await readdir(folder)).filter((name) => name.startsWith(`${basename(database)}.`));
    for (const file of [database, ...beside.sort().map((name) => join(folder, name))]) {
      const facts = await stat(file, { bigint: true });
      if (!facts.isFile()) continue;
      found.push({
        ...{ path: file, bytes: Number(facts.size) },
        ...{ version: versionOf(facts), changed: lastChange(facts) },
      });
    }
  }
  return found;
}

async function digestOf(described: unknown, files: readonly SeenFile[]): Promise<string | undefined> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const identities = bytes > readBytes ? whenOld(files) : await contentsOf(files);
  if (!identities) return undefined;
  return createHash("sha256")
    .update(JSON.stringify([described, identities]))
    .digest("hex");
}

async function contentsOf(files: readonly SeenFile[]): Promise<string[][] | undefined> {
  const identities: string[][] = [];
  for (const { path } of files) {
    const content = await readFile(path).catch(() => undefined);
    if (!content) return undefined;
    identities.push([path, createHash("sha256").update(content).digest("hex")]);
  }
  return identities;
}

/** A file that was changed a moment ago might be changed again without another version. */
function whenOld(files: readonly SeenFile[]): string[][] | undefined {
  const now = Date.now();
  if (files.some(({ changed }) => now - changed < tickMs)) return undefined;
  return files.map(({ path, version }) => [path, version]);
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

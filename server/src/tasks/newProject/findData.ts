/** What lies in a folder that a project could read. */
import { basename, dirname, join, relative, sep } from "node:path";
import { repositoryOf } from "../../project/ownFiles.ts";
import type { FileSystem } from "../../project/types.ts";

/** Paths relative to the folder, with `/`. */
export interface FoundData {
  /** Of the folder. */
  readonly name: string;
  /** The folder of the dbt project: `.` for the folder itself, `..` and the like for one that holds it; else the first below it. */
  readonly dbt?: string;
  /** DuckDB files, those in a dbt project aside. */
  readonly databases: readonly string[];
  /** Files that DuckDB reads as tables, those in a dbt project aside: at most `mostFiles`. */
  readonly files: readonly string[];
  /** How many more there are. */
  readonly moreFiles: number;
}

/** A longer list is better written as patterns. */
const mostFiles = 50;

const isDatabase = (name: string) => /\.(duckdb|ddb)$/i.test(name);
const isTable = (name: string) => /\.(csv|tsv|parquet|jsonl|ndjson)$/i.test(name);
const isDbt = (name: string) => name === "dbt_project.yml";

/** In: an absolute folder. */
export async function findData(disk: FileSystem, folder: string): Promise<FoundData> {
  const paths = await disk.listFiles(folder, (name) => isDatabase(name) || isTable(name) || isDbt(name));
  const inFolder = paths.map((path) => relative(folder, path).split(sep).join("/"));
  const named = (is: (name: string) => boolean) => inFolder.filter((path) => is(basename(path)));
  const below = named(isDbt).map((path) => dirname(path));
  // Packages of a project are projects in it.
  const dbt = below.sort((a, b) => depthOf(a) - depthOf(b))[0] ?? (await dbtAbove(disk, folder));
  const outside = (path: string) => !below.some((one) => one === "." || path.startsWith(`${one}/`));
  const files = named(isTable).filter(outside);
  return {
    name: basename(join(folder, ".")),
    ...(dbt !== undefined && { dbt }),
    databases: named(isDatabase).filter(outside),
    files: files.slice(0, mostFiles),
    moreFiles: Math.max(0, files.length - mostFiles),
  };
}

function depthOf(folder: string): number {
  return folder === "." ? 0 : folder.split("/").length;
}

/** The dbt project that a folder lies in, up to the root of the repository. */
async function dbtAbove(disk: FileSystem, folder: string): Promise<string | undefined> {
  const top = await repositoryOf(folder);
  for (let at = folder; at !== top && dirname(at) !== at; ) {
    at = dirname(at);
    if ((await disk.readText(join(at, "dbt_project.yml"))) !== undefined)
      return relative(folder, at).split(sep).join("/");
  }
  return undefined;
}

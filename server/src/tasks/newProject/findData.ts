/** What lies in a folder that a project could read. */
import { basename, dirname, join, relative, sep } from "node:path";
import type { FileSystem } from "../../project/types.ts";

/** Paths relative to the folder, with `/`. */
export interface FoundData {
  /** Of the folder. */
  readonly name: string;
  /** Folders of dbt projects; `.` for the folder itself. */
  readonly dbt: readonly string[];
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

export async function findData(disk: FileSystem, folder: string): Promise<FoundData> {
  const paths = await disk.listFiles(folder, (name) => isDatabase(name) || isTable(name) || isDbt(name));
  const inFolder = paths.map((path) => relative(folder, path).split(sep).join("/"));
  const named = (is: (name: string) => boolean) => inFolder.filter((path) => is(basename(path)));
  const dbt = named(isDbt).map((path) => dirname(path));
  const outside = (path: string) => !dbt.some((one) => one === "." || path.startsWith(`${one}/`));
  const files = named(isTable).filter(outside);
  return {
    name: basename(join(folder, ".")),
    dbt,
    databases: named(isDatabase).filter(outside),
    files: files.slice(0, mostFiles),
    moreFiles: Math.max(0, files.length - mostFiles),
  };
}

/**
 * Columns that folders tell: `day=2026-01-31/…`, as Hive lays files out. Only folders below what `files` names count: one
 * that the project itself lies in says nothing about the rows. DuckDB reads the whole path, so it is not asked to.
 */
import { sep } from "node:path";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { quoted } from "../../sqlCatalog.ts";

export interface Partition {
  readonly column: string;
  /** Absent where the folder says that there is none. */
  readonly value?: string;
}

interface PartitionedFile {
  readonly path: string;
  readonly partitions: readonly Partition[];
}

/** What Hive writes in place of null. */
const none = "__HIVE_DEFAULT_PARTITION__";

/** Of a path below the folder that `files` names. */
export function partitionsIn(path: string): Partition[] {
  return path
    .split(sep)
    .slice(0, -1)
    .flatMap((folder) => {
      const [, column, written] = /^([^=]+)=(.*)$/.exec(folder) ?? [];
      if (column === undefined || written === undefined) return [];
      return written === none ? [{ column }] : [{ column, value: decoded(written) }];
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface PartitionColumn {
  readonly name: string;
  /** Its text by the file's path, which the column `file` holds. */
  readonly sql: string;
  readonly values: readonly string[];
}

/** The columns that the folders of a table's files tell, each once. */
export function partitionColumns(files: readonly PartitionedFile[], file: string): PartitionColumn[] {
  const names = [...new Set(files.flatMap(({ partitions }) => partitions.map(({ column }) => column)))];
  return names.map((name) => {
    const paths = new Map<string, string[]>();
    for (const { path, partitions } of files) {
      const value = partitions.findLast(({ column }) => column === name)?.value;
      if (value !== undefined) paths.set(value, [...(paths.get(value) ?? []), path]);
    }
    const branches = [...paths].map(([value, of]) => {
      const list = of.map((path) => duckdb.literal(path)).join(", ");
      return `when ${quoted(duckdb, file)} in (${list}) then ${duckdb.literal(value)}`;
    });
    const sql = branches.length > 0 ? `case ${branches.join(" ")} end` : "null";
    return { name, sql, values: [...paths.keys()] };
  });
}

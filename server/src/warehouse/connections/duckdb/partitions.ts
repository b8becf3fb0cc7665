/**
 * Columns that folders tell: `day=2026-01-31/…`, as Hive lays files out. Only folders below what `files` names count: one
 * that the project itself lies in says nothing about the rows.
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
  /** Its text in SQL by the file's path, which the column `file` holds. */
  readonly byPath: string;
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
    const byPath = branches.length > 0 ? `case ${branches.join(" ")} end` : "null";
    return { name, byPath, values: [...paths.keys()] };
  });
}

/**
 * Whether DuckDB reads the same columns out of the whole paths. Then it is left to do so: it passes over files whose folders
 * a condition leaves out.
 */
export function isHive(files: readonly PartitionedFile[]): boolean {
  const [first] = files;
  const keys = first?.partitions.map(({ column }) => column).join(sep);
  return files.every(({ path, partitions }) => {
    const whole = partitionsIn(path);
    const same = partitions.length === whole.length && partitions.every(isSame(whole));
    return same && keys === partitions.map(({ column }) => column).join(sep);
  });
}

function isSame(others: readonly Partition[]) {
  return ({ column, value }: Partition, at: number): boolean =>
    others[at]?.column === column && others[at]?.value === value;
}

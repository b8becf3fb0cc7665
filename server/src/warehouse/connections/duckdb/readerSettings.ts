/** Settings of DuckDB's readers of files. */
import { duckdb } from "../../../sql/dialects/duckdb.ts";

export type ReaderSettings = Readonly<Record<string, string | boolean>>;

/** Folders say nothing: DuckDB would read those above the project, too. */
export const withoutFolders: ReaderSettings = { hive_partitioning: false };

/** `a = 'x', b = true`. */
export function settingsSql(settings: ReaderSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${typeof value === "string" ? duckdb.literal(value) : value}`)
    .join(", ");
}

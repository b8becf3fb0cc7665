/** In what order the rows of Parquet files lie, told by what the files say of their groups of rows. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import type { FileTable } from "./files.ts";

/** How many of its files' groups of rows one moment of a column lies in, as a share of all. */
export interface MomentShare {
  readonly column: string;
  /** From 0 to 1. */
  readonly share: number;
}

/** Fewer are read whole in no time. */
const leastGroups = 8;

/**
 * Of each column of times that has its smallest and largest value in every group, none of them infinite. Groups of rows in the order of a time hardly overlap: their
 * lengths add up to the length of the whole; in rows without order each is as long as that.
 */
export async function momentShares(session: DuckDBConnection, { files }: FileTable): Promise<MomentShare[]> {
  const paths = files.map(({ path }) => duckdb.literal(path)).join(", ");
  const result = await session.runAndReadAll(`
    select path_in_schema, sum(epoch(last - first)) / epoch(max(last) - min(first)) / count(*)
    from (
      select path_in_schema, ${finite("stats_min_value")} as first, ${finite("stats_max_value")} as last
      from parquet_metadata([${paths}])
    )
    group by path_in_schema
    having count(*) >= ${leastGroups} and count(first) = count(*) and max(last) > min(first)`);
  return result.getRowsJS().map(([column, share]) => ({ column: String(column), share: Number(share) }));
}

/** A statistic as a time; null where it is none, or infinite, which has no distance to others. */
function finite(statistic: string): string {
  const time = `try_cast(${statistic} as timestamp)`;
  return `case when isfinite(${time}) then ${time} end`;
}

const words = "A moment of it lies in this share of the groups of rows: ";

/** What the engine's catalog says of such a column. */
export function shareComment(share: number): string {
  return `${words}${share}`;
}

/** SQL of the share in a comment; null where it is another. */
export function shareIn(comment: string): string {
  return `case when starts_with(${comment}, ${duckdb.literal(words)}) then ${comment}[${words.length + 1}:] end`;
}

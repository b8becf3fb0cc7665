/** Columns that are read as texts, on the way to their types. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { FileOptions } from "./fileOptions.ts";
import type { TimeFormat } from "./timeFormats.ts";
import type { ColumnForm } from "./valueForms.ts";

export interface TextColumns {
  /** A query in SQL that gives them. */
  readonly relation: string;
  readonly names: readonly string[];
  /** None of them is a number, whatever it looks like: JSON says what is one. */
  readonly onlyTimes?: boolean;
  readonly options: FileOptions;
}

export interface SeenColumn {
  readonly name: string;
  /** Its quoted name. */
  readonly column: string;
  /** Its text in SQL, without spaces around it, decimals with a point. */
  readonly text: string;
  readonly form: ColumnForm;
  /** How its times are read where they are not ISO 8601. */
  readonly time?: TimeFormat;
  readonly doubt?: OrderDoubt;
}

/** Day and month fit in either order, so that one was taken. */
export interface OrderDoubt {
  readonly text: string;
  /** What it was taken for, as ISO 8601 has it. */
  readonly read: string;
  readonly taken: TimeFormat;
  readonly other: TimeFormat;
}

/** What a statement of ours answers. */
export async function rowsOf(session: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await session.runAndReadAll(sql)).getRows();
}

/** What is suggested of a table: plain data, from which the text of a spec is written. */
import type { Column, Table } from "../../project/types.ts";

/** What was counted in the first rows of a table. */
export interface Measured {
  readonly rows: number;
  /** Whether these are all rows. */
  readonly isWhole: boolean;
  /** By the names of columns that were counted. */
  readonly columns: ReadonlyMap<string, MeasuredColumn>;
}

export interface MeasuredColumn {
  /** Rows with a value. */
  readonly filled: number;
  readonly distinct: number;
  /** Of a time the latest, as ISO 8601. */
  readonly latest?: string;
}

/** Which columns tell rows apart, and how that is known. */
export interface Key {
  readonly columns: readonly Column[];
  /** `dbt`: by its tests; `rows`: in all rows read; `names`: by their names alone; `repeats`: not in the rows read. */
  readonly known: "dbt" | "rows" | "names" | "repeats";
}

export interface SuggestedEvent {
  readonly name: string;
  readonly description: string;
  /** Why it is suggested, for a comment. */
  readonly reason: string;
  /** Absent of a proposed event. */
  readonly at?: Column;
  /** Rows that count: a column's value. */
  readonly where?: { readonly column: Column; readonly value: string };
  readonly changes?: { readonly value: Column; readonly per: readonly Column[] };
  readonly variants?: { readonly by: Column; readonly names: readonly (readonly [string, string])[] };
  /** Why it can't be derived yet. */
  readonly blockedBy?: string;
}

export interface Suggestion {
  readonly table: Table;
  readonly events: readonly SuggestedEvent[];
  readonly key: Key;
  readonly entities: ReadonlyMap<string, Column>;
  /** Shared by all events. */
  readonly properties: ReadonlyMap<string, Column>;
  readonly loadedAt?: Column;
  readonly measured?: Measured;
  /** Whether there are no events because the project has them all. */
  readonly hasAll: boolean;
  /** Times, statuses and fields that no event was made of, and why, as the end of a sentence about the column. */
  readonly notTaken: readonly { readonly column: string; readonly why: string }[];
}

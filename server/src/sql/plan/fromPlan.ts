/** What stands in `from`, before any dialect. */
import type { Column, GivenTable } from "../../project/types.ts";

export type FromPlan = OneTablePlan | UnionPlan | FullPlan;

/** A table, or a query in its stead. */
export type OneTablePlan =
  | { readonly kind: "table"; readonly table: TablePlan; readonly alias?: string }
  | {
      readonly kind: "query";
      readonly sql: string;
      readonly tables: readonly { readonly name: string; readonly table: TablePlan }[];
      readonly alias: string;
    };

/** Tables whose rows come together, by columns of the same names. */
export interface UnionPlan {
  readonly kind: "union";
  readonly columns: readonly UnionColumnPlan[];
  readonly tables: readonly {
    /** What the spec calls it: the value of the column `relation`. */
    readonly name: string;
    readonly table: TablePlan;
    /** What it calls each of the columns; null for one that it lacks. */
    readonly columns: readonly (string | null)[];
  }[];
  /** The column with a row's table. */
  readonly relation?: string;
  readonly alias: string;
}

/** Tables and queries whose rows stand side by side where their keys are equal. */
export interface FullPlan {
  readonly kind: "full";
  /** What the keys are called by which the tables are compared. */
  readonly keys: readonly string[];
  readonly tables: readonly {
    readonly alias: string;
    readonly from: OneTablePlan;
    /** What it calls the keys. */
    readonly keys: readonly string[];
    /** Whether somebody asks if it has the row. */
    readonly isMarked: boolean;
  }[];
  /** The keys and marks are among the tables, as columns of `alias`; else they are put where SQL speaks of them. */
  readonly isBeside?: true;
  readonly alias: string;
}

export interface UnionColumnPlan {
  readonly name: string;
  /** The column where a table has it, whose type a null has elsewhere. */
  readonly like: Column;
  /** What all are cast to, where tables have numbers of several types. */
  readonly decimal?: { readonly precision: number; readonly scale: number };
}

export type TablePlan = TableName | { readonly given: GivenTable };

/** A relation's SQL name as the user wrote it, or the parts that dbt resolved it to. */
export type TableName = { readonly sql: string } | { readonly parts: readonly string[] };

/** When a joined event counts: from its own time on. */
export interface StandingPlan {
  /** The column with its time. */
  readonly at: string;
  /** That column, and the next event's, hold what clocks show in the zone of the row's own time. */
  readonly asWritten?: true;
  /** Until the time in this column: the next event of the entity. */
  readonly until?: string;
  /** Until the next row, which the engine finds by itself: of each moment there is one row. */
  readonly nearest?: true;
  readonly withinSeconds?: number;
  /** Only where this column's number is 1: the first event of the entity. */
  readonly place?: string;
  /** Only where this column's time is no longer within that length: the event before of the entity. */
  readonly before?: string;
}

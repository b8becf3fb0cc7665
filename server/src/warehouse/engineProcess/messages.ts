/** What is said between this process and that of the embedded engine: plain JSON, one message a question and an answer. */
import type { Column, UnreadableTable } from "../../project/types.ts";
import type {
  BindResult,
  Cell,
  DatabaseSettings,
  DescribedTable,
  Estimate,
  FileNotice,
  QueryResult,
  TableName,
  WarehouseErrorKind,
} from "../types.ts";

/** What one process may take; given to it when it is started. */
export interface ProcessLimits {
  /** Memory of the whole process, in bytes. */
  readonly memoryBytes: number;
  /** A folder of its own for what does not fit into memory. */
  readonly temporary: string;
  /** The number of the process that it answers: one that ended while this one began must not be waited for. */
  readonly parent: number;
}

/** What a connection is asked, and what it answers: as `Connection` has it. */
export interface Answers {
  readonly open: null;
  readonly close: null;
  readonly tables: readonly TableName[];
  readonly columns: readonly Column[] | null;
  readonly describe: readonly DescribedTable[];
  readonly unreadable: readonly Omit<UnreadableTable, "connection">[];
  readonly notices: readonly FileNotice[];
  readonly bind: BindResult;
  readonly estimate: Estimate;
  readonly plan: string;
  /** Its rows come before, in slices. */
  readonly run: QueryResult;
}

export type Question =
  | { readonly ask: "open" | "tables" | "describe" | "unreadable" | "notices" }
  | { readonly ask: "columns"; readonly parts: readonly string[] }
  | { readonly ask: "bind" | "estimate" | "plan"; readonly sql: string }
  | { readonly ask: "run"; readonly sql: string; readonly limit: number; readonly timeoutMs: number };

/** Asks; `limitMs` is the engine's own time. Rejects with `WarehouseError`. */
export type Ask = <Q extends Question>(
  question: Q,
  limitMs: number,
  signal: AbortSignal,
) => Promise<Answers[Q["ask"]]>;

export type ToEngine =
  | {
      readonly kind: "question";
      readonly id: number;
      readonly connection: number;
      /** With the first question about a connection. */
      readonly settings?: DatabaseSettings;
      readonly question: Question | { readonly ask: "close" };
    }
  | { readonly kind: "cancel"; readonly id: number }
  /** The process is to end, as it does by itself when its parent is gone. */
  | { readonly kind: "leave" };

export type FromEngine =
  /** A connection begins, or has ended, to look at its files: no question is answered meanwhile. */
  | { readonly kind: "opening"; readonly connection: number; readonly active: boolean }
  | { readonly kind: "rows"; readonly id: number; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: "answer"; readonly id: number; readonly answer: Answers[keyof Answers] }
  | { readonly kind: "failure"; readonly id: number; readonly failure: Failure };

/** An error on its way; without a kind it is a bug. */
export interface Failure {
  readonly kind?: WarehouseErrorKind;
  readonly message: string;
  readonly offset?: number | undefined;
}

/** What the process says last, on its standard error, before it ends itself because of its memory. */
export const outOfMemory = "eventspec: the engine's process needs more memory than it may have";

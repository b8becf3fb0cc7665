/** What is known about a user's SQL without asking an engine. Offsets are UTF-16, half open, into the text that was read. */
export type SqlProblemCode =
  | "sql-syntax"
  | "statement-in-expression"
  | "forbidden-function"
  | "forbidden-table";

/** What SQL is read as: one value, or a whole `select`. */
export type SqlMode = "expression" | "query";

export interface SqlProblem {
  readonly code: SqlProblemCode;
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
  /** The parser doesn't understand it, yet the engine may: whoever has bound it knows better. Never set for what is unsafe. */
  readonly uncertain?: true;
}

/** One identifier of a dotted name. */
export interface NamePart {
  /** Without quotes; as written. */
  readonly name: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** A column as written: `status`, `o.status`, and with fields of a record `o.address.city`. */
export interface ColumnReference {
  readonly parts: readonly NamePart[];
  readonly start: number;
  readonly end: number;
  /** Belongs, or may belong, to a sub-query's own tables: says nothing about the event's source. */
  readonly inner?: true;
}

export interface FunctionUse {
  /** In lower case, with the schema where one is written. */
  readonly name: string;
  /** Of the name alone. */
  readonly start: number;
  readonly end: number;
  /** `rows`: it makes several rows of one, or none. */
  readonly kind: "scalar" | "aggregate" | "window" | "rows";
  /** What it may be called for: see `functionStanding.ts`. */
  readonly standing: "computes" | "own" | "unknown" | "refused";
  /** Gives another result for the same arguments: at another time (`now`), or each time it is called (`random`). */
  readonly varies?: "each run" | "each call";
  /** Stands in a sub-query. */
  readonly inner?: true;
}

/** What an engine's catalog says of its functions. Names in lower case, parted by spaces. */
export interface EngineFunctions {
  /** Of the engine that was asked. */
  readonly version: string;
  readonly rows: string;
  readonly aggregates: string;
  readonly windows: string;
  readonly eachCall: string;
  readonly eachRun: string;
}

/** What SQL may call on an engine. Names in lower case, parted by spaces. */
export interface FunctionList {
  /** What says so, for people. */
  readonly source: string;
  /** Functions that give a value for their arguments, and do nothing else. */
  readonly computes: string;
  /** Those that may be called where a table stands, on engines that keep these apart; absent: all that compute. */
  readonly tables?: string;
  /** The engine's own that do more, as far as no pattern names them: nothing allows them. */
  readonly refused?: string;
  /** Of those that do more the ones that can be called without parentheses, as if they were a column: `(path).pg_read_file`. */
  readonly attributes?: string;
  /** The engine's own tables and views that are found without a schema. */
  readonly relations?: string;
}

export interface TableUse {
  readonly parts: readonly NamePart[];
  readonly alias?: string;
  readonly start: number;
  readonly end: number;
}

/** A column held against literals: `o.status = 'paid'`, `o.status in ('paid', 'sent')`. */
export interface Comparison {
  readonly column: ColumnReference;
  readonly operator: string;
  readonly literals: readonly {
    readonly value: string;
    readonly quoted: boolean;
    readonly start: number;
    readonly end: number;
  }[];
}

interface Reading {
  /** No problem at all. */
  readonly ok: boolean;
  /** May be embedded in a statement between parentheses: it can't leave them, change anything, or read files or the network. */
  readonly safe: boolean;
  /** The first of `problems`. */
  readonly problem?: SqlProblem;
  /** In the order of the text. */
  readonly problems: readonly SqlProblem[];
  readonly columns: readonly ColumnReference[];
  readonly functions: readonly FunctionUse[];
  /** Tables that its queries read; names that a `with` defines are left out. */
  readonly tables: readonly TableUse[];
}

/** One scalar expression. */
export interface ExpressionReading extends Reading {
  /** An aggregate outside of sub-queries, without `over`. */
  readonly hasAggregate: boolean;
  readonly comparisons: readonly Comparison[];
}

/** One `select`. */
export interface QueryReading extends Reading {
  /** Names of its columns; absent where they can't be told from the text, as with `*`. */
  readonly outputs?: readonly string[];
}

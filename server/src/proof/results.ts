/** What came of a check. */
import type { TextEdit } from "../document/types.ts";
import type { Cell, ResultColumn } from "../warehouse/types.ts";
import type { Check } from "./checks.ts";

/** `error`: it could not be run. Nothing that did not run is `passed`. */
export const checkStatuses = ["passed", "failed", "error", "skipped"] as const;
export type CheckStatus = (typeof checkStatuses)[number];

/** Rows that show what failed; values that are not for everybody's eyes are masked. */
export interface ShownRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Names of the columns whose values are masked. */
  readonly masked: readonly string[];
  /** How many there are in all, where they are not the failing rows themselves but periods or values. */
  readonly total?: number;
}

export interface CheckResult {
  readonly check: Check;
  readonly status: CheckStatus;
  /** One sentence. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** How many rows fail: all of them are counted. */
  readonly failing?: number;
  /** At most `mostShownRows` of them. */
  readonly shown?: ShownRows;
  /** Further lines for people: days that differ, causes, differences of rows. */
  readonly details?: readonly string[];
  /** Of an example: changes of its file after which it expects what comes out now. */
  readonly edits?: readonly TextEdit[];
  /** It could not be run because the connection could not be had, or was lost. */
  readonly unconnected?: true;
  /** Finds what fails. */
  readonly sql?: string;
  readonly elapsedMs: number;
}

/** What a check's own code says; time and place are added by who ran it. */
export type Verdict = Omit<CheckResult, "check" | "elapsedMs">;

export const mostShownRows = 20;

/** Stands for a value that is not shown. */
export const maskedValue = "•••";

export function withMasked(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
  hidden: ReadonlySet<string>,
): ShownRows {
  const isHidden = columns.map(({ name }) => hidden.has(name));
  return {
    columns,
    rows: rows.map((row) => row.map((cell, at) => (isHidden[at] && cell !== null ? maskedValue : cell))),
    masked: columns.flatMap(({ name }) => (hidden.has(name) ? [name] : [])),
  };
}

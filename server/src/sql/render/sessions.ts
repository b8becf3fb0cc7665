/** Sessions: rows of a sequence between which no more than a while passes. */
import type { Dialect } from "../dialects/dialect.ts";
import { ordering, type SharedWindow, sharedWindow } from "./ordering.ts";
import type { Query, Steps } from "./query.ts";
import type { Row } from "./row.ts";

/** Columns that sessions add. */
export const sessionColumns: ReadonlySet<string> = new Set([
  "sequence.session",
  "sequence.session_at",
  "sequence.number_in_session",
]);

/** What the step that finds where sessions begin tells of each row. */
export interface SessionStart {
  /** The row's time, where a session begins with it. */
  readonly at: string;
  /** The row's number in its sequence. */
  readonly place: string;
  /** The rows up to it. */
  readonly soFar: SharedWindow;
}

/** In: what a session is parted by, and what makes names of windows. */
interface Parting {
  readonly gapSeconds: number;
  windowName(wanted: string): string;
}

/** A step that tells of each row whether more than the gap has passed since the one before. */
export function withSessionStarts(
  dialect: Dialect,
  steps: Steps,
  { gapSeconds, windowName }: Parting,
  rows: Query,
): { readonly query: Query; readonly start: SessionStart } {
  const { utc } = rows.row.time;
  const { over, named } = sharedWindow(dialect, windowName("in_order"), orderOf(dialect, rows.row));
  const before = `lag(${dialect.toNullable?.(utc) ?? utc}) ${over}`;
  const earliest = dialect.minusSeconds(utc, gapSeconds);
  const { query, names } = steps.after({ ...rows, windows: named }, "gaps", [
    { name: "session_start", sql: `case when ${before} >= ${earliest} then null else ${utc} end` },
    { name: "place", sql: `row_number() ${over}` },
  ]);
  const [at = "null", place = "null"] = names;
  const order = orderOf(dialect, query.row);
  const soFar = sharedWindow(dialect, windowName("so_far"), order, "rows unbounded preceding");
  return { query, start: { at, place, soFar } };
}

/** By what rows of a sequence are parted, and how they follow each other. */
export function orderOf(dialect: Dialect, row: Row): [readonly string[], readonly string[]] {
  return [(row.sequence?.per ?? []).map(({ sql }) => sql), ordering(dialect, row)];
}

/** SQL of `session`, `session_at` or `number_in_session`. */
export function sessionValue(dialect: Dialect, { at, place, soFar }: SessionStart, column: string): string {
  if (column === "session") return `count(${at}) ${soFar.over}`;
  if (column === "session_at") {
    const latest = `max(${at}) ${soFar.over}`;
    return dialect.toMoment?.(latest) ?? latest;
  }
  return `${place} - max(case when ${at} is not null then ${place} end) ${soFar.over} + 1`;
}

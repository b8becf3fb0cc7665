/** Rows as people look at them: in the order of time, and with the clocks of a zone. */
import { logicalTypeOf } from "../sql/logicalType.ts";
import type { DialectName } from "../sql/types.ts";
import { offsetOf } from "../sql/zones.ts";
import type { Cell, QueryResult } from "../warehouse/types.ts";

/** What layouts call an event's time. */
const momentColumns: ReadonlySet<string> = new Set(["occurred_at", "ts"]);

/** What layouts call an event's name. */
export const nameColumns: ReadonlySet<string> = new Set(["event", "activity"]);

/** Columns that only machines read. */
const technicalColumns: ReadonlySet<string> = new Set([
  "event_id",
  "activity_id",
  "event_version",
  "source",
  "source_key",
  "loaded_at",
]);

export interface ShownColumn {
  /** Of the column in the result. */
  readonly index: number;
  /** Only machines read it: it is shown when it is asked for. */
  readonly isTechnical: boolean;
}

/**
 * Columns in the order in which people look for them: the time, the name where rows of several events stand together, whom
 * and what, and last what only machines read.
 */
export function columnsForPeople({
  columns,
  rows,
}: {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: QueryResult["rows"];
}): ShownColumn[] {
  const isOfMany = (index: number) => new Set(rows.map((row) => row[index])).size > 1;
  const ranked = columns.map(({ name }, index) => {
    const isTechnical = technicalColumns.has(name) || (nameColumns.has(name) && !isOfMany(index));
    const rank = isTechnical ? 3 : momentColumns.has(name) ? 0 : nameColumns.has(name) ? 1 : 2;
    return { index, isTechnical, rank };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ index, isTechnical }) => ({ index, isTechnical }));
}

/** Times are ISO 8601 in UTC, so their text sorts as they do. */
export function oldestFirst(result: QueryResult): QueryResult {
  const at = result.columns.findIndex(({ name }) => momentColumns.has(name));
  const timeOf = (row: readonly Cell[]): string => String(row[at] ?? "");
  const rows = [...result.rows].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
  return { ...result, rows };
}

export function newestFirst(result: QueryResult): QueryResult {
  return { ...result, rows: [...oldestFirst(result).rows].reverse() };
}

/** Whether a column holds moments, which the clocks of each zone show in their own way. */
export function isMoment({ type }: { readonly type: string }, dialect: DialectName): boolean {
  return logicalTypeOf(type, dialect).kind === "instant";
}

/** Moments as clocks of the zone show them, with their offset from UTC: `2025-03-01T11:00:00+01:00`. What is no moment stays. */
export function inZone(
  { columns, rows }: Pick<QueryResult, "columns" | "rows">,
  dialect: DialectName,
  zone: string,
): QueryResult["rows"] {
  const moments = columns.map((column) => isMoment(column, dialect));
  return rows.map((row) =>
    row.map((cell, at) => (moments[at] && typeof cell === "string" ? shownIn(zone, cell) : cell)),
  );
}

const utcMoment = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/;

function shownIn(zone: string, text: string): string {
  const [, seconds, fraction = ""] = utcMoment.exec(text) ?? [];
  const utc = seconds === undefined ? Number.NaN : Date.parse(`${seconds}Z`);
  const offset = Number.isNaN(utc) ? undefined : offsetOf(zone, utc);
  if (offset === undefined) return text;
  const clock = new Date(utc + offset).toISOString().slice(0, 19);
  return `${clock}${fraction}${offsetText(Math.round(offset / 60_000))}`;
}

function offsetText(minutes: number): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const distance = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}

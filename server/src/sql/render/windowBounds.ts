/** A window as conditions on a time as it is written, so that engines read only what they need. They never drop an event of the window. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import { offsetOf } from "../zones.ts";

const second = 1000;
export const day = 24 * 3600 * second;

export interface TimeRange {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** What holds a time, to be compared as it stands. */
interface TimeColumn {
  readonly sql: string;
  readonly type: LogicalType | undefined;
  /** Of its naive values. */
  readonly timezone: string;
}

/** A moment given as ISO 8601, a day alone being its midnight in UTC, as `2026-01-05 10:00:00`, with what it has of a second. Throws on what is no moment. */
export function utcText(moment: string): string {
  return sqlText(timeOf(moment));
}

/** The same in milliseconds since 1970. */
export function timeOf(moment: string): number {
  const zoned = /Z|[-+]\d{2}:?\d{2}$/i.test(moment) || /^\d{4}-\d{2}-\d{2}$/.test(moment);
  const time = new Date(zoned ? moment.replace(" ", "T") : `${moment.replace(" ", "T")}Z`).getTime();
  if (Number.isNaN(time))
    throw new RangeError(`"${moment}" is not a moment: write it as 2026-01-05T10:00:00Z.`);
  return time;
}

/** Milliseconds since 1970 in the same way. */
export function sqlText(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace("T", " ")
    .replace(/(?:\.000)?Z$/, "");
}

export interface RangeConditions {
  readonly conditions: readonly string[];
  /** Whether they hold for no other rows, clocks that are put back or forward apart. */
  readonly exact: boolean;
}

/**
 * Conditions on a time that hold for every row whose moment is in the range.
 * Out: none where the type isn't known, because the comparison could then mean something else.
 */
export function rangeConditions(dialect: Dialect, time: TimeColumn, range: TimeRange): RangeConditions {
  const bounds = boundsOf(time, range, 0);
  if (!bounds) return { conditions: [], exact: false };
  const conditions = bounds.map(({ sign, clock, kind }) => {
    // A day stands for its midnight: those of the bound's own day come before it.
    const bound = kind === "date" ? Math.ceil(clock / day) * day : clock;
    return `${time.sql} ${sign} ${dialect.moment(kind, sqlText(bound))}`;
  });
  return { conditions, exact: bounds.every(({ exact }) => exact) };
}

/** The same for a column that moments of the range lie at most so many seconds away from. A day stands for all of its hours. */
export function rangeAround(
  dialect: Dialect,
  column: TimeColumn,
  range: TimeRange,
  seconds: number,
): readonly string[] {
  return (boundsOf(column, range, seconds) ?? []).map(({ sign, clock, kind }) => {
    const inclusive = kind === "date" && sign === "<" ? "<=" : sign;
    return `${column.sql} ${inclusive} ${dialect.moment(kind, sqlText(kind === "date" ? Math.floor(clock / day) * day : clock))}`;
  });
}

function boundsOf({ type, timezone: zone }: TimeColumn, { since, until }: TimeRange, slackSeconds: number) {
  const kind = type?.kind;
  if (kind !== "instant" && kind !== "timestamp" && kind !== "date") return undefined;
  return [
    ...(since === undefined ? [] : [{ moment: since, sign: ">=", direction: -1 } as const]),
    ...(until === undefined ? [] : [{ moment: until, sign: "<", direction: 1 } as const]),
  ].map(({ moment, sign, direction }) => {
    const utc = timeOf(moment) + direction * slackSeconds * second;
    const bound = kind === "instant" ? { clock: utc, exact: true } : clockBound(utc, zone, direction);
    return { ...bound, sign, kind };
  });
}

/** What a clock in the zone shows at a moment, moved outwards near where clocks change: there they show times twice or never. */
function clockBound(utc: number, zone: string, direction: -1 | 1): { clock: number; exact: boolean } {
  if (zone === "UTC") return { clock: utc, exact: true };
  const [before, offset, after] = [-2 * day, 0, 2 * day].map((distance) => offsetOf(zone, utc + distance));
  if (before === undefined || offset === undefined || after === undefined)
    return { clock: utc + direction * 2 * day, exact: false };
  const exact = before === offset && offset === after;
  return { clock: utc + offset + (exact ? 0 : direction * day), exact };
}

/** A window as conditions on a source's own column, so that engines read only what they need. They never drop an event of the window. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import { offsetOf } from "../zones.ts";

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

export interface TimeRange {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** What holds a moment. */
interface TimeColumn {
  readonly sql: string;
  readonly type: LogicalType | undefined;
  /** Of its naive values. */
  readonly timezone: string;
}

/** A moment given as ISO 8601, a day alone being its midnight in UTC, as `2026-01-05 10:00:00.000000`. Throws on what is no moment. */
export function utcText(moment: string): string {
  return sqlText(millisecondsOf(moment));
}

function millisecondsOf(moment: string): number {
  const zoned = /Z|[-+]\d{2}:?\d{2}$/i.test(moment) || /^\d{4}-\d{2}-\d{2}$/.test(moment);
  const time = new Date(zoned ? moment.replace(" ", "T") : `${moment.replace(" ", "T")}Z`).getTime();
  if (Number.isNaN(time)) throw new RangeError(`"${moment}" is no moment: write it as 2026-01-05T10:00:00Z.`);
  return time;
}

function sqlText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("T", " ").replace("Z", "000");
}

/**
 * Conditions on a column that hold for every row whose moment is in the range.
 * In: how far the moment may lie from it, in seconds.
 * Out: nothing where the type isn't known, because the comparison could then mean something else.
 */
export function rangeConditions(
  dialect: Dialect,
  { sql, type, timezone: zone }: TimeColumn,
  range: TimeRange,
  slackSeconds = 0,
): string[] {
  const kind = type?.kind;
  if (kind !== "instant" && kind !== "timestamp" && kind !== "date") return [];
  const bound = (moment: string, direction: -1 | 1) => {
    const utc = millisecondsOf(moment) + direction * slackSeconds * second;
    if (kind === "instant") return dialect.moment(kind, sqlText(utc));
    return dialect.moment(kind, sqlText(clockBound(utc, zone, direction)));
  };
  const conditions: string[] = [];
  if (range.since !== undefined) conditions.push(`${sql} >= ${bound(range.since, -1)}`);
  if (range.until !== undefined) {
    // A day stands for its midnight, and the bound for any time of its day.
    conditions.push(`${sql} ${kind === "date" ? "<=" : "<"} ${bound(range.until, 1)}`);
  }
  return conditions;
}

/**
 * What a clock in the zone shows at a moment, moved outwards where that isn't exact: clocks that were put back or forward nearby
 * show times out of order, and other releases of the zone database may know other rules.
 */
function clockBound(utc: number, zone: string, direction: -1 | 1): number {
  if (zone === "UTC") return utc;
  const offsets = [-2 * day, 0, 2 * day].map((distance) => offsetOf(zone, utc + distance));
  const [before, offset, after] = offsets;
  if (before === undefined || offset === undefined || after === undefined) return utc + direction * 2 * day;
  const margin = before === offset && offset === after ? 3 * hour : day;
  return utc + offset + direction * margin;
}

/** Times as people write them: `2026-01-05`, `2026-01-05 10:00`, `2026-01-05T10:00:00.25+01:00`. */

import { momentOfClock } from "./zones.ts";

export interface WrittenTime {
  /** What the clock shows, as if it stood in UTC: milliseconds since 1970. */
  readonly clock: number;
  /** What is written of a second's fraction, with its point: `.250`; empty where nothing is. */
  readonly fraction: string;
  /** How far the clock is ahead of UTC, in milliseconds; absent where nothing says so. */
  readonly offset?: number;
}

const pattern =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(\.\d{1,9})?)?(?:\s?(Z|UTC|[+-]\d\d(?::?\d\d)?))?)?$/i;

/** A day, or a day with a time; `undefined` for what is none, such as the 30th of February. */
export function readWrittenTime(text: string): WrittenTime | undefined {
  const [, date = "", minutes = "00:00", seconds = "00", fraction = "", zone] = pattern.exec(text) ?? [];
  if (!isDay(date)) return undefined;
  const clock = Date.parse(`${date}T${minutes}:${seconds}Z`);
  if (Number.isNaN(clock)) return undefined;
  return { clock, fraction, ...(zone !== undefined && { offset: offsetMinutes(zone) * 60_000 }) };
}

/** Milliseconds since 1970; what has no offset is what a clock of the zone shows. `undefined` for an unknown zone. */
export function momentWritten({ clock, fraction, offset }: WrittenTime, zone: string): number | undefined {
  const shown = clock + Number(`0${fraction}`) * 1000;
  return offset === undefined ? momentOfClock(zone, shown) : shown - offset;
}

/** `2026-01-05 10:00:00.25`: the time moved by some milliseconds, as engines read it. Years are those from 0 to 9999. */
export function clockText({ clock, fraction }: WrittenTime, moved = 0): string {
  return new Date(clock + moved).toISOString().replace("T", " ").replace(".000Z", fraction);
}

function offsetMinutes(zone: string): number {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Whether a date exists: JavaScript takes the 30th of February for the 2nd of March. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

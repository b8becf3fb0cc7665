/** Hours, days, weeks and months of a time zone's calendar. A day is written `2026-01-31`, an hour `2026-01-31T10`. */
import { momentOfClock, offsetOf } from "../../sql/zones.ts";

/** Counts by hour or day; those that are absent have none. */
export type Series = ReadonlyMap<string, number>;

export type Period = "hour" | "day" | "week" | "month";

const hour = 3600_000;
const day = 24 * hour;

/** Whether it is a day or an hour that can be counted from: engines also have years before the first, beyond 9999, and infinity. */
export const isInCalendar = (written: string): boolean =>
  /^\d{4}-\d\d-\d\d(T\d\d)?$/.test(written) && !written.startsWith("0000");

/** The period that an hour or a day belongs to, written as its first day or hour. Weeks begin on Monday. */
export function periodOf(written: string, period: Period): string {
  if (period === "hour") return written;
  const date = written.slice(0, 10);
  if (period === "day") return date;
  if (period === "month") return `${date.slice(0, 7)}-01`;
  const time = Date.parse(date);
  const sinceMonday = (new Date(time).getUTCDay() + 6) % 7;
  return dateText(time - sinceMonday * day);
}

/** Counts of longer periods. */
export function byPeriod(series: Series, period: Period): Series {
  const sums = new Map<string, number>();
  for (const [written, count] of series) {
    const key = periodOf(written, period);
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return sums;
}

/** The period that a moment lies in. */
export function periodAt(moment: number, period: Period, zone: string): string {
  const clock = new Date(moment + (offsetOf(zone, moment) ?? 0)).toISOString();
  return periodOf(clock.slice(0, period === "hour" ? 13 : 10), period);
}

/** All periods from the one after `first` to the one before `last`, in order, as the calendar has them. */
export function periodsBetween(first: string, last: string, period: Period, zone: string): string[] {
  return period === "hour" ? hoursBetween(first, last, zone) : datesBetween(first, last, period);
}

function datesBetween(first: string, last: string, period: Period): string[] {
  const dates: string[] = [];
  for (let next = following(first, period); next < last; next = following(next, period)) dates.push(next);
  return dates;
}

/** The first day of the next one. */
export function following(date: string, period: Period): string {
  const time = new Date(Date.parse(date));
  if (period === "month") time.setUTCMonth(time.getUTCMonth() + 1);
  else time.setUTCDate(time.getUTCDate() + (period === "week" ? 7 : 1));
  return dateText(time.getTime());
}

/** Hours that clocks skip are none; one that they show twice is one. */
function hoursBetween(first: string, last: string, zone: string): string[] {
  const from = momentOfClock(zone, Date.parse(`${first}:00:00Z`));
  const to = momentOfClock(zone, Date.parse(`${last}:00:00Z`));
  if (from === undefined || to === undefined) return [];
  const hours = new Set<string>();
  for (let moment = from; moment <= to; moment += hour) hours.add(periodAt(moment, "hour", zone));
  return [...hours].filter((written) => written > first && written < last);
}

const dateText = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * Times are seconds on the wall clock of the shop's zone (Europe/Brussels), counted as if that clock never changed.
 * The systems of record store them so, without a zone; only the tracker writes UTC.
 */
export const minute = 60;
export const hour = 3600;
export const day = 86_400;

export const clockTo = (year: number, month: number, date: number): number =>
  Date.UTC(year, month - 1, date) / 1000;

export const firstDay = clockTo(2025, 1, 1);
/** Nothing is known after this moment: the tables were copied then. */
export const copiedAt = clockTo(2025, 7, 1);

/** Summer time began on 30 March 2025 at 02:00, which became 03:00: the hour between never was on a clock. */
const summerTime = clockTo(2025, 3, 30) + 2 * hour;

/** Moves a time out of the hour that never was. */
export const onTheClock = (time: number): number =>
  time >= summerTime && time < summerTime + hour ? time + hour : time;

/** `2025-01-05 10:00:00`, or nothing. */
export const stamp = (time: number | undefined): string =>
  time === undefined ? "" : new Date(onTheClock(time) * 1000).toISOString().slice(0, 19).replace("T", " ");

export const dateStamp = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);

/** `2025-01-05T09:00:00Z` for 10:00 in Brussels in winter. */
export function utcStamp(time: number): string {
  const clock = onTheClock(time);
  // Winter 2024/25 began before the first tracked event.
  const offset = clock >= summerTime ? 2 * hour : hour;
  return `${new Date((clock - offset) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Sunday is 0. */
export const weekday = (time: number): number => new Date(time * 1000).getUTCDay();

export const startOfDay = (time: number): number => time - (time % day);

/** The given hour of the next day that is not a Sunday. */
export function nextWorkingDay(time: number, atHour: number): number {
  let next = startOfDay(time) + day;
  while (weekday(next) === 0) next += day;
  return next + atHour * hour;
}

/** What is after the copy is not known yet. */
export const known = (time: number | undefined): number | undefined =>
  time !== undefined && time < copiedAt ? time : undefined;

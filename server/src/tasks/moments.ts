/** Which moments a preview begins and ends at: what people write on the command line and in settings. */

import type { Window } from "../sql/types.ts";
import { momentWritten, readWrittenTime } from "../sql/writtenTime.ts";
import { momentOfClock, monthsBefore, offsetOf } from "../sql/zones.ts";

/** What a text is read by. */
export interface Clock {
  readonly now: Date;
  /** Of times without an offset, and of days. */
  readonly zone: string;
}

/** What may be written, for messages. */
function momentForms(zone: string): string {
  return (
    `It takes 2025-01-31 or 2025-01-31T18:00 (in ${zone}), the same with Z, +01 or +01:00, ` +
    "now, today, yesterday, tomorrow, or how long ago: 90 min, 12h, 7d, 2 weeks, 3 months, 1 year."
  );
}

/** Reads a moment. Out: ISO 8601 in UTC; `undefined` where the text is none of the forms, or the day does not exist. */
export function readMoment(text: string, clock: Clock): string | undefined {
  const written = text.trim();
  const moment = namedDay(written, clock) ?? ago(written, clock) ?? dated(written, clock);
  if (moment === undefined || Number.isNaN(new Date(moment).getTime())) return undefined;
  return new Date(moment).toISOString();
}

export type WindowRead =
  | { readonly window: Pick<Window, "since" | "until"> }
  /** What can't be read, as a sentence, and what may be written instead. */
  | { readonly problem: string; readonly hint?: string };

/** Reads both ends of a window. In: the texts, and what messages call each of them. */
export function readWindow(
  texts: { readonly since?: string | undefined; readonly until?: string | undefined },
  names: { readonly since: string; readonly until: string },
  clock: Clock,
): WindowRead {
  const ends: { since?: string; until?: string } = {};
  for (const end of ["since", "until"] as const) {
    const text = texts[end];
    if (text === undefined) continue;
    const moment = readMoment(text, clock);
    if (moment === undefined)
      return {
        problem: `${names[end]} can't be read: ${JSON.stringify(text)}.`,
        hint: momentForms(clock.zone),
      };
    ends[end] = moment;
  }
  const { since, until } = ends;
  if (since !== undefined && until !== undefined && since >= until)
    return { problem: `${names.since} must be before ${names.until}.` };
  return { window: ends };
}

/** The moment of a run, ISO 8601 in UTC: as written, else the clock's. In: what messages call it, and the zone of times without an offset. */
export function readNow(
  text: string | undefined,
  name: string,
  zone: string,
): { readonly now: string } | { readonly problem: string; readonly hint: string } {
  const clock = new Date();
  const now = text === undefined ? clock.toISOString() : readMoment(text, { now: clock, zone });
  if (now !== undefined) return { now };
  return {
    problem: `${name} can't be read: ${JSON.stringify(text)}.`,
    hint: "It takes 2025-01-31 or 2025-01-31T18:00.",
  };
}

const daysFromNow: ReadonlyMap<string, number> = new Map([
  ["yesterday", -1],
  ["today", 0],
  ["tomorrow", 1],
]);

/** `now`, or the midnight at which a day begins in the zone. */
function namedDay(text: string, { now, zone }: Clock): number | undefined {
  const name = text.toLowerCase();
  if (name === "now") return now.getTime();
  const days = daysFromNow.get(name);
  const shown = days === undefined ? undefined : clockAt(now, zone);
  if (days === undefined || !shown) return undefined;
  return momentOfClock(
    zone,
    Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate() + days),
  );
}

/** Seconds of each unit, by the ways in which it is written; `m` alone could mean minutes or months. */
const unitSeconds: ReadonlyMap<string, number> = new Map(
  (
    [
      [1, "s sec secs second seconds"],
      [60, "min mins minute minutes"],
      [3600, "h hr hrs hour hours"],
      [86_400, "d day days"],
      [604_800, "w week weeks"],
    ] as const
  ).flatMap(([seconds, names]) => names.split(" ").map((name) => [name, seconds] as const)),
);

/** The same for units whose length depends on the calendar. */
const unitMonths: ReadonlyMap<string, number> = new Map([
  ...["mo", "month", "months"].map((name) => [name, 1] as const),
  ...["y", "year", "years"].map((name) => [name, 12] as const),
]);

/** `7d`, `3 months`, `2 weeks ago`. */
function ago(text: string, { now, zone }: Clock): number | undefined {
  const [, digits = "", unit = ""] = /^(\d{1,6})\s*([a-z]+)(?:\s+ago)?$/i.exec(text) ?? [];
  const seconds = unitSeconds.get(unit.toLowerCase());
  if (seconds !== undefined) return now.getTime() - Number(digits) * seconds * 1000;
  const months = unitMonths.get(unit.toLowerCase());
  const shown = months === undefined ? undefined : clockAt(now, zone);
  if (months === undefined || !shown) return undefined;
  return momentOfClock(zone, monthsBefore(shown, Number(digits) * months));
}

function clockAt(now: Date, zone: string): Date | undefined {
  const offset = offsetOf(zone, now.getTime());
  return offset === undefined ? undefined : new Date(now.getTime() + offset);
}

/** A day, or a day with a time; without an offset it is what a clock of the zone shows. */
function dated(text: string, { zone }: Clock): number | undefined {
  const written = readWrittenTime(text);
  return written && momentWritten(written, zone);
}

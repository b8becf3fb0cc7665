/** What clocks of a time zone show, by the zone database of this process. Moments are milliseconds since 1970 in UTC. */

const second = 1000;
const day = 24 * 3600 * second;

/** Making one takes longer than all that is asked of it; they know nothing but their zone. */
const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 100;

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  if (formats.size >= mostFormats) formats.clear();
  formats.set(zone, made);
  return made;
}

/** How far the zone is ahead of UTC at a moment, in milliseconds; `undefined` for a zone that nobody knows. */
export function offsetOf(zone: string, utc: number): number | undefined {
  try {
    const parts = new Map(
      formatOf(zone)
        .formatToParts(utc)
        .map(({ type, value }) => [type, value]),
    );
    const number = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
    if (parts.get("era") !== "AD") return undefined;
    const clock = new Date(0);
    clock.setUTCFullYear(number("year"), number("month") - 1, number("day"));
    clock.setUTCHours(number("hour"), number("minute"), number("second"));
    return clock.getTime() - (utc - (((utc % second) + second) % second));
  } catch {
    return undefined;
  }
}

/**
 * The moment at which a clock in the zone shows a time, which is given as if the clock stood in UTC. An hour that is shown twice is the
 * later one; one that is skipped counts on from before: as in docs/sql.md. `undefined` for a zone that nobody knows.
 */
export function momentOfClock(zone: string, clock: number): number | undefined {
  const before = offsetOf(zone, clock - day);
  const after = offsetOf(zone, clock + day);
  if (before === undefined || after === undefined) return undefined;
  const fits = [after, before].find((offset) => offsetOf(zone, clock - offset) === offset);
  return clock - (fits ?? before);
}

/** The same time of the same day of an earlier month, or of that month's last day. */
export function monthsBefore(shown: Date, months: number): number {
  const first = new Date(shown);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return first.setUTCDate(Math.min(shown.getUTCDate(), lastDay));
}

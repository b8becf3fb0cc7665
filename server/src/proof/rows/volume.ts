/** How many events there are in each period, and whether the newest one is usual. */

import type { EventTest } from "../../spec/types.ts";
import { secondsOf } from "../../spec/values.ts";
import type { Check } from "../checks.ts";
import { mostShownRows, type Verdict } from "../results.ts";
import { inWords, many } from "../words.ts";
import { byPeriod, isInCalendar, type Period, periodAt, periodsBetween, type Series } from "./calendar.ts";
import type { EventRelation } from "./eventRelation.ts";
import type { RowAnswer, RowCheck } from "./rowCheck.ts";

type VolumeTest = Extract<EventTest, { readonly kind: "volume" }>;

/** A complete period and how many events it has. */
interface PeriodCount {
  readonly period: string;
  readonly count: number;
}

export function volume(
  relation: EventRelation,
  check: Check,
  { test, unusual: limit }: Extract<Check["subject"], { readonly kind: "volume" }>,
): RowCheck {
  const per = test.per.value;
  const granularity = per === "hour" ? "hour" : "day";
  return {
    check,
    per: granularity,
    read(answer) {
      const series = answer.series(granularity);
      const outside = [...series.keys()].find((written) => !isInCalendar(written));
      if (outside !== undefined)
        return {
          status: "error",
          message: `There are events at times that no calendar of four digits a year has, as ${outside.split("T")[0]}: declare them in \`null_values\`, or narrow the window.`,
        };
      const periods = completePeriods(relation, byPeriod(series, per), per);
      if ("status" in periods) return periods;
      return limit === undefined ? bounds(test, answer, periods) : unusual(periods, per, limit);
    },
  };
}

/** 34 years of hours. */
const mostPeriods = 300_000;
const shortest: Readonly<Record<Period, number>> = { hour: 1, day: 24, week: 7 * 24, month: 28 * 24 };

/** From the one after the first event's, in the window, to the last that ended before now, `lookback` left out. */
function completePeriods(
  { event, now, plan }: EventRelation,
  counts: Series,
  per: Period,
): readonly PeriodCount[] | Verdict {
  const [first] = [...counts.keys()].sort();
  if (first === undefined) return [];
  const { until } = plan.window;
  const zone = event.timezone;
  const settled = Date.parse(now) - (event.lookback ? secondsOf(event.lookback) * 1000 : 0);
  const end = Math.min(settled, until === undefined ? settled : Date.parse(until));
  const hours = (end - Date.parse(first.slice(0, 10))) / 3600_000;
  if (hours / shortest[per] > mostPeriods)
    return {
      status: "error",
      message: `From the first event, in ${first.slice(0, 4)}, there are more than ${inWords(mostPeriods)} ${per}s: narrow the window with \`since\`, or declare that time in \`null_values\`.`,
    };
  return periodsBetween(first, periodAt(end, per, zone), per, zone).map((period) => ({
    period,
    count: counts.get(period) ?? 0,
  }));
}

function bounds(
  { min, max, per }: VolumeTest,
  { events }: RowAnswer,
  periods: readonly PeriodCount[],
): Verdict {
  if (min === undefined && max === undefined)
    return { status: "error", message: "The test says neither `min`, `max` nor `unusual`." };
  const expected = `${[...(min === undefined ? [] : [`at least ${inWords(min)}`]), ...(max === undefined ? [] : [`at most ${inWords(max)}`])].join(", ")} per ${per.value}`;
  if (events === 0)
    return (min ?? 0) > 0
      ? { status: "failed", message: "There are no events at all.", expected, actual: "no events" }
      : { status: "skipped", message: "There are no events, so there is no period to count.", expected };
  if (periods.length === 0)
    return { status: "skipped", message: `No ${per.value} is complete yet.`, expected };
  const wrong = periods.filter(
    ({ count }) => count < (min ?? 0) || count > (max ?? Number.POSITIVE_INFINITY),
  );
  const numbers = periods.map(({ count }) => count);
  const range = `${inWords(Math.min(...numbers))} to ${inWords(Math.max(...numbers))}`;
  if (wrong.length === 0)
    return {
      status: "passed",
      message: `${many(periods.length, per.value)}, with ${range} events each.`,
      expected,
      actual: range,
      failing: 0,
    };
  const [newest] = wrong.slice(-1);
  return {
    status: "failed",
    message: `${inWords(wrong.length)} of ${many(periods.length, per.value)} ${wrong.length === 1 ? "is" : "are"} out of bounds, the newest being ${newest?.period} with ${many(newest?.count ?? 0, "event")}.`,
    expected,
    actual: `${range} per ${per.value}`,
    failing: wrong.length,
    shown: {
      columns: [
        { name: per.value, type: "date" },
        { name: "events", type: "bigint" },
      ],
      rows: wrong
        .slice(-mostShownRows)
        .reverse()
        .map(({ period, count }) => [period, count]),
      masked: [],
      total: wrong.length,
    },
  };
}

/** What makes a deviation of the middle comparable to a standard deviation, where values are normal. */
const deviationScale = 1.4826;
const fewestPeriods = 4;

/** The newest complete period against the median of earlier ones of its kind: for hours and days, the same weekday. */
function unusual(periods: readonly PeriodCount[], per: Period, limit: number): Verdict {
  const newest = periods.at(-1);
  const expected = `within ${limit} deviations of the usual number`;
  const history = newest ? usualHistory(alike(periods, newest, per), limit) : [];
  if (!newest || history.length < fewestPeriods)
    return {
      status: "skipped",
      message: `There is too little history: ${many(history.length, "comparable period")}, and ${fewestPeriods} are needed.`,
      expected,
    };
  const { middle, scale } = spread(history);
  const distance = Math.abs(newest.count - middle) / scale;
  const usual = `usual: ${inWords(Math.round(middle))}`;
  const actual = `${many(newest.count, "event")} (${usual})`;
  const message = `${newest.period} has ${many(newest.count, "event")}; ${usual}, and this is ${distance.toFixed(1)} deviations away.`;
  return { status: distance > limit ? "failed" : "passed", message, expected, actual };
}

function alike(periods: readonly PeriodCount[], newest: PeriodCount, per: Period): number[] {
  const earlier = periods.slice(0, -1);
  if (per === "week" || per === "month") return earlier.map(({ count }) => count);
  const kind = (written: string) =>
    `${new Date(Date.parse(written.slice(0, 10))).getUTCDay()} ${written.slice(10)}`;
  return earlier.filter(({ period }) => kind(period) === kind(newest.period)).map(({ count }) => count);
}

/** Without earlier ones that were unusual themselves by what came before them. */
function usualHistory(counts: readonly number[], limit: number): number[] {
  const kept: number[] = [];
  for (const count of counts) {
    const { middle, scale } = spread(kept);
    const isFlagged = kept.length >= fewestPeriods && Math.abs(count - middle) / scale > limit;
    if (!isFlagged) kept.push(count);
  }
  return kept;
}

/** Counts are noisy: where all are alike, they may still differ by the root of their number. */
function spread(counts: readonly number[]): { middle: number; scale: number } {
  const middle = median(counts);
  const deviation = median(counts.map((count) => Math.abs(count - middle)));
  return { middle, scale: Math.max(deviationScale * deviation, Math.sqrt(middle), 1) };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(half)] ?? 0)
    : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

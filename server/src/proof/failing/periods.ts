/** Periods of an event's calendar in SQL, as what the clock shows at their beginning. */
import { secondsOf } from "../../spec/values.ts";
import type { CalendarUnit } from "../../sql/dialects/dialect.ts";
import { operand } from "../../sql/render/embed.ts";
import { nowOf } from "../../sql/render/time.ts";
import type { CheckedRows } from "../rows/eventRelation.ts";

type Calendar = Pick<CheckedRows, "dialect" | "event" | "now">;

/** The period that an event's time lies in. In: SQL of the time. */
export function periodOf({ dialect, event }: Calendar, time: string, per: CalendarUnit): string {
  const moment = dialect.toMoment?.(time) ?? operand(dialect, time);
  return dialect.startOf(per, dialect.toClock(moment, event.timezone));
}

/** The first period that has not ended by now, or that late rows may still change. */
export function openPeriod(calendar: Calendar, per: CalendarUnit, settles: "settled" | "running"): string {
  const { dialect, event, now } = calendar;
  const seconds = settles === "settled" && event.lookback ? secondsOf(event.lookback) : 0;
  const moment = nowOf(dialect, now);
  return periodOf(calendar, seconds === 0 ? moment : dialect.minusSeconds(moment, seconds), per);
}

const halfHour = 1800;

/**
 * The period before another one, as clocks show it. In: SQL of a period's beginning. An hour that clocks skip is none, and one that they show
 * twice is one; where half an hour before is the same hour, an hour earlier is not.
 */
export function periodBefore({ dialect, event }: Calendar, period: string, per: CalendarUnit): string {
  if (per !== "hour")
    return dialect.clockBefore(
      period,
      per === "week" ? { amount: 7, unit: "day" } : { amount: 1, unit: per },
    );
  const time = dialect.toInstant(period, { kind: "timestamp" }, event.timezone, true);
  const earlier = (seconds: number) =>
    periodOf({ dialect, event }, dialect.minusSeconds(operand(dialect, time), seconds), "hour");
  const [near, far] = [earlier(halfHour), earlier(3 * halfHour)];
  return `case when ${near} = ${period} then ${far} else ${near} end`;
}

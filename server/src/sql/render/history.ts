/** An event's history as conditions on its time. Like the window it is the last step, so it changes nothing of the rows that it leaves. */
import type { Dialect } from "../dialects/dialect.ts";
import type { BoundPlan } from "../plan/historyPlan.ts";
import type { EventPlan, RelationPlan } from "../plan/plan.ts";
import { momentOfClock, monthsBefore, offsetOf } from "../zones.ts";
import { comparand, isOperand, operand } from "./embed.ts";
import type { RelationRenderer } from "./renderer.ts";
import type { Time } from "./time.ts";
import { day, type TimeRange, timeOf } from "./windowBounds.ts";

/** The run's window, narrowed by what is known of the event's history before the query runs. */
export function knownRange({ window, now }: RelationPlan, event: EventPlan | undefined): TimeRange {
  const { since = [], until = [] } = event?.history ?? {};
  const moments = (bounds: readonly BoundPlan[], own: string | undefined): number[] => [
    ...(own === undefined ? [] : [timeOf(own)]),
    ...bounds.flatMap((bound) => boundMoment(bound, now) ?? []),
  ];
  const starts = moments(since, window.since);
  const ends = moments(until, window.until);
  return {
    ...(starts.length > 0 && { since: new Date(Math.max(...starts)).toISOString() }),
    ...(ends.length > 0 && { until: new Date(Math.min(...ends)).toISOString() }),
  };
}

/** Where the engine's clock tells the run's moment: bounds that follow from it. In: the time of a row. */
export function movingBounds(
  { dialect, relation: { now } }: RelationRenderer,
  event: EventPlan | undefined,
  time: Time,
): string[] {
  const { since = [], until = [] } = event?.history ?? {};
  const bound = (sign: string) => (plan: BoundPlan) =>
    boundMoment(plan, now) === undefined && "ago" in plan ? [comparison(dialect, time, sign, plan)] : [];
  return [...since.flatMap(bound(">=")), ...until.flatMap(bound("<"))];
}

type MovingBound = Extract<BoundPlan, { readonly ago: unknown }>;

/** The same clock is compared as it is written, which engines prune by; anything else as moments. */
function comparison(dialect: Dialect, time: Time, sign: string, bound: MovingBound): string {
  const { timezone } = bound;
  const clock = clockOf(dialect, bound);
  if (time.type.kind === "timestamp" && time.timezone === timezone)
    return `${comparand(dialect, time.sql)} ${sign} ${clock}`;
  const moment = dialect.toInstant(clock, { kind: "timestamp" }, timezone, isOperand(dialect, clock));
  return `${comparand(dialect, time.utc)} ${sign} ${moment}`;
}

/** What the clock shows at the bound. */
function clockOf(dialect: Dialect, { ago, fromMidnight, timezone }: MovingBound): string {
  const now = operand(dialect, dialect.clockNow(timezone));
  const from = fromMidnight ? dialect.startOf("day", now) : now;
  return ago.amount === 0 ? from : dialect.clockBefore(from, ago);
}

/** Milliseconds since 1970; `undefined` for what nobody knows before the query runs. */
function boundMoment(bound: BoundPlan, now: string | undefined): number | undefined {
  if ("moment" in bound) return timeOf(bound.moment);
  const utc = now === undefined ? undefined : timeOf(now);
  const offset = utc === undefined ? undefined : offsetOf(bound.timezone, utc);
  if (utc === undefined || offset === undefined) return undefined;
  const clock = utc + offset;
  const from = bound.fromMidnight ? Math.floor(clock / day) * day : clock;
  const { amount, unit } = bound.ago;
  const before = unit === "day" ? from - amount * day : monthsBefore(new Date(from), amount);
  return momentOfClock(bound.timezone, before);
}

/** The bounds of an event's history. */
import type { ProjectEvent } from "../../project/types.ts";
import type { Bound, Period } from "../../spec/historyTypes.ts";
import { momentWritten, readWrittenTime } from "../writtenTime.ts";
import type { BoundPlan } from "./historyPlan.ts";
import type { EventPlan } from "./plan.ts";

/** Empty where events of all times count. */
export function planHistory({ history, timezone }: ProjectEvent): Pick<EventPlan, "history"> {
  if (!history) return {};
  const { from, last, until } = history;
  const since = [
    ...(from ? [boundOf(from.value, timezone)] : []),
    ...(last ? [{ ago: last.value, fromMidnight: false, timezone }] : []),
  ];
  if (since.length === 0 && !until) return {};
  return { history: { since, until: until ? [boundOf(until.value, timezone)] : [] } };
}

function boundOf(bound: Bound, timezone: string): BoundPlan {
  if ("daysAgo" in bound) {
    const ago: Period = { amount: bound.daysAgo, unit: "day" };
    return { ago, fromMidnight: true, timezone };
  }
  return { moment: new Date(writtenMoment(bound.written, timezone)).toISOString() };
}

/** Milliseconds since 1970; what has no offset is what a clock of the zone shows. */
function writtenMoment(text: string, timezone: string): number {
  const time = readWrittenTime(text);
  if (!time) throw new RangeError(`${text} was read as a moment before`);
  return momentWritten(time, timezone) ?? time.clock;
}

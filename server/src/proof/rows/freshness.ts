/** Whether the newest event is new enough. */
import type { EventTest } from "../../spec/types.ts";
import { secondsOf } from "../../spec/values.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import type { Check } from "../checks.ts";
import type { Verdict } from "../results.ts";
import { momentOf } from "../utc.ts";
import { duration, many } from "../words.ts";
import type { EventRelation } from "./eventRelation.ts";
import type { RowCheck } from "./rowCheck.ts";

export function freshness(
  relation: EventRelation,
  check: Check,
  { within }: Extract<EventTest, { readonly kind: "fresh" }>,
  prefix: string,
): RowCheck | Verdict {
  const { dialect, event, plan, now } = relation;
  if (plan.window.until !== undefined && plan.window.until < now)
    return {
      status: "skipped",
      message: "The window ends before now, so nothing tells how new the newest event is.",
    };
  const isLoaded = event.document.loadedAt !== undefined;
  const time = isLoaded ? "loaded_at" : "occurred_at";
  const newest = `${prefix}_newest`;
  const limit = secondsOf(within.value);
  const expected = `within ${many(within.value.amount, within.value.unit)}`;
  return {
    check,
    texts: { [newest]: canonicalText(dialect, `max(${time})`, { kind: dialect.eventTime }) },
    read({ events, text }) {
      if (events === 0)
        return { status: "failed", message: "There are no events.", expected, actual: "no events" };
      const at = text(newest);
      if (at === undefined && isLoaded)
        return { status: "failed", message: "No event has a loaded_at.", expected, actual: "unknown" };
      // Every event has a time, so one without a text lies beyond those that engines can write, as infinity does.
      const age = at === undefined ? Number.NaN : (Date.parse(now) - momentOf(at)) / 1000;
      if (Number.isNaN(age))
        return {
          status: "error",
          message: beyondCalendar(`${time}${at === undefined ? "" : `, ${at},`}`),
          expected,
        };
      const actual = `${duration(age)} old`;
      const what = isLoaded ? "The newest row came" : "The newest event happened";
      const message = `${what} ${duration(age)} ago.`;
      return { status: age > limit ? "failed" : "passed", message, expected, actual };
    },
  };
}

const beyondCalendar = (newest: string): string =>
  `The newest ${newest} is at no time that a calendar of four digits a year has: declare it in \`null_values\`.`;

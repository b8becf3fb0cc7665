/** Whether an event has stopped happening. */
import type { Finding } from "../../document/types.ts";
import { periodText } from "../../proof/rows/countQuery.ts";
import { many } from "../../proof/words.ts";
import { secondsOf } from "../../spec/values.ts";
import { derived, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import { ask } from "../test/asking.ts";
import type { DataRequest, Rows } from "./types.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Days that have events, of more than a century. */
const mostDays = 50_000;
/** With fewer days nobody knows what is usual. */
const fewestDays = 14;
/** So many times the longest pause that there was is more than chance. */
const factor = 3;
const shortestQuiet = 3;

export async function quietEvent(
  { event, relation, asking }: Rows,
  { now }: DataRequest,
): Promise<Finding[]> {
  const { definition, history, lookback } = event;
  if (definition.scheduled?.value || definition.deprecated || history?.until || history?.last) return [];
  const by = select({ columns: [`${periodText(relation, "day")} as period`], from: relation.events });
  const days = select({ columns: ["period"], from: derived(by, "days") });
  const sql = `${restoreBreaks(`${withTables(relation.tables)}\n${days}\ngroup by period`)}\n`;
  const { rows } = await ask(asking, sql, mostDays);
  const late = lookback ? secondsOf(lookback) * 1000 : 0;
  const quiet = quietOf(
    rows.flatMap(([day]) => (typeof day === "string" ? [day] : [])),
    Date.parse(now) - late,
  );
  if (!quiet) return [];
  const { name } = definition;
  return [
    {
      file: event.file,
      rule: "event-gone-quiet",
      severity: "warning",
      event: event.name,
      span: name.span,
      message: `"${event.name}" has not happened since ${quiet.last}, for ${many(quiet.days, "day")}; before, the longest pause was ${many(quiet.longest, "day")}.`,
      hint: "Look at the load of its source, and at what `where` asks for; if it is over, say so in `history` or `deprecated`, and if the data is a copy, in `test: {now: …}` of the project.",
    },
  ];
}

/** In: days with events, in any order, and the moment until which there should be some. */
export function quietOf(
  written: readonly string[],
  until: number,
): { readonly last: string; readonly days: number; readonly longest: number } | undefined {
  const days = written.map((day) => day.slice(0, 10)).sort();
  const last = days.at(-1);
  if (last === undefined || days.length < fewestDays) return undefined;
  const pauses = days.slice(1).map((day, at) => (Date.parse(day) - Date.parse(days[at] ?? day)) / dayMs);
  const longest = Math.max(...pauses);
  // The day of the last event is not over for the sake of counting.
  const quiet = Math.floor((until - Date.parse(last)) / dayMs);
  return quiet >= shortestQuiet && quiet > factor * longest ? { last, days: quiet, longest } : undefined;
}

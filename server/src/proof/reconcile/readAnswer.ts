/** The answer of a reconciliation: both sides' numbers by period, or what keeps them from being compared. */

import { isDate } from "../../spec/values.ts";
import type { Cell } from "../../warehouse/types.ts";
import { type Exact, exactOf, plus, zero } from "../exact.ts";
import type { Verdict } from "../results.ts";
import { following, isInCalendar, type Period, periodOf } from "../rows/calendar.ts";
import { clip, inWords, many } from "../words.ts";
import type { answerParts } from "./reconcileQuery.ts";

export type Per = Exclude<Period, "hour">;
type Part = (typeof answerParts)[number];

/** Numbers by period; of a total by `total`. */
type Numbers = ReadonlyMap<string, Exact>;
export const total = "total";

export interface BothSides {
  readonly event: Numbers;
  readonly query: Numbers;
  /** Absent without a key. */
  readonly keys?: {
    readonly onlyEvent: number;
    readonly onlyQuery: number;
    readonly eventWithout: number;
    readonly queryWithout: number;
  };
}

interface Row {
  readonly period: string | null;
  readonly value: string | null;
}

/** In: the rows of `reconcileQuery`, in any order; `per` where it compares periods. */
export function readAnswer(rows: readonly (readonly Cell[])[], per: Per | undefined): BothSides | Verdict {
  const of = (wanted: Part): Row[] =>
    rows
      .filter(([part]) => part === wanted)
      .map(([, period, value]) => ({ period: text(period), value: text(value) }));
  const number = (part: Part): number => Number(of(part)[0]?.value ?? 0);
  const without = of("query_without_value").reduce((sum, { value }) => sum + Number(value ?? 0), 0);
  if (without > 0) return noValue(without);
  const query = readQuery(of("query"), per);
  if ("status" in query) return query;
  const outside = per && of("event").find(({ period }) => period !== null && !isInCalendar(period));
  if (outside)
    return wrong(
      `There are events at times that no calendar of four digits a year has, as ${outside.period}: declare them in \`null_values\``,
    );
  return {
    event: readEvent(of("event"), per),
    query: query.numbers,
    ...(rows.some(([part]) => part === "only_event") && {
      keys: {
        onlyEvent: number("only_event"),
        onlyQuery: number("only_query"),
        eventWithout: number("event_without_key"),
        queryWithout: number("query_without_key"),
      },
    }),
  };
}

const text = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);

/** Sums over nothing are null. */
function readEvent(rows: readonly Row[], per: Per | undefined): Numbers {
  const numbers = new Map<string, Exact>();
  for (const { period, value } of rows) {
    const key = per && period !== null ? periodOf(period, per) : total;
    numbers.set(key, plus(numbers.get(key) ?? zero, exactOf(value ?? "0") ?? zero));
  }
  return numbers;
}

function readQuery(rows: readonly Row[], per: Per | undefined): { numbers: Numbers } | Verdict {
  if (rows.length === 0) return wrong("The query returns no row: it is to return the number, be it 0");
  if (!per && rows.length > 1)
    return wrong(
      `The query returns ${many(rows.length, "row")}: without \`per\` it is to return one, the number`,
    );
  const numbers = new Map<string, Exact>();
  for (const { period, value } of rows) {
    if (value === null) return noValue(rows.filter((row) => row.value === null).length);
    const number = exactOf(value);
    if (!number) return wrong(`The query returns ${quoted(value)}, which is no number`);
    const key = per ? periodGiven(period, per) : { period: total };
    if ("status" in key) return key;
    if (numbers.has(key.period))
      return wrong(`The query returns ${key.period} more than once: group it by ${per}`);
    numbers.set(key.period, number);
  }
  return { numbers };
}

const dayText = /^(\d{4}-\d\d)(?:-(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?)?$/;

/** A day as the query writes it: a date, or a clock's time at midnight. */
function periodGiven(written: string | null, per: Per): { readonly period: string } | Verdict {
  if (written === null) return wrong(`The query returns a row without a ${per}: leave such rows out`);
  const [, month, day] = dayText.exec(written.trim()) ?? [];
  const isMonth = day === undefined && per === "month";
  const period = day === undefined ? `${month}-01` : `${month}-${day}`;
  if (month === undefined || !(day !== undefined || isMonth) || !isDate(period))
    return wrong(
      `The query returns ${quoted(written)} as ${per}, which is no date: write \`cast(… as date)\`, in the zone of the event`,
    );
  const first = periodOf(period, per);
  if (first === period) return { period };
  const what = per === "week" ? "Monday" : "first day of a month";
  return wrong(
    `The query returns ${period} as ${per}, and a ${per} is called by its first day: that is no ${what}; the next one is ${following(first, per)}`,
  );
}

function noValue(count: number): Verdict {
  const what = `${inWords(count)} ${count === 1 ? "row has" : "rows have"}`;
  return wrong(`The query's number is null, ${what} none: write \`coalesce(…, 0)\` if that means 0`);
}

/** What can't be longer than a line. */
const longest = 60;

function quoted(written: string): string {
  return `"${clip(written, longest)}"`;
}

function wrong(message: string): Verdict {
  return { status: "error", message: `${message}.` };
}

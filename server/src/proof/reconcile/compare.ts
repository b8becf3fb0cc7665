/** Whether an event and the number that people trust agree. */
import type { Tolerance } from "../../spec/types.ts";
import type { Cell } from "../../warehouse/types.ts";
import {
  absolute,
  compared,
  type Exact,
  exactFrom,
  exactInWords,
  exactText,
  isZero,
  minus,
  nearest,
  plus,
  times,
  zero,
} from "../exact.ts";
import { mostShownRows, type ShownRows, type Verdict } from "../results.ts";
import { inWords, many, percent } from "../words.ts";
import type { Bounds } from "./bounds.ts";
import { type BothSides, type Per, total } from "./readAnswer.ts";

/** What both sides say of a period. */
interface Pair {
  readonly period: string;
  readonly event: Exact;
  readonly query: Exact;
  /** Of the event, beyond the query. */
  readonly difference: Exact;
}

/** In: `bounds` and `per` where it is compared by period. Keys on one side only are told by `keyDetails`. */
export function compare(
  sides: BothSides,
  tolerance: Tolerance,
  periods?: { readonly per: Per; readonly bounds: Bounds },
): Verdict {
  return periods
    ? comparePeriods(sides, tolerance, periods.per, periods.bounds)
    : compareTotals(pairOf(sides, total), tolerance);
}

function pairOf({ event, query }: BothSides, period: string): Pair {
  const own = event.get(period) ?? zero;
  const given = query.get(period) ?? zero;
  return { period, event: own, query: given, difference: minus(own, given) };
}

/** A share of nothing is nothing: against an expected 0 any deviation is too much. */
function isWithin({ difference, query }: Pair, { of, value }: Tolerance): boolean {
  const allowed = exactFrom(value);
  return compared(absolute(difference), of === "amount" ? allowed : times(allowed, absolute(query))) <= 0;
}

function compareTotals(pair: Pair, tolerance: Tolerance): Verdict {
  const { event, query, difference } = pair;
  const numbers = { expected: expectedText(exactInWords(query), tolerance), actual: exactInWords(event) };
  if (isZero(difference))
    return {
      status: "passed",
      message: `The event has ${exactInWords(event)}, as the query says.`,
      ...numbers,
    };
  const isFine = isWithin(pair, tolerance);
  const which = isFine ? ", which the tolerance allows" : "";
  return {
    status: isFine ? "passed" : "failed",
    message: `The event has ${exactInWords(event)} and the query ${exactInWords(query)}: ${differenceText(pair)}${which}.`,
    ...numbers,
  };
}

function expectedText(expected: string, { of, value }: Tolerance): string {
  if (value === 0) return expected;
  return `${expected}, ${of === "share" ? percent(value) : exactInWords(exactFrom(value))} more or less`;
}

/** `5 less (0.6 %)`. */
function differenceText({ difference, query }: Pair): string {
  const size = absolute(difference);
  const direction = difference.digits < 0n ? "less" : "more";
  const share = isZero(query) ? "" : ` (${percent(nearest(size) / Math.abs(nearest(query)))})`;
  return `${exactInWords(size)} ${direction}${share}`;
}

function comparePeriods(sides: BothSides, tolerance: Tolerance, per: Per, bounds: Bounds): Verdict {
  const all = [...new Set([...sides.event.keys(), ...sides.query.keys()])];
  const isCompared = (period: string): boolean => period >= (bounds.first ?? "") && period < bounds.end;
  const pairs = all
    .filter(isCompared)
    .sort()
    .map((period) => pairOf(sides, period));
  const isToNow = bounds.end === bounds.running;
  const incomplete = isToNow ? all.filter((period) => period >= bounds.running).length : 0;
  const note =
    incomplete > 0
      ? ` ${many(incomplete, per)} that had not ended ${incomplete === 1 ? "is" : "are"} left out.`
      : "";
  if (pairs.length === 0)
    return { status: "skipped", message: `There is no whole ${per} to compare.${note}` };
  const differing = pairs.filter(({ difference }) => !isZero(difference));
  const wrong = differing
    .filter((pair) => !isWithin(pair, tolerance))
    .sort(
      (a, b) => compared(absolute(b.difference), absolute(a.difference)) || (a.period < b.period ? -1 : 1),
    );
  const sum = pairs.reduce<Pair>(added, { period: total, event: zero, query: zero, difference: zero });
  const numbers = {
    expected: expectedText(`${exactInWords(sum.query)} in ${many(pairs.length, per)}`, tolerance),
    actual: exactInWords(sum.event),
    failing: wrong.length,
  };
  const [most] = wrong;
  if (most)
    return {
      ...{ status: "failed", ...numbers, shown: shownPairs(wrong, per) },
      message: `${inWords(wrong.length)} of ${many(pairs.length, per)} ${wrong.length === 1 ? "differs" : "differ"}${wrong.length === 1 ? "" : ", most of all"} ${most.period}: the event has ${exactInWords(most.event)} and the query ${exactInWords(most.query)}, ${differenceText(most)}.${note}`,
    };
  const agree = `${pairs.length === 1 ? "The one" : "Each of"} ${many(pairs.length, per)}`.replace(
    "one 1",
    "one",
  );
  const message =
    differing.length === 0
      ? `${agree} agrees: ${exactInWords(sum.event)} in all.${note}`
      : `${inWords(differing.length)} of ${many(pairs.length, per)} ${differing.length === 1 ? "differs" : "differ"}, by no more than the tolerance allows.${note}`;
  return { status: "passed", message, ...numbers };
}

function added(sum: Pair, { event, query, difference }: Pair): Pair {
  return {
    period: sum.period,
    event: plus(sum.event, event),
    query: plus(sum.query, query),
    difference: plus(sum.difference, difference),
  };
}

function shownPairs(pairs: readonly Pair[], per: Per): ShownRows {
  return {
    columns: [
      { name: per, type: "date" },
      { name: "in_event", type: "decimal" },
      { name: "in_query", type: "decimal" },
      { name: "difference", type: "decimal" },
    ],
    rows: pairs
      .slice(0, mostShownRows)
      .map(({ period, event, query, difference }) => [period, cell(event), cell(query), cell(difference)]),
    masked: [],
  };
}

/** As connections give it: what a float may not hold is text. */
function cell(number: Exact): Cell {
  const text = exactText(number);
  return number.scale === 0 && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** Whether two sides can be compared at all, and over which period. */
import { secondsOf } from "../../spec/values.ts";
import { duration, inWords, many, percent } from "../words.ts";
import type { MatchCounts, SideFacts, TwinFacts } from "./facts.ts";
import type { Common, Matching, Twins } from "./twinTables.ts";

/** Why there is no number to tell. */
export interface NotComparable {
  readonly why: string;
}

/** Fewer matches than this share are taken for chance, and the key for another one. */
const fewestMatches = 0.05;
/** Where more rows than this share a key with another, it does not tell events apart. */
const mostRepeats = 0.5;

export function sideName(twins: Twins, side: "truth" | "tracked"): string {
  return twins[side].plan.events.length === 1
    ? (twins[side].plan.events[0] ?? twins[side].event.name)
    : twins[side].event.name;
}

/** What either side has, in lines for people. */
export function factLines(twins: Twins, facts: TwinFacts): string[] {
  return (["truth", "tracked"] as const).flatMap((side) => {
    const { rows, first, last, keys, repeatedKeys, repeatedRows, withoutKey } = facts[side];
    const period =
      first === undefined || last === undefined ? "" : ` from ${shownTime(first)} to ${shownTime(last)}`;
    const faults = [
      ...(repeatedKeys > 0
        ? [
            `${many(repeatedKeys, "key")} ${repeatedKeys === 1 ? "repeats" : "repeat"} (${many(repeatedRows, "row")})`,
          ]
        : []),
      ...(withoutKey > 0 ? [`${inWords(withoutKey)} without a key`] : []),
    ];
    const told = faults.length > 0 ? `; ${faults.join("; ")}` : "";
    return [`${sideName(twins, side)}: ${many(rows, "event")}${period}, ${many(keys, "key")}${told}.`];
  });
}

/** `2025-06-30 14:00 UTC`. */
function shownTime(moment: string): string {
  return `${moment.slice(0, 16).replace("T", " ")} UTC`;
}

/** In: what is asked for by a window. Out: the period that both sides cover, the newest `lookback` left out. */
export function commonPeriod(twins: Twins, facts: TwinFacts, asked: AskedWindow): Common | NotComparable {
  const empty = (["truth", "tracked"] as const).find((side) => facts[side].rows === 0);
  if (empty) return { why: `${sideName(twins, empty)} has no events` };
  for (const side of ["truth", "tracked"] as const)
    if (facts[side].keys === 0)
      return { why: `no event of ${sideName(twins, side)} has a key (${twins.by})` };
  const { rows, repeatedRows } = facts.truth;
  if (repeatedRows > rows * mostRepeats)
    return {
      why: `${inWords(repeatedRows)} of ${many(rows, "event")} of ${sideName(twins, "truth")} share their key with another, so ${twins.by} does not tell them apart`,
    };
  const [own, other] = [spanOf(facts.truth), spanOf(facts.tracked)];
  const { since, until: before } = asked;
  const from = Math.max(edge(own.from, other.from, Math.min, Math.max), since ?? Number.NEGATIVE_INFINITY);
  const until = Math.min(
    ...[edge(own.until, other.until, Math.max, Math.min), settledBy(twins, asked.now)],
    before ?? Number.POSITIVE_INFINITY,
  );
  if (from >= until) {
    const apart = own.from >= other.until || other.from >= own.until;
    return {
      why: apart
        ? "their periods do not overlap"
        : "nothing of the period that both cover is older than `lookback` and inside the window",
    };
  }
  return { from, until };
}

/** Sides that begin, or end, within a day of each other cover the same period: what lies between is lost or has other clocks. */
function edge(own: number, other: number, wide: typeof Math.max, narrow: typeof Math.max): number {
  return Math.abs(own - other) <= day ? wide(own, other) : narrow(own, other);
}

/** Milliseconds. */
const day = 24 * 3600_000;

/** All in milliseconds since 1970. */
export interface AskedWindow {
  readonly now: number;
  readonly since?: number;
  readonly until?: number;
}

function spanOf({ first, last }: SideFacts): Common {
  // Times are finer than milliseconds.
  return { from: Date.parse(first ?? ""), until: Date.parse(last ?? "") + 1 };
}

function settledBy({ truth, tracked }: Twins, now: number): number {
  const seconds = [truth, tracked].map(({ event }) => (event.lookback ? secondsOf(event.lookback) : 0));
  return now - Math.max(...seconds) * 1000;
}

/** What is compared, in lines for people. */
export function periodLines(twins: Twins, facts: TwinFacts, { from, until }: Common): string[] {
  const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const length = twins.truth.event.lookback ?? twins.tracked.event.lookback;
  const newest = length
    ? `; the newest ${many(length.amount, length.unit)} ${length.amount === 1 ? "is" : "are"} left out`
    : "";
  const gap = spanOf(facts.truth).until - spanOf(facts.tracked).until;
  const isSilent = gap > day && until >= spanOf(facts.tracked).until;
  return [
    `Compared: ${dayOf(from)} to ${dayOf(until - 1)}, which both cover${newest}.`,
    ...(isSilent
      ? [
          `${sideName(twins, "tracked")} ends ${duration(gap / 1000)} before ${sideName(twins, "truth")}: what came after that is not compared, and may all be lost.`,
        ]
      : []),
  ];
}

/** Which way of comparing keys finds more; text where both find the same. */
export function matchingOf(
  twins: Twins,
  counts: Readonly<Record<Matching, MatchCounts>>,
): { readonly matching: Matching; readonly line: string } | NotComparable {
  const { text, loose } = counts;
  const matching: Matching = loose.tracked > text.tracked ? "loose" : "text";
  const { events, tracked } = counts[matching];
  if (events === 0) return { why: `no event of ${sideName(twins, "truth")} in the common period has a key` };
  if (tracked < events * fewestMatches || tracked === 0)
    return {
      why: `${tracked === 0 ? "no key" : `only ${percent(tracked / events)} of the keys (${inWords(tracked)} of ${inWords(events)})`} of ${sideName(twins, "truth")} ${tracked > 1 ? "are" : "is"} found in ${sideName(twins, "tracked")}, so ${twins.by} can't be what they share`,
    };
  const line =
    matching === "text"
      ? "Keys are compared as text."
      : `Keys are compared as text without regard to case and surrounding blanks: as they are, ${inWords(text.tracked)} would match instead of ${inWords(tracked)}.`;
  return { matching, line };
}

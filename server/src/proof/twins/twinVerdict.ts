/** What came of the comparison of an event with its tracked twin, in words. */
import type { TrackedAs } from "../../spec/types.ts";
import type { Verdict } from "../results.ts";
import { clip, duration, inWords, many, percent } from "../words.ts";
import { type Cause, causesAmong, outages, type Stretch } from "./causes.ts";
import type { ClockDifference } from "./clock.ts";
import { sideName } from "./comparison.ts";
import { type Interval, wilson } from "./interval.ts";
import type { Losses } from "./lossQuery.ts";
import type { Twins } from "./twinTables.ts";

export interface TwinAnswer {
  readonly twins: Twins;
  readonly losses: Losses;
  readonly clock: ClockDifference | undefined;
  /** Whether the clock was looked at in a sample. */
  readonly isSample: boolean;
  /** Lines that were told before: what either side has, and how they are compared. */
  readonly lines: readonly string[];
}

export function twinVerdict({ coverage: least }: TrackedAs, answer: TwinAnswer): Verdict {
  const { twins, losses, lines } = answer;
  const { events, lost } = losses.all;
  const tracked = events - lost;
  const share = tracked / events;
  const text = `${percent(share)} (95 % certain: ${intervalText(wilson(tracked, events))})`;
  const fails = least !== undefined && share < least;
  const wanted =
    least === undefined ? "" : fails ? `, less than ${percent(least)}` : `, at least ${percent(least)}`;
  return {
    status: fails ? "failed" : "passed",
    message: `${inWords(tracked)} of ${many(events, "event")} were tracked, ${text}${wanted}.`,
    ...(least !== undefined && { expected: `at least ${percent(least)}` }),
    actual: percent(share),
    failing: lost,
    details: [...lines, ...otherLines(answer), ...causeLines(twins, losses)],
  };
}

const intervalText = ({ low, high }: Interval): string => `${percent(low)} to ${percent(high)}`;

function otherLines({ twins, losses, clock, isSample }: TwinAnswer): string[] {
  const { trackedOnly, duplicates, agreement } = losses;
  const agreeing = twins.shared.flatMap(({ name }, at) => {
    const { pairs, agree } = agreement.get(at + 1) ?? { pairs: 0, agree: 0 };
    return pairs > 0 ? [`${name} agrees in ${percent(agree / pairs)} of ${many(pairs, "pair")}.`] : [];
  });
  return [
    `Without a true event: ${many(trackedOnly, "tracked key")}. Duplicates: ${many(duplicates, "tracked event")}.`,
    ...agreeing,
    ...(clock ? [clockLine(sideName(twins, "tracked"), clock, isSample)] : []),
  ];
}

function clockLine(name: string, { low, middle, high, pairs }: ClockDifference, isSample: boolean): string {
  const of = isSample ? ` (of a sample of ${many(pairs, "pair")})` : "";
  return `Clock: ${name} comes ${lag(middle)} (median); p5 ${lag(low)}, p95 ${lag(high)}${of}.`;
}

function lag(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 0.05) return "at the same moment";
  const length = size < 10 ? many(Number(size.toFixed(1)), "second") : duration(size);
  return `${length} ${seconds < 0 ? "earlier" : "later"}`;
}

/** Causes that are told. */
const mostCauses = 10;

/** A cause with the words for what its events have in common. */
interface NamedCause extends Cause<unknown> {
  readonly what: string;
}

function causesOf(twins: Twins, losses: Losses): NamedCause[] {
  if (losses.all.lost === 0) return [];
  const days = outages(losses.days).map((cause) => ({ ...cause, what: stretchText(cause.key) }));
  const values = [...losses.values].flatMap(([at, groups]) =>
    causesAmong(groups).map((cause) => ({
      ...cause,
      what: valueText(twins.traits[at - 1]?.name ?? "", cause.key),
    })),
  );
  const presence = [...losses.presence].flatMap(([at, groups]) =>
    causesAmong(groups).map((cause) => ({
      ...cause,
      what: `${twins.traits[at - 1]?.name} is ${cause.key ? "known" : "null"}`,
    })),
  );
  return [...days, ...values, ...presence].sort((a, b) => b.explains - a.explains);
}

const stretchText = ({ first, last }: Stretch): string => (first === last ? first : `${first} to ${last}`);

/** Characters of a value that are shown. */
const longestValue = 60;

const valueText = (name: string, value: string | null): string =>
  value === null ? `${name} is null` : `${name} = ${clip(value, longestValue)}`;

function causeLines(twins: Twins, losses: Losses): string[] {
  const { lost } = losses.all;
  if (lost === 0) return [];
  const causes = causesOf(twins, losses);
  if (causes.length === 0)
    return [`No day, value or missing value stands out among what is lost: ${many(lost, "event")}.`];
  const told = causes.slice(0, mostCauses);
  const more = causes.length - told.length;
  return [
    `Lost: ${many(lost, "event")}. What stands out, by how much of the loss it explains:`,
    ...told.map(
      ({ what, explains, coverage, otherCoverage, events, lost: inside }) =>
        `- ${what}: ${percent(explains)} of the loss. ${inWords(inside)} of ${inWords(events)} lost; ${percent(coverage)} tracked, elsewhere ${percent(otherCoverage)}.`,
    ),
    ...(more > 0 ? [`- ${inWords(more)} more`] : []),
  ];
}

/** A profile for people: how many events and when, a bar for each period, a line for each column. */
import { harmlessLine } from "../document/harmless.ts";
import { type ProposedTest, proposedItem } from "../proof/profile/proposals.ts";
import type { ColumnProfile, EventProfile } from "../proof/profile/types.ts";
import { byPeriod, isInCalendar, type Period, periodsBetween } from "../proof/rows/calendar.ts";
import { clip, inWords, many, percent } from "../proof/words.ts";
import { inZone } from "../tasks/shownRows.ts";
import { drawTable } from "./table.ts";
import { type Output, paint } from "./terminal.ts";

interface Profiled {
  readonly name: string;
  /** The event's zone. */
  readonly zone: string;
  readonly profile: EventProfile;
}

export function profileText({ name, zone, profile }: Profiled, output: Output): string {
  const { events, first, last, unseen } = profile;
  const title = paint(output, "bold", harmlessLine(name));
  if (events === 0) return `${title}  no events\n`;
  const isKnown = first !== undefined && last !== undefined;
  const when = isKnown
    ? `${shownTime(first, zone)} to ${shownTime(last, zone)} (${zone})`
    : "at times that can't all be written";
  const lines = [`${title}  ${many(events, "event")}, ${when}`, ...timeLines(profile, zone, output), ""];
  const table = drawTable(
    [
      { name: "column", align: "left", firm: true },
      { name: "type", align: "left" },
      { name: "filled", align: "right", firm: true },
      { name: "values", align: "right", firm: true },
      { name: "range", align: "left" },
      { name: "most frequent", align: "left" },
    ],
    profile.columns.map((column) => [
      column.name,
      column.type ?? "",
      filled(column, events),
      inWords(column.distinct),
      rangeText(column),
      topText(column, events),
    ]),
    output,
  );
  const more =
    unseen.length > 0 ? `${many(unseen.length, "more column")}: ${harmlessLine(unseen.join(", "))}\n` : "";
  return `${lines.join("\n")}\n${profile.columns.length > 0 ? table : ""}${more}`;
}

function shownTime(moment: string, zone: string): string {
  const [cell] =
    inZone({ columns: [{ name: "at", type: "timestamptz" }], rows: [[moment]] }, "duckdb", zone)[0] ?? [];
  return String(cell ?? moment)
    .slice(0, 16)
    .replace("T", " ");
}

/** Bars that stand beside each other in a line, at most. */
const mostBars = 60;
const bars = "▁▂▃▄▅▆▇█";

function timeLines({ days }: EventProfile, zone: string, output: Output): string[] {
  const series = new Map(days.filter(({ day }) => isInCalendar(day)).map(({ day, events }) => [day, events]));
  const outside = days.reduce((sum, { day, events }) => sum + (isInCalendar(day) ? 0 : events), 0);
  return [
    ...(series.size > 0 ? [barLine(series, zone, output)] : []),
    ...(outside > 0 ? [`  ${many(outside, "event")} before the year 1 or after 9999`] : []),
  ];
}

function barLine(series: ReadonlyMap<string, number>, zone: string, output: Output): string {
  const { per, counts } = periodsShown(series, zone);
  const most = Math.max(...counts.map(([, count]) => count));
  const line = counts.map(([, count]) => barOf(count, most)).join("");
  const numbers = counts.map(([, count]) => count);
  const least = Math.min(...numbers);
  const range = least === most ? inWords(most) : `${inWords(least)} to ${inWords(most)}`;
  return `  ${paint(output, "cyan", line)}  ${paint(output, "dim", `${range} per ${per}`)}`;
}

const barOf = (count: number, most: number): string =>
  count === 0 ? " " : (bars[Math.min(bars.length - 1, Math.floor((count / most) * bars.length))] ?? "█");

/** The shortest periods that fit in a line, those without events among them. */
function periodsShown(
  series: ReadonlyMap<string, number>,
  zone: string,
): { per: string; counts: (readonly [string, number])[] } {
  const [first = "", ...rest] = [...series.keys()].sort();
  const last = rest.at(-1) ?? first;
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  for (const [per, longest] of [
    ["day", 1],
    ["week", 7],
    ["month", 31],
  ] as const) {
    if (days > (mostBars + 1) * longest) continue;
    const counts = filledPeriods(byPeriod(series, per), per, zone);
    if (counts.length <= mostBars) return { per, counts };
  }
  const years = new Map<string, number>();
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++)
    years.set(`${year}`, 0);
  for (const [day, count] of series) years.set(day.slice(0, 4), (years.get(day.slice(0, 4)) ?? 0) + count);
  return { per: "year", counts: [...years].slice(-mostBars) };
}

function filledPeriods(
  sums: ReadonlyMap<string, number>,
  per: Period,
  zone: string,
): (readonly [string, number])[] {
  const known = [...sums.keys()].sort();
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return [];
  const all = first === last ? [first] : [first, ...periodsBetween(first, last, per, zone), last];
  return all.map((period) => [period, sums.get(period) ?? 0]);
}

const barWidth = 8;

function filled({ nulls }: ColumnProfile, events: number): string {
  const share = (events - nulls) / events;
  const full = nulls === 0 ? barWidth : Math.min(barWidth - 1, Math.round(share * barWidth));
  const rounded = nulls > 0 && share > 0.999 ? "99.9 %" : percent(share);
  return `${"█".repeat(full)}${"░".repeat(barWidth - full)} ${rounded.padStart(6)}`;
}

/** Characters of a value that are shown. */
const longestValue = 24;

function rangeText({ min, max, masked }: ColumnProfile): string {
  if (masked) return "•••";
  if (min === undefined || max === undefined) return "";
  const shown = [min, max].map((value) => clip(value.replace(/T00:00:00\.000000Z?$/, ""), longestValue));
  return min === max ? (shown[0] ?? "") : shown.join(" to ");
}

function topText({ top }: ColumnProfile, events: number): string {
  return top
    .map(({ value, events: count }) => `${clip(value, longestValue)} ${percent(count / events)}`)
    .join(", ");
}

/** Lines to be put below the event's `tests:`. */
export function proposalText(proposed: readonly ProposedTest[]): string {
  if (proposed.length === 0) return "";
  const lines = proposed.flatMap((test) =>
    proposedItem(test).lines.map((line) => `  - ${harmlessLine(line)}  # ${test.seen}\n`),
  );
  return `\nTests that hold now\n${lines.join("")}`;
}

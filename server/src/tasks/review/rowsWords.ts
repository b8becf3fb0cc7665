/** What became of an event's rows, for reports: sentences for people, and the JSON of the contract. */
import type { ExampleKind, ExampleRow } from "../../proof/versions/versionQueries.ts";
import { inWords, many, percent } from "../../proof/words.ts";
import type { RowsTold } from "../../reports/review/input.ts";
import type { Resent } from "./resent.ts";
import type { RowsOutcome } from "./reviewRows.ts";

/** Days that are named in words, those with most changes first. */
const shownDays = 3;

export function rowsTold(outcome: RowsOutcome): RowsTold {
  return { lines: linesOf(outcome), json: jsonOf(outcome) };
}

function linesOf(outcome: RowsOutcome): string[] {
  if (outcome.kind === "failed") return [`rows: not compared. ${outcome.why}`];
  if (outcome.kind === "alone")
    return [`rows: ${inWords(outcome.rows)} are ${outcome.is}.`, ...outcome.resent.flatMap(resentLines)];
  const { before, after } = outcome;
  const total = `rows: ${inWords(before.rows)} → ${inWords(after.rows)}`;
  if (outcome.kind === "counted")
    return [`${total}. Which are gained, lost or changed can't be told: ${outcome.why}`];
  const { diff, key, note, examples, resent } = outcome;
  const all = diff.gained + diff.lost + diff.changed + diff.same;
  const touched = diff.gained + diff.lost + diff.changed;
  const share = all === 0 ? "" : ` (${percent(touched / all)} of ${inWords(all)})`;
  const counts = `${inWords(diff.gained)} gained, ${inWords(diff.lost)} lost, ${inWords(diff.changed)} changed`;
  return [
    `${total}; ${counts}${share}.`,
    ...(note === undefined
      ? []
      : [`told by ${key.kind === "entity" ? `\`${key.entity}\` and time` : "key"}: ${note}`]),
    ...columnLines(diff.columns),
    ...dayLines(diff.days),
    ...(["gained", "lost", "changed"] as const).flatMap((kind) =>
      examples[kind].map((row) => exampleLine(kind, row)),
    ),
    ...resent.flatMap(resentLines),
  ];
}

function columnLines(columns: ReadonlyMap<string, number>): string[] {
  const listed = [...columns]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${inWords(count)}`);
  return listed.length === 0 ? [] : [`columns with other values: ${listed.join(", ")}`];
}

function dayLines(days: readonly { day: string; gained: number; lost: number; changed: number }[]): string[] {
  const weight = ({ gained, lost, changed }: (typeof days)[number]) => gained + lost + changed;
  const touched = days.filter((day) => weight(day) > 0);
  if (touched.length === 0) return [];
  const most = touched.toSorted((a, b) => weight(b) - weight(a)).slice(0, shownDays);
  const listed = most.map((day) => `${day.day} +${day.gained} −${day.lost} ~${day.changed}`);
  return [`on ${many(touched.length, "day")} of ${inWords(days.length)}; most: ${listed.join(", ")}`];
}

/** What a row has; what it has not is no news of one that is gained or lost. */
function exampleLine(kind: ExampleKind, { key, values }: ExampleRow): string {
  const told = Object.entries(values).flatMap(([name, { before, after }]) => {
    if (kind === "changed") return `${name} ${before ?? "null"} → ${after ?? "null"}`;
    const value = before ?? after;
    return value === null || value === undefined ? [] : `${name} ${value}`;
  });
  return `${kind}: ${key}: ${told.join(", ")}`;
}

function resentLines({ destination, again, because, fresh, stay }: Resent): string[] {
  const verb = because.length === 1 ? "is" : "are";
  const names = because.map((name) => `\`${name}\``).join(", ");
  return [
    ...(again > 0
      ? [
          `${many(again, "event")} would be sent to ${destination} a second time: ${names} ${verb} part of what it tells events by`,
        ]
      : []),
    ...(fresh > 0 ? [`${many(fresh, "event")} would be sent to ${destination} for the first time`] : []),
    ...(stay > 0 ? [`${many(stay, "event")} would stay at ${destination}, and are gone here`] : []),
  ];
}

function jsonOf(outcome: RowsOutcome): RowsTold["json"] {
  if (outcome.kind === "failed") return { status: "failed", message: outcome.why };
  if (outcome.kind === "alone") {
    const { is, rows, resent } = outcome;
    const counts = is === "new" ? { gained: rows, lost: 0 } : { gained: 0, lost: rows };
    return { status: is, ...counts, changed: 0, destinations: resent };
  }
  const { before, after } = outcome;
  const totals = { before: before.rows, after: after.rows };
  if (outcome.kind === "counted") return { status: "counted", ...totals, message: outcome.why };
  const { diff, key, note, examples, resent } = outcome;
  return {
    status: "compared",
    ...totals,
    key: key.kind === "entity" ? ["occurred_at", key.entity] : ["source_key"],
    ...(note !== undefined && { note }),
    ...{ gained: diff.gained, lost: diff.lost, changed: diff.changed, same: diff.same },
    columns: Object.fromEntries(diff.columns),
    days: diff.days.filter((day) => day.gained + day.lost + day.changed > 0),
    examples,
    destinations: resent,
  };
}

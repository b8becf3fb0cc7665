/** How far back, and until when, there are events: what `history` says, as written. */
import type { Finding, YamlNode } from "../document/types.ts";
import type { Bound, History, Period } from "./historyTypes.ts";
import { defined, parsedOf, valueAt } from "./nodes.ts";
import { isMoment } from "./values.ts";

const periods = {
  day: { amount: 1, unit: "day" },
  week: { amount: 7, unit: "day" },
  month: { amount: 1, unit: "month" },
  year: { amount: 12, unit: "month" },
} as const;

/** Reads a length by the calendar: `90 days`, `25 months`, `2 years`. */
export function parsePeriod(text: string): Period | undefined {
  const [, digits, unit] = /^(\d{1,4})\s*(day|week|month|year)s?$/.exec(text.trim()) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const each = periods[unit as keyof typeof periods];
  return { amount: Number(digits) * each.amount, unit: each.unit };
}

/** Reads an end of a history: `2010-01-01`, `2010-01-01 10:00`, `today`, `yesterday`. */
export function parseBound(text: string): Bound | undefined {
  const written = text.trim();
  if (written === "today") return { daysAgo: 0 };
  if (written === "yesterday") return { daysAgo: 1 };
  return isMoment(written) ? { written } : undefined;
}

export function historyOf(node: YamlNode | undefined): History | undefined {
  if (node?.kind !== "map") return undefined;
  return defined({
    from: parsedOf(valueAt(node, "from"), parseBound),
    last: parsedOf(valueAt(node, "last"), parsePeriod),
    until: parsedOf(valueAt(node, "until"), parseBound),
    span: node.span,
  });
}

/** In: a history, and the path of its file. Out: that it ends before it begins, as far as that is the same on every day. */
export function historyFindings(history: History | undefined, file: string): Finding[] {
  const { from, until } = history ?? {};
  if (!from || !until || !isBackwards(from.value, until.value)) return [];
  return [
    {
      ...{ file, rule: "invalid-value", severity: "error", span: until.span },
      message: "This history ends before it begins, so there is no event.",
      hint: "Let `until` be later than `from`.",
    },
  ];
}

function isBackwards(from: Bound, until: Bound): boolean {
  if ("daysAgo" in from && "daysAgo" in until) return from.daysAgo <= until.daysAgo;
  if (!("written" in from && "written" in until)) return false;
  // Without an offset it is the zone's time; no two zones are further apart.
  const isSure = [from, until].every(({ written }) => !hasOffset.test(written));
  return clockOf(from.written) - clockOf(until.written) >= (isSure ? 0 : 26 * 3_600_000);
}

const hasOffset = /[Zz]$|:\d{2}(?:\.\d+)?\s*[-+]\d{2}(?::?\d{2})?$/;

/** What a clock shows, in milliseconds. */
function clockOf(written: string): number {
  const [, day = "", time = "00:00"] =
    /^(\S{10})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?/.exec(written.trim()) ?? [];
  return Date.parse(`${day}T${time}Z`);
}

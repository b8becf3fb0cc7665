/** How far back, and until when, there are events: what `history` says, as written. */
import type { YamlNode } from "../document/types.ts";
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

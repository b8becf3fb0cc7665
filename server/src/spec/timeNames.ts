/** What names of columns say of the times in them: which happened, and which are promised, written again, or of the row alone. */
import { wordsOf } from "./nameWords.ts";

/** Beginnings and endings of columns that hold what somebody promised or expects. */
const promises = [
  [
    "required",
    "expected",
    "estimated",
    "scheduled",
    "planned",
    "promised",
    "target",
    "due",
    "next",
    "deadline",
  ],
  ["due", "deadline", "eta", "expiry", "expiration"],
] as const;
const phrases = [
  "trial end",
  "period end",
  "valid to",
  "valid until",
  "expires at",
  "expires on",
  "renews at",
  "renewal date",
];
/** `cancel_at`, `renews_on`: what is still to be done. Without the `s`, a beginning or an end may as well be one that was. */
const toDo =
  /\b(?:(?:cancel|expire|renew|retry|deliver|ship|send|publish|resolve|remind|charge|bill|terminate|deactivate|archive|delete|pause|resume)s?|publishes|starts|ends|begins|opens|closes|runs) (?:at|on|by)$/;

/** Whether a column holds what somebody promised, planned or expects. */
export function isPromise(column: string): boolean {
  const words = wordsOf(column);
  const [first = ""] = words;
  const [starts, ends] = promises;
  const text = words.join(" ");
  return (
    starts.some((word) => word === first) ||
    ends.some((word) => word === words.at(-1)) ||
    phrases.some((phrase) => text.includes(phrase)) ||
    toDo.test(text)
  );
}

/** What a row says of its last change: another change, and the event has moved. */
const lastChange =
  /\b(?:updated|modified|edited|touched|refreshed)(?: (?:at|on|date|time|ts|timestamp))?$|^last (?:\w+ )*(?:at|on|date|time|seen|login|activity|change|update|modified)$|^system modstamp$|^mtime$|\bclosed (?:at|on|date)$/;
/** Rows of these are written once, so their times stay. */
const history =
  /\b(?:histor(?:y|ies)|logs?|changes?|audits?|revisions?|versions?|journal|events?|snapshots?|transitions?|activit(?:y|ies))\b/;

/** Whether a column is written again with a later change of its row. */
export function isLastChange(column: string): boolean {
  return lastChange.test(wordsOf(column).join(" "));
}

/** Whether a table keeps a row for each change or event, and writes none again. */
export function isHistory(table: string): boolean {
  return history.test(wordsOf(table).join(" "));
}

/** Written by what copies rows, not by what happened: `_synced_at`, `dbt_updated_at`, `row_inserted_at`. */
const load =
  /^_|\b(?:synced|loaded|extracted|ingested|etl|dbt|replicated|batched|imported at|row (?:created|inserted|updated))\b/;

/** Whether a column says when its row reached the warehouse. */
export function isLoadTime(column: string): boolean {
  return column.startsWith("_") || load.test(wordsOf(column).join(" "));
}

/** The ends of a span, which may lie ahead, and the beginning of one that is not of the row itself. */
const span =
  /\b(?:valid|effective|current|period|billing cycle|billing|active)\b.*\b(?:from|to|until|start|end|anchor|at|date)\b|\b(?:end|until|by|arrival|available)(?: (?:at|on|date|time|day|utc))?$|^(?:arrival|available|redeem|anchor)\b/;

/** Whether a column bounds a span of time, such as `period_end`, which may lie ahead. */
export function isOfSpan(column: string): boolean {
  return span.test(wordsOf(column).join(" "));
}

/** Whether a column tells a birthday. */
export function isBirthday(column: string): boolean {
  return /\b(?:birth|birthday|birthdate|born|dob)\b/.test(wordsOf(column).join(" "));
}

/** Whether a table lists days or clocks rather than what happened. */
export function isCalendar(table: string): boolean {
  return /\b(?:calendar|holidays?|time ?zones?|timezones?|daylight|date dim|dim dates?|dates)\b/.test(
    wordsOf(table).join(" "),
  );
}

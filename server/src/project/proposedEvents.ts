/** What a table's columns suggest of its events: which of them say when something happened, and what that is called. */
import { isPast, pastOf } from "../spec/englishVerbs.ts";
import { type EventNameStyle, nameInStyle, nameProblem, usualNameStyle } from "../spec/eventNameStyle.ts";
import { wordsOf } from "../spec/nameWords.ts";
import {
  isBirthday,
  isCalendar,
  isHistory,
  isLastChange,
  isLoadTime,
  isOfSpan,
  isPromise,
} from "../spec/timeNames.ts";
import type { Column, Table } from "./types.ts";

/** Whether a column is a time, and of what. */
export type TimeMeaning =
  /** Something happened then. */
  | { readonly kind: "occurrence" }
  /** Why nothing did, as the end of a sentence about the column. */
  | { readonly kind: "other"; readonly why: string }
  | { readonly kind: "no time" };

/** In: a column and the last part of its table's name. A row of a history is written once, so its last change is what happened. */
export function timeMeaning({ name, type }: Column, table: string): TimeMeaning {
  const isTyped = type !== undefined && /^(nullable\()?(timestamp|datetime|date)/i.test(type);
  if (!isTyped && !soundsLikeTime(name)) return { kind: "no time" };
  const why =
    notOccurrence(name, table) ??
    (isTyped || type === undefined ? undefined : `is no timestamp, but ${type}: it needs a cast`);
  return why === undefined ? { kind: "occurrence" } : { kind: "other", why };
}

function soundsLikeTime(name: string): boolean {
  const words = wordsOf(name);
  return /(_at|_on|_date|_time|Date)$/.test(name) || (words.length === 1 && isPast(words[0] ?? ""));
}

function notOccurrence(name: string, table: string): string | undefined {
  if (/(^|_)(id|key|uuid)$/i.test(name)) return "is called an id";
  if (isLoadTime(name)) return "says when the row was copied, not when something happened";
  if (isPromise(name)) return "sounds like a promise or a plan";
  if (isOfSpan(name)) return "bounds a span of time, and may lie ahead";
  if (isBirthday(name)) return "is a birthday";
  if (isCalendar(table)) return "is a day of a calendar";
  if (isLastChange(name) && !isHistory(table)) return "is written again with each later change of the row";
  return undefined;
}

/** Whether a column's name and type say that something happened then. */
function isOccurrence(column: Column, table: string): boolean {
  return timeMeaning(column, table).kind === "occurrence";
}

/** The times of a table at which something happened, those that a row begins with first. A history has one: that of the row. */
export function occurrencesOf({ parts, columns }: Table): Column[] {
  const table = parts.at(-1) ?? "";
  const found = columns.filter((column) => isOccurrence(column, table));
  const changed = found.filter(({ name }) => isLastChange(name));
  const ofRow = changed.find(({ name }) => wordsOf(name).filter((word) => !bareTime.has(word)).length === 1);
  if (ofRow) return [ofRow];
  const written = found.filter((column) => !changed.includes(column));
  return (written.length > 0 ? written : found).sort((a, b) => timeMerit(b) - timeMerit(a));
}

/** A moment says more than a day; that a row began to be comes before what became of it. */
function timeMerit({ name, type }: Column): number {
  const isFirst =
    /^(created|placed|ordered|opened|registered|received|started|occurred|happened|event|order_?date)/i;
  return (isFirst.test(name) ? 2 : 0) + (/^date$/i.test(type ?? "") ? 0 : 1);
}

/** Words of times that say nothing of what happened then. */
const bareTime = new Set("at on date day time ts timestamp datetime when utc".split(" "));

/** `orders`, `shipped_at` → `order_shipped`; `orders`, `date` → `order_recorded`; in another style as that asks. */
export function eventNameOf(table: string, column: string, style: EventNameStyle = usualNameStyle): string {
  const words = wordsOf(column);
  while (bareTime.has(words.at(-1) ?? "")) words.pop();
  return eventNameFor(wordsOf(nounOf(table)), words, style);
}

/** The name of what happened to an object: the last word in the past; `recorded` behind what tells no action. In: their words. */
export function eventNameFor(
  object: readonly string[],
  what: readonly string[],
  style: EventNameStyle = usualNameStyle,
): string {
  const last = what.at(-1) ?? "";
  const rest = withoutOverlap(object, what.slice(0, -1));
  const isObject = rest.length === 0 && object.at(-1) === last;
  const past = isPast(last) ? last : pastOf(last);
  const action = last === "" || isObject ? [] : [...rest, past ?? last];
  const names = [action, [...action, "recorded"]].map((words) => nameInStyle(object, words, style));
  return names.find((name) => nameProblem(name, style) === undefined) ?? names[1] ?? "";
}

/** What two names share where they meet is said once: `sla_policy`, `policy_applied` → `applied`. */
function withoutOverlap(object: readonly string[], words: readonly string[]): readonly string[] {
  for (let length = Math.min(object.length, words.length); length > 0; length--)
    if (object.slice(-length).join(" ") === words.slice(0, length).join(" ")) return words.slice(length);
  return words;
}

export function snake(name: string): string {
  return wordsOf(name).join("_");
}

/** Layers of a warehouse, as dbt projects put them before a table's name, and what says of every table that it is one. */
const layer = /^(fct|fact|dim|stg|raw|src|int|mart)_+/;
const kindOfTable = /(?<=.)_(data|table|tbl|history|log)$/;

/** What a row of a table is: `orders` and `stg_orders` → `order`; `ticket_data` and `ticket_history` → `ticket`. */
export function nounOf(table: string): string {
  const bare = snake(table).replace(layer, "").replace(kindOfTable, "").replace(kindOfTable, "");
  return singular(bare);
}

function singular(noun: string): string {
  if (/(ss|us|is|news|postgres|series|species)$/.test(noun)) return noun;
  if (/ies$/.test(noun)) return noun.replace(/ies$/, "y");
  return /(x|ch|sh|ss)es$/.test(noun) ? noun.slice(0, -2) : noun.replace(/s$/, "");
}

/** What a table's columns suggest of its events: which of them say when something happened, and what that is called. */
import { pastOf, tellsOfPast } from "../spec/englishVerbs.ts";
import { wordsOf } from "../spec/nameWords.ts";
import type { Column } from "./types.ts";

/** Columns that say when a row was written or is expected to be, not when something happened. */
const notOccurrences =
  /^_|(^|_)(updated|modified|synced|loaded|extracted|ingested|due|required|expected|scheduled|next|valid)(_|$)/i;

/** Whether a column's name and type say that something happened then. */
export function isOccurrence(column: Column): boolean {
  const typed =
    column.type === undefined
      ? /(_at|_on|_date|_time|Date)$/.test(column.name)
      : /^(timestamp|datetime|date)/i.test(column.type);
  return typed && !notOccurrences.test(column.name);
}

/** Names of times that say nothing of what happened then. */
const bareTime = /^(at|on|date|day|time|ts|timestamp|datetime|when)$/;

/** `orders`, `shipped_at` → `order_shipped`; `orders`, `date` → `order_recorded`. */
export function eventNameOf(table: string, column: string): string {
  const words = column.replace(/(_(at|on|date|time|ts|timestamp)|Date|Time)$/, "");
  const verb = snake(words);
  const last = verb.split("_").at(-1) ?? "";
  const past = verb.replace(new RegExp(`${last}$`), pastOf(last) ?? last);
  const object = nounOf(table);
  const name = [object, bareTime.test(past) ? "" : past].filter(Boolean).join("_");
  const whole = past.startsWith(`${object}_`) ? past : name;
  return tellsOfPast(wordsOf(whole)) ? whole : `${whole}_recorded`;
}

export function snake(name: string): string {
  return wordsOf(name).join("_");
}

/** Layers of a warehouse, as dbt projects put them before a table's name. */
const layer = /^(fct|fact|dim|stg|raw|src|int|mart)_+/;

/** What a row of a table is: `orders` and `stg_orders` → `order`. */
export function nounOf(table: string): string {
  return singular(snake(table).replace(layer, ""));
}

function singular(noun: string): string {
  if (/(ss|us|is)$/.test(noun)) return noun;
  if (/ies$/.test(noun)) return noun.replace(/ies$/, "y");
  return /(x|ch|sh|ss)es$/.test(noun) ? noun.slice(0, -2) : noun.replace(/s$/, "");
}

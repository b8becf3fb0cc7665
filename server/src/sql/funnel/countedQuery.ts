/** Questions that each give one row of numbers, put together as one question. */

import { indent } from "../layout.ts";
import { select } from "../render/sqlText.ts";

/** One row: its columns by name, and what they are read from. */
export interface Counted {
  /** Name of the derived table; unique among those that are put together, as the columns are. */
  readonly name: string;
  /** SQL by column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly from: string;
  readonly where?: readonly string[];
  readonly settings?: string | undefined;
}

export interface CountedQuery {
  /** Gives one row; its columns are `names`, in order. */
  readonly sql: string;
  readonly names: readonly string[];
}

/** All of it as one query. */
export function countedQuery(parts: readonly Counted[]): CountedQuery {
  const tables = parts.map(({ name, columns, from, where = [], settings }) => {
    const listed = Object.entries(columns).map(([column, sql]) => `${sql} as ${column}`);
    return `(\n${indent(select({ columns: listed, from, where, settings }))}\n) as ${name}`;
  });
  const names = parts.flatMap(({ columns }) => Object.keys(columns));
  return { sql: select({ columns: names, from: tables.join("\ncross join ") }), names };
}

/** How many rows meet a condition. */
export const countIf = (condition: string): string => `count(case when ${condition} then 1 end)`;

/** The numbers and texts of an answer by the names of its columns. */
export interface Answer {
  has(name: string): boolean;
  number(name: string): number;
  text(name: string): string | undefined;
}

export function answerOf({ names }: CountedQuery, cells: readonly unknown[]): Answer {
  const byName = new Map(names.map((name, at) => [name, cells[at] ?? undefined]));
  return {
    has: (name) => byName.has(name),
    // Sums over nothing are null.
    number: (name) => Number(byName.get(name) ?? 0),
    text: (name) => {
      const value = byName.get(name);
      return value === undefined ? undefined : String(value);
    },
  };
}

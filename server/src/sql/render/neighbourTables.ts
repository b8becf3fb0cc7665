/** The rows before and after as tables of one row each, for questions about types: nothing is read of them. */
import type { Dialect } from "../dialects/dialect.ts";
import type { SequencePlan } from "../plan/plan.ts";
import { castAs } from "./cast.ts";
import { embed } from "./embed.ts";
import { noMoment } from "./renderFrom.ts";
import { identifier } from "./sqlText.ts";
import { typedValue } from "./values.ts";

/** In: which of `previous`, `next` and `sequence`. Out: what stands in a `from` below the event's own tables. */
export function neighbourTables(
  dialect: Dialect,
  { values, value }: SequencePlan,
  names: ReadonlySet<string>,
): string[] {
  const number = castAs(dialect, "null", dialect.types.integer);
  const own = values.map((plan) => [plan.name, typedValue(dialect, plan).sql] as const);
  const row = new Map<string, string>([
    ...own,
    ["at", noMoment(dialect)],
    ...(value ? [["value", embed(dialect, value)] as const] : []),
  ]);
  const place = new Map([
    ["number", number],
    ["session", number],
    ["session_at", noMoment(dialect)],
    ["number_in_session", number],
  ]);
  const tables = { previous: row, next: row, sequence: place };
  return Object.entries(tables)
    .filter(([name]) => names.has(name))
    .map(([name, columns]) => {
      const list = [...columns].map(([column, sql]) => `${sql} as ${identifier(dialect, column)}`);
      return `(select ${list.join(", ")}) as ${name}`;
    });
}

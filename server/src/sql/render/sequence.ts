/** What values say of an event's rows before and after, as windows over the rows that the event has. */
import { applyEdits } from "../../document/applyEdits.ts";
import { neighbourNames } from "../../project/sequence.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { neighbouring, withNeighbours } from "../plan/neighbouring.ts";
import type { EventPlan, Scan } from "../plan/plan.ts";
import { columnPlaces } from "../reader/columnPlaces.ts";
import { castAs } from "./cast.ts";
import { operand } from "./embed.ts";
import { sourcePlaces } from "./keptColumns.ts";
import { over, sharedWindow } from "./ordering.ts";
import { enclosed } from "./putInPlace.ts";
import type { Query, Steps } from "./query.ts";
import type { Renderer } from "./renderer.ts";
import { type Row, rowOf } from "./row.ts";
import { orderOf, type SessionStart, sessionColumns, sessionValue, withSessionStarts } from "./sessions.ts";
import { identifier } from "./sqlText.ts";
import { momentOf } from "./time.ts";

/** In: a query of the event's rows. Out: the same rows with all their values. None may be left out in the query that this gives. */
export function afterSequence(renderer: Renderer, steps: Steps, event: EventPlan, rows: Query): Query {
  const { dialect, relation, scan } = renderer;
  const suffix = relation.scans.length > 1 ? `_of_${event.name}` : "";
  const windowName = (wanted: string) => identifier(dialect, wanted + suffix);
  const used = neighboursUsed(dialect, event);
  const filtered = rows.qualify.length > 0 ? steps.after(rows, "changes").query : rows;
  const { gapSeconds } = event.sequence ?? {};
  const { query, start } =
    gapSeconds !== undefined && used.some((name) => sessionColumns.has(name))
      ? withSessionStarts(dialect, steps, { gapSeconds, windowName }, filtered)
      : { query: filtered, start: undefined };
  const { row } = query;
  const order = orderOf(dialect, row);
  const isAlone = used.filter((one) => !sessionColumns.has(one)).length < 2;
  const window = isAlone
    ? { over: over(...order), named: [] }
    : sharedWindow(dialect, windowName("sequence"), order);
  const writing = { dialect, scan, row, start, over: window.over };
  const written = withNeighbours(event, (value) => ({ ...value, sql: inPlace(writing, value.sql) }));
  return {
    ...query,
    row: complete(row, rowOf(renderer, written, row.time)),
    windows: [...window.named, ...(start?.soFar.named ?? [])],
  };
}

/** `previous.at` and its like, as often as they are written. */
function neighboursUsed(dialect: Dialect, event: EventPlan): string[] {
  return neighbouring(event).flatMap(({ sql }) =>
    columnPlaces(sql, dialect.name).flatMap(({ parts: [alias, column] }) => {
      const qualifier = alias?.name.toLowerCase() ?? "";
      return column && neighbourAliases.has(qualifier) ? [`${qualifier}.${column.name.toLowerCase()}`] : [];
    }),
  );
}

const neighbourAliases: ReadonlySet<string> = new Set(neighbourNames);

/** The row with the values that were still to be made. */
function complete(row: Row, made: Row): Row {
  const known = new Map(row.properties.map((value) => [value.name, value]));
  return {
    ...row,
    properties: made.properties.map((value) => known.get(value.name) ?? value),
    revenue: row.revenue ?? made.revenue,
    currency: row.currency ?? made.currency,
    link: row.link ?? made.link,
    variant: row.variant ?? made.variant,
    otherName: row.otherName ?? made.otherName,
    ...(row.once.length === 0 && { once: made.once, onceBy: made.onceBy }),
    sequence: undefined,
  };
}

interface Writing {
  readonly dialect: Dialect;
  readonly scan: Scan;
  readonly row: Row;
  readonly start: SessionStart | undefined;
  /** The window of all rows of a sequence. */
  readonly over: string;
}

/** The author's SQL with other rows' columns by windows, and those of its own row by what they are called now. */
function inPlace(writing: Writing, sql: string): string {
  const { dialect, scan, row } = writing;
  const kept = new Map(row.sequence?.kept.map((one) => [one.name, one.sql]));
  const own = sourcePlaces(dialect, scan, sql).map(({ name, ...place }) => ({
    ...place,
    text: kept.get(name) ?? name,
  }));
  const others = columnPlaces(sql, dialect.name).flatMap(({ parts: [alias, column] }) => {
    const text = alias && column && neighbour(writing, alias.name.toLowerCase(), column.name.toLowerCase());
    return text === undefined ? [] : [{ start: alias?.start ?? 0, end: column?.end ?? 0, text }];
  });
  return applyEdits(
    sql,
    [...own, ...others].map(({ start, end, text }) => ({
      span: { start, end },
      text: enclosed(text, dialect.name),
    })),
  );
}

/** `undefined` for what is none. Names are known to be right. */
function neighbour(writing: Writing, alias: string, column: string): string | undefined {
  const { dialect, row, start, over } = writing;
  if (alias === "event" && column === "at") return momentOf(dialect, row.time);
  if (alias === "previous" || alias === "next") {
    const value = neighbourValue(dialect, row, column);
    const call = alias === "previous" ? "lag" : "lead";
    return known(dialect, row, `${call}(${dialect.toNullable?.(value) ?? value}) ${over}`);
  }
  if (alias !== "sequence") return undefined;
  const number = (sql: string) =>
    dialect.countsUnsigned ? castAs(dialect, sql, dialect.types.integer) : sql;
  if (column === "number") return known(dialect, row, number(start?.place ?? `row_number() ${over}`));
  if (!start) return undefined;
  const value = sessionValue(dialect, start, column);
  return known(dialect, row, column === "session_at" ? value : number(value));
}

function neighbourValue(dialect: Dialect, { time, sequence }: Row, column: string): string {
  if (column === "at") return momentOf(dialect, time);
  if (column === "value" && sequence?.value) return sequence.value.sql;
  return sequence?.values.find(({ name }) => name.toLowerCase() === column)?.sql ?? "null";
}

/** Who is nobody's has no neighbours. */
function known(dialect: Dialect, { sequence }: Row, sql: string): string {
  const open = sequence?.per.filter(({ notNull }) => !notNull) ?? [];
  if (open.length === 0) return sql;
  const tests = open.map((value) => `${operand(dialect, value.sql)} is not null`);
  return `case when ${tests.join(" and ")} then ${sql} end`;
}

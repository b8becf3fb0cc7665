/** The events of spec.ts as people write them by hand, and what looks at a result. */
import { type Engine, eventName, lastDay, type Situation, withinDays } from "./spec.ts";

const engineSql = {
  duckdb: {
    utc: (sql: string) => `timezone('UTC', ${sql})`,
    object: "json_object('channel', channel, 'country', country, 'total', total_cents)",
    text: "varchar",
    instant: (text: string) => `timestamptz '${text}'`,
  },
  postgres: {
    utc: (sql: string) => `${sql} at time zone 'UTC'`,
    object: "json_build_object('channel', channel, 'country', country, 'total', total_cents)",
    text: "text",
    instant: (text: string) => `timestamptz '${text}'`,
  },
} as const;

/** The columns that a numbered stream has more. */
export const numbers = ["occurrence", "next_at"] as const;

/** Looks at every column of a result on the engine, so that none is left out of the work. */
export function consumed(engine: Engine, sql: string, { numbered }: Situation): string {
  const { text } = engineSql[engine];
  const texts = [
    "event_id",
    "event",
    "customer_id",
    `cast(properties as ${text})`,
    "link",
    "source",
    "source_key",
  ];
  const others = ["event_version", "occurred_at", "revenue", "loaded_at", ...(numbered ? numbers : [])];
  return `select count(*), ${[...texts.map((one) => `length(${one})`), ...others].map((one) => `max(${one})`).join(", ")} from (${sql}) q`;
}

function hasHappened(engine: Engine): string {
  return `occurred_at <= ${engineSql[engine].instant(`${lastDay}T00:00:00Z`)}`;
}

function inWindow(engine: Engine, { since, until }: NonNullable<Situation["window"]>): string {
  const { instant } = engineSql[engine];
  return `occurred_at >= ${instant(since)} and occurred_at < ${instant(until)}`;
}

function conditions(engine: Engine, { window }: Situation): string {
  return [hasHappened(engine), ...(window ? [inWindow(engine, window)] : [])].join(" and ");
}

function limited(query: string, { limit }: Situation): string {
  return limit === undefined ? query : `select * from (${query}) q limit ${limit}`;
}

/** The columns of the narrow layout; `event` and `prefix` are SQL: the name, and what the id begins with. */
function resultColumns(engine: Engine, event: string, prefix: string): string {
  const { object, text } = engineSql[engine];
  return `md5(${prefix} || cast(order_id as ${text})) as event_id, ${event} as event, 1 as event_version, occurred_at,
    cast(customer_id as ${text}) as customer_id, ${object} as properties,
    cast(total_cents / 100.0 as decimal(18, 4)) as revenue, cast(null as ${text}) as link,
    'shop.orders' as source, cast(order_id as ${text}) as source_key, cast(null as timestamptz) as loaded_at`;
}

/** A select an event, glued together. */
export function naive(events: number, engine: Engine, situation: Situation): string {
  if (situation.numbered) return naivelyNumbered(events, engine, situation);
  const { utc } = engineSql[engine];
  const selects = Array.from({ length: events }, (_, i) => {
    const name = eventName(i);
    return `select ${resultColumns(engine, `'${name}'`, `'${name}|'`)}
      from (select *, ${utc(`t${i}`)} as occurred_at from shop.orders) o
      where ${conditions(engine, situation)}`;
  });
  return limited(selects.join("\nunion all\n"), situation);
}

/** What numbers a customer's events of a name; `partition` says what of. */
function numbering(partition: string): string {
  const over = `over (partition by ${partition} order by occurred_at, order_id)`;
  return `row_number() ${over} as occurrence, lead(occurred_at) ${over} as next_at`;
}

/** A select an event, each with numbers of its own; the window around all. */
function naivelyNumbered(events: number, engine: Engine, { window }: Situation): string {
  const { utc } = engineSql[engine];
  const selects = Array.from({ length: events }, (_, i) => {
    const name = eventName(i);
    return `select ${resultColumns(engine, `'${name}'`, `'${name}|'`)}, ${numbering("customer_id")}
      from (select *, ${utc(`t${i}`)} as occurred_at from shop.orders) o where ${hasHappened(engine)}`;
  });
  const all = selects.join("\nunion all\n");
  return window ? `select * from (${all}) q where ${inWindow(engine, window)}` : all;
}

/**
 * The best that an expert writes: one scan with the bound on the sort column, rows without a time gone first, ids and JSON last. For a window
 * without a bound a select an event, each with the window on its own column, because the table happens to be sorted.
 */
export function expert(events: number, engine: Engine, situation: Situation): string {
  if (situation.window && !situation.bound) return unboundWindow(events, engine, situation.window);
  return oneScan(events, engine, situation);
}

function unboundWindow(
  events: number,
  engine: Engine,
  { since, until }: NonNullable<Situation["window"]>,
): string {
  const { utc } = engineSql[engine];
  const selects = Array.from({ length: events }, (_, i) => {
    const name = eventName(i);
    return `select ${resultColumns(engine, `'${name}'`, `'${name}|'`)}
      from (select *, ${utc(`t${i}`)} as occurred_at from shop.orders
        where t${i} >= timestamp '${shifted(since, 0)}' and t${i} < timestamp '${shifted(until, 0)}') o`;
  });
  return selects.join("\nunion all\n");
}

function oneScan(events: number, engine: Engine, situation: Situation): string {
  const { window, numbered } = situation;
  // A number depends on all events before it, so the bound of a window can't be added to the scan.
  const bound =
    window && !numbered
      ? `where o.created_at >= timestamp '${shifted(window.since, -withinDays)}' and o.created_at < timestamp '${shifted(window.until, withinDays)}'`
      : "";
  const rows = multiplied(events, engine, bound);
  const columns = resultColumns(engine, "event", "event || '|'");
  if (!numbered)
    return limited(`select ${columns} from (${rows}) r where ${conditions(engine, situation)}`, situation);
  const all = `select *, ${numbering("customer_id, event")} from (${rows}) r where ${hasHappened(engine)}`;
  return `select ${columns}, ${numbers.join(", ")} from (${all}) n ${window ? `where ${inWindow(engine, window)}` : ""}`;
}

/** Each row once for each event. */
function multiplied(events: number, engine: Engine, bound: string): string {
  const all = Array.from({ length: events }, (_, i) => i);
  const names = `case n ${all.map((i) => `when ${i} then '${eventName(i)}'`).join(" ")} end`;
  const times = `case n ${all.map((i) => `when ${i} then o.t${i}`).join(" ")} end`;
  return `select ${names} as event, ${engineSql[engine].utc(`(${times})`)} as occurred_at, order_id, customer_id, channel, country, total_cents
    from shop.orders o cross join (values ${all.map((i) => `(${i})`).join(", ")}) b(n) ${bound}`;
}

function shifted(moment: string, days: number): string {
  return new Date(Date.parse(moment) + days * 86_400_000).toISOString().slice(0, 19).replace("T", " ");
}

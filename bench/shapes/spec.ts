/** One wide table with lifecycle timestamps, and N events of it: as a spec, and as the queries that people write by hand. */
import { inDialect } from "../../server/src/project/catalog.ts";
import type { Project } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { memoryProject } from "../support/memoryProject.ts";

export type Engine = "duckdb" | "postgres";

/** Timestamps of the table; the k-th is filled in one of k + 1 rows. */
export const lifecycle = 16;
export const lastDay = "2026-01-01";

export interface Situation {
  readonly name: string;
  /** Both ends, when there is a window. */
  readonly window?: { readonly since: string; readonly until: string };
  /** Whether it is known how far an event's time may lie from the column that the table is sorted by. */
  readonly bound?: true;
  readonly limit?: number;
}

const window = { since: "2025-06-01T00:00:00Z", until: "2025-06-08T00:00:00Z" };

export const situations: readonly Situation[] = [
  { name: "full build", bound: true },
  { name: "window of 7 days", window, bound: true },
  { name: "window of 7 days, no bound", window },
  { name: "preview of 20 rows", limit: 20, bound: true },
];

/** How far an event's time lies from the column that the table is sorted by. */
const withinDays = 30;

export function lifecycleSpec(events: number, bound: boolean): string {
  const definitions = Array.from({ length: events }, (_, i) => [
    `  ${eventName(i)}:`,
    `    at: o.t${i}`,
    "    properties:",
    "      channel: o.channel",
    "      country: o.country",
    "      total: {sql: o.total_cents, type: integer}",
    "    revenue: o.total_cents / 100.0",
  ]);
  return [
    "from: shop.orders",
    "as: o",
    "key: o.order_id",
    ...(bound ? [`partition: {column: o.created_at, within: ${withinDays} days}`] : []),
    "entities: {customer: o.customer_id}",
    "events:",
    ...definitions.flat(),
    "",
  ].join("\n");
}

function eventName(i: number): string {
  return `order_step_${String.fromCharCode(97 + i)}`;
}

async function project(events: number, engine: Engine, bound: boolean): Promise<Project> {
  const types = {
    duckdb: { integer: "BIGINT", text: "VARCHAR", time: "TIMESTAMP" },
    postgres: { integer: "bigint", text: "text", time: "timestamp without time zone" },
  }[engine];
  const times = Array.from({ length: lifecycle }, (_, i) => ({ name: `t${i}`, type: types.time }));
  const columns = [
    { name: "order_id", type: types.integer },
    { name: "customer_id", type: types.integer },
    { name: "total_cents", type: types.integer },
    { name: "channel", type: types.text },
    { name: "country", type: types.text },
    { name: "created_at", type: types.time },
    ...times,
  ];
  const known = {
    known: true,
    tables: [
      {
        parts: ["shop", "orders"],
        columns: columns.map((column) => inDialect(column, engine)),
        origin: "bench",
      },
    ],
  };
  return withCatalog(await memoryProject({ "orders.events.yml": lifecycleSpec(events, bound) }), known);
}

/** What EventSpec writes. */
export async function ours(events: number, engine: Engine, situation: Situation): Promise<string> {
  const { relations, findings } = compile(await project(events, engine, situation.bound ?? false), {
    dialect: engine,
    layout: "narrow",
    now: `${lastDay}T00:00:00Z`,
    window: { ...situation.window, ...(situation.limit && { limit: situation.limit }) },
  });
  const [relation] = relations;
  if (!relation || findings.length > 0) throw new Error(findings.map(({ message }) => message).join("\n"));
  return relation.sql;
}

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

/** Looks at every column of a result on the engine, so that none is left out of the work. */
export function consumed(engine: Engine, sql: string): string {
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
  const others = ["event_version", "occurred_at", "revenue", "loaded_at"];
  return `select count(*), ${[...texts.map((one) => `length(${one})`), ...others].map((one) => `max(${one})`).join(", ")} from (${sql}) q`;
}

function conditions(engine: Engine, { window }: Situation): string[] {
  const { instant } = engineSql[engine];
  const bounds = window
    ? [`occurred_at >= ${instant(window.since)}`, `occurred_at < ${instant(window.until)}`]
    : [];
  return [`occurred_at <= ${instant(`${lastDay}T00:00:00Z`)}`, ...bounds];
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
  const { utc } = engineSql[engine];
  const selects = Array.from({ length: events }, (_, i) => {
    const name = eventName(i);
    return `select ${resultColumns(engine, `'${name}'`, `'${name}|'`)}
      from (select *, ${utc(`t${i}`)} as occurred_at from shop.orders) o
      where ${conditions(engine, situation).join(" and ")}`;
  });
  return limited(selects.join("\nunion all\n"), situation);
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
  const { utc } = engineSql[engine];
  const numbers = Array.from({ length: events }, (_, i) => i);
  const names = `case n ${numbers.map((i) => `when ${i} then '${eventName(i)}'`).join(" ")} end`;
  const times = `case n ${numbers.map((i) => `when ${i} then o.t${i}`).join(" ")} end`;
  const bound = situation.window
    ? `where o.created_at >= timestamp '${shifted(situation.window.since, -withinDays)}' and o.created_at < timestamp '${shifted(situation.window.until, withinDays)}'`
    : "";
  const rows = `select ${names} as event, ${utc(`(${times})`)} as occurred_at, order_id, customer_id, channel, country, total_cents
    from shop.orders o cross join (values ${numbers.map((i) => `(${i})`).join(", ")}) b(n) ${bound}`;
  const query = `select ${resultColumns(engine, "event", "event || '|'")}
    from (${rows}) r where ${conditions(engine, situation).join(" and ")}`;
  return limited(query, situation);
}

function shifted(moment: string, days: number): string {
  return new Date(Date.parse(moment) + days * 86_400_000).toISOString().slice(0, 19).replace("T", " ");
}

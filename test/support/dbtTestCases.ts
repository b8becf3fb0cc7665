/**
 * A project whose tests are of every kind that dbt has none of its own for, each of them once over good rows and once over bad ones, which
 * lie in tables of a warehouse.
 */
import type { DialectName } from "../../server/src/sql/types.ts";
import { dbtManifest } from "./dbtManifest.ts";

/** The moment of the runs. */
export const testMoment = "2026-02-01 00:00:00";

const sides = ["good", "bad"] as const;

const types = {
  orders:
    "order_id bigint, customer_id bigint, ordered_at timestamp, total_cents bigint, channel varchar, loaded_at timestamptz",
  customers: "customer_id bigint, country varchar",
  numbers: "order_id bigint, ordered_at timestamptz, amount decimal(12,2), code varchar",
  hours: "id bigint, seen_at timestamptz",
} as const;

type Table = keyof typeof types;

const rows: Readonly<Record<(typeof sides)[number], Readonly<Record<Table, string>>>> = {
  good: {
    orders: `(1, 7, '2026-01-29 10:00:00', 1000, 'web', '2026-01-31 12:00:00+00'),
      (2, 8, '2026-01-30 10:00:00', 500, 'app', '2026-01-31 12:00:00+00'),
      (3, 9, '2026-01-31 10:00:00', 0, null, '2026-01-31 12:00:00+00')`,
    customers: "(7, 'BE'), (8, 'DE'), (9, 'FR')",
    numbers: `(1, '2025-12-31 23:30:00+00', 10.10, 'a'), (2, '2026-01-05 10:00:00+00', 20.20, 'b'),
      (3, '2026-01-05 11:00:00+00', 0.30, 'c'), (4, '2026-01-06 11:00:00+00', null, 'd'),
      (5, '2026-01-07 11:00:00+00', 5.00, null), (6, '2026-01-31 23:30:00+00', 7.00, 'f')`,
    hours: hours(""),
  },
  bad: {
    orders: `(1, 7, '2026-01-05 10:00:00', 1000, 'web', '2026-01-05 12:00:00+00'),
      (2, 7, '2026-01-05 11:00:00', -5, 'fax', null), (3, 7, '2026-01-06 11:00:00', 1000, 'web', null),
      (4, null, '2026-01-06 12:00:00', null, 'it''s', null), (5, 9, '9999-12-31 00:00:00', 7, 'web', null),
      (6, 9, '2026-01-08 00:30:00', 7, 'web', null)`,
    customers: "(7, 'BE'), (7, 'NL'), (8, 'DE'), (9, 'FR')",
    numbers: "(1, '2026-01-05 10:00:00+00', 10.10, 'a')",
    hours: hours("2025-03-30T01:30:00.000Z"),
  },
};

/**
 * Every hour until the runs but one. Clocks in Brussels go from 2 to 3 on the 30th of March 2025, and show 2 twice on the 26th of October.
 */
function hours(without: string): string {
  const [from, to, hour] = [
    Date.parse("2025-03-28T22:30:00Z"),
    Date.parse("2026-01-31T23:30:00Z"),
    3_600_000,
  ];
  return Array.from({ length: (to - from) / hour + 1 }, (_, at) => new Date(from + at * hour).toISOString())
    .filter((moment) => moment !== without)
    .map((moment, at) => `(${at}, '${moment}')`)
    .join(", ");
}

/** What makes the tables and fills them. */
export function testTables(): string[] {
  const tables = Object.keys(types) as Table[];
  return [
    "create schema raw",
    ...sides.flatMap((side) =>
      tables.flatMap((table) => [
        `create table raw.${side}_${table} (${types[table]})`,
        `insert into raw.${side}_${table} values ${rows[side][table]}`,
      ]),
    ),
    "create table raw.empty_hours (id bigint, seen_at timestamptz)",
  ];
}

const orders = (side: string) => `from: source('raw', '${side}_orders')
as: o
key: o.order_id
loaded_at: o.loaded_at
join:
  - {from: "source('raw', '${side}_customers')", as: c, on: c.customer_id = o.customer_id}
entities: {customer: o.customer_id}
properties:
  total: {sql: o.total_cents / 100.0, required: true}
  channel: {sql: o.channel, type: string, values: [web, app, "it's", "a{{b"]}
  country: {sql: c.country, type: string}
events:
  ${side}_placed:
    at: o.ordered_at
    tests:
      - unique: [customer, total]
      - volume: {per: day, min: 1}
      - volume: {per: week, max: 3}
      - volume: {per: month, min: 5}
      - fresh: 2 days
      - rows: {name: not negative, where: total < 0}
      - rows: {name: "Braces '{{ this }}'", where: "channel = '{{ this }}' or channel = 'fax'"}
      - follows: {event: ${side}_paid, by: customer}
      - follows: {event: ${side}_paid, by: customer, tolerance: 99%}
  ${side}_paid:
    at: o.ordered_at + interval '1 minute'
    tests:
      - follows: {event: ${side}_placed, by: key}
      - follows: {event: ${side}_placed, by: key, within: 30 seconds}
      - follows: {event: ${side}_placed, by: customer, within: 2 minutes, tolerance: 40%}
  ${side}_once:
    at: o.ordered_at
    once_per: o.customer_id
  ${side}_channel:
    at: o.ordered_at
    variants: {by: o.channel, names: {web: ${side}_web, app: ${side}_app}, otherwise: fail}
    tests:
      - unique: customer
      - rows: {name: not negative, where: total < 0}
`;

const named = (side: string) => `from: source('raw', '${side}_orders')
as: o
key: o.order_id
properties: {channel: {sql: o.channel, type: string}}
events:
  ${side}_skipped:
    at: o.ordered_at
    variants: {by: o.channel, names: {web: ${side}_on_web, app: ${side}_in_app}, otherwise: skip}
    tests:
      - {rows: {name: only known, where: "channel not in ('web', 'app')"}}
`;

/** One event out of two documents. */
const together = `from: source('raw', 'good_orders')
as: o
key: o.order_id
properties: {total: {sql: o.total_cents, type: integer}}
events:
  anything_bought:
    at: o.ordered_at
    tests: [{rows: {name: not negative, where: total < 0}}, {unique: source_key}]
---
from: source('raw', 'bad_orders')
as: o
key: o.order_id
properties: {total: {sql: o.total_cents, type: integer}}
events:
  anything_bought:
    also: true
    at: o.ordered_at
    tests: [{rows: {name: not negative, where: total < 0}}, {unique: total}]
`;

/** Names that dbt's semantic layer does not take, or takes for something else; money in one currency, in several, and in one that nobody says. */
const odd = `from: source('raw', 'good_orders')
as: o
key: o.order_id
entities: {customer: o.customer_id}
properties:
  month: {sql: o.channel, type: string}
  select: {sql: o.channel, type: string}
  a__b: {sql: o.channel, type: string}
  customer: {sql: o.channel, type: string}
  country: {sql: o.ordered_at, type: timestamp}
  total: {sql: o.total_cents, type: integer, description: "In {{ cents }}: 100 of them."}
  seen: {sql: o.loaded_at, type: timestamp}
events:
  paid_in_euros: {description: "Paid: '{{ now }}'.", at: o.ordered_at, revenue: {sql: o.total_cents / 100.0, currency: EUR}}
  paid_in_any: {at: o.ordered_at, revenue: {sql: o.total_cents / 100.0, currency: o.channel}}
  paid_somehow: {at: o.ordered_at, revenue: o.total_cents / 100.0}
  odd__name: {at: o.ordered_at}
`;

const hourly = (table: string, name: string) => `from: source('raw', '${table}')
as: h
key: h.id
events:
  ${name}:
    at: h.seen_at
    tests:
      - volume: {per: hour, min: 1}
      - volume: {per: hour, max: 1}
      - volume: {per: hour, max: 2}
  ${name}_named:
    at: h.seen_at
    variants: {by: "case when h.id >= 0 then 'hour' end", names: {hour: ${name}_by_name}, otherwise: fail}
`;

const listed = (names: string, rows: string) =>
  `select ${names} from (values ${rows}) as t(${names.replaceAll(/ as \w+/g, "")})`;

const fourDays = listed(
  "day, value",
  "(date '2026-01-01', 1), (date '2026-01-05', 2), (date '2026-01-06', 1), (date '2026-01-07', 1), (date '2026-02-01', 9)",
);

/** Names of columns stand in each query. */
const reconciliations: Readonly<Record<string, string>> = {
  "same count": 'sql: "select 6 as value"',
  "other count": 'sql: "select 7 as value, 1 as other"',
  "nearly the count": 'sql: "select 7 as value", tolerance: 15%',
  "not nearly": 'sql: "select 7 as value", tolerance: 14%',
  "by one": 'sql: "select 7 as value", tolerance: 1',
  "same sum": 'sql: "select 42.6 as total", measure: {sum: AMOUNT}',
  "other sum": 'sql: "select 42.600000001 as total", measure: {sum: amount}',
  "sum as text": `sql: "select '42.60' as total", measure: {sum: amount}`,
  "sum of a float":
    'sql: "select cast(0.1 as double precision) + cast(0.2 as double precision) + 42.3 as total", measure: {sum: amount}',
  "expects nothing": 'sql: "select 0 as value", tolerance: 100%',
  "same days": `sql: "${fourDays}", per: day`,
  "a day less": `sql: "${fourDays} where value > 1", per: day`,
  "names of ours": `sql: "${listed("place, day, value", "(5, date '2026-01-07', 5.0)")}", key: place, per: day, measure: {sum: period}`,
  "same months": `sql: "select '2026-01' as month, 5 as value", per: month`,
  "other months": `sql: "select '2026-01' as month, 4 as value", per: month`,
  "first days": `sql: "select date '2026-01-01' as month, 5 as value", per: month`,
  "one week": `sql: "select timestamp '2026-01-05 00:00:00' as week, 5 as value", per: week`,
  "both weeks": `sql: "${listed("week, value", "(date '2025-12-29', 1), (date '2026-01-05', 4), (date '2026-01-26', 9)")}", per: week`,
  "same keys": `sql: "${listed("id", "(1), (2), (3), (4), (5), (6)")}", key: id`,
  "other keys": `sql: "${listed("id", "(1), (2), (3), (4), (8), (9), (null)")}", key: id`,
  "sum by key": `sql: "${listed("id, total", "(1, 42.5), (2, 0.1)")}", key: id, measure: {sum: amount}`,
  "sum by key, wrong": `sql: "${listed("id, total", "(1, 42.5), (2, 0.2)")}", key: id, measure: {sum: amount}`,
  "out of a table":
    "sql: \"select count(*) as value from t\", tables: {t: \"source('raw', 'good_numbers')\"}",
  "no row": 'sql: "select 1 as value where 1 = 0"',
  "two rows": 'sql: "select 1 as value union all select 6 as value"',
  "no value": 'sql: "select cast(null as integer) as value"',
  "no number": `sql: "select 'many' as value"`,
  "a day twice": `sql: "${listed("day, value", "(date '2026-01-05', 1), (date '2026-01-05', 1)")}", per: day`,
  "a Tuesday": `sql: "select date '2026-01-06' as week, 1 as value", per: week`,
  "text by key": `sql: "${listed("id, value", "(1, 'x')")}", key: id`,
  star: 'sql: "select * from (select 6 as value) as t"',
};

const numbers = `from: source('raw', 'good_numbers')
as: o
key: o.order_id
properties:
  amount: {sql: o.amount, type: 'decimal(12,2)'}
  period: {sql: o.amount, type: 'decimal(12,2)'}
  code: {sql: o.code, type: string}
events:
  ordered:
    at: o.ordered_at
    reconcile:
${Object.entries(reconciliations)
  .map(([name, entry]) => `      - {name: "${name}", ${entry}}`)
  .join("\n")}
`;

const tableNames = [
  ...sides.flatMap((side) => Object.keys(types).map((table) => `${side}_${table}`)),
  "empty_hours",
];

const catalog = JSON.stringify({
  version: 1,
  dialect: "duckdb",
  tables: tableNames.map((name) => ({
    name: `source('raw', '${name}')`,
    columns: types[name.replace(/^[a-z]+_/, "") as Table]
      .split(", ")
      .map((column) => ({ name: column.split(" ")[0], type: column.replace(/^\S+ /, "") })),
  })),
});

/** Its files, with what dbt has left in `target`. */
export function dbtTestFiles(dialect: DialectName = "duckdb"): Record<string, string> {
  return {
    "eventspec.yml":
      "eventspec: 1\nname: p\ntimezone: Europe/Brussels\ndbt: {project: .}\nentities: {customer: {type: integer}}\n",
    ...Object.fromEntries(
      sides.flatMap((side) => [
        [`${side}.events.yml`, orders(side)],
        [`${side}_names.events.yml`, named(side)],
        [`${side}_hours.events.yml`, hourly(`${side}_hours`, `${side}_hour_passed`)],
      ]),
    ),
    "empty.events.yml": hourly("empty_hours", "nothing_happened"),
    "together.events.yml": together,
    "numbers.events.yml": numbers,
    "odd.events.yml": odd,
    "eventspec.catalog.json": catalog,
    "models/sources.yml": `sources: [{name: raw, tables: [${tableNames.map((name) => `{name: ${name}}`).join(", ")}]}]\n`,
    "target/manifest.json": dbtManifest(
      dialect,
      tableNames.map((name) => ({ name, source: "raw" })),
    ),
  };
}

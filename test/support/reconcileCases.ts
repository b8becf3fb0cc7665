/**
 * Reconciliations that pass, fail and can't be run, over tables as inline queries that DuckDB and Postgres read alike: by event, kind
 * and name, what comes of each.
 */
const orders = `select * from (values
  (1, timestamptz '2025-12-31 23:30:00+00', 10.10, 'a'),
  (2, timestamptz '2026-01-05 10:00:00+00', 20.20, 'b'),
  (3, timestamptz '2026-01-05 11:00:00+00', 0.30, 'c'),
  (4, timestamptz '2026-01-06 11:00:00+00', null, 'd'),
  (5, timestamptz '2026-01-07 11:00:00+00', 5.00, null),
  (6, timestamptz '2026-01-31 23:30:00+00', 7.00, 'f')) as t(order_id, ordered_at, amount, code)`.replace(
  /\s+/g,
  " ",
);

const days = (rows: string) => `select * from (values ${rows}) as t(day, value)`;
const listed = (rows: string, names: string) => `select * from (values ${rows}) as t(${names})`;

/** The clock in Brussels is an hour ahead: the first order belongs to January, and the last to a day that has not ended. */
const files = (entries: readonly string[]) => ({
  "eventspec.yml": "eventspec: 1\nname: p\ntimezone: Europe/Brussels\n",
  "a.events.yml": `
from: {sql: "${orders}"}
as: o
key: o.order_id
properties:
  amount: {sql: o.amount, type: 'decimal(12,2)'}
  period: {sql: o.amount, type: 'decimal(12,2)'}
  code: {sql: o.code, type: string, privacy: personal}
events:
  ordered:
    at: o.ordered_at
    reconcile:
${entries.map((entry) => `      - ${entry}`).join("\n")}
  coded:
    at: o.ordered_at
    key: o.code
    reconcile:
      - {name: private keys, sql: "${listed("('a'), ('x')", "code")}", key: code}
  once:
    at: o.ordered_at
    key: []
    once_per: o.code
    reconcile:
      - {name: no key, sql: "select 'a' as code", key: code}
`,
});

const fourDays = days(
  "(date '2026-01-01', 1), (date '2026-01-05', 2), (date '2026-01-06', 1), (date '2026-01-07', 1), (date '2026-02-01', 9)",
);

const cases: Readonly<Record<string, readonly [entry: string, status: string, failing?: number]>> = {
  "same count": ['sql: "select 6"', "passed"],
  "other count": ['sql: "select 7 as value, 1 as other"', "failed"],
  "nearly the count": ['sql: "select 7 as value", tolerance: 15%', "passed"],
  "not nearly": ['sql: "select 7 as value", tolerance: 14%', "failed"],
  "by one": ['sql: "select 7 as value", tolerance: 1', "passed"],
  "same sum": ['sql: "select 42.6", measure: {sum: AMOUNT}', "passed"],
  "other sum": ['sql: "select 42.600000001", measure: {sum: amount}', "failed"],
  "sum as text": [`sql: "select '42.60'", measure: {sum: amount}`, "passed"],
  "sum of a float": [
    'sql: "select cast(0.1 as double precision) + cast(0.2 as double precision) + 42.3", measure: {sum: amount}',
    "passed",
  ],
  "expects nothing": ['sql: "select 0 as value", tolerance: 100%', "failed"],
  "same days": [`sql: "${fourDays}", per: day`, "passed", 0],
  "a day less": [`sql: "${fourDays} where value > 1", per: day`, "failed", 3],
  "names of ours by day": [
    `sql: "${listed("(5, date '2026-01-07', 5.0)", "place, day, value")}", key: place, per: day, measure: {sum: period}`,
    "failed",
    2,
  ],
  "same months": [`sql: "select * from (values ('2026-01', 5)) as t(month, value)", per: month`, "passed", 0],
  weeks: [
    `sql: "select * from (values (timestamp '2026-01-05 00:00:00', 5)) as t(week, value)", per: week`,
    "failed",
    2,
  ],
  "same keys": [`sql: "${listed("(1), (2), (3), (4), (5), (6)", "id")}", key: id`, "passed"],
  "other keys": [`sql: "${listed("(1), (2), (3), (4), (8), (9), (null)", "id")}", key: id`, "failed", 4],
  "sum by key": [
    `sql: "${listed("(1, 42.5), (2, 0.1)", "id, total")}", key: id, measure: {sum: amount}`,
    "passed",
  ],
  "keys by day": [
    `sql: "${listed("(1, date '2026-01-01'), (2, date '2026-01-05'), (9, date '2026-01-05'), (99, date '2026-02-01')", "id, day")}", key: id, per: day`,
    "failed",
    2,
  ],
  "no row": ['sql: "select 1 as value where 1 = 0"', "error"],
  "two rows": ['sql: "select 1 as value union all select 2"', "error"],
  "no number": [`sql: "select 'many' as value"`, "error"],
  null: ['sql: "select cast(null as integer) as value"', "error"],
  "no such column": ['sql: "select 1 as a, 2 as b"', "error"],
  "no day": ['sql: "select 1 as value", per: day', "error"],
  "a day twice": [`sql: "${days("(date '2026-01-05', 1), (date '2026-01-05', 2)")}", per: day`, "error"],
  "a moment as day": [`sql: "${days("(timestamptz '2026-01-05 10:00:00+00', 1)")}", per: day`, "error"],
  "a Tuesday": [`sql: "select date '2026-01-06' as week, 1 as value", per: week`, "error"],
  "no such key": ['sql: "select 1 as value", key: id', "error"],
  "text by key": [`sql: "${listed("(1, 'x')", "id, value")}", key: id`, "error"],
  "sum of a text": ['sql: "select 1", measure: {sum: code}', "error"],
  "no such property": ['sql: "select 1", measure: {sum: nope}', "error"],
  "no table": ['sql: "select count(*) from nowhere"', "error"],
  "does not only read": ['sql: "delete from orders"', "error"],
  // Names of ours are the author's, too.
  "tables called as ours": [
    'sql: "with events as (select 6 as value), given as (select * from events) select * from given"',
    "passed",
  ],
};

export const reconcileFiles = files(
  Object.entries(cases).map(([name, [entry]]) => `{name: ${name === "null" ? '"null"' : name}, ${entry}}`),
);

/** By event, kind and name: the status, and how many periods or keys differ. */
export const reconcileVerdicts: Readonly<Record<string, readonly [string, number?]>> = {
  ...Object.fromEntries(
    Object.entries(cases).map(([name, [, ...verdict]]) => [`ordered reconcile ${name}`, verdict]),
  ),
  "coded reconcile private keys": ["failed", 5],
  "once reconcile no key": ["error"],
};

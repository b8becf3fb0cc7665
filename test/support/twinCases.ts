/**
 * Events and their tracked twins that agree, that lose too many, and that can't be compared: tables as queries that DuckDB and Postgres
 * read alike, and what comes of each.
 */
/** Eight orders a day for thirty days, by their number `i`; the third way to pay leaves the page. */
const orders = `select i, 'o' || i as id, timestamp '2026-01-01' + i * interval '3 hours' as at_time,
  case i % 3 when 0 then 'card' when 1 then 'ideal' else 'leaves' end as method, i / 100.0 as amount
  from generate_series(0, 239) as numbers(i)`;

/** The same as some of them are tracked. In: what is another column. */
function rows(where = "1 = 1", { id = "id", later = "5 seconds" } = {}): string {
  return `select i, ${id} as id, at_time + interval '${later}' as at_time, method, amount from (${orders}) as o where ${where}`;
}

/** The tracker was out on the 11th and 12th, and the payment that leaves the page comes back every other time. */
const lost = "i between 80 and 95 or (i % 3 = 2 and i % 2 = 0)";
/** How many of them that are. */
const lostOrders = Array.from({ length: 240 }, (_, i) => i).filter(
  (i) => (i >= 80 && i <= 95) || (i % 3 === 2 && i % 2 === 0),
).length;

const more = `select 0, 'unknown', timestamp '2026-01-04 12:00:00', 'card', 1.0 union all select 0, null, timestamp '2026-01-04 12:00:00', 'card', 1.0`;

interface Twin {
  readonly truth?: string;
  readonly tracked: string;
  readonly by?: string;
  readonly coverage?: string;
  readonly lookback?: string;
}

const twins: Readonly<Record<string, Twin>> = {
  complete: { tracked: rows(), coverage: "99%" },
  told: { tracked: rows(`not (${lost})`) },
  leaky: { tracked: rows(`not (${lost})`), coverage: "95%" },
  loose: { tracked: rows("1 = 1", { id: "' ' || upper(id) || ' '" }), coverage: "99%" },
  doubled: { tracked: `${rows()} union all ${rows("i < 12")} union all ${more}` },
  recent: { tracked: rows("i < 200"), lookback: "10 days", coverage: "99%" },
  silent: { tracked: rows("i < 120"), coverage: "99%" },
  other_keys: { tracked: rows("1 = 1", { id: "'x' || id" }) },
  few_keys: { tracked: rows("1 = 1", { id: "case when i < 5 then id else 'x' || id end" }) },
  other_time: { truth: rows("i < 100"), tracked: rows("i >= 120") },
  without_keys: { tracked: rows("1 = 1", { id: "cast(null as varchar)" }) },
  untracked: { tracked: rows("1 = 0") },
  nothing: { truth: rows("1 = 0"), tracked: rows("1 = 0") },
  repeated: { truth: rows("1 = 1", { id: "'o1'" }), tracked: rows() },
  no_such_key: { tracked: rows(), by: "nope" },
};

const line = (sql: string): string => sql.replace(/\s+/g, " ");

const spec = (name: string, { truth = orders, tracked, by = "order", coverage, lookback }: Twin) => `
from: {sql: "${line(truth)}"}
as: o
key: o.id
entities: {order: o.id}
properties:
  method: {sql: o.method, type: string}
  amount: {sql: o.amount, type: 'decimal(12,2)'}
events:
  ${name}:
    at: o.at_time
    ${lookback === undefined ? "" : `lookback: ${lookback}`}
    tracked_as: {event: ${name}_tracked, by: ${by}${coverage === undefined ? "" : `, coverage: ${coverage}`}}
---
from: {sql: "${line(tracked)}"}
as: o
key: o.id
origin: tracked
entities: {order: o.id}
properties:
  amount: {sql: o.amount, type: 'decimal(10,1)'}
events:
  ${name}_tracked:
    at: o.at_time
`;

export const twinFiles = {
  "eventspec.yml": "eventspec: 1\nname: p\n",
  ...Object.fromEntries(
    Object.entries(twins).map(([name, twin]) => [`${name}.events.yml`, spec(name, twin)]),
  ),
};

const statuses: Readonly<Record<string, readonly [string, number?]>> = {
  complete: ["passed", 0],
  told: ["passed", lostOrders],
  leaky: ["failed", lostOrders],
  loose: ["passed", 0],
  doubled: ["passed", 0],
  recent: ["passed", 0],
  silent: ["passed", 0],
  other_keys: ["error"],
  few_keys: ["error"],
  other_time: ["error"],
  without_keys: ["error"],
  untracked: ["error"],
  nothing: ["skipped"],
  repeated: ["error"],
  no_such_key: ["error"],
};

/** By event, kind and name: the status, and how many true events are lost. */
export const twinVerdicts = Object.fromEntries(
  Object.entries(statuses).map(([name, verdict]) => [`${name} tracked_as ${name}_tracked`, verdict]),
);

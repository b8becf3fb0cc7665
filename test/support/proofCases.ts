/**
 * Events whose checks pass, fail and can't be run, each kind in all three ways as far as it has them: the tables as inline queries that
 * DuckDB and Postgres read alike, and the status and the number of failing rows of every check.
 */
const orders = (rows: string) =>
  `select * from (values ${rows}) as t(order_id, customer_id, ordered_at, total_cents, channel, email)`;

const good = orders(`
  (1, 7, timestamp '2026-01-05 10:00:00', 1000, 'web', 'a@x.y'),
  (2, 8, timestamp '2026-01-06 10:00:00', 500, 'app', 'b@x.y'),
  (3, 9, timestamp '2026-01-07 10:00:00', 0, null, 'c@x.y')`);

const bad = orders(`
  (1, 7, timestamp '2026-01-05 10:00:00', 1000, 'web', 'a@x.y'),
  (2, 7, timestamp '2026-01-05 11:00:00', -5, 'fax', 'a@x.y'),
  (2, 7, timestamp '2026-01-06 11:00:00', 1000, 'web', 'b@x.y'),
  (3, null, timestamp '2026-01-06 12:00:00', null, 'phone', 'c@x.y'),
  (4, 9, timestamp '9999-12-31 00:00:00', 7, 'web', null),
  (null, 9, timestamp '2026-01-08 00:30:00', 7, 'web', null)`);

const customers =
  "select * from (values (7, 'BE'), (7, 'NL'), (8, 'DE'), (9, 'FR')) as t(customer_id, country)";
const oneEach = "select * from (values (7, 'BE'), (8, 'DE'), (9, 'FR')) as t(customer_id, country)";

const spec = (name: string, rows: string, joined: string) => `
from: {sql: "${rows.replace(/\s+/g, " ").trim()}"}
as: o
key: o.order_id
join:
  - {from: {sql: "${joined}"}, as: c, on: c.customer_id = o.customer_id}
entities: {customer: o.customer_id}
properties:
  total: {sql: o.total_cents / 100.0, type: 'decimal(12,2)', required: true}
  channel: {sql: o.channel, values: [web, app]}
  email: {sql: o.email, privacy: personal}
  country: c.country
events:
  ${name}:
    at: {sql: o.ordered_at}
    tests:
      - not_null: [customer]
      - unique: [customer, total]
      - volume: {per: day, min: 1, unusual: 4}
      - fresh: 4 weeks
      - rows: {name: not negative, where: total < 0}
      - rows: {name: broken, where: total.nope > 1}
      - follows: {event: ${name}_paid, by: customer}
      - follows: {event: nobody_did}
  ${name}_paid:
    at: o.ordered_at + interval '1 minute'
    tests:
      - follows: {event: ${name}, by: key}
      - follows: {event: ${name}, by: nothing_shared}
  ${name}_once:
    at: o.ordered_at
    once_per: o.customer_id
  ${name}_channel:
    at: o.ordered_at
    variants: {by: o.channel, names: {web: ${name}_web, app: ${name}_app}}
`;

export const proofFiles = {
  "eventspec.yml": "eventspec: 1\nname: p\nentities: {customer: {type: integer}}\n",
  "good.events.yml": spec("order_placed", good, oneEach),
  "bad.events.yml": spec("return_filed", bad, customers),
};

/** By event, kind and name: the status, and how many rows fail. */
export const proofVerdicts: Readonly<Record<string, readonly [string, number?]>> = {
  "order_placed unique_id event_id is unique and not null": ["passed", 0],
  "order_placed one_row_per_join join c finds at most one row": ["passed", 0],
  "order_placed no_future no time lies in the future": ["passed", 0],
  "order_placed required total is never null": ["passed", 0],
  "order_placed values channel is one of 2 values": ["passed", 0],
  "order_placed not_null customer": ["passed", 0],
  "order_placed unique customer, total": ["passed", 0],
  // The 6th to the 31st of January, of which the 6th and the 7th have an order.
  "order_placed volume per day": ["failed", 24],
  // The same weekday three times before it.
  "order_placed volume per day, unusual": ["skipped"],
  "order_placed fresh within 4 weeks": ["passed"],
  "order_placed rows not negative": ["passed", 0],
  "order_placed rows broken": ["error"],
  // Each is paid a minute after it.
  "order_placed follows order_placed_paid": ["failed", 3],
  "order_placed follows nobody_did": ["error"],
  "order_placed_paid follows order_placed": ["passed", 0],
  "order_placed_paid follows order_placed (2)": ["error"],
  "order_placed_once once_per_null rows without a once_per key": ["passed"],
  "order_placed_channel variant_without_name every value has a variant": ["failed", 1],
  // Both orders of customer 7 are there twice for its two countries, and order 2 is there twice itself; one has no key.
  "return_filed unique_id event_id is unique and not null": ["failed", 7],
  "return_filed one_row_per_join join c finds at most one row": ["failed", 3],
  "return_filed no_future no time lies in the future": ["failed", 1],
  "return_filed required total is never null": ["failed", 1],
  "return_filed values channel is one of 2 values": ["failed", 3],
  "return_filed not_null customer": ["failed", 1],
  "return_filed unique customer, total": ["failed", 6],
  "return_filed volume per day": ["failed", 24],
  "return_filed volume per day, unusual": ["skipped"],
  "return_filed fresh within 4 weeks": ["passed"],
  "return_filed rows not negative": ["failed", 2],
  "return_filed rows broken": ["error"],
  "return_filed follows return_filed_paid": ["failed", 3],
  "return_filed follows nobody_did": ["error"],
  "return_filed_once once_per_null rows without a once_per key": ["passed"],
  "return_filed_channel variant_without_name every value has a variant": ["failed", 3],
};

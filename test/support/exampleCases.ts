/** Examples of every kind of event that pass, fail and can't be run, over a catalog that DuckDB and Postgres share. */

const column = (name: string, type: string, nullable = true) => ({ name, type, nullable });

const catalog = {
  version: 1,
  tables: [
    {
      name: "shop.orders",
      columns: [
        column("order_id", "bigint", false),
        column("customer_id", "bigint"),
        column("ordered_at", "timestamp"),
        column("paid_at", "timestamp with time zone"),
        column("cancelled_on", "date"),
        column("total", "decimal(12,2)"),
        column("weight", "double precision"),
        column("status", "varchar"),
        column("note", "varchar"),
        column("details", "json"),
        column("is_test", "boolean"),
      ],
    },
    {
      name: "shop.customers",
      columns: [column("customer_id", "bigint"), column("country", "varchar"), column("since", "date")],
    },
    {
      name: "shop.prices",
      columns: [
        column("order_id", "bigint"),
        column("price", "decimal(12,2)"),
        column("valid_from", "timestamp"),
      ],
    },
  ],
};

const example = (name: string, text: string) => `      - name: ${name}\n${text.replace(/^/gm, "        ")}\n`;

const two = `given:
  shop.orders:
    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00, total: 12.50, is_test: false}
    - {order_id: 2, customer_id: 8, ordered_at: 2026-01-05 11:00, total: 175.00, is_test: false}`;

const placed = [
  example("two orders", `${two}\nexpect:\n  - {order: 2, total: 175}\n  - {order: 1, total: 12.5}`),
  example(
    "in UTC and as in Brussels",
    `${two}\nexpect:\n  - {occurred_at: 2026-01-05 09:00}\n  - {occurred_at: 2026-01-05T11:00:00+01:00}`,
  ),
  example(
    "an entity by its column",
    `${two}\nexpect:\n  - {order_id: 1, customer_id: 7}\n  - {order_id: 2, Customer: "8"}`,
  ),
  example("nothing in, nothing out", "given: {shop.orders: []}\nexpect: []"),
  example("nothing given", "given: {}\nexpect: []"),
  example("one more than expected", `${two}\nexpect:\n  - {order: 1}`),
  example("one fewer than expected", `${two}\nexpect:\n  - {order: 1}\n  - {order: 2}\n  - {order: 3}`),
  example("another total", `${two}\nexpect:\n  - {order: 1, total: 12.51}\n  - {order: 2, total: 175}`),
  example("the same row twice", `${two}\nexpect:\n  - {order: 1}\n  - {order: 1}`),
  example(
    "a null is no text",
    `${two}\nexpect:\n  - {order: 1, country: "null"}\n  - {order: 2, country: null}`,
  ),
  example(
    "without what decides",
    "given:\n  shop.orders:\n    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00}\nexpect: []",
  ),
  example("a misspelt column", `${two.replaceAll("is_test: false", "is_test: false, totel: 1")}\nexpect: []`),
  example("a misspelt table", "given: {shop.order: []}\nexpect: []"),
  example("a misspelt value", `${two.replace("10:00", "ten")}\nexpect: []`),
  example("too many digits", `${two.replace("12.50", "12.505")}\nexpect: []`),
  example("a misspelt expectation", `${two}\nexpect:\n  - {totl: 1}`),
  example("a zone where there is none", `${two.replace("05 10:00", "05T10:00Z")}\nexpect: []`),
  example("later than now", `now: 2026-01-05 10:30\n${two}\nexpect:\n  - {order: 1}`),
  example(
    "never does not move now",
    `given:\n  shop.orders:\n    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00, is_test: false}\n    - {order_id: 2, customer_id: 7, ordered_at: 9999-12-31, is_test: false}\nexpect:\n  - {order: 1}`,
  ),
  example(
    "with a customer",
    `${two}\n  shop.customers:\n    - {customer_id: 7, country: BE}\n    - {customer_id: 7, country: "NO"}\nexpect:\n  - {order: 1, country: BE}\n  - {order: 1, country: "NO"}\n  - {order: 2, country: ~}`,
  ),
  example(
    "values of all types",
    `given:
  shop.orders:
    - order_id: 9007199254740993
      customer_id: 00123
      ordered_at: 2026-01-05T10:00:00.123456
      paid_at: 2026-01-05T10:00:00+02:00
      total: 0.10
      weight: 0.1
      status: 00123
      note: "it's \\"quoted\\" \\\\ 🙂\\nand goes on"
      details: '{"b": [1, 2.0], "a": "é"}'
      is_test: FALSE
expect:
  - order: 9007199254740993
    customer: 123
    occurred_at: 2026-01-05T09:00:00.123456Z
    paid_at: 2026-01-05T08:00:00Z
    total: .1
    weight: 1e-1
    status: 00123
    note: "it's \\"quoted\\" \\\\ 🙂\\nand goes on"
    details: '{"a": "é", "b": [1.0, 2]}'`,
  ),
].join("");

const once = [
  example(
    "the first of each",
    `given:
  shop.orders:
    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00}
    - {order_id: 2, customer_id: 7, ordered_at: 2026-01-04 10:00}
    - {order_id: 3, customer_id: ~, ordered_at: 2026-01-04 10:00}
expect:
  - {order: 2}`,
  ),
].join("");

const moved = [
  example(
    "from open to paid",
    `given:
  shop.orders:
    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00, status: open}
    - {order_id: 2, customer_id: 7, ordered_at: 2026-01-05 11:00, status: paid}
    - {order_id: 3, customer_id: 7, ordered_at: 2026-01-05 12:00, status: paid}
expect:
  - {order: 2}`,
  ),
].join("");

const named = [
  example(
    "each its own name",
    `given:
  shop.orders:
    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00, status: sent}
    - {order_id: 2, customer_id: 7, ordered_at: 2026-01-05 11:00, status: lost}
expect:
  - {order: 1, event: order_sent}
  - {order: 2, event: order_lost}`,
  ),
  example(
    "a value without a name",
    `given:
  shop.orders:
    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00, status: eaten}
expect: []`,
  ),
].join("");

const priced = [
  example(
    "the price of the day",
    `given:
  shop.orders:
    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00}
    - {order_id: 2, customer_id: 7, ordered_at: 2026-01-01 10:00}
  shop.prices:
    - {order_id: 1, price: 10, valid_from: 2026-01-01}
    - {order_id: 1, price: 11, valid_from: 2026-01-05}
    - {order_id: 1, price: 12, valid_from: 2026-01-06}
    - {order_id: 2, price: 10, valid_from: 2026-01-02}
expect:
  - {order: 1, price: 11}
  - {order: 2, price: ~}`,
  ),
].join("");

const counted = [
  example(
    "by the names of the query",
    `given:
  orders:
    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00, status: ~}
    - {order_id: 2, customer_id: 7, ordered_at: 2026-01-05 11:00}
expect:
  - {orders: 2, customer: 7}`,
  ),
  example(
    "without what the query takes",
    `given:
  orders:
    - {order_id: 1, customer_id: 7, ordered_at: 2026-01-05 10:00}
expect: []`,
  ),
].join("");

const byItself = [example("without a table that rows could stand in for", "given: {}\nexpect: []")].join("");

const ordersOf = (events: string, more = "") => `from: shop.orders
as: o
timezone: Europe/Brussels
key: o.order_id
${more}entities: {order: o.order_id, customer: o.customer_id}
events:
${events}`;

export const exampleFiles: Readonly<Record<string, string>> = {
  "eventspec.yml": "eventspec: 1\nname: p\nentities: {order: {type: integer}, customer: {type: integer}}\n",
  "placed.events.yml": ordersOf(
    `  order_placed:
    at: o.ordered_at
    where: not o.is_test
    properties:
      total: {sql: o.total, type: "decimal(12,2)"}
      weight: o.weight
      status: o.status
      note: o.note
      details: {sql: o.details, type: json}
      paid_at: o.paid_at
      country: c.country
    examples:
${placed}`,
    "join:\n  - {from: shop.customers, as: c, on: c.customer_id = o.customer_id}\n",
  ),
  "others.events.yml": ordersOf(`  customer_won:
    at: o.ordered_at
    once_per: o.customer_id
    examples:
${once}  order_moved:
    at: o.ordered_at
    changes: {value: o.status, per: o.customer_id, from: open, to: paid}
    examples:
${moved}  order_ended:
    at: o.ordered_at
    variants: {by: o.status, names: {sent: order_sent, lost: order_lost}, otherwise: fail}
    examples:
${named}`),
  "priced.events.yml": ordersOf(
    `  order_priced:
    at: o.ordered_at
    properties: {price: p.price}
    examples:
${priced}`,
    "join:\n  - {from: shop.prices, as: p, on: p.order_id = o.order_id, as_of: {start: p.valid_from}}\n",
  ),
  "counted.events.yml": `from:
  sql: select customer_id, count(*) as orders, max(ordered_at) as last_at from orders where status is null group by customer_id
  tables: {orders: shop.orders}
as: q
key: q.customer_id
entities: {customer: q.customer_id}
events:
  orders_counted:
    at: q.last_at
    properties: {orders: q.orders}
    examples:
${counted}`,
  "itself.events.yml": `from: {sql: "select order_id, ordered_at from shop.orders"}
as: q
key: q.order_id
events:
  order_read:
    at: q.ordered_at
    examples:
${byItself}`,
};

export const exampleCatalog = (dialect: string): Readonly<Record<string, string>> => ({
  "eventspec.catalog.json": JSON.stringify({ ...catalog, dialect }),
});

/** By the example's name: its status, what its message says, and the lines of its difference. */
export const exampleVerdicts: Readonly<Record<string, readonly [string, RegExp, ...string[]]>> = {
  "two orders": ["passed", /^2 events come out, as expected\.$/],
  "in UTC and as in Brussels": ["passed", /2 events/],
  "an entity by its column": ["passed", /2 events/],
  "nothing in, nothing out": ["passed", /^0 events come out/],
  "nothing given": ["passed", /^0 events come out/],
  "one more than expected": [
    "failed",
    /^2 events come out where 1 is expected\.$/,
    "not expected: {order: 2}",
  ],
  "one fewer than expected": ["failed", /^2 events come out where 3 are expected\.$/, "missing: {order: 3}"],
  "another total": ["failed", /^1 of 2 events differs/, "row 1: total is 12.50, not 12.51"],
  "the same row twice": ["failed", /^1 of 2 events differs/, "row 2: order is 2, not 1"],
  "a null is no text": ["failed", /^1 of 2 events differs/, 'row 1: country is null, not "null"'],
  "without what decides": [
    "error",
    /^`where` uses o\.is_test, which no given row of shop\.orders has: add `is_test`\.$/,
  ],
  "a misspelt column": ["error", /^There is no column "totel" in shop\.orders: did you mean total\?$/],
  "a misspelt table": ["error", /^The event reads no table "shop\.order": did you mean shop\.orders\?$/],
  "a misspelt value": ["error", /^ordered_at: "2026-01-05 ten" is not a time without a zone/],
  "too many digits": ["error", /^total: "12\.505" is no decimal\(12,2\)\.$/],
  "a misspelt expectation": ["error", /^There is no column "totl" in "order_placed": did you mean total\?$/],
  "a zone where there is none": ["error", /^ordered_at: "2026-01-05T10:00Z" is not a time without a zone/],
  "later than now": ["passed", /^1 event comes out/],
  "never does not move now": ["passed", /^1 event comes out/],
  "with a customer": ["passed", /^3 events/],
  "values of all types": ["passed", /^1 event/],
  "the first of each": ["passed", /^1 event/],
  "from open to paid": ["passed", /^1 event/],
  "each its own name": ["passed", /^2 events/],
  "a value without a name": ["passed", /0 events/],
  "the price of the day": ["passed", /^2 events/],
  "by the names of the query": ["passed", /^1 event/],
  "without a table that rows could stand in for": [
    "error",
    /^SQL reads shop\.orders by itself, so no rows can stand in for it: name it under `tables` of the query\.$/,
  ],
  "without what the query takes": [
    "error",
    /^`from\.sql` uses status, which no given row of shop\.orders has/,
  ],
};

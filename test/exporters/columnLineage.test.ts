/** What columns of events are made of, told from their SQL. */
import assert from "node:assert/strict";
import { lineageOf } from "../../server/src/exporters/columnLineage.ts";
import { writeCatalog } from "../../server/src/project/catalog.ts";
import type { Table } from "../../server/src/project/types.ts";
import { duckDbReading } from "../support/describedProjects.ts";
import { projectOf } from "../support/memoryProject.ts";

const table = (name: string, columns: string): Table => ({
  parts: name.split("."),
  origin: "test",
  columns: columns.split(" ").map((column) => ({ name: column, type: "varchar", dialect: "duckdb" })),
});
const tables = [
  table("shop.orders", "order_id customer_id ordered_at total status lines"),
  table("shop.archive", "order_no customer_id ordered_at total"),
  table("shop.customers", "customer_id country"),
  table("shop.plans", "plan_id account since"),
];

const settings = `eventspec: 1
name: p
entities: {customer: {type: string}}
lookups:
  plan:
    parameters: [account]
    join: [{from: shop.plans, as: p, on: p.account = param.account}]
    properties: {id: p.plan_id, by: param.account}
`;

async function lineage(spec: string) {
  const project = await projectOf({
    "eventspec.yml": settings,
    "eventspec.catalog.json": writeCatalog({ tables, known: true }),
    "a.events.yml": spec,
  });
  const [event] = project.events;
  assert.ok(event);
  const { tables: read, columns, deciding, unclear } = lineageOf(project, event, await duckDbReading());
  const shown = [...columns].map(([name, { inputs, isSame }]) => [
    name,
    `${isSame ? "= " : ""}${inputs.map(({ table: of, column }) => `${of}.${column}`).join(" ")}`,
  ]);
  return {
    read,
    columns: Object.fromEntries(shown) as Record<string, string>,
    deciding: deciding.map(({ table: of, column, usedIn }) => `${of}.${column} ${usedIn}`),
    unclear,
  };
}

describe("lineage of columns", () => {
  it("goes through aliases, joins, lookups, lists, rows before and the event's own time", async () => {
    const found = await lineage(`from: shop.orders
as: o
key: [o.order_id, line.no]
for_each: {item: line, in: o.lines}
where: o.status <> 'test'
join: [{from: shop.customers, as: c, on: c.customer_id = o.customer_id}]
lookups: {their: {use: plan, account: c.country}}
sequence: {per: o.customer_id}
entities: {customer: lower(o.customer_id)}
events:
  order_placed:
    at: o.ordered_at
    revenue: o.total
    properties:
      same: o.status
      typed: {sql: o.status, type: string}
      bare: country
      made: o.total || c.country || 'x'
      item: line.price
      before: previous.made
      age: event.at - o.ordered_at
      inner: (select max(x.total) from shop.archive as x where x.customer_id = o.customer_id)
      constant: {value: 3}
      nothing: o.nope
`);
    assert.deepEqual(found.read, ["shop.orders", "shop.customers", "shop.plans"]);
    assert.deepEqual(found.columns, {
      event_id: "shop.orders.order_id shop.orders.lines",
      source_key: "shop.orders.order_id shop.orders.lines",
      occurred_at: "shop.orders.ordered_at",
      customer_id: "shop.orders.customer_id",
      same: "= shop.orders.status",
      typed: "shop.orders.status",
      bare: "= shop.customers.country",
      made: "shop.orders.total shop.customers.country",
      item: "shop.orders.lines",
      before: "shop.orders.total shop.customers.country",
      age: "shop.orders.ordered_at",
      inner: "shop.orders.customer_id",
      their_id: "= shop.plans.plan_id",
      their_by: "shop.customers.country",
      revenue: "shop.orders.total",
    });
    assert.deepEqual(found.unclear, ["inner", "nothing"]);
    assert.ok(found.deciding.includes("shop.orders.status where"), found.deciding.join("\n"));
    assert.ok(found.deciding.includes("shop.customers.customer_id join.0.on"), found.deciding.join("\n"));
  });

  it("names every table of a union, with what each calls the column", async () => {
    const found = await lineage(`from:
  union: [shop.orders, {table: shop.archive, rename: {order_no: order_id}}]
as: o
key: o.order_id
entities: {customer: o.customer_id}
events:
  order_placed: {at: o.ordered_at, properties: {total: o.total}}
`);
    assert.equal(found.columns.event_id, "shop.orders.order_id shop.archive.order_no");
    assert.equal(found.columns.total, "shop.orders.total shop.archive.total");
    assert.deepEqual(found.unclear, []);
  });

  it("takes an alias's word for columns of a table that nobody knows", async () => {
    const found = await lineage(`from: raw.unknown
as: u
key: u.id
entities: {customer: u.customer}
events:
  thing_done: {at: u.at, properties: {price: u.amount * 2, loose: amount}}
`);
    assert.deepEqual(found.columns, {
      event_id: "raw.unknown.id",
      source_key: "raw.unknown.id",
      occurred_at: "raw.unknown.at",
      customer_id: "raw.unknown.customer",
      price: "raw.unknown.amount",
    });
    assert.deepEqual(found.unclear, ["loose"]);
  });
});

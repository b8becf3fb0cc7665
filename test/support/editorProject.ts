/** A small shop as a project in memory, for tests of the editor's features. */
import type { Project } from "../../server/src/project/types.ts";
import { projectOf as loadFiles } from "./memoryProject.ts";

const projectFile = `eventspec: 1
name: shop
connection: dev
connections:
  dev: {type: duckdb}
entities:
  customer: {description: A person who can buy., type: integer}
  visitor: {description: A browser., type: string, anonymous: true}
teams:
  growth: {email: growth@shop.example}
  support: {}
goals:
  conversion: {description: Share of visits that end in an order., owner: growth}
lookups:
  plan_at_event:
    parameters: [customer]
    join:
      - from: shop.plans
        as: ph
        on: ph.customer_id = param.customer
        as_of: {start: ph.valid_from, end: ph.valid_to}
    properties:
      plan_id: {sql: ph.plan_id, description: Plan in force at the event's time.}
`;

const catalog = JSON.stringify({
  version: 1,
  tables: [
    {
      name: "shop.orders",
      description: "Orders of the web shop.",
      columns: [
        { name: "order_id", type: "INTEGER", nullable: false },
        { name: "customer_id", type: "INTEGER" },
        { name: "ordered_at", type: "TIMESTAMP", description: "When the checkout was confirmed." },
        { name: "shipped_at", type: "TIMESTAMP" },
        { name: "updated_at", type: "TIMESTAMP" },
        { name: "total_cents", type: "BIGINT", description: "In cents, with tax." },
        { name: "status", type: "VARCHAR" },
        { name: "Coupon Code", type: "VARCHAR" },
        { name: "order", type: "VARCHAR" },
      ],
    },
    {
      name: "shop.customers",
      columns: [
        { name: "customer_id", type: "INTEGER" },
        { name: "email", type: "VARCHAR" },
      ],
    },
    {
      name: "shop.plans",
      columns: [
        { name: "customer_id", type: "INTEGER" },
        { name: "plan_id", type: "INTEGER" },
        { name: "valid_from", type: "TIMESTAMP" },
        { name: "valid_to", type: "TIMESTAMP" },
      ],
    },
    { name: "main.Order Details", columns: [{ name: "OrderID", type: "INTEGER" }] },
  ],
});

export const ordersSpec = `from: shop.orders
as: o
key: o.order_id
join:
  - from: shop.customers
    as: c
    on: c.customer_id = o.customer_id
owner: growth
entities:
  customer: o.customer_id

events:
  order_placed:
    description: The customer confirmed the checkout.
    at: o.ordered_at
    properties:
      total:
        sql: o.total_cents / 100.0
        type: decimal(12,2)
        description: Order value with tax.
      coupon: o."Coupon Code"
    tests:
      - not_null: [customer_id, total]
      - rows: {where: total < 0}

  order_shipped:
    description: The parcel left the warehouse.
    at: o.shipped_at
    where: o.status <> 'cancelled'
    tests:
      - follows: {event: order_placed}
`;

/** The shop's project with files of its own; its project file and catalog are there unless given. */
export function projectOf(files: Readonly<Record<string, string>>): Promise<Project> {
  return loadFiles({ "eventspec.yml": projectFile, "eventspec.catalog.json": catalog, ...files });
}

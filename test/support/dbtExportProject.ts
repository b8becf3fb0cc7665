/** A project whose events show all that an export to dbt has to get right. */
import type { DialectName } from "../../server/src/sql/types.ts";
import { dbtManifest } from "./dbtManifest.ts";

const projectFile = (more: string) => `eventspec: 1
name: p
timezone: Europe/Brussels
dbt: {project: ., models: models/events${more}}
entities: {customer: {type: integer}}
teams: {growth: {email: growth@shop.example}}
destinations: {mail: {type: braze, privacy: internal}}
streams:
  all_events: {layout: narrow, events: {name: ["*"]}}
  order_columns: {layout: wide, events: {name: ["order_*"]}}
  numbered: {layout: narrow, entity: customer, occurrence: entity_and_event, events: {name: ["order_*"]}}
`;

const orders = (version: number) => `from: ref('stg_orders')
as: o
key: o.order_id
loaded_at: o.loaded_at
send_to: [mail]
owner: growth
entities: {customer: o.customer_id}
properties: {status: {sql: o.status, type: string}}
events:
  order_placed: {description: "Braces {{ stay }} what they are.", at: o.ordered_at, lookback: 3 hours, version: ${version}}
  order_braced: {at: o.ordered_at, where: "o.status not in ('{{', '{%', '{#', '}}', '{{ this }}')", examples: [
    {name: "Braces: none of them is an event", given: {"ref('stg_orders')": [
      {order_id: 1, customer_id: 7, status: "{{", ordered_at: 2026-01-01 10:00:00},
      {order_id: 2, customer_id: 7, status: "{{ it }}", ordered_at: 2026-07-01 10:00:00}]},
     expect: [{customer: 7, status: "{{ it }}", occurred_at: 2026-07-01 08:00:00}]}]}
  order_due:
    description: "No: a promise"
    at: o.shipped_at
    scheduled: true
    tags: ["on", "12:30", "plan: b"]
    properties:
      "yes": {sql: o.order_id, type: integer, values: [1, 2, 3, 4, 5, 6], required: true, description: "A word that YAML 1.1 takes for another."}
    tests:
      - unique: [customer_id, "yes"]
      - unique: source_key
      - not_null: source_key
  order_lately: {at: o.ordered_at, history: {last: 1 day}, examples: [
    {name: it was yesterday, now: 2026-01-03 12:00:00, given: {"ref('stg_orders')": [
      {order_id: 1, customer_id: 7, ordered_at: 2026-01-03 10:00:00}, {order_id: 2, customer_id: 7, ordered_at: 2026-01-01 10:00:00}]},
     expect: [{source_key: 1}]}]}
  order_converted: {at: o.ordered_at, once_per: o.customer_id}
  order_changed: {at: o.ordered_at, changes: {value: o.status, per: o.customer_id}}
  order_settled: {at: o.ordered_at, variants: {by: o.status, names: {paid: order_paid, cancelled: order_cancelled}, otherwise: skip}, examples: [
    {name: each its own, given: {"ref('stg_orders')": [
      {order_id: 1, customer_id: 7, status: paid, ordered_at: 2026-01-03 10:00:00}, {order_id: 2, customer_id: 7, status: lost, ordered_at: 2026-01-01 10:00:00}]},
     expect: [{event: order_paid, customer: 7}]}]}
---
from: raw.arrivals
as: a
key: a.id
lookback: 3 hours
events:
  parcel_arrived: {at: a.arrived_at}
`;

const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ref('stg_orders')": {
    order_id: "bigint",
    customer_id: "bigint",
    status: "varchar",
    ordered_at: "timestamp",
    shipped_at: "timestamp",
    loaded_at: "timestamptz",
  },
  "raw.arrivals": { id: "bigint", arrived_at: "timestamp" },
};

const catalog = JSON.stringify({
  version: 1,
  dialect: "duckdb",
  tables: Object.entries(columns).map(([name, types]) => ({
    name,
    columns: Object.entries(types).map(([column, type]) => ({ name: column, type })),
  })),
});

interface Wanted {
  readonly dialect?: DialectName;
  /** Of `order_placed`. */
  readonly version?: number;
  /** More keys below `dbt`. */
  readonly dbt?: string;
}

/** Its files, with what dbt has left in `target`. */
export function dbtExportFiles({
  dialect = "duckdb",
  version = 1,
  dbt = "",
}: Wanted = {}): Record<string, string> {
  return {
    "eventspec.yml": projectFile(dbt),
    "orders.events.yml": orders(version),
    "eventspec.catalog.json": catalog,
    "target/manifest.json": dbtManifest(dialect, [
      { name: "stg_orders" },
      { name: "arrivals", source: "raw" },
    ]),
  };
}

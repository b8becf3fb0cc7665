/** One file of each kind that uses every key of the language. */

export const fullSpec = `name: Orders and notes
description: What customers order, and what they say of it.
from: {sql: select * from notes, tables: {notes: ref('support_notes')}}
as: o
key: [o.order_id, line.sku]
timezone: Europe/Brussels
null_values: ['9999-12-31', 0]
where: not o.is_test
join:
  - from: shop.customers
    as: c
    on: c.customer_id = o.customer_id
    type: inner
  - from: {sql: select * from seats, tables: {seats: shop.seats}}
    as: s
    on: s.order_id = o.order_id
    type: anti
  - from: source('shop', 'plan_history')
    as: plan
    on: plan.account_id = o.account_id
    as_of: {start: plan.valid_from, end: plan.valid_to, at: o.paid_at, timezone: UTC}
  - from: shop.order_field_history
    as: f
    on: f.order_id = o.order_id
    fields:
      name: f.field
      value: f.value
      start: f.changed_at
      at: o.paid_at
      timezone: UTC
      pick: {team: team, labels: {field: labels, list: ', '}, carrier: 10001}
  - from:
      union: [shop.returns_eu, {table: shop.returns_us, rename: {orderId: order_id}}, 'shop.returns_arch_*']
      except: [raw_payload]
      relation: src
    as: r
    on: r.order_id = o.order_id
  - {event: order_shipped, as: shipped, by: customer, pick: first, within: 7 days}
for_each:
  - {item: line, in: o.line_items, position: n}
  - {item: person, columns: {packed: o.packed_by}}
lookups: {plan_at_event: {namespace: o.namespace_id}, other: ~, author: {use: user, id: o.author_id}}
partition: {column: o.ordered_at, within: 90 days}
order_by: [{desc: o.ordered_at}, o.order_id]
history: {from: 2010-01-01 10:00+02, until: yesterday}
sequence: {per: o.customer_id}
loaded_at: o._synced_at
enabled: [crm_deals]
origin: server
owner: growth
entities: {customer: o.customer_id, visitor: ~}
goals: [conversion]
consumers: [finance dashboard]
tier: core
tags: [shop]
properties:
  coupon: o.coupon_code
  amount: 1
  weight: {sql: o.weight, tests: [{rows: {where: weight < 0}}]}
values: {stage: secure, rank: 1}
lookback: 3 days
send_to: [mixpanel]
events:
  order_placed:
    description: The customer confirmed the checkout.
    also: true
    at: {sql: o.ordered_at, timezone: UTC, null_values: ['9999-12-31']}
    scheduled: true
    history: {from: 2010-01-01, last: 25 months, until: today}
    where: o.status <> 'cancelled'
    key: o.order_id
    for_each:
      - {item: line, in: o.line_items}
      - {item: tax, in: line.taxes, position: t}
      - {item: who, columns: {assigned: o.assigned_to, reviewed: o.reviewed_by}}
    order_by: [o.order_id, {desc: o.ordered_at}]
    sequence: {per: [o.customer_id, o.shop_id], gap: 30 minutes}
    changes: {value: h.value, per: [h.ticket_id], from: [solved, closed], to: open}
    variants:
      by: d.stage
      names: {closedwon: deal_won, closedlost: {event: deal_lost, description: Lost., formerly: [deal_gone, dealLost]}}
      otherwise: {name: lower(d.stage)}
    once_per: {key: [o.customer_id], by: [o.priority, {desc: o.changed_at}], keep: last}
    entities: {customer: ~, seller: o.seller_id}
    properties:
      total:
        sql: o.total_cents / 100.0
        type: decimal(12,2)
        description: Order value with tax.
        unit: EUR
        required: true
        values: [1, two, true]
        privacy: internal
        tests: [not_null, unique, {rows: {where: total < 0}}]
      channel: {value: web}
      coupon: ~
      flag: o.flag
    values: {stage: ~, is_paid: true}
    revenue: {sql: o.total_cents / 100.0, currency: o.currency}
    link: o.url
    owner: growth
    consumers: [finance]
    goals: [conversion]
    tags: [a]
    tier: experimental
    proposed: {since: 2026-01-05, blocked_by: the source keeps no time}
    deprecated: {since: 2026-01-05, reason: replaced, use: order_shipped, remove_after: 2026-06-30}
    expires: 2026-12-31
    version: 2
    lookback: 1 week
    tests:
      - not_null: [customer_id, total]
      - unique: total
      - volume: {per: day, min: 1, max: 100000, unusual: 4}
      - fresh: 24 hours
      - follows: {event: order_placed, by: key, tolerance: 1%, within: 30 days}
      - rows: {name: total is never negative, where: total < 0}
    examples:
      - name: test orders do not count
        now: 2026-02-01
        given:
          shop.orders:
            - {order_id: 1, ordered_at: 2026-01-05 10:00, is_test: false, note: ~}
        expect:
          - {occurred_at: 2026-01-05T09:00:00Z, total: 12.50}
    reconcile:
      - name: orders in the finance report
        sql: select count(*) from report
        tables:
          report: ref('finance', 'order_report')
        measure: {sum: total}
        per: day
        tolerance: 1%
        key: order_id
      - {sql: select 1, measure: count}
    tracked_as: {event: order_completed_tracked, by: order, coverage: 95%}
    send_to: {mixpanel: Order Placed, other: ~}
  order_shipped:
    formerly: [order_sent]
    at: o.shipped_at
    revenue: o.freight
    once_per: o.customer_id
  order_returned:
    proposed: {}
`;

/** A source that the other can't have beside its own. */
export const fullJoinSpec = `from:
  full: [crm.licenses, {table: crm.licenses_2019, as: legacy, using: licence_no}, {table: ref('trials'), using: [trial_no]}, {sql: select * from s, tables: {s: crm.seats}, as: seats}]
  using: license_id
as: l
key: l.license_id
`;

export const fullProject = `eventspec: 1
name: shop
timezone: UTC
history: {last: 2 years}
connection: dev
connections:
  dev: {type: duckdb, path: shop.duckdb, files: {shop.orders: data/orders.csv, 'raw.*': [a.parquet, b.parquet]}, max_bytes: 10 GB}
  pg: {type: postgres, host: {env: PGHOST}, port: 5432, database: shop, schema: public, user: u, password: {env: PGPASSWORD}, maxBytes: 1000, sslmode: require, functions: [app.norm_email]}
  prod: {type: dbt, profile: shop, target: prod}
dbt: {project: ../analytics}
entities:
  customer: {description: A person who can buy., type: integer}
  visitor:
    description: A browser.
    type: string
    anonymous: true
    resolves_to: {entity: customer, by: [order_placed], before: 30 minutes, first: beginning}
  order: ~
teams:
  growth: {email: growth@shop.example, slack: '#growth'}
  data: ~
goals:
  conversion: {description: Share of visits that end in an order., owner: growth}
  other: ~
destinations:
  mixpanel: {type: mixpanel, privacy: internal, entity: customer, anonymous: visitor}
switches: {crm_deals: true}
lookups:
  plan_at_event:
    parameters: [namespace]
    join:
      - from: ref('plan_history')
        as: ph
        on: ph.namespace_id = param.namespace
        as_of: {start: ph.valid_from}
      - from: {sql: select * from prices, tables: {prices: shop.prices}}
        as: price
        on: price.plan_id = ph.plan_id
        as_of: {start: price.since, end: price.until, at: event.at}
      - from: shop.plan_fields
        as: field
        on: field.plan_id = ph.plan_id
        fields: {name: field.name, value: field.value, start: field.since, at: event.at, pick: {seats: seats}}
    properties:
      plan_id: {sql: 'coalesce(ph.plan_id, 34)', description: Plan in force., tests: [{rows: {where: plan_id < 0}}]}
      price: price.amount
streams:
  customer_events:
    layout: narrow
    entity: customer
    anonymous: visitor
    events: {tier: [core, standard], tag: a, owner: [growth], origin: warehouse, name: [order_*]}
    relation: analytics.customer_events
    occurrence: entity_and_event
    first_at: true
rules:
  extends: recommended
  event-without-goal: error
  event-name-style: {severity: warning, pattern: '^[a-z_]+$'}
  overrides:
    - {tier: experimental, extends: minimal}
    - {files: 'events/legacy/**', event: order_*, event-name-style: 'off'}
`;

/** A spec of several documents that uses every style of YAML, for tests that break it. */
export const shopSpec = `# Orders of the shop
from: shop.orders
as: o
key: o.order_id
timezone: Europe/Brussels
where: not o.is_test
join:
  - from: shop.customers
    as: c
    on: c.customer_id = o.customer_id
  - from: {sql: select * from p, tables: {p: ref('plan_history')}}
    as: plan
    on: plan.account_id = o.account_id
    as_of: {start: plan.valid_from, end: plan.valid_to}
owner: growth
entities:
  customer: o.customer_id
goals: [conversion]

events:
  order_placed:
    description: The customer confirmed the checkout; payment may still fail.
    at: o.ordered_at
    properties:
      total:
        sql: o.total_cents / 100.0
        type: decimal(12,2)
        description: "Order value with tax,
          before refunds."
      coupon: o.coupon_code # the short form
      channel: {value: web}
    tests:
      - volume: {per: day, min: 1}
      - not_null: [customer_id, total]

  order_shipped:
    description: >-
      The parcel left
      the warehouse.
    at: {sql: o.shipped_at, null_values: ['9999-12-31']}
    where: |
      o.status <> 'cancelled'
      and o.shipped_at is not null

  order_cancelled:
    description: 'The customer''s order was called off 😀'
    at: o.cancelled_at
    tests:
    - rows:
        name: never free
        where: total < 0
---
from: shop.tickets
key: [id]
events:
  ticket_created:
    at: created_at
    description: A customer asked for help.
`;

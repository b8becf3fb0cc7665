-- An order that was called off. The back end keeps no null: an order that stands is cancelled at the end of time.
select
  lower(hex(MD5('order_cancelled|' || toString(o.order_id)))) as event_id,
  'order_cancelled' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(o.cancelled_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(o.customer_id) as customer_id,
  toString(o.order_id) as order_id,
  cast(toString(o.total_cents / 100.0) as Nullable(Decimal(12, 2))) as total,
  o.channel as channel,
  c.country as country,
  cast(o.paid_at is not null as Bool) as was_paid,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(o.order_id) as source_key,
  toTimeZone(toDateTime64(toString(o._synced_at), 6, 'Europe/Brussels'), 'UTC') as loaded_at
from shop.orders as o
left join shop.customers as c on c.customer_id = o.customer_id
where not o.is_test
  and o.cancelled_at <> '9999-12-31 00:00:00'
  and o.cancelled_at <= toDateTime64(toString(now64(6, 'Europe/Brussels')), 6)
settings join_use_nulls = 1

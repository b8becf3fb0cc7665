-- An order that was called off. The back end keeps no null: an order that stands is cancelled at the end of time.
select
  lower(to_hex(md5(to_utf8('order_cancelled|' || cast(o.order_id as varchar))))) as event_id,
  'order_cancelled' as event,
  1 as event_version,
  with_timezone(o.cancelled_at, 'Europe/Brussels') as occurred_at,
  cast(o.customer_id as varchar) as customer_id,
  cast(o.order_id as varchar) as order_id,
  cast(o.total_cents / 100.0 as decimal(12, 2)) as total,
  o.channel,
  c.country,
  o.paid_at is not null as was_paid,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(o.order_id as varchar) as source_key,
  with_timezone(o._synced_at, 'Europe/Brussels') as loaded_at
from shop.orders as o
left join shop.customers as c on c.customer_id = o.customer_id
where not o.is_test
  and o.cancelled_at <> timestamp '9999-12-31 00:00:00'
  and o.cancelled_at <= cast(current_timestamp at time zone 'Europe/Brussels' as timestamp)

-- An order that was called off. The back end keeps no null: an order that stands is cancelled at the end of time.
select
  md5('order_cancelled|' || o.order_id) as event_id,
  'order_cancelled' as event,
  1 as event_version,
  o.cancelled_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar as customer_id,
  o.order_id::varchar as order_id,
  cast(o.total_cents / 100.0 as numeric(12, 2)) as total,
  o.channel,
  c.country,
  o.paid_at is not null as was_paid,
  null::numeric(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  o.order_id::varchar as source_key,
  o._synced_at at time zone 'Europe/Brussels' as loaded_at
from shop.orders as o
left join shop.customers as c on c.customer_id = o.customer_id
where not o.is_test
  and o.cancelled_at <> timestamp '9999-12-31 00:00:00'
  and o.cancelled_at <= convert_timezone('Europe/Brussels', sysdate)

-- Four steps of an order, each a time of its row, as one stream.
with order_steps as (
  select
    step.event,
    step.happened_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.order_id,
    cast(o.total_cents / 100.0 as numeric(12, 2)) as total,
    o.channel,
    c.country,
    o.coupon_code as coupon,
    o.payment_method,
    o.promised_on,
    cast(o.delivered_at as date) > o.promised_on as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as numeric(18, 4)) end as revenue,
    o._synced_at at time zone 'Europe/Brussels' as loaded_at
  from shop.orders as o
  left join shop.customers as c on c.customer_id = o.customer_id
  cross join lateral (
    values
      ('order_placed', o.ordered_at),
      ('order_paid', o.paid_at),
      ('order_shipped', o.shipped_at),
      ('order_delivered', o.delivered_at)
  ) as step (event, happened_at)
  where not o.is_test
)
select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  order_id::text as order_id,
  case event
    when 'order_placed' then json_build_object(
      'total', total, 'channel', channel, 'country', country,
      'coupon', coupon, 'payment_method', payment_method, 'promised_on', promised_on
    )
    when 'order_paid' then json_build_object(
      'total', total, 'channel', channel, 'country', country, 'payment_method', payment_method
    )
    when 'order_shipped' then json_build_object('total', total, 'channel', channel, 'country', country)
    when 'order_delivered' then json_build_object(
      'total', total, 'channel', channel, 'country', country, 'is_late', is_late
    )
  end as properties,
  revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  loaded_at
from order_steps
where occurred_at <= now()

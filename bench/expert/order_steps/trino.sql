-- Four steps of an order, each a time of its row, as one stream.
with order_steps as (
  select
    step.event,
    with_timezone(step.happened_at, 'Europe/Brussels') as occurred_at,
    o.customer_id,
    o.order_id,
    cast(o.total_cents / 100.0 as decimal(12, 2)) as total,
    o.channel,
    c.country,
    o.coupon_code as coupon,
    o.payment_method,
    o.promised_on,
    cast(o.delivered_at as date) > o.promised_on as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as decimal(18, 4)) end as revenue,
    with_timezone(o._synced_at, 'Europe/Brussels') as loaded_at
  from shop.orders as o
  left join shop.customers as c on c.customer_id = o.customer_id
  cross join unnest(
    array['order_placed', 'order_paid', 'order_shipped', 'order_delivered'],
    array[o.ordered_at, o.paid_at, o.shipped_at, o.delivered_at]
  ) as step (event, happened_at)
  where not o.is_test
)
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  cast(order_id as varchar) as order_id,
  case event
    when 'order_placed' then json_object(
      'total': total, 'channel': channel, 'country': country,
      'coupon': coupon, 'payment_method': payment_method, 'promised_on': promised_on
    )
    when 'order_paid' then json_object(
      'total': total, 'channel': channel, 'country': country, 'payment_method': payment_method
    )
    when 'order_shipped' then json_object('total': total, 'channel': channel, 'country': country)
    when 'order_delivered' then json_object(
      'total': total, 'channel': channel, 'country': country, 'is_late': is_late
    )
  end as properties,
  revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  loaded_at
from order_steps
where occurred_at <= current_timestamp

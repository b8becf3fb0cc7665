-- Four steps of an order, each a time of its row, as one stream.
with order_steps as (
  select
    step.event,
    convert_timezone('Europe/Brussels', 'UTC', step.happened_at) as occurred_at,
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
    convert_timezone('Europe/Brussels', 'UTC', o._synced_at) as loaded_at
  from shop.orders as o
  left join shop.customers as c on c.customer_id = o.customer_id
  lateral view stack(
    4,
    'order_placed', o.ordered_at,
    'order_paid', o.paid_at,
    'order_shipped', o.shipped_at,
    'order_delivered', o.delivered_at
  ) step as event, happened_at
  where not o.is_test
    and step.happened_at <= convert_timezone('Europe/Brussels', current_timestamp())
)
select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::string as customer_id,
  order_id::string as order_id,
  case event
    when 'order_placed' then to_json(
      struct(total, channel, country, coupon, payment_method, promised_on), map('ignoreNullFields', 'false')
    )
    when 'order_paid' then to_json(
      struct(total, channel, country, payment_method), map('ignoreNullFields', 'false')
    )
    when 'order_shipped' then to_json(struct(total, channel, country), map('ignoreNullFields', 'false'))
    when 'order_delivered' then to_json(
      struct(total, channel, country, is_late), map('ignoreNullFields', 'false')
    )
  end as properties,
  revenue,
  null::string as link,
  'shop.orders' as source,
  order_id::string as source_key,
  loaded_at
from order_steps

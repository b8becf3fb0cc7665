-- Four steps of an order, each a time of its row, as one stream.
with order_steps as (
  select
    step.event,
    timestamp(step.happened_at, 'Europe/Brussels') as occurred_at,
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
    timestamp(o._synced_at, 'Europe/Brussels') as loaded_at
  from shop.orders as o
  left join shop.customers as c on c.customer_id = o.customer_id
  cross join unnest([
    struct('order_placed' as event, o.ordered_at as happened_at),
    ('order_paid', o.paid_at),
    ('order_shipped', o.shipped_at),
    ('order_delivered', o.delivered_at)
  ]) as step
  where not o.is_test
)
select
  to_hex(md5(event || '|' || cast(order_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as string) as customer_id,
  cast(order_id as string) as order_id,
  case event
    when 'order_placed' then to_json(struct(total, channel, country, coupon, payment_method, promised_on))
    when 'order_paid' then to_json(struct(total, channel, country, payment_method))
    when 'order_shipped' then to_json(struct(total, channel, country))
    when 'order_delivered' then to_json(struct(total, channel, country, is_late))
  end as properties,
  revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  cast(order_id as string) as source_key,
  loaded_at
from order_steps
where occurred_at <= current_timestamp()

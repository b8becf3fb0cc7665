-- The same stream, numbered for each customer and event.
with order_steps as (
  select
    step.event,
    case step.event
      when 'order_placed' then o.ordered_at
      when 'order_paid' then o.paid_at
      when 'order_shipped' then o.shipped_at
      when 'order_delivered' then o.delivered_at
    end at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.order_id,
    cast(o.total_cents / 100.0 as numeric(12, 2)) as total,
    o.channel,
    c.country,
    o.coupon_code as coupon,
    o.payment_method,
    to_char(o.promised_on, 'YYYY-MM-DD') as promised_on,
    cast(o.delivered_at as date) > o.promised_on as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as numeric(18, 4)) end as revenue,
    o._synced_at at time zone 'Europe/Brussels' as loaded_at
  from shop.orders as o
  left join shop.customers as c on c.customer_id = o.customer_id
  cross join (
    select 'order_placed' as event
    union all select 'order_paid'
    union all select 'order_shipped'
    union all select 'order_delivered'
  ) as step
  where not o.is_test
)
select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  order_id::varchar as order_id,
  case event
    when 'order_placed' then object(
      'total', total, 'channel', channel, 'country', country,
      'coupon', coupon, 'payment_method', payment_method, 'promised_on', promised_on
    )
    when 'order_paid' then object(
      'total', total, 'channel', channel, 'country', country, 'payment_method', payment_method
    )
    when 'order_shipped' then object('total', total, 'channel', channel, 'country', country)
    when 'order_delivered' then object(
      'total', total, 'channel', channel, 'country', country, 'is_late', is_late
    )
  end as properties,
  revenue,
  null::varchar as link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  loaded_at,
  case when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, order_id) end as occurrence,
  case when customer_id is not null then lead(occurred_at) over (partition by customer_id, event order by occurred_at, order_id) end as next_at
from order_steps
where occurred_at <= sysdate at time zone 'UTC'

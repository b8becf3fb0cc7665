-- The same stream, numbered for each customer and event.
with order_steps as (
  select
    step.event,
    convert_timezone(
      'Europe/Brussels', 'UTC',
      case step.event
        when 'order_placed' then o.ordered_at
        when 'order_paid' then o.paid_at
        when 'order_shipped' then o.shipped_at
        when 'order_delivered' then o.delivered_at
      end
    ) as occurred_at,
    o.customer_id,
    o.order_id,
    cast(o.total_cents / 100.0 as number(12, 2)) as total,
    o.channel,
    c.country,
    o.coupon_code as coupon,
    o.payment_method,
    to_varchar(o.promised_on, 'YYYY-MM-DD') as promised_on,
    cast(o.delivered_at as date) > o.promised_on as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as number(18, 4)) end as revenue,
    convert_timezone('Europe/Brussels', 'UTC', o._synced_at) as loaded_at
  from shop.orders as o
  left join shop.customers as c on c.customer_id = o.customer_id
  cross join (values ('order_placed'), ('order_paid'), ('order_shipped'), ('order_delivered')) as step (event)
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
    when 'order_placed' then object_construct_keep_null(
      'total', total, 'channel', channel, 'country', country,
      'coupon', coupon, 'payment_method', payment_method, 'promised_on', promised_on
    )
    when 'order_paid' then object_construct_keep_null(
      'total', total, 'channel', channel, 'country', country, 'payment_method', payment_method
    )
    when 'order_shipped' then object_construct_keep_null('total', total, 'channel', channel, 'country', country)
    when 'order_delivered' then object_construct_keep_null(
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
where occurred_at <= sysdate()

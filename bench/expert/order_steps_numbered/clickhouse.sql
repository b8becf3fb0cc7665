-- The same stream, numbered for each customer and event.
with order_steps as (
  select
    step.event as event,
    toTimeZone(toDateTime64(toString(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_paid' then o.paid_at
      when 'order_shipped' then o.shipped_at
      when 'order_delivered' then o.delivered_at
    end), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as order_id,
    cast(toString(o.total_cents / 100.0) as Nullable(Decimal(12, 2))) as total,
    o.channel as channel,
    c.country as country,
    o.coupon_code as coupon,
    o.payment_method as payment_method,
    o.promised_on as promised_on,
    cast(toDate(o.delivered_at) > o.promised_on as Nullable(Bool)) as is_late,
    case when step.event = 'order_placed' then cast(toString(o.total_cents / 100.0) as Nullable(Decimal(18, 4))) end as revenue,
    toTimeZone(toDateTime64(toString(o._synced_at), 6, 'Europe/Brussels'), 'UTC') as loaded_at
  from shop.orders as o
  left join shop.customers as c on c.customer_id = o.customer_id
  cross join (
    select arrayJoin(['order_placed', 'order_paid', 'order_shipped', 'order_delivered']) as event
  ) as step
  where not o.is_test
)
select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  toString(order_id) as order_id,
  case event
    when 'order_placed' then toJSONString(tuple(total, channel, country, coupon, payment_method, promised_on))
    when 'order_paid' then toJSONString(tuple(total, channel, country, payment_method))
    when 'order_shipped' then toJSONString(tuple(total, channel, country))
    when 'order_delivered' then toJSONString(tuple(total, channel, country, is_late))
  end as properties,
  revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  loaded_at,
  case when customer_id is not null then row_number() over same_event end as occurrence,
  case when customer_id is not null then lead(occurred_at) over same_event end as next_at
from order_steps
where occurred_at <= now64(6, 'UTC')
window same_event as (partition by customer_id, event order by occurred_at, order_id)
settings join_use_nulls = 1, enable_named_columns_in_function_tuple = 1

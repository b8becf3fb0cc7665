-- eventspec 1: order_placed, order_shipped, visit_begun and 1 more from orders.events.yml
with all_events as (
  with orders_events as (
    select
      step.event,
      case step.event
        when 'order_placed' then o.ordered_at
        when 'order_shipped' then o.shipped_at
      end at time zone 'UTC' as occurred_at,
      o.customer_id,
      o.visitor_id,
      o.coupon,
      o.email,
      o.total,
      o.shop_id::varchar as shop_id,
      o.shipped_on,
      case when step.event = 'order_placed' then o.total::decimal(18, 4) end as revenue,
      o.loaded_at at time zone 'UTC' as loaded_at,
      o.order_id
    from shop.orders as o
    cross join (
      values ('order_placed'), ('order_shipped')
    ) as step (event)
  ),

  visit_stage_named as (
    select
      case o.stage
        when 'new' then 'visit_begun'
        when 'old' then 'visit_ended'
      end as event,
      o.ordered_at at time zone 'UTC' as occurred_at,
      o.visitor_id,
      o.email,
      case
        when o.visitor_id is not null then lag(o.email) over (
          partition by
            o.visitor_id
          order by
            o.ordered_at,
            o.order_id
        )
      end = o.email as same_email,
      o.order_id
    from shop.orders as o
    where o.ordered_at <= now() at time zone 'UTC'
  )

  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    case event
      when 'order_placed' then json_object(
        'coupon', coupon,
        'email', email,
        'total', total,
        'time', 'noon',
        'shop_id', shop_id,
        'currency', 'EUR'
      )
      when 'order_shipped' then json_object('coupon', coupon, 'shipped_on', shipped_on, 'shop_id', shop_id)
    end as properties,
    revenue,
    null::varchar as link,
    'shop.orders' as source,
    order_id::varchar as source_key,
    loaded_at
  from orders_events
  where occurred_at <= now()
  union all
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    null::varchar as customer_id,
    visitor_id,
    json_object('email', email, 'same_email', same_email) as properties,
    null::decimal(18, 4) as revenue,
    null::varchar as link,
    'shop.orders' as source,
    order_id::varchar as source_key,
    null::timestamptz as loaded_at
  from visit_stage_named
  where event is not null
),

sent as (
  select
    event_id,
    case event
      when 'order_placed' then 'Order Placed'
      else event
    end as event_name,
    occurred_at,
    case when lower(trim(customer_id)) not in (
      '', '-1', '0', '00000000-0000-0000-0000-000000000000', '<nil>', '[]', '{}', 'anon', 'anonymous', 'false',
      'lmy47d', 'n/a', 'na', 'nan', 'nil', 'none', 'null', 'true', 'undefined', 'unknown'
    ) then customer_id end as user_id,
    case when lower(trim(visitor_id)) not in (
      '', '-1', '0', '00000000-0000-0000-0000-000000000000', '<nil>', '[]', '{}', 'anon', 'anonymous', 'false',
      'lmy47d', 'n/a', 'na', 'nan', 'nil', 'none', 'null', 'true', 'undefined', 'unknown'
    ) then visitor_id end as anonymous_id,
    properties,
    revenue,
    coalesce(loaded_at, occurred_at) as updated_at
  from all_events
)

select
  event_name as "event_type",
  epoch_ms(occurred_at) as "time",
  case
    when length(user_id) < 5 or user_id like 'customer:%' then 'customer:' || user_id
    else user_id
  end as "user_id",
  case
    when length(anonymous_id) < 5 or anonymous_id like 'visitor:%' then 'visitor:' || anonymous_id
    else anonymous_id
  end as "device_id",
  event_id as "insert_id",
  properties as "event_properties",
  revenue as "revenue",
  updated_at as "updated_at"
from sent
where coalesce(user_id, anonymous_id) is not null

-- eventspec 1: order_placed, order_shipped, visit_begun and 1 more from orders.events.yml
with all_events as (
  with orders_events as (
    select
      step.event,
      timestamp(step.happened_at) as occurred_at,
      o.customer_id,
      o.visitor_id,
      o.coupon,
      o.total,
      cast(o.shop_id as string) as shop_id,
      cast(o.total as numeric(18, 4)) as revenue,
      o.shipped_on,
      timestamp(o.loaded_at) as loaded_at,
      o.order_id
    from shop.orders as o
    cross join unnest([
      struct('order_placed' as event, o.ordered_at as happened_at),
      ('order_shipped', o.shipped_at)
    ]) as step
  ),

  visit_stage_named as (
    select
      case o.stage
        when 'new' then 'visit_begun'
        when 'old' then 'visit_ended'
      end as event,
      timestamp(o.ordered_at) as occurred_at,
      o.visitor_id,
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
    where o.ordered_at <= current_datetime('UTC')
  )

  select
    to_hex(md5(event || '|' || cast(order_id as string))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    case event
      when 'order_placed' then json_object(
        'coupon', coupon,
        'total', total,
        'shop_id', shop_id,
        'revenue', revenue,
        'currency', 'EUR'
      )
      when 'order_shipped' then json_object('coupon', coupon, 'shipped_on', shipped_on, 'shop_id', shop_id)
    end as properties,
    cast(null as numeric(18, 4)) as revenue,
    cast(null as string) as link,
    'shop.orders' as source,
    cast(order_id as string) as source_key,
    loaded_at
  from orders_events
  where occurred_at <= current_timestamp()
  union all
  select
    to_hex(md5(event || '|' || cast(order_id as string))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(null as string) as customer_id,
    visitor_id,
    json_object('same_email', same_email) as properties,
    cast(null as numeric(18, 4)) as revenue,
    cast(null as string) as link,
    'shop.orders' as source,
    cast(order_id as string) as source_key,
    cast(null as timestamp) as loaded_at
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
    coalesce(loaded_at, occurred_at) as updated_at
  from all_events
)

select
  event_name as event,
  occurred_at as `time`,
  user_id,
  anonymous_id as device_id,
  event_id as insert_id,
  properties,
  updated_at
from sent
where coalesce(user_id, anonymous_id) is not null

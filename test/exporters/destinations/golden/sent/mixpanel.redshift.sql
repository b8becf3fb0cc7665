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
      o.total,
      o.shop_id::varchar(65535) as shop_id,
      o.total::numeric(18, 4) as revenue,
      o.shipped_on,
      o.loaded_at at time zone 'UTC' as loaded_at,
      o.order_id
    from shop.orders as o
    cross join (
      select 'order_placed' as event
      union all
      select 'order_shipped'
    ) as step
  ),

  visit_stage_named as (
    select
      case o.stage
        when 'new' then 'visit_begun'
        when 'old' then 'visit_ended'
      end as event,
      o.ordered_at at time zone 'UTC' as occurred_at,
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
    where o.ordered_at <= sysdate
  )

  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    case event
      when 'order_placed' then object(
        'coupon', coupon,
        'total', total,
        'shop_id', shop_id,
        'revenue', revenue,
        'currency', 'EUR'
      )
      when 'order_shipped' then object(
        'coupon', coupon,
        'shipped_on', to_char(shipped_on, 'YYYY-MM-DD'),
        'shop_id', shop_id
      )
    end as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'shop.orders' as source,
    order_id::varchar(65535) as source_key,
    loaded_at
  from orders_events
  where occurred_at <= cast(sysdate as timestamptz)
  union all
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    null::varchar(65535) as customer_id,
    visitor_id,
    object('same_email', same_email) as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'shop.orders' as source,
    order_id::varchar(65535) as source_key,
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
    coalesce(loaded_at, occurred_at) as updated_at
  from all_events
)

select
  event_name as event,
  occurred_at as "time",
  user_id,
  anonymous_id as device_id,
  event_id as insert_id,
  properties,
  updated_at
from sent
where coalesce(user_id, anonymous_id) is not null

-- eventspec 1: order_placed, order_shipped, visit_begun and 1 more from orders.events.yml
with all_events as (
  with orders_events as (
    select
      step.event,
      case step.event
        when 'order_placed' then o.ordered_at
        when 'order_shipped' then o.shipped_at
      end as occurred_at,
      o.customer_id,
      o.visitor_id,
      o.coupon,
      o.email,
      o.note,
      o.total,
      o.shop_id::string as shop_id,
      o.shipped_on,
      case when step.event = 'order_placed' then o.total::decimal(18, 4) end as revenue,
      o.loaded_at,
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
      o.ordered_at as occurred_at,
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
    where o.ordered_at <= convert_timezone('UTC', current_timestamp())
  )

  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    case event
      when 'order_placed' then to_json(
        struct(coupon, email, note, total, 'noon' as `time`, shop_id, 'EUR' as `currency`),
        map('ignoreNullFields', 'false')
      )
      when 'order_shipped' then to_json(struct(coupon, shipped_on, shop_id), map('ignoreNullFields', 'false'))
    end as properties,
    revenue,
    null::string as link,
    'shop.orders' as source,
    order_id::string as source_key,
    loaded_at
  from orders_events
  where occurred_at <= convert_timezone('UTC', current_timestamp())
  union all
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    null::string as customer_id,
    visitor_id,
    to_json(struct(email, same_email), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'shop.orders' as source,
    order_id::string as source_key,
    null::timestamp_ntz as loaded_at
  from visit_stage_named
  where event is not null
),

sent as (
  select
    event_id,
    event as event_name,
    occurred_at,
    case when lower(trim(customer_id)) <> '' then customer_id end as user_id,
    case when lower(trim(visitor_id)) <> '' then visitor_id end as anonymous_id,
    properties,
    revenue,
    coalesce(loaded_at, occurred_at) as updated_at
  from all_events
)

select
  event_id,
  event_name as event,
  occurred_at,
  user_id,
  anonymous_id,
  properties,
  revenue,
  updated_at
from sent
where coalesce(user_id, anonymous_id) is not null

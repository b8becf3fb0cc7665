-- eventspec 1: order_placed, order_shipped, visit_begun and 1 more from orders.events.yml
with all_events as (
  with orders_events as (
    select
      step.event,
      with_timezone(case step.event
        when 'order_placed' then o.ordered_at
        when 'order_shipped' then o.shipped_at
      end, 'UTC') as occurred_at,
      o.customer_id,
      o.visitor_id,
      o.coupon,
      cast(o.shop_id as varchar) as shop_id,
      cast(o.total as decimal(18, 4)) as revenue,
      o.shipped_on,
      with_timezone(o.loaded_at, 'UTC') as loaded_at,
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
      with_timezone(o.ordered_at, 'UTC') as occurred_at,
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
    where o.ordered_at <= cast(current_timestamp(6) at time zone 'UTC' as timestamp(6))
  )

  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    case event
      when 'order_placed' then json_object('coupon': coupon, 'shop_id': shop_id, 'revenue': revenue, 'currency': 'EUR')
      when 'order_shipped' then json_object('coupon': coupon, 'shipped_on': shipped_on, 'shop_id': shop_id)
    end as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(order_id as varchar) as source_key,
    loaded_at
  from orders_events
  where occurred_at <= current_timestamp(6)
  union all
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(null as varchar) as customer_id,
    visitor_id,
    json_object('same_email': same_email) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(order_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at
  from visit_stage_named
  where event is not null
),

sent as (
  select
    event_id,
    case event
      when 'order_placed' then 'It''s "placed"'
      else event
    end as event_name,
    occurred_at,
    case when lower(trim(customer_id)) <> '' then customer_id end as user_id,
    case when lower(trim(visitor_id)) <> '' then visitor_id end as anonymous_id,
    properties,
    coalesce(loaded_at, occurred_at) as updated_at
  from all_events
)

select
  updated_at,
  user_id as external_id,
  case when user_id is null then anonymous_id end as alias_name,
  case when user_id is null then 'visitor' end as alias_label,
  json_object(
    'name': event_name,
    'time': replace(cast(cast(at_timezone(occurred_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z',
    'properties': json_format(json_parse(properties)) format json
  ) as payload
from sent
where coalesce(user_id, anonymous_id) is not null

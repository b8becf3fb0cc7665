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
      o.shop_id::string as shop_id,
      o.total::decimal(18, 4) as revenue,
      o.shipped_on,
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
        struct(coupon, shop_id, revenue, 'EUR' as `currency`),
        map('ignoreNullFields', 'false')
      )
      when 'order_shipped' then to_json(struct(coupon, shipped_on, shop_id), map('ignoreNullFields', 'false'))
    end as properties,
    null::decimal(18, 4) as revenue,
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
    to_json(struct(same_email), map('ignoreNullFields', 'false')) as properties,
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
    case event
      when 'order_placed' then 'It\'s "placed"'
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
  to_json(
    struct(
      event_name as `name`,
      concat(replace(substr(cast(cast(occurred_at as timestamp_ntz) as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(cast(occurred_at as timestamp_ntz) as string), 21), 6, '0')) || 'Z' as `time`,
      parse_json(properties) as `properties`
    ),
    map('ignoreNullFields', 'false')
  ) as payload
from sent
where coalesce(user_id, anonymous_id) is not null

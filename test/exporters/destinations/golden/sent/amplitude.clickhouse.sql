-- eventspec 1: order_placed, order_shipped, visit_begun and 1 more from orders.events.yml
with all_events as (
  with orders_events as (
    select
      step.event as event,
      toDateTime64(toString(case step.event
        when 'order_placed' then o.ordered_at
        when 'order_shipped' then o.shipped_at
      end), 6, 'UTC') as occurred_at,
      o.customer_id as customer_id,
      o.visitor_id as visitor_id,
      o.coupon as coupon,
      o.email as email,
      o.total as total,
      toString(o.shop_id) as shop_id,
      o.shipped_on as shipped_on,
      case when step.event = 'order_placed' then cast(round(o.total, 4) as Nullable(Decimal(18, 4))) end as revenue,
      toDateTime64(toString(o.loaded_at), 6, 'UTC') as loaded_at,
      o.order_id as order_id
    from shop.orders as o
    cross join (
      select arrayJoin(['order_placed', 'order_shipped']) as event
    ) as step
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  ),

  visit_stage_named as (
    select
      case
        when o.stage = 'new' then 'visit_begun'
        when o.stage = 'old' then 'visit_ended'
      end as event,
      toDateTime64(toString(o.ordered_at), 6, 'UTC') as occurred_at,
      o.visitor_id as visitor_id,
      o.email as email,
      cast(
        case
          when o.visitor_id is not null then lag(toNullable(o.email)) over (
            partition by
              o.visitor_id
            order by
              o.ordered_at,
              o.order_id
          )
        end = o.email as Nullable(Bool)
      ) as same_email,
      o.order_id as order_id
    from shop.orders as o
    where o.ordered_at <= toDateTime64(toString(now64(6, 'UTC')), 6)
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  )

  select
    lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    case event
      when 'order_placed' then '{' || arrayStringConcat([
        '"coupon":' || coalesce(toJSONString(coupon), 'null'),
        '"email":' || coalesce(toJSONString(email), 'null'),
        '"total":' || coalesce(toString(total), 'null'),
        '"time":' || coalesce(toJSONString('noon'), 'null'),
        '"shop_id":' || coalesce(toJSONString(shop_id), 'null'),
        '"currency":' || coalesce(toJSONString('EUR'), 'null')
      ], ',') || '}'
      when 'order_shipped' then '{' || arrayStringConcat([
        '"coupon":' || coalesce(toJSONString(coupon), 'null'),
        '"shipped_on":' || coalesce(toJSONString(toString(shipped_on)), 'null'),
        '"shop_id":' || coalesce(toJSONString(shop_id), 'null')
      ], ',') || '}'
    end as properties,
    revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(order_id) as source_key,
    loaded_at
  from orders_events
  where occurred_at <= now64(6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    null::Nullable(String) as customer_id,
    visitor_id,
    '{' || arrayStringConcat([
      '"email":' || coalesce(toJSONString(email), 'null'),
      '"same_email":' || coalesce(toJSONString(same_email), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(order_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at
  from visit_stage_named
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  event_name as "event_type",
  toUnixTimestamp64Milli(occurred_at) as "time",
  case
    when char_length(user_id) < 5 or user_id like 'customer:%' then 'customer:' || user_id
    else user_id
  end as "user_id",
  case
    when char_length(anonymous_id) < 5 or anonymous_id like 'visitor:%' then 'visitor:' || anonymous_id
    else anonymous_id
  end as "device_id",
  event_id as "insert_id",
  properties as "event_properties",
  revenue as "revenue",
  updated_at as "updated_at"
from sent
where coalesce(user_id, anonymous_id) is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

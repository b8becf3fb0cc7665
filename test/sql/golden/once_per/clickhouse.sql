-- narrow
-- eventspec 1: customer_converted, customer_last_ordered and 1 more from orders.events.yml
with customer_converted_ranked as (
  select
    toDateTime64(toString(o.ordered_at), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as "order",
    row_number() over (partition by o.customer_id order by o.ordered_at, o.priority, o.order_id) as place
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and o.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

customer_last_ordered_ranked as (
  select
    toDateTime64(toString(o.ordered_at), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as "order",
    row_number() over (
      partition by o.customer_id
      order by o.ordered_at desc, o.priority desc nulls first, o.order_id desc
    ) as place
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and o.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

customer_converted_in_country_ranked as (
  select
    toDateTime64(toString(o.ordered_at), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as "order",
    o.country as country,
    row_number() over (
      partition by o.customer_id, o.country
      order by o.ordered_at, o.priority, o.order_id
    ) as place
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and (o.customer_id is not null or o.country is not null)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('customer_converted|' || toString(customer_id)))) as event_id,
  'customer_converted' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"order":' || coalesce(toString("order"), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString("order") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from customer_converted_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('customer_last_ordered|' || toString(customer_id)))) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"order":' || coalesce(toString("order"), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString("order") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from customer_last_ordered_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'customer_converted_in_country|' || coalesce(toString(customer_id), '~')
    || '|'
    || coalesce(replace(replace(country, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  'customer_converted_in_country' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"order":' || coalesce(toString("order"), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString("order") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from customer_converted_in_country_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: customer_last_ordered from orders.events.yml
with ranked as (
  select
    toDateTime64(toString(o.ordered_at), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as "order",
    row_number() over (
      partition by o.customer_id
      order by o.ordered_at desc, o.priority desc nulls first, o.order_id desc
    ) as place
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and o.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('customer_last_ordered|' || toString(customer_id)))) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"order":' || coalesce(toString("order"), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString("order") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ranked
where place = 1
  and occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: customer_converted, customer_last_ordered and 1 more from orders.events.yml
with customer_converted_ranked as (
  select
    o.ordered_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id as "order",
    row_number() over (partition by o.customer_id order by o.ordered_at, o.priority, o.order_id) as place
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 00:00:00'
    and o.customer_id is not null
),

customer_last_ordered_ranked as (
  select
    o.ordered_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id as "order",
    row_number() over (
      partition by o.customer_id
      order by o.ordered_at desc, o.priority desc, o.order_id desc
    ) as place
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 00:00:00'
    and o.customer_id is not null
),

customer_converted_in_country_ranked as (
  select
    o.ordered_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id as "order",
    o.country,
    row_number() over (
      partition by o.customer_id, o.country
      order by o.ordered_at, o.priority, o.order_id
    ) as place
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 00:00:00'
    and (o.customer_id is not null or o.country is not null)
)

select
  md5('customer_converted|' || customer_id) as event_id,
  'customer_converted' as event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  json_build_object('order', "order") as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  "order"::text as source_key,
  null::timestamptz as loaded_at
from customer_converted_ranked
where place = 1
union all
select
  md5('customer_last_ordered|' || customer_id) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  json_build_object('order', "order") as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  "order"::text as source_key,
  null::timestamptz as loaded_at
from customer_last_ordered_ranked
where place = 1
union all
select
  md5(
    'customer_converted_in_country|' || coalesce(customer_id::text, '~')
    || '|'
    || coalesce(replace(replace(country, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'customer_converted_in_country' as event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  json_build_object('order', "order") as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  "order"::text as source_key,
  null::timestamptz as loaded_at
from customer_converted_in_country_ranked
where place = 1

-- window
-- eventspec 1: customer_last_ordered from orders.events.yml
with ranked as (
  select
    o.ordered_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id as "order",
    row_number() over (
      partition by o.customer_id
      order by o.ordered_at desc, o.priority desc, o.order_id desc
    ) as place
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 00:00:00'
    and o.customer_id is not null
)

select
  md5('customer_last_ordered|' || customer_id) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  json_build_object('order', "order") as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  "order"::text as source_key,
  null::timestamptz as loaded_at
from ranked
where place = 1
  and occurred_at >= timestamptz '2026-01-02 00:00:00+00'
  and occurred_at < timestamptz '2026-01-03 00:00:00+00'

-- narrow
-- eventspec 1: customer_converted, customer_last_ordered and 1 more from orders.events.yml
select
  to_hex(md5('customer_converted|' || cast(o.customer_id as string))) as event_id,
  'customer_converted' as event,
  1 as event_version,
  timestamp(o.ordered_at) as occurred_at,
  cast(o.customer_id as string) as customer_id,
  json_object('order', o.order_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  cast(o.order_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.orders as o
where o.ordered_at <= datetime '2027-01-01 00:00:00'
  and o.customer_id is not null
qualify row_number() over (
  partition by o.customer_id
  order by o.ordered_at, o.priority nulls last, o.order_id
) = 1
union all
select
  to_hex(md5('customer_last_ordered|' || cast(o.customer_id as string))) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  timestamp(o.ordered_at) as occurred_at,
  cast(o.customer_id as string) as customer_id,
  json_object('order', o.order_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  cast(o.order_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.orders as o
where o.ordered_at <= datetime '2027-01-01 00:00:00'
  and o.customer_id is not null
qualify row_number() over (
  partition by o.customer_id
  order by o.ordered_at desc, o.priority desc nulls first, o.order_id desc
) = 1
union all
select
  to_hex(md5(
    'customer_converted_in_country|' || coalesce(cast(o.customer_id as string), '~')
    || '|'
    || coalesce(replace(replace(o.country, '~', '~0'), '|', '~1'), '~')
  )) as event_id,
  'customer_converted_in_country' as event,
  1 as event_version,
  timestamp(o.ordered_at) as occurred_at,
  cast(o.customer_id as string) as customer_id,
  json_object('order', o.order_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  cast(o.order_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.orders as o
where o.ordered_at <= datetime '2027-01-01 00:00:00'
  and (o.customer_id is not null or o.country is not null)
qualify row_number() over (
  partition by o.customer_id, o.country
  order by o.ordered_at, o.priority nulls last, o.order_id
) = 1

-- window
-- eventspec 1: customer_last_ordered from orders.events.yml
select
  to_hex(md5('customer_last_ordered|' || cast(o.customer_id as string))) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  timestamp(o.ordered_at) as occurred_at,
  cast(o.customer_id as string) as customer_id,
  json_object('order', o.order_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  cast(o.order_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.orders as o
where o.ordered_at <= datetime '2027-01-01 00:00:00'
  and o.customer_id is not null
qualify row_number() over (
  partition by o.customer_id
  order by o.ordered_at desc, o.priority desc nulls first, o.order_id desc
) = 1
  and o.ordered_at >= datetime '2026-01-02 00:00:00'
  and o.ordered_at < datetime '2026-01-03 00:00:00'

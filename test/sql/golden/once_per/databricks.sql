-- narrow
-- eventspec 1: customer_converted, customer_last_ordered and 1 more from orders.events.yml
select
  md5('customer_converted|' || o.customer_id) as event_id,
  'customer_converted' as event,
  1 as event_version,
  o.ordered_at as occurred_at,
  o.customer_id::string as customer_id,
  to_json(struct(o.order_id as `order`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 00:00:00'
  and o.customer_id is not null
qualify row_number() over (
  partition by o.customer_id
  order by o.ordered_at, o.priority nulls last, o.order_id
) = 1
union all
select
  md5('customer_last_ordered|' || o.customer_id) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  o.ordered_at as occurred_at,
  o.customer_id::string as customer_id,
  to_json(struct(o.order_id as `order`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 00:00:00'
  and o.customer_id is not null
qualify row_number() over (
  partition by o.customer_id
  order by o.ordered_at desc, o.priority desc nulls first, o.order_id desc
) = 1
union all
select
  md5(
    'customer_converted_in_country|' || coalesce(o.customer_id::string, '~')
    || '|'
    || coalesce(replace(replace(o.country, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'customer_converted_in_country' as event,
  1 as event_version,
  o.ordered_at as occurred_at,
  o.customer_id::string as customer_id,
  to_json(struct(o.order_id as `order`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 00:00:00'
  and (o.customer_id is not null or o.country is not null)
qualify row_number() over (
  partition by o.customer_id, o.country
  order by o.ordered_at, o.priority nulls last, o.order_id
) = 1

-- window
-- eventspec 1: customer_last_ordered from orders.events.yml
select
  md5('customer_last_ordered|' || o.customer_id) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  o.ordered_at as occurred_at,
  o.customer_id::string as customer_id,
  to_json(struct(o.order_id as `order`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 00:00:00'
  and o.customer_id is not null
qualify row_number() over (
  partition by o.customer_id
  order by o.ordered_at desc, o.priority desc nulls first, o.order_id desc
) = 1
  and o.ordered_at >= timestamp_ntz '2026-01-02 00:00:00'
  and o.ordered_at < timestamp_ntz '2026-01-03 00:00:00'

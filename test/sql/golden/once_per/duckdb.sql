-- narrow
-- eventspec 1: customer_converted, customer_last_ordered, customer_converted_in_country from orders.events.yml
select
  md5('customer_converted|' || coalesce(cast(once_1 as varchar), '~')) as event_id,
  'customer_converted' as event,
  1 as event_version,
  occurred_at,
  entity_customer as customer_id,
  json_object('order', property_order) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    row_number() over (partition by once_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as place
  from (
    select
      make_timestamptz(epoch_us(o.ordered_at)) as occurred_at,
      cast(o.customer_id as varchar) as entity_customer,
      o.order_id as property_order,
      cast(o.order_id as varchar) as source_key,
      o.order_id as key_1,
      o.priority as order_1,
      o.customer_id as once_1
    from shop.orders as o
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
    and once_1 is not null
) as found
where
  place = 1
union all
select
  md5('customer_last_ordered|' || coalesce(cast(once_1 as varchar), '~')) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  occurred_at,
  entity_customer as customer_id,
  json_object('order', property_order) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    row_number() over (partition by once_1 order by occurred_at desc, order_1 desc nulls first, key_1 desc nulls first) as place
  from (
    select
      make_timestamptz(epoch_us(o.ordered_at)) as occurred_at,
      cast(o.customer_id as varchar) as entity_customer,
      o.order_id as property_order,
      cast(o.order_id as varchar) as source_key,
      o.order_id as key_1,
      o.priority as order_1,
      o.customer_id as once_1
    from shop.orders as o
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
    and once_1 is not null
) as found
where
  place = 1
union all
select
  md5('customer_converted_in_country|' || coalesce(cast(once_1 as varchar), '~') || '|' || coalesce(replace(replace(cast(once_2 as varchar), '~', '~0'), '|', '~1'), '~')) as event_id,
  'customer_converted_in_country' as event,
  1 as event_version,
  occurred_at,
  entity_customer as customer_id,
  json_object('order', property_order) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    row_number() over (partition by once_1, once_2 order by occurred_at, order_1 nulls last, key_1 nulls last) as place
  from (
    select
      make_timestamptz(epoch_us(o.ordered_at)) as occurred_at,
      cast(o.customer_id as varchar) as entity_customer,
      o.order_id as property_order,
      cast(o.order_id as varchar) as source_key,
      o.order_id as key_1,
      o.priority as order_1,
      o.customer_id as once_1,
      o.country as once_2
    from shop.orders as o
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
    and (once_1 is not null or once_2 is not null)
) as found
where
  place = 1

-- window
-- eventspec 1: customer_last_ordered from orders.events.yml
select
  md5('customer_last_ordered|' || coalesce(cast(once_1 as varchar), '~')) as event_id,
  'customer_last_ordered' as event,
  1 as event_version,
  occurred_at,
  entity_customer as customer_id,
  json_object('order', property_order) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    row_number() over (partition by once_1 order by occurred_at desc, order_1 desc nulls first, key_1 desc nulls first) as place
  from (
    select
      make_timestamptz(epoch_us(o.ordered_at)) as occurred_at,
      cast(o.customer_id as varchar) as entity_customer,
      o.order_id as property_order,
      cast(o.order_id as varchar) as source_key,
      o.order_id as key_1,
      o.priority as order_1,
      o.customer_id as once_1
    from shop.orders as o
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
    and once_1 is not null
) as found
where
  place = 1
  and occurred_at >= timestamptz '2026-01-02 00:00:00.000000+00'
  and occurred_at < timestamptz '2026-01-03 00:00:00.000000+00'

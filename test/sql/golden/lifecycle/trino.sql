-- narrow
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  revenue,
  link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    case eventspec_event
      when 0 then 'order_placed'
      when 1 then 'order_shipped'
      when 2 then 'order_cancelled'
      when 3 then 'order_reviewed'
    end as event,
    case eventspec_event
      when 0 then 1
      when 1 then 1
      when 2 then 3
      when 3 then 1
    end as event_version,
    case eventspec_event
      when 0 then at_timezone(case when cast(with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
      when 1 then at_timezone(case when cast(with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
      when 2 then at_timezone(case when cast(with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') + interval '60' minute as timestamp(6)) = cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') + interval '60' minute else with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') end, 'UTC')
      when 3 then at_timezone(case when cast(with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)) then with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as varchar)
      when 2 then cast(o.customer_id as varchar)
      when 3 then cast(o.customer_id as varchar)
    end as customer_id,
    cast(o.order_id as varchar) as order_id,
    case eventspec_event
      when 0 then '{' || array_join(array[
        '"total":' || coalesce(json_format(cast(cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2)) as json)), 'null'),
        '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null'),
        '"coupon":' || coalesce(json_format(cast(case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as json)), 'null'),
        '"channel":' || coalesce(json_format(cast('web' as json)), 'null'),
        '"promised_on":' || coalesce(json_format(cast(cast(nullif(o.promised_on, date '9999-12-31') as varchar) as json)), 'null')
      ], ',') || '}'
      when 1 then '{' || array_join(array[
        '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null'),
        '"is_late":' || coalesce(json_format(cast(cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean) as json)), 'null')
      ], ',') || '}'
      when 2 then '{' || array_join(array[
        '"total":' || coalesce(json_format(cast(cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2)) as json)), 'null'),
        '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null')
      ], ',') || '}'
      when 3 then '{' || array_join(array[
        '"total":' || coalesce(json_format(cast(cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2)) as json)), 'null'),
        '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null')
      ], ',') || '}'
    end as properties,
    case eventspec_event
      when 0 then cast((cast(o.total_cents as decimal(18, 2)) / 100) as decimal(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || cast(o.order_id as varchar)) as varchar)
    end as link,
    cast(o.order_id as varchar) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (values (0), (1), (2), (3)) as eventspec (eventspec_event)
  where
    (not o.is_test)
    and case eventspec_event
      when 0 then true
      when 1 then (o.status <> 'cancelled')
      when 2 then true
      when 3 then true
    end
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

-- wide
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  order_id,
  total,
  country,
  coupon,
  channel,
  promised_on,
  is_late,
  revenue,
  link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    case eventspec_event
      when 0 then 'order_placed'
      when 1 then 'order_shipped'
      when 2 then 'order_cancelled'
      when 3 then 'order_reviewed'
    end as event,
    case eventspec_event
      when 0 then 1
      when 1 then 1
      when 2 then 3
      when 3 then 1
    end as event_version,
    case eventspec_event
      when 0 then at_timezone(case when cast(with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
      when 1 then at_timezone(case when cast(with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
      when 2 then at_timezone(case when cast(with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') + interval '60' minute as timestamp(6)) = cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') + interval '60' minute else with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') end, 'UTC')
      when 3 then at_timezone(case when cast(with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)) then with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as varchar)
      when 2 then cast(o.customer_id as varchar)
      when 3 then cast(o.customer_id as varchar)
    end as customer_id,
    cast(o.order_id as varchar) as order_id,
    case eventspec_event
      when 0 then cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2))
      when 2 then cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2))
      when 3 then cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2))
    end as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case eventspec_event
      when 0 then case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end
    end as coupon,
    case eventspec_event
      when 0 then 'web'
    end as channel,
    case eventspec_event
      when 0 then nullif(o.promised_on, date '9999-12-31')
    end as promised_on,
    case eventspec_event
      when 1 then cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean)
    end as is_late,
    case eventspec_event
      when 0 then cast((cast(o.total_cents as decimal(18, 2)) / 100) as decimal(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || cast(o.order_id as varchar)) as varchar)
    end as link,
    cast(o.order_id as varchar) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (values (0), (1), (2), (3)) as eventspec (eventspec_event)
  where
    (not o.is_test)
    and case eventspec_event
      when 0 then true
      when 1 then (o.status <> 'cancelled')
      when 2 then true
      when 3 then true
    end
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

-- per_event
-- eventspec 1: order_shipped from orders.events.yml
select
  lower(to_hex(md5(to_utf8('order_shipped|' || coalesce(source_key, '~'))))) as event_id,
  'order_shipped' as event,
  1 as event_version,
  occurred_at,
  order_id,
  country,
  is_late,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    at_timezone(case when cast(with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') end, 'UTC') as occurred_at,
    cast(o.order_id as varchar) as order_id,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean) as is_late,
    cast(o.order_id as varchar) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
    and (o.status <> 'cancelled')
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

-- single
-- eventspec 1: order_placed from orders.events.yml
select
  lower(to_hex(md5(to_utf8('order_placed|' || coalesce(source_key, '~'))))) as event_id,
  'order_placed' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  revenue,
  link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    at_timezone(case when cast(with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') end, 'UTC') as occurred_at,
    cast(o.customer_id as varchar) as customer_id,
    cast(o.order_id as varchar) as order_id,
    '{' || array_join(array[
      '"total":' || coalesce(json_format(cast(cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2)) as json)), 'null'),
      '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null'),
      '"coupon":' || coalesce(json_format(cast(case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as json)), 'null'),
      '"channel":' || coalesce(json_format(cast('web' as json)), 'null'),
      '"promised_on":' || coalesce(json_format(cast(cast(nullif(o.promised_on, date '9999-12-31') as varchar) as json)), 'null')
    ], ',') || '}' as properties,
    cast((cast(o.total_cents as decimal(18, 2)) / 100) as decimal(18, 4)) as revenue,
    cast(('https://shop.example/orders/' || cast(o.order_id as varchar)) as varchar) as link,
    cast(o.order_id as varchar) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

-- window
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  revenue,
  link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    case eventspec_event
      when 0 then 'order_placed'
      when 1 then 'order_shipped'
      when 2 then 'order_cancelled'
      when 3 then 'order_reviewed'
    end as event,
    case eventspec_event
      when 0 then 1
      when 1 then 1
      when 2 then 3
      when 3 then 1
    end as event_version,
    case eventspec_event
      when 0 then at_timezone(case when cast(with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
      when 1 then at_timezone(case when cast(with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
      when 2 then at_timezone(case when cast(with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') + interval '60' minute as timestamp(6)) = cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)) then with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') + interval '60' minute else with_timezone(cast(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00') as timestamp(6)), 'America/New_York') end, 'UTC')
      when 3 then at_timezone(case when cast(with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)) then with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels') end, 'UTC')
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as varchar)
      when 2 then cast(o.customer_id as varchar)
      when 3 then cast(o.customer_id as varchar)
    end as customer_id,
    cast(o.order_id as varchar) as order_id,
    case eventspec_event
      when 0 then '{' || array_join(array[
        '"total":' || coalesce(json_format(cast(cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2)) as json)), 'null'),
        '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null'),
        '"coupon":' || coalesce(json_format(cast(case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as json)), 'null'),
        '"channel":' || coalesce(json_format(cast('web' as json)), 'null'),
        '"promised_on":' || coalesce(json_format(cast(cast(nullif(o.promised_on, date '9999-12-31') as varchar) as json)), 'null')
      ], ',') || '}'
      when 1 then '{' || array_join(array[
        '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null'),
        '"is_late":' || coalesce(json_format(cast(cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean) as json)), 'null')
      ], ',') || '}'
      when 2 then '{' || array_join(array[
        '"total":' || coalesce(json_format(cast(cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2)) as json)), 'null'),
        '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null')
      ], ',') || '}'
      when 3 then '{' || array_join(array[
        '"total":' || coalesce(json_format(cast(cast(case when cast((cast(o.total_cents as decimal(18, 2)) / 100) as varchar) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as decimal(18, 2)) / 100) end as decimal(12, 2)) as json)), 'null'),
        '"country":' || coalesce(json_format(cast(case when c.country in ('9999-12-31', 'NULL') then null else c.country end as json)), 'null')
      ], ',') || '}'
    end as properties,
    case eventspec_event
      when 0 then cast((cast(o.total_cents as decimal(18, 2)) / 100) as decimal(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || cast(o.order_id as varchar)) as varchar)
    end as link,
    cast(o.order_id as varchar) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (values (0), (1), (2), (3)) as eventspec (eventspec_event)
  where
    (not o.is_test)
    and case eventspec_event
      when 0 then true
      when 1 then (o.status <> 'cancelled')
      when 2 then true
      when 3 then true
    end
    and ((o.ordered_at >= timestamp '2026-03-28 01:00:00.000000' and o.ordered_at < timestamp '2026-07-02 05:00:00.000000') or (o.shipped_at >= timestamp '2026-03-28 01:00:00.000000' and o.shipped_at < timestamp '2026-07-02 05:00:00.000000') or (o.cancelled_at >= timestamp '2026-03-28 17:00:00.000000' and o.cancelled_at < timestamp '2026-07-01 23:00:00.000000') or (o.reviewed_on >= date '2026-03-28' and o.reviewed_on <= date '2026-07-02'))
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
  and occurred_at >= timestamp '2026-03-29 00:00:00.000000 UTC'
  and occurred_at < timestamp '2026-07-02 00:00:00.000000 UTC'

-- narrow
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  to_hex(md5(event || '|' || coalesce(source_key, '~'))) as event_id,
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
      when 0 then if(nullif(o.ordered_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(nullif(o.ordered_at, datetime '9999-12-31 00:00:00')))
      when 1 then if(nullif(o.shipped_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(nullif(o.shipped_at, datetime '9999-12-31 00:00:00')))
      when 2 then if(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00'), 'America/New_York'), timestamp_sub(timestamp(datetime_add(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'America/New_York'), interval 1 hour)), timestamp(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00')))
      when 3 then if(datetime(nullif(o.reviewed_on, date '9999-12-31')) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(nullif(o.reviewed_on, date '9999-12-31')), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(nullif(o.reviewed_on, date '9999-12-31')), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(nullif(o.reviewed_on, date '9999-12-31'))))
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as string)
      when 2 then cast(o.customer_id as string)
      when 3 then cast(o.customer_id as string)
    end as customer_id,
    cast(o.order_id as string) as order_id,
    case eventspec_event
      when 0 then json_object(
        'total', cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
        'channel', 'web',
        'promised_on', format_date('%E4Y-%m-%d', nullif(o.promised_on, date '9999-12-31'))
      )
      when 1 then json_object(
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'is_late', cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as bool)
      )
      when 2 then json_object(
        'total', cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      )
      when 3 then json_object(
        'total', cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      )
    end as properties,
    case eventspec_event
      when 0 then cast((cast(o.total_cents as numeric) / 100) as numeric(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || cast(o.order_id as string)) as string)
    end as link,
    cast(o.order_id as string) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select eventspec_event from unnest([0, 1, 2, 3]) as eventspec_event) as eventspec
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
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

-- wide
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  to_hex(md5(event || '|' || coalesce(source_key, '~'))) as event_id,
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
      when 0 then if(nullif(o.ordered_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(nullif(o.ordered_at, datetime '9999-12-31 00:00:00')))
      when 1 then if(nullif(o.shipped_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(nullif(o.shipped_at, datetime '9999-12-31 00:00:00')))
      when 2 then if(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00'), 'America/New_York'), timestamp_sub(timestamp(datetime_add(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'America/New_York'), interval 1 hour)), timestamp(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00')))
      when 3 then if(datetime(nullif(o.reviewed_on, date '9999-12-31')) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(nullif(o.reviewed_on, date '9999-12-31')), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(nullif(o.reviewed_on, date '9999-12-31')), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(nullif(o.reviewed_on, date '9999-12-31'))))
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as string)
      when 2 then cast(o.customer_id as string)
      when 3 then cast(o.customer_id as string)
    end as customer_id,
    cast(o.order_id as string) as order_id,
    case eventspec_event
      when 0 then cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2))
      when 2 then cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2))
      when 3 then cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2))
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
      when 1 then cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as bool)
    end as is_late,
    case eventspec_event
      when 0 then cast((cast(o.total_cents as numeric) / 100) as numeric(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || cast(o.order_id as string)) as string)
    end as link,
    cast(o.order_id as string) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select eventspec_event from unnest([0, 1, 2, 3]) as eventspec_event) as eventspec
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
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

-- per_event
-- eventspec 1: order_shipped from orders.events.yml
select
  to_hex(md5('order_shipped|' || coalesce(source_key, '~'))) as event_id,
  'order_shipped' as event,
  1 as event_version,
  occurred_at,
  order_id,
  country,
  is_late,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    if(nullif(o.shipped_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'))) as occurred_at,
    cast(o.order_id as string) as order_id,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as bool) as is_late,
    cast(o.order_id as string) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
    and (o.status <> 'cancelled')
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

-- single
-- eventspec 1: order_placed from orders.events.yml
select
  to_hex(md5('order_placed|' || coalesce(source_key, '~'))) as event_id,
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
    if(nullif(o.ordered_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'))) as occurred_at,
    cast(o.customer_id as string) as customer_id,
    cast(o.order_id as string) as order_id,
    json_object(
      'total', cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2)),
      'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
      'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
      'channel', 'web',
      'promised_on', format_date('%E4Y-%m-%d', nullif(o.promised_on, date '9999-12-31'))
    ) as properties,
    cast((cast(o.total_cents as numeric) / 100) as numeric(18, 4)) as revenue,
    cast(('https://shop.example/orders/' || cast(o.order_id as string)) as string) as link,
    cast(o.order_id as string) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

-- window
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  to_hex(md5(event || '|' || coalesce(source_key, '~'))) as event_id,
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
      when 0 then if(nullif(o.ordered_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(nullif(o.ordered_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(nullif(o.ordered_at, datetime '9999-12-31 00:00:00')))
      when 1 then if(nullif(o.shipped_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(nullif(o.shipped_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(nullif(o.shipped_at, datetime '9999-12-31 00:00:00')))
      when 2 then if(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00') between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00'), 'America/New_York'), timestamp_sub(timestamp(datetime_add(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00'), interval 1 hour), 'America/New_York'), interval 1 hour)), timestamp(nullif(o.cancelled_at, datetime '9999-12-31 00:00:00')))
      when 3 then if(datetime(nullif(o.reviewed_on, date '9999-12-31')) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(nullif(o.reviewed_on, date '9999-12-31')), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(nullif(o.reviewed_on, date '9999-12-31')), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(nullif(o.reviewed_on, date '9999-12-31'))))
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as string)
      when 2 then cast(o.customer_id as string)
      when 3 then cast(o.customer_id as string)
    end as customer_id,
    cast(o.order_id as string) as order_id,
    case eventspec_event
      when 0 then json_object(
        'total', cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
        'channel', 'web',
        'promised_on', format_date('%E4Y-%m-%d', nullif(o.promised_on, date '9999-12-31'))
      )
      when 1 then json_object(
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'is_late', cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as bool)
      )
      when 2 then json_object(
        'total', cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      )
      when 3 then json_object(
        'total', cast(case when cast((cast(o.total_cents as numeric) / 100) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as numeric) / 100) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      )
    end as properties,
    case eventspec_event
      when 0 then cast((cast(o.total_cents as numeric) / 100) as numeric(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || cast(o.order_id as string)) as string)
    end as link,
    cast(o.order_id as string) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select eventspec_event from unnest([0, 1, 2, 3]) as eventspec_event) as eventspec
  where
    (not o.is_test)
    and case eventspec_event
      when 0 then true
      when 1 then (o.status <> 'cancelled')
      when 2 then true
      when 3 then true
    end
    and ((o.ordered_at >= datetime '2026-03-28 01:00:00.000000' and o.ordered_at < datetime '2026-07-02 05:00:00.000000') or (o.shipped_at >= datetime '2026-03-28 01:00:00.000000' and o.shipped_at < datetime '2026-07-02 05:00:00.000000') or (o.cancelled_at >= datetime '2026-03-28 17:00:00.000000' and o.cancelled_at < datetime '2026-07-01 23:00:00.000000') or (o.reviewed_on >= date '2026-03-28' and o.reviewed_on <= date '2026-07-02'))
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'
  and occurred_at >= timestamp '2026-03-29 00:00:00.000000+00'
  and occurred_at < timestamp '2026-07-02 00:00:00.000000+00'

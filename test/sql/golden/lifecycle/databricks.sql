-- narrow
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
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
      when 0 then greatest(cast(concat(nullif(o.ordered_at, timestamp_ntz'9999-12-31 00:00:00'), ' Europe/Brussels') as timestamp), cast(concat(nullif(o.ordered_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      when 1 then greatest(cast(concat(nullif(o.shipped_at, timestamp_ntz'9999-12-31 00:00:00'), ' Europe/Brussels') as timestamp), cast(concat(nullif(o.shipped_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      when 2 then greatest(cast(concat(nullif(o.cancelled_at, timestamp_ntz'9999-12-31 00:00:00'), ' America/New_York') as timestamp), cast(concat(nullif(o.cancelled_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' America/New_York') as timestamp) - interval 1 hour)
      when 3 then greatest(cast(concat(cast(nullif(o.reviewed_on, date'9999-12-31') as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(nullif(o.reviewed_on, date'9999-12-31') as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as string)
      when 2 then cast(o.customer_id as string)
      when 3 then cast(o.customer_id as string)
    end as customer_id,
    cast(o.order_id as string) as order_id,
    case eventspec_event
      when 0 then to_json(named_struct(
        'total', cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
        'channel', 'web',
        'promised_on', cast(nullif(o.promised_on, date'9999-12-31') as string)
      ), map('ignoreNullFields', 'false'))
      when 1 then to_json(named_struct(
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'is_late', cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean)
      ), map('ignoreNullFields', 'false'))
      when 2 then to_json(named_struct(
        'total', cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      ), map('ignoreNullFields', 'false'))
      when 3 then to_json(named_struct(
        'total', cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      ), map('ignoreNullFields', 'false'))
    end as properties,
    case eventspec_event
      when 0 then cast((o.total_cents / 100.0) as decimal(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || o.order_id) as string)
    end as link,
    cast(o.order_id as string) as source_key,
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
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

-- wide
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
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
      when 0 then greatest(cast(concat(nullif(o.ordered_at, timestamp_ntz'9999-12-31 00:00:00'), ' Europe/Brussels') as timestamp), cast(concat(nullif(o.ordered_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      when 1 then greatest(cast(concat(nullif(o.shipped_at, timestamp_ntz'9999-12-31 00:00:00'), ' Europe/Brussels') as timestamp), cast(concat(nullif(o.shipped_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      when 2 then greatest(cast(concat(nullif(o.cancelled_at, timestamp_ntz'9999-12-31 00:00:00'), ' America/New_York') as timestamp), cast(concat(nullif(o.cancelled_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' America/New_York') as timestamp) - interval 1 hour)
      when 3 then greatest(cast(concat(cast(nullif(o.reviewed_on, date'9999-12-31') as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(nullif(o.reviewed_on, date'9999-12-31') as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as string)
      when 2 then cast(o.customer_id as string)
      when 3 then cast(o.customer_id as string)
    end as customer_id,
    cast(o.order_id as string) as order_id,
    case eventspec_event
      when 0 then cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2))
      when 2 then cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2))
      when 3 then cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2))
    end as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case eventspec_event
      when 0 then case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end
    end as coupon,
    case eventspec_event
      when 0 then 'web'
    end as channel,
    case eventspec_event
      when 0 then nullif(o.promised_on, date'9999-12-31')
    end as promised_on,
    case eventspec_event
      when 1 then cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean)
    end as is_late,
    case eventspec_event
      when 0 then cast((o.total_cents / 100.0) as decimal(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || o.order_id) as string)
    end as link,
    cast(o.order_id as string) as source_key,
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
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

-- per_event
-- eventspec 1: order_shipped from orders.events.yml
select
  md5('order_shipped|' || coalesce(source_key, '~')) as event_id,
  'order_shipped' as event,
  1 as event_version,
  occurred_at,
  order_id,
  country,
  is_late,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    greatest(cast(concat(nullif(o.shipped_at, timestamp_ntz'9999-12-31 00:00:00'), ' Europe/Brussels') as timestamp), cast(concat(nullif(o.shipped_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) as occurred_at,
    cast(o.order_id as string) as order_id,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean) as is_late,
    cast(o.order_id as string) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
    and (o.status <> 'cancelled')
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

-- single
-- eventspec 1: order_placed from orders.events.yml
select
  md5('order_placed|' || coalesce(source_key, '~')) as event_id,
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
    greatest(cast(concat(nullif(o.ordered_at, timestamp_ntz'9999-12-31 00:00:00'), ' Europe/Brussels') as timestamp), cast(concat(nullif(o.ordered_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) as occurred_at,
    cast(o.customer_id as string) as customer_id,
    cast(o.order_id as string) as order_id,
    to_json(named_struct(
      'total', cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2)),
      'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
      'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
      'channel', 'web',
      'promised_on', cast(nullif(o.promised_on, date'9999-12-31') as string)
    ), map('ignoreNullFields', 'false')) as properties,
    cast((o.total_cents / 100.0) as decimal(18, 4)) as revenue,
    cast(('https://shop.example/orders/' || o.order_id) as string) as link,
    cast(o.order_id as string) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

-- window
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
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
      when 0 then greatest(cast(concat(nullif(o.ordered_at, timestamp_ntz'9999-12-31 00:00:00'), ' Europe/Brussels') as timestamp), cast(concat(nullif(o.ordered_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      when 1 then greatest(cast(concat(nullif(o.shipped_at, timestamp_ntz'9999-12-31 00:00:00'), ' Europe/Brussels') as timestamp), cast(concat(nullif(o.shipped_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      when 2 then greatest(cast(concat(nullif(o.cancelled_at, timestamp_ntz'9999-12-31 00:00:00'), ' America/New_York') as timestamp), cast(concat(nullif(o.cancelled_at, timestamp_ntz'9999-12-31 00:00:00') + interval 1 hour, ' America/New_York') as timestamp) - interval 1 hour)
      when 3 then greatest(cast(concat(cast(nullif(o.reviewed_on, date'9999-12-31') as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(nullif(o.reviewed_on, date'9999-12-31') as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as string)
      when 2 then cast(o.customer_id as string)
      when 3 then cast(o.customer_id as string)
    end as customer_id,
    cast(o.order_id as string) as order_id,
    case eventspec_event
      when 0 then to_json(named_struct(
        'total', cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
        'channel', 'web',
        'promised_on', cast(nullif(o.promised_on, date'9999-12-31') as string)
      ), map('ignoreNullFields', 'false'))
      when 1 then to_json(named_struct(
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'is_late', cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean)
      ), map('ignoreNullFields', 'false'))
      when 2 then to_json(named_struct(
        'total', cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      ), map('ignoreNullFields', 'false'))
      when 3 then to_json(named_struct(
        'total', cast(case when cast((o.total_cents / 100.0) as string) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as decimal(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      ), map('ignoreNullFields', 'false'))
    end as properties,
    case eventspec_event
      when 0 then cast((o.total_cents / 100.0) as decimal(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || o.order_id) as string)
    end as link,
    cast(o.order_id as string) as source_key,
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
    and ((o.ordered_at >= timestamp_ntz'2026-03-28 01:00:00.000000' and o.ordered_at < timestamp_ntz'2026-07-02 05:00:00.000000') or (o.shipped_at >= timestamp_ntz'2026-03-28 01:00:00.000000' and o.shipped_at < timestamp_ntz'2026-07-02 05:00:00.000000') or (o.cancelled_at >= timestamp_ntz'2026-03-28 17:00:00.000000' and o.cancelled_at < timestamp_ntz'2026-07-01 23:00:00.000000') or (o.reviewed_on >= date'2026-03-28' and o.reviewed_on <= date'2026-07-02'))
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
  and occurred_at >= timestamp'2026-03-29 00:00:00.000000Z'
  and occurred_at < timestamp'2026-07-02 00:00:00.000000Z'

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
      when 0 then timezone('Europe/Brussels', nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 1 then timezone('Europe/Brussels', nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 2 then timezone('America/New_York', nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 3 then timezone('Europe/Brussels', cast(nullif(o.reviewed_on, cast('9999-12-31' as date)) as timestamp))
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as varchar(65535))
      when 2 then cast(o.customer_id as varchar(65535))
      when 3 then cast(o.customer_id as varchar(65535))
    end as customer_id,
    cast(o.order_id as varchar(65535)) as order_id,
    case eventspec_event
      when 0 then object(
        'total', cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
        'channel', 'web',
        'promised_on', to_char(nullif(o.promised_on, cast('9999-12-31' as date)), 'YYYY-MM-DD')
      )
      when 1 then object(
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'is_late', cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean)
      )
      when 2 then object(
        'total', cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      )
      when 3 then object(
        'total', cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      )
    end as properties,
    case eventspec_event
      when 0 then cast((o.total_cents / 100.0) as numeric(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || o.order_id) as varchar(65535))
    end as link,
    cast(o.order_id as varchar(65535)) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select 0 as eventspec_event union all select 1 union all select 2 union all select 3) as eventspec
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
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

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
      when 0 then timezone('Europe/Brussels', nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 1 then timezone('Europe/Brussels', nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 2 then timezone('America/New_York', nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 3 then timezone('Europe/Brussels', cast(nullif(o.reviewed_on, cast('9999-12-31' as date)) as timestamp))
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as varchar(65535))
      when 2 then cast(o.customer_id as varchar(65535))
      when 3 then cast(o.customer_id as varchar(65535))
    end as customer_id,
    cast(o.order_id as varchar(65535)) as order_id,
    case eventspec_event
      when 0 then cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2))
      when 2 then cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2))
      when 3 then cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2))
    end as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case eventspec_event
      when 0 then case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end
    end as coupon,
    case eventspec_event
      when 0 then 'web'
    end as channel,
    case eventspec_event
      when 0 then nullif(o.promised_on, cast('9999-12-31' as date))
    end as promised_on,
    case eventspec_event
      when 1 then cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean)
    end as is_late,
    case eventspec_event
      when 0 then cast((o.total_cents / 100.0) as numeric(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || o.order_id) as varchar(65535))
    end as link,
    cast(o.order_id as varchar(65535)) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select 0 as eventspec_event union all select 1 union all select 2 union all select 3) as eventspec
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
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

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
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    timezone('Europe/Brussels', nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp))) as occurred_at,
    cast(o.order_id as varchar(65535)) as order_id,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean) as is_late,
    cast(o.order_id as varchar(65535)) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
    and (o.status <> 'cancelled')
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

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
    timezone('Europe/Brussels', nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp))) as occurred_at,
    cast(o.customer_id as varchar(65535)) as customer_id,
    cast(o.order_id as varchar(65535)) as order_id,
    object(
      'total', cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2)),
      'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
      'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
      'channel', 'web',
      'promised_on', to_char(nullif(o.promised_on, cast('9999-12-31' as date)), 'YYYY-MM-DD')
    ) as properties,
    cast((o.total_cents / 100.0) as numeric(18, 4)) as revenue,
    cast(('https://shop.example/orders/' || o.order_id) as varchar(65535)) as link,
    cast(o.order_id as varchar(65535)) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

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
      when 0 then timezone('Europe/Brussels', nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 1 then timezone('Europe/Brussels', nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 2 then timezone('America/New_York', nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp)))
      when 3 then timezone('Europe/Brussels', cast(nullif(o.reviewed_on, cast('9999-12-31' as date)) as timestamp))
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as varchar(65535))
      when 2 then cast(o.customer_id as varchar(65535))
      when 3 then cast(o.customer_id as varchar(65535))
    end as customer_id,
    cast(o.order_id as varchar(65535)) as order_id,
    case eventspec_event
      when 0 then object(
        'total', cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
        'channel', 'web',
        'promised_on', to_char(nullif(o.promised_on, cast('9999-12-31' as date)), 'YYYY-MM-DD')
      )
      when 1 then object(
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
        'is_late', cast(case when cast((cast(o.shipped_at as date) > o.promised_on) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.shipped_at as date) > o.promised_on) end as boolean)
      )
      when 2 then object(
        'total', cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      )
      when 3 then object(
        'total', cast(case when cast((o.total_cents / 100.0) as varchar(65535)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (o.total_cents / 100.0) end as numeric(12, 2)),
        'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end
      )
    end as properties,
    case eventspec_event
      when 0 then cast((o.total_cents / 100.0) as numeric(18, 4))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || o.order_id) as varchar(65535))
    end as link,
    cast(o.order_id as varchar(65535)) as source_key,
    o.synced_at as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select 0 as eventspec_event union all select 1 union all select 2 union all select 3) as eventspec
  where
    (not o.is_test)
    and case eventspec_event
      when 0 then true
      when 1 then (o.status <> 'cancelled')
      when 2 then true
      when 3 then true
    end
    and ((o.ordered_at >= cast('2026-03-28 01:00:00.000000' as timestamp) and o.ordered_at < cast('2026-07-02 05:00:00.000000' as timestamp)) or (o.shipped_at >= cast('2026-03-28 01:00:00.000000' as timestamp) and o.shipped_at < cast('2026-07-02 05:00:00.000000' as timestamp)) or (o.cancelled_at >= cast('2026-03-28 17:00:00.000000' as timestamp) and o.cancelled_at < cast('2026-07-01 23:00:00.000000' as timestamp)) or (o.reviewed_on >= cast('2026-03-28' as date) and o.reviewed_on <= cast('2026-07-02' as date)))
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
  and occurred_at >= cast('2026-03-29 00:00:00.000000+00' as timestamptz)
  and occurred_at < cast('2026-07-02 00:00:00.000000+00' as timestamptz)

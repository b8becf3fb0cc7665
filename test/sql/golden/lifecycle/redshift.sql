-- narrow
-- eventspec 1: order_placed, order_shipped, order_cancelled and 1 more from orders.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'order_placed' then 1
      when 'order_shipped' then 1
      when 'order_cancelled' then 3
      when 'order_reviewed' then 1
    end as event_version,
    case step.event
      when 'order_placed' then nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'Europe/Brussels'
      when 'order_shipped' then nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'Europe/Brussels'
      when 'order_cancelled' then nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'America/New_York'
      when 'order_reviewed' then cast(nullif(o.reviewed_on, cast('9999-12-31' as date)) as timestamp) at time zone 'Europe/Brussels'
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    cast(o.total_cents / 100.0 as numeric(12, 2)) as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as coupon,
    nullif(o.promised_on, cast('9999-12-31' as date)) as promised_on,
    cast(o.shipped_at as date) > o.promised_on as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as numeric(18, 4)) end as revenue,
    case when step.event = 'order_placed' then 'https://shop.example/orders/' || o.order_id end as link,
    o.synced_at as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    select 'order_placed' as event
    union all
    select 'order_shipped'
    union all
    select 'order_cancelled'
    union all
    select 'order_reviewed'
  ) as step
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  order_id::varchar(65535) as order_id,
  case event
    when 'order_placed' then object(
      'total', total,
      'country', country,
      'coupon', coupon,
      'channel', 'web',
      'promised_on', to_char(promised_on, 'YYYY-MM-DD')
    )
    when 'order_shipped' then object('country', country, 'is_late', is_late)
    when 'order_cancelled' then object('total', total, 'country', country)
    when 'order_reviewed' then object('total', total, 'country', country)
  end as properties,
  revenue,
  link,
  'shop.orders' as source,
  order_id::varchar(65535) as source_key,
  loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

-- wide
-- eventspec 1: order_placed, order_shipped, order_cancelled and 1 more from orders.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'order_placed' then 1
      when 'order_shipped' then 1
      when 'order_cancelled' then 3
      when 'order_reviewed' then 1
    end as event_version,
    case step.event
      when 'order_placed' then nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'Europe/Brussels'
      when 'order_shipped' then nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'Europe/Brussels'
      when 'order_cancelled' then nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'America/New_York'
      when 'order_reviewed' then cast(nullif(o.reviewed_on, cast('9999-12-31' as date)) as timestamp) at time zone 'Europe/Brussels'
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    case
      when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then cast(o.total_cents / 100.0 as numeric(12, 2))
    end as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case
      when step.event = 'order_placed' then case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end
    end as coupon,
    case when step.event = 'order_placed' then 'web' end as channel,
    case when step.event = 'order_placed' then nullif(o.promised_on, cast('9999-12-31' as date)) end as promised_on,
    case when step.event = 'order_shipped' then cast(o.shipped_at as date) > o.promised_on end as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as numeric(18, 4)) end as revenue,
    case when step.event = 'order_placed' then 'https://shop.example/orders/' || o.order_id end as link,
    o.synced_at as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    select 'order_placed' as event
    union all
    select 'order_shipped'
    union all
    select 'order_cancelled'
    union all
    select 'order_reviewed'
  ) as step
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  order_id::varchar(65535) as order_id,
  total,
  country,
  coupon,
  channel,
  promised_on,
  is_late,
  revenue,
  link,
  'shop.orders' as source,
  order_id::varchar(65535) as source_key,
  loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

-- per_event
-- eventspec 1: order_shipped from orders.events.yml
select
  md5('order_shipped|' || o.order_id) as event_id,
  'order_shipped' as event,
  1 as event_version,
  o.shipped_at at time zone 'Europe/Brussels' as occurred_at,
  o.order_id::varchar(65535) as order_id,
  case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
  cast(o.shipped_at as date) > o.promised_on as is_late,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.orders' as source,
  o.order_id::varchar(65535) as source_key,
  o.synced_at as loaded_at
from shop.orders as o
left join shop.customers as c
  on c.customer_id = o.customer_id
where not o.is_test
  and o.status <> 'cancelled'
  and o.shipped_at <> cast('9999-12-31 00:00:00' as timestamp)
  and o.shipped_at <= cast('2027-01-01 01:00:00' as timestamp)

-- single
-- eventspec 1: order_placed from orders.events.yml
select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar(65535) as customer_id,
  o.order_id::varchar(65535) as order_id,
  object(
    'total', cast(o.total_cents / 100.0 as numeric(12, 2)),
    'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
    'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
    'channel', 'web',
    'promised_on', to_char(nullif(o.promised_on, cast('9999-12-31' as date)), 'YYYY-MM-DD')
  ) as properties,
  cast(o.total_cents / 100.0 as numeric(18, 4)) as revenue,
  'https://shop.example/orders/' || o.order_id as link,
  'shop.orders' as source,
  o.order_id::varchar(65535) as source_key,
  o.synced_at as loaded_at
from shop.orders as o
left join shop.customers as c
  on c.customer_id = o.customer_id
where not o.is_test
  and o.ordered_at <> cast('9999-12-31 00:00:00' as timestamp)
  and o.ordered_at <= cast('2027-01-01 01:00:00' as timestamp)

-- window
-- eventspec 1: order_placed, order_shipped, order_cancelled and 1 more from orders.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'order_placed' then 1
      when 'order_shipped' then 1
      when 'order_cancelled' then 3
      when 'order_reviewed' then 1
    end as event_version,
    case step.event
      when 'order_placed' then nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'Europe/Brussels'
      when 'order_shipped' then nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'Europe/Brussels'
      when 'order_cancelled' then nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp)) at time zone 'America/New_York'
      when 'order_reviewed' then cast(nullif(o.reviewed_on, cast('9999-12-31' as date)) as timestamp) at time zone 'Europe/Brussels'
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    cast(o.total_cents / 100.0 as numeric(12, 2)) as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as coupon,
    nullif(o.promised_on, cast('9999-12-31' as date)) as promised_on,
    cast(o.shipped_at as date) > o.promised_on as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as numeric(18, 4)) end as revenue,
    case when step.event = 'order_placed' then 'https://shop.example/orders/' || o.order_id end as link,
    o.synced_at as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    select 'order_placed' as event
    union all
    select 'order_shipped'
    union all
    select 'order_cancelled'
    union all
    select 'order_reviewed'
  ) as step
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
    and ((
        o.ordered_at >= cast('2026-03-28 01:00:00' as timestamp)
        and o.ordered_at < cast('2026-07-02 02:00:00' as timestamp)
      )
      or (
        o.shipped_at >= cast('2026-03-28 01:00:00' as timestamp)
        and o.shipped_at < cast('2026-07-02 02:00:00' as timestamp)
      )
      or (
        o.cancelled_at >= cast('2026-03-28 20:00:00' as timestamp)
        and o.cancelled_at < cast('2026-07-01 20:00:00' as timestamp)
      )
      or (
        o.reviewed_on >= cast('2026-03-29' as date)
        and o.reviewed_on < cast('2026-07-03' as date)
      )
    )
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  order_id::varchar(65535) as order_id,
  case event
    when 'order_placed' then object(
      'total', total,
      'country', country,
      'coupon', coupon,
      'channel', 'web',
      'promised_on', to_char(promised_on, 'YYYY-MM-DD')
    )
    when 'order_shipped' then object('country', country, 'is_late', is_late)
    when 'order_cancelled' then object('total', total, 'country', country)
    when 'order_reviewed' then object('total', total, 'country', country)
  end as properties,
  revenue,
  link,
  'shop.orders' as source,
  order_id::varchar(65535) as source_key,
  loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
  and occurred_at >= cast('2026-03-29 00:00:00+00' as timestamptz)
  and occurred_at < cast('2026-07-02 00:00:00+00' as timestamptz)

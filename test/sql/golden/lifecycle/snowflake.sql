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
      when 'order_placed' then convert_timezone('Europe/Brussels', 'UTC', nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_shipped' then convert_timezone('Europe/Brussels', 'UTC', nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_cancelled' then convert_timezone('America/New_York', 'UTC', nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_reviewed' then convert_timezone('Europe/Brussels', 'UTC', cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp_ntz))
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    cast(o.total_cents / 100.0 as number(12, 2)) as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as coupon,
    nullif(o.promised_on, date '9999-12-31') as promised_on,
    cast(o.shipped_at as date) > o.promised_on as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as number(18, 4)) end as revenue,
    case when step.event = 'order_placed' then 'https://shop.example/orders/' || o.order_id end as link,
    cast(convert_timezone('UTC', o.synced_at) as timestamp_ntz) as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_cancelled'), ('order_reviewed')
  ) as step (event)
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  order_id::varchar as order_id,
  case event
    when 'order_placed' then object_construct_keep_null(
      'total', total,
      'country', country,
      'coupon', coupon,
      'channel', 'web',
      'promised_on', to_varchar(cast(promised_on as date), 'YYYY-MM-DD')
    )
    when 'order_shipped' then object_construct_keep_null('country', country, 'is_late', is_late)
    when 'order_cancelled' then object_construct_keep_null('total', total, 'country', country)
    when 'order_reviewed' then object_construct_keep_null('total', total, 'country', country)
  end as properties,
  revenue,
  link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)

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
      when 'order_placed' then convert_timezone('Europe/Brussels', 'UTC', nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_shipped' then convert_timezone('Europe/Brussels', 'UTC', nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_cancelled' then convert_timezone('America/New_York', 'UTC', nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_reviewed' then convert_timezone('Europe/Brussels', 'UTC', cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp_ntz))
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    case
      when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then cast(o.total_cents / 100.0 as number(12, 2))
    end as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case
      when step.event = 'order_placed' then case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end
    end as coupon,
    case when step.event = 'order_placed' then 'web' end as channel,
    case when step.event = 'order_placed' then nullif(o.promised_on, date '9999-12-31') end as promised_on,
    case when step.event = 'order_shipped' then cast(o.shipped_at as date) > o.promised_on end as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as number(18, 4)) end as revenue,
    case when step.event = 'order_placed' then 'https://shop.example/orders/' || o.order_id end as link,
    cast(convert_timezone('UTC', o.synced_at) as timestamp_ntz) as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_cancelled'), ('order_reviewed')
  ) as step (event)
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  order_id::varchar as order_id,
  total,
  country,
  coupon,
  channel,
  promised_on,
  is_late,
  revenue,
  link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)

-- per_event
-- eventspec 1: order_shipped from orders.events.yml
select
  md5('order_shipped|' || o.order_id) as event_id,
  'order_shipped' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', o.shipped_at) as occurred_at,
  o.order_id::varchar as order_id,
  case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
  cast(o.shipped_at as date) > o.promised_on as is_late,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  o.order_id::varchar as source_key,
  cast(convert_timezone('UTC', o.synced_at) as timestamp_ntz) as loaded_at
from shop.orders as o
left join shop.customers as c
  on c.customer_id = o.customer_id
where not o.is_test
  and o.status <> 'cancelled'
  and o.shipped_at <> cast('9999-12-31 00:00:00' as timestamp_ntz)
  and o.shipped_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)

-- single
-- eventspec 1: order_placed from orders.events.yml
select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
  o.customer_id::varchar as customer_id,
  o.order_id::varchar as order_id,
  object_construct_keep_null(
    'total', cast(o.total_cents / 100.0 as number(12, 2)),
    'country', case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
    'coupon', case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
    'channel', 'web',
    'promised_on', to_varchar(cast(nullif(o.promised_on, date '9999-12-31') as date), 'YYYY-MM-DD')
  ) as properties,
  cast(o.total_cents / 100.0 as number(18, 4)) as revenue,
  'https://shop.example/orders/' || o.order_id as link,
  'shop.orders' as source,
  o.order_id::varchar as source_key,
  cast(convert_timezone('UTC', o.synced_at) as timestamp_ntz) as loaded_at
from shop.orders as o
left join shop.customers as c
  on c.customer_id = o.customer_id
where not o.is_test
  and o.ordered_at <> cast('9999-12-31 00:00:00' as timestamp_ntz)
  and o.ordered_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)

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
      when 'order_placed' then convert_timezone('Europe/Brussels', 'UTC', nullif(o.ordered_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_shipped' then convert_timezone('Europe/Brussels', 'UTC', nullif(o.shipped_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_cancelled' then convert_timezone('America/New_York', 'UTC', nullif(o.cancelled_at, cast('9999-12-31 00:00:00' as timestamp_ntz)))
      when 'order_reviewed' then convert_timezone('Europe/Brussels', 'UTC', cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp_ntz))
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    cast(o.total_cents / 100.0 as number(12, 2)) as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as coupon,
    nullif(o.promised_on, date '9999-12-31') as promised_on,
    cast(o.shipped_at as date) > o.promised_on as is_late,
    case when step.event = 'order_placed' then cast(o.total_cents / 100.0 as number(18, 4)) end as revenue,
    case when step.event = 'order_placed' then 'https://shop.example/orders/' || o.order_id end as link,
    cast(convert_timezone('UTC', o.synced_at) as timestamp_ntz) as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_cancelled'), ('order_reviewed')
  ) as step (event)
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
    and ((
        o.ordered_at >= cast('2026-03-28 01:00:00' as timestamp_ntz)
        and o.ordered_at < cast('2026-07-02 02:00:00' as timestamp_ntz)
      )
      or (
        o.shipped_at >= cast('2026-03-28 01:00:00' as timestamp_ntz)
        and o.shipped_at < cast('2026-07-02 02:00:00' as timestamp_ntz)
      )
      or (
        o.cancelled_at >= cast('2026-03-28 20:00:00' as timestamp_ntz)
        and o.cancelled_at < cast('2026-07-01 20:00:00' as timestamp_ntz)
      )
      or (
        o.reviewed_on >= date '2026-03-29'
        and o.reviewed_on < date '2026-07-03'
      )
    )
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  order_id::varchar as order_id,
  case event
    when 'order_placed' then object_construct_keep_null(
      'total', total,
      'country', country,
      'coupon', coupon,
      'channel', 'web',
      'promised_on', to_varchar(cast(promised_on as date), 'YYYY-MM-DD')
    )
    when 'order_shipped' then object_construct_keep_null('country', country, 'is_late', is_late)
    when 'order_cancelled' then object_construct_keep_null('total', total, 'country', country)
    when 'order_reviewed' then object_construct_keep_null('total', total, 'country', country)
  end as properties,
  revenue,
  link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and occurred_at >= cast('2026-03-29 00:00:00' as timestamp_ntz)
  and occurred_at < cast('2026-07-02 00:00:00' as timestamp_ntz)

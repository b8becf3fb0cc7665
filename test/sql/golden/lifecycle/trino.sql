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
      when 'order_placed' then at_timezone(with_timezone(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00'), 'Europe/Brussels'), 'UTC')
      when 'order_shipped' then at_timezone(with_timezone(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00'), 'Europe/Brussels'), 'UTC')
      when 'order_cancelled' then at_timezone(with_timezone(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00'), 'America/New_York'), 'UTC')
      when 'order_reviewed' then at_timezone(with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    cast(cast(o.total_cents as decimal(18, 2)) / 100 as decimal(12, 2)) as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as coupon,
    nullif(o.promised_on, date '9999-12-31') as promised_on,
    cast(o.shipped_at as date) > o.promised_on as is_late,
    case
      when step.event = 'order_placed' then cast(cast(o.total_cents as decimal(18, 2)) / 100 as decimal(18, 4))
    end as revenue,
    case
      when step.event = 'order_placed' then 'https://shop.example/orders/' || cast(o.order_id as varchar)
    end as link,
    o.synced_at as loaded_at
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  cast(order_id as varchar) as order_id,
  case event
    when 'order_placed' then json_object(
      'total': total,
      'country': country,
      'coupon': coupon,
      'channel': 'web',
      'promised_on': promised_on
    )
    when 'order_shipped' then json_object('country': country, 'is_late': is_late)
    when 'order_cancelled' then json_object('total': total, 'country': country)
    when 'order_reviewed' then json_object('total': total, 'country': country)
  end as properties,
  revenue,
  link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  loaded_at
from events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'

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
      when 'order_placed' then at_timezone(with_timezone(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00'), 'Europe/Brussels'), 'UTC')
      when 'order_shipped' then at_timezone(with_timezone(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00'), 'Europe/Brussels'), 'UTC')
      when 'order_cancelled' then at_timezone(with_timezone(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00'), 'America/New_York'), 'UTC')
      when 'order_reviewed' then at_timezone(with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    case
      when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then cast(cast(o.total_cents as decimal(18, 2)) / 100 as decimal(12, 2))
    end as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case
      when step.event = 'order_placed' then case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end
    end as coupon,
    case when step.event = 'order_placed' then 'web' end as channel,
    case when step.event = 'order_placed' then nullif(o.promised_on, date '9999-12-31') end as promised_on,
    case when step.event = 'order_shipped' then cast(o.shipped_at as date) > o.promised_on end as is_late,
    case
      when step.event = 'order_placed' then cast(cast(o.total_cents as decimal(18, 2)) / 100 as decimal(18, 4))
    end as revenue,
    case
      when step.event = 'order_placed' then 'https://shop.example/orders/' || cast(o.order_id as varchar)
    end as link,
    o.synced_at as loaded_at
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  cast(order_id as varchar) as order_id,
  total,
  country,
  coupon,
  channel,
  promised_on,
  is_late,
  revenue,
  link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  loaded_at
from events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'

-- per_event
-- eventspec 1: order_shipped from orders.events.yml
select
  lower(to_hex(md5(to_utf8('order_shipped|' || cast(o.order_id as varchar))))) as event_id,
  'order_shipped' as event,
  1 as event_version,
  at_timezone(with_timezone(o.shipped_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(o.order_id as varchar) as order_id,
  case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
  cast(o.shipped_at as date) > o.promised_on as is_late,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(o.order_id as varchar) as source_key,
  o.synced_at as loaded_at
from shop.orders as o
left join shop.customers as c
  on c.customer_id = o.customer_id
where not o.is_test
  and o.status <> 'cancelled'
  and o.shipped_at <> timestamp '9999-12-31 00:00:00'
  and o.shipped_at <= timestamp '2027-01-01 01:00:00'

-- single
-- eventspec 1: order_placed from orders.events.yml
select
  lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
  'order_placed' as event,
  1 as event_version,
  at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(o.customer_id as varchar) as customer_id,
  cast(o.order_id as varchar) as order_id,
  json_object(
    'total': cast(cast(o.total_cents as decimal(18, 2)) / 100 as decimal(12, 2)),
    'country': case when c.country in ('9999-12-31', 'NULL') then null else c.country end,
    'coupon': case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end,
    'channel': 'web',
    'promised_on': nullif(o.promised_on, date '9999-12-31')
  ) as properties,
  cast(cast(o.total_cents as decimal(18, 2)) / 100 as decimal(18, 4)) as revenue,
  'https://shop.example/orders/' || cast(o.order_id as varchar) as link,
  'shop.orders' as source,
  cast(o.order_id as varchar) as source_key,
  o.synced_at as loaded_at
from shop.orders as o
left join shop.customers as c
  on c.customer_id = o.customer_id
where not o.is_test
  and o.ordered_at <> timestamp '9999-12-31 00:00:00'
  and o.ordered_at <= timestamp '2027-01-01 01:00:00'

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
      when 'order_placed' then at_timezone(with_timezone(nullif(o.ordered_at, timestamp '9999-12-31 00:00:00'), 'Europe/Brussels'), 'UTC')
      when 'order_shipped' then at_timezone(with_timezone(nullif(o.shipped_at, timestamp '9999-12-31 00:00:00'), 'Europe/Brussels'), 'UTC')
      when 'order_cancelled' then at_timezone(with_timezone(nullif(o.cancelled_at, timestamp '9999-12-31 00:00:00'), 'America/New_York'), 'UTC')
      when 'order_reviewed' then at_timezone(with_timezone(cast(nullif(o.reviewed_on, date '9999-12-31') as timestamp(6)), 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id,
    cast(cast(o.total_cents as decimal(18, 2)) / 100 as decimal(12, 2)) as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as coupon,
    nullif(o.promised_on, date '9999-12-31') as promised_on,
    cast(o.shipped_at as date) > o.promised_on as is_late,
    case
      when step.event = 'order_placed' then cast(cast(o.total_cents as decimal(18, 2)) / 100 as decimal(18, 4))
    end as revenue,
    case
      when step.event = 'order_placed' then 'https://shop.example/orders/' || cast(o.order_id as varchar)
    end as link,
    o.synced_at as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_cancelled'), ('order_reviewed')
  ) as step (event)
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
    and ((
        o.ordered_at >= timestamp '2026-03-28 01:00:00'
        and o.ordered_at < timestamp '2026-07-02 02:00:00'
      )
      or (
        o.shipped_at >= timestamp '2026-03-28 01:00:00'
        and o.shipped_at < timestamp '2026-07-02 02:00:00'
      )
      or (
        o.cancelled_at >= timestamp '2026-03-28 20:00:00'
        and o.cancelled_at < timestamp '2026-07-01 20:00:00'
      )
      or (
        o.reviewed_on >= date '2026-03-29'
        and o.reviewed_on < date '2026-07-03'
      )
    )
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  cast(order_id as varchar) as order_id,
  case event
    when 'order_placed' then json_object(
      'total': total,
      'country': country,
      'coupon': coupon,
      'channel': 'web',
      'promised_on': promised_on
    )
    when 'order_shipped' then json_object('country': country, 'is_late': is_late)
    when 'order_cancelled' then json_object('total': total, 'country': country)
    when 'order_reviewed' then json_object('total': total, 'country': country)
  end as properties,
  revenue,
  link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  loaded_at
from events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  and occurred_at >= timestamp '2026-03-29 00:00:00 UTC'
  and occurred_at < timestamp '2026-07-02 00:00:00 UTC'

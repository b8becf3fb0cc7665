-- narrow
-- eventspec 1: order_placed, order_shipped, order_cancelled and 1 more from orders.events.yml
with events as (
  select
    step.event as event,
    case step.event
      when 'order_placed' then 1
      when 'order_shipped' then 1
      when 'order_cancelled' then 3
      when 'order_reviewed' then 1
    end as event_version,
    case step.event
      when 'order_placed' then toTimeZone(toDateTime64(toString(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'Europe/Brussels'), 'UTC')
      when 'order_shipped' then toTimeZone(toDateTime64(toString(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'Europe/Brussels'), 'UTC')
      when 'order_cancelled' then toTimeZone(toDateTime64(toString(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'America/New_York'), 'UTC')
      when 'order_reviewed' then toTimeZone(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id as order_id,
    cast(
      round(toDecimal128(toString(cast(o.total_cents as Nullable(Decimal(18, 2))) / 100), 8), 2) as Nullable(Decimal(12, 2))
    ) as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as coupon,
    nullif(o.promised_on, toDate32('9999-12-31')) as promised_on,
    cast(
      case
        when cast(toDate32(o.shipped_at) > o.promised_on as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null
        else toDate32(o.shipped_at) > o.promised_on
      end as Nullable(Bool)
    ) as is_late,
    case
      when step.event = 'order_placed' then cast(round(toDecimal128(toString(cast(o.total_cents as Nullable(Decimal(18, 2))) / 100), 10), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case
      when step.event = 'order_placed' then 'https://shop.example/orders/' || toString(o.order_id)
    end as link,
    cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_cancelled', 'order_reviewed']) as event
  ) as step
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  toString(order_id) as order_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null'),
      '"coupon":' || coalesce(toJSONString(coupon), 'null'),
      '"channel":' || coalesce(toJSONString('web'), 'null'),
      '"promised_on":' || coalesce(toJSONString(toString(promised_on)), 'null')
    ], ',') || '}'
    when 'order_shipped' then '{' || arrayStringConcat([
      '"country":' || coalesce(toJSONString(country), 'null'),
      '"is_late":' || coalesce(toJSONString(is_late), 'null')
    ], ',') || '}'
    when 'order_cancelled' then '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null')
    ], ',') || '}'
    when 'order_reviewed' then '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null')
    ], ',') || '}'
  end as properties,
  revenue,
  link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  loaded_at
from events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- wide
-- eventspec 1: order_placed, order_shipped, order_cancelled and 1 more from orders.events.yml
with events as (
  select
    step.event as event,
    case step.event
      when 'order_placed' then 1
      when 'order_shipped' then 1
      when 'order_cancelled' then 3
      when 'order_reviewed' then 1
    end as event_version,
    case step.event
      when 'order_placed' then toTimeZone(toDateTime64(toString(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'Europe/Brussels'), 'UTC')
      when 'order_shipped' then toTimeZone(toDateTime64(toString(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'Europe/Brussels'), 'UTC')
      when 'order_cancelled' then toTimeZone(toDateTime64(toString(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'America/New_York'), 'UTC')
      when 'order_reviewed' then toTimeZone(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id as order_id,
    case
      when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then cast(round(toDecimal128(toString(cast(o.total_cents as Nullable(Decimal(18, 2))) / 100), 8), 2) as Nullable(Decimal(12, 2)))
    end as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case
      when step.event = 'order_placed' then case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end
    end as coupon,
    case when step.event = 'order_placed' then 'web' end as channel,
    case when step.event = 'order_placed' then nullif(o.promised_on, toDate32('9999-12-31')) end as promised_on,
    case
      when step.event = 'order_shipped' then cast(case when cast(toDate32(o.shipped_at) > o.promised_on as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else toDate32(o.shipped_at) > o.promised_on end as Nullable(Bool))
    end as is_late,
    case
      when step.event = 'order_placed' then cast(round(toDecimal128(toString(cast(o.total_cents as Nullable(Decimal(18, 2))) / 100), 10), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case
      when step.event = 'order_placed' then 'https://shop.example/orders/' || toString(o.order_id)
    end as link,
    cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_cancelled', 'order_reviewed']) as event
  ) as step
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  toString(order_id) as order_id,
  total,
  country,
  coupon,
  channel,
  promised_on,
  is_late,
  revenue,
  link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  loaded_at
from events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: order_shipped from orders.events.yml
select
  lower(hex(MD5('order_shipped|' || toString(o.order_id)))) as event_id,
  'order_shipped' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(o.shipped_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(o.order_id) as order_id,
  case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
  cast(
    case
      when cast(toDate32(o.shipped_at) > o.promised_on as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null
      else toDate32(o.shipped_at) > o.promised_on
    end as Nullable(Bool)
  ) as is_late,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(o.order_id) as source_key,
  cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from shop.orders as o
left join shop.customers as c
  on c.customer_id = o.customer_id
where not o.is_test
  and o.status <> 'cancelled'
  and o.shipped_at <> toDateTime64('9999-12-31 00:00:00', 6)
  and o.shipped_at <= toDateTime64('2027-01-01 01:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- single
-- eventspec 1: order_placed from orders.events.yml
select
  lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(o.customer_id) as customer_id,
  toString(o.order_id) as order_id,
  '{' || arrayStringConcat([
    '"total":' || coalesce(toString(cast(
      round(toDecimal128(toString(cast(o.total_cents as Nullable(Decimal(18, 2))) / 100), 8), 2) as Nullable(Decimal(12, 2))
    )), 'null'),
    '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null'),
    '"coupon":' || coalesce(toJSONString(case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end), 'null'),
    '"channel":' || coalesce(toJSONString('web'), 'null'),
    '"promised_on":' || coalesce(toJSONString(toString(nullif(o.promised_on, toDate32('9999-12-31')))), 'null')
  ], ',') || '}' as properties,
  cast(
    round(toDecimal128(toString(cast(o.total_cents as Nullable(Decimal(18, 2))) / 100), 10), 4) as Nullable(Decimal(18, 4))
  ) as revenue,
  'https://shop.example/orders/' || toString(o.order_id) as link,
  'shop.orders' as source,
  toString(o.order_id) as source_key,
  cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from shop.orders as o
left join shop.customers as c
  on c.customer_id = o.customer_id
where not o.is_test
  and o.ordered_at <> toDateTime64('9999-12-31 00:00:00', 6)
  and o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: order_placed, order_shipped, order_cancelled and 1 more from orders.events.yml
with events as (
  select
    step.event as event,
    case step.event
      when 'order_placed' then 1
      when 'order_shipped' then 1
      when 'order_cancelled' then 3
      when 'order_reviewed' then 1
    end as event_version,
    case step.event
      when 'order_placed' then toTimeZone(toDateTime64(toString(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'Europe/Brussels'), 'UTC')
      when 'order_shipped' then toTimeZone(toDateTime64(toString(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'Europe/Brussels'), 'UTC')
      when 'order_cancelled' then toTimeZone(toDateTime64(toString(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6))), 6, 'America/New_York'), 'UTC')
      when 'order_reviewed' then toTimeZone(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    case when step.event in ('order_placed', 'order_cancelled', 'order_reviewed') then o.customer_id end as customer_id,
    o.order_id as order_id,
    cast(
      round(toDecimal128(toString(cast(o.total_cents as Nullable(Decimal(18, 2))) / 100), 8), 2) as Nullable(Decimal(12, 2))
    ) as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end as coupon,
    nullif(o.promised_on, toDate32('9999-12-31')) as promised_on,
    cast(
      case
        when cast(toDate32(o.shipped_at) > o.promised_on as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null
        else toDate32(o.shipped_at) > o.promised_on
      end as Nullable(Bool)
    ) as is_late,
    case
      when step.event = 'order_placed' then cast(round(toDecimal128(toString(cast(o.total_cents as Nullable(Decimal(18, 2))) / 100), 10), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case
      when step.event = 'order_placed' then 'https://shop.example/orders/' || toString(o.order_id)
    end as link,
    cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
  from shop.orders as o
  left join shop.customers as c
    on c.customer_id = o.customer_id
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_cancelled', 'order_reviewed']) as event
  ) as step
  where not o.is_test
    and (step.event <> 'order_shipped' or o.status <> 'cancelled')
    and ((
        o.ordered_at >= toDateTime64('2026-03-28 01:00:00', 6)
        and o.ordered_at < toDateTime64('2026-07-02 02:00:00', 6)
      )
      or (
        o.shipped_at >= toDateTime64('2026-03-28 01:00:00', 6)
        and o.shipped_at < toDateTime64('2026-07-02 02:00:00', 6)
      )
      or (
        o.cancelled_at >= toDateTime64('2026-03-28 20:00:00', 6)
        and o.cancelled_at < toDateTime64('2026-07-01 20:00:00', 6)
      )
      or (
        o.reviewed_on >= toDate32('2026-03-29')
        and o.reviewed_on < toDate32('2026-07-03')
      )
    )
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  toString(order_id) as order_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null'),
      '"coupon":' || coalesce(toJSONString(coupon), 'null'),
      '"channel":' || coalesce(toJSONString('web'), 'null'),
      '"promised_on":' || coalesce(toJSONString(toString(promised_on)), 'null')
    ], ',') || '}'
    when 'order_shipped' then '{' || arrayStringConcat([
      '"country":' || coalesce(toJSONString(country), 'null'),
      '"is_late":' || coalesce(toJSONString(is_late), 'null')
    ], ',') || '}'
    when 'order_cancelled' then '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null')
    ], ',') || '}'
    when 'order_reviewed' then '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null')
    ], ',') || '}'
  end as properties,
  revenue,
  link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  loaded_at
from events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and occurred_at >= toDateTime64('2026-03-29 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-07-02 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

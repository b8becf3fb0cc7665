-- narrow
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
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
      when 0 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      when 1 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      when 2 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') + interval 60 minute) = toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York')) < toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') + interval 60 minute else toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') end, 'UTC')
      when 3 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as Nullable(String))
      when 2 then cast(o.customer_id as Nullable(String))
      when 3 then cast(o.customer_id as Nullable(String))
    end as customer_id,
    cast(o.order_id as Nullable(String)) as order_id,
    case eventspec_event
      when 0 then '{' || arrayStringConcat([
        '"total":' || coalesce(toString(cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))), 'null'),
        '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null'),
        '"coupon":' || coalesce(toJSONString(case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end), 'null'),
        '"channel":' || coalesce(toJSONString('web'), 'null'),
        '"promised_on":' || coalesce(toJSONString(cast(nullif(o.promised_on, toDate32('9999-12-31')) as Nullable(String))), 'null')
      ], ',') || '}'
      when 1 then '{' || arrayStringConcat([
        '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null'),
        '"is_late":' || coalesce(toJSONString(cast(case when cast((toDate32(o.shipped_at) > o.promised_on) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (toDate32(o.shipped_at) > o.promised_on) end as Nullable(Bool))), 'null')
      ], ',') || '}'
      when 2 then '{' || arrayStringConcat([
        '"total":' || coalesce(toString(cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))), 'null'),
        '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null')
      ], ',') || '}'
      when 3 then '{' || arrayStringConcat([
        '"total":' || coalesce(toString(cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))), 'null'),
        '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null')
      ], ',') || '}'
    end as properties,
    case eventspec_event
      when 0 then cast(round(cast(toString((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100)) as Nullable(Decimal(38, 10))), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || toString(o.order_id)) as Nullable(String))
    end as link,
    cast(o.order_id as Nullable(String)) as source_key,
    cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select arrayJoin([0, 1, 2, 3]) as eventspec_event) as eventspec
  where
    (not o.is_test)
    and case eventspec_event
      when 0 then true
      when 1 then (o.status <> 'cancelled')
      when 2 then true
      when 3 then true
    end
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

-- wide
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
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
      when 0 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      when 1 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      when 2 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') + interval 60 minute) = toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York')) < toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') + interval 60 minute else toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') end, 'UTC')
      when 3 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as Nullable(String))
      when 2 then cast(o.customer_id as Nullable(String))
      when 3 then cast(o.customer_id as Nullable(String))
    end as customer_id,
    cast(o.order_id as Nullable(String)) as order_id,
    case eventspec_event
      when 0 then cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))
      when 2 then cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))
      when 3 then cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))
    end as total,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    case eventspec_event
      when 0 then case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end
    end as coupon,
    case eventspec_event
      when 0 then 'web'
    end as channel,
    case eventspec_event
      when 0 then nullif(o.promised_on, toDate32('9999-12-31'))
    end as promised_on,
    case eventspec_event
      when 1 then cast(case when cast((toDate32(o.shipped_at) > o.promised_on) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (toDate32(o.shipped_at) > o.promised_on) end as Nullable(Bool))
    end as is_late,
    case eventspec_event
      when 0 then cast(round(cast(toString((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100)) as Nullable(Decimal(38, 10))), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || toString(o.order_id)) as Nullable(String))
    end as link,
    cast(o.order_id as Nullable(String)) as source_key,
    cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select arrayJoin([0, 1, 2, 3]) as eventspec_event) as eventspec
  where
    (not o.is_test)
    and case eventspec_event
      when 0 then true
      when 1 then (o.status <> 'cancelled')
      when 2 then true
      when 3 then true
    end
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

-- per_event
-- eventspec 1: order_shipped from orders.events.yml
select
  lower(hex(MD5('order_shipped|' || coalesce(source_key, '~')))) as event_id,
  'order_shipped' as event,
  1 as event_version,
  occurred_at,
  order_id,
  country,
  is_late,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.orders' as source,
  source_key,
  loaded_at
from (
  select
    toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
    cast(o.order_id as Nullable(String)) as order_id,
    case when c.country in ('9999-12-31', 'NULL') then null else c.country end as country,
    cast(case when cast((toDate32(o.shipped_at) > o.promised_on) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (toDate32(o.shipped_at) > o.promised_on) end as Nullable(Bool)) as is_late,
    cast(o.order_id as Nullable(String)) as source_key,
    cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
    and (o.status <> 'cancelled')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

-- single
-- eventspec 1: order_placed from orders.events.yml
select
  lower(hex(MD5('order_placed|' || coalesce(source_key, '~')))) as event_id,
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
    toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
    cast(o.customer_id as Nullable(String)) as customer_id,
    cast(o.order_id as Nullable(String)) as order_id,
    '{' || arrayStringConcat([
      '"total":' || coalesce(toString(cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))), 'null'),
      '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null'),
      '"coupon":' || coalesce(toJSONString(case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end), 'null'),
      '"channel":' || coalesce(toJSONString('web'), 'null'),
      '"promised_on":' || coalesce(toJSONString(cast(nullif(o.promised_on, toDate32('9999-12-31')) as Nullable(String))), 'null')
    ], ',') || '}' as properties,
    cast(round(cast(toString((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100)) as Nullable(Decimal(38, 10))), 4) as Nullable(Decimal(18, 4))) as revenue,
    cast(('https://shop.example/orders/' || toString(o.order_id)) as Nullable(String)) as link,
    cast(o.order_id as Nullable(String)) as source_key,
    cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
  where
    (not o.is_test)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

-- window
-- eventspec 1: order_placed, order_shipped, order_cancelled, order_reviewed from orders.events.yml
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
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
      when 0 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.ordered_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      when 1 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.shipped_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      when 2 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') + interval 60 minute) = toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York')) < toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') + interval 60 minute else toDateTime64(toString(cast(nullif(o.cancelled_at, toDateTime64('9999-12-31 00:00:00', 6)) as Nullable(DateTime64(6)))), 6, 'America/New_York') end, 'UTC')
      when 3 then toTimeZone(case when toString(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(nullif(o.reviewed_on, toDate32('9999-12-31')) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
    end as occurred_at,
    case eventspec_event
      when 0 then cast(o.customer_id as Nullable(String))
      when 2 then cast(o.customer_id as Nullable(String))
      when 3 then cast(o.customer_id as Nullable(String))
    end as customer_id,
    cast(o.order_id as Nullable(String)) as order_id,
    case eventspec_event
      when 0 then '{' || arrayStringConcat([
        '"total":' || coalesce(toString(cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))), 'null'),
        '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null'),
        '"coupon":' || coalesce(toJSONString(case when o.coupon in ('9999-12-31', 'NULL') then null else o.coupon end), 'null'),
        '"channel":' || coalesce(toJSONString('web'), 'null'),
        '"promised_on":' || coalesce(toJSONString(cast(nullif(o.promised_on, toDate32('9999-12-31')) as Nullable(String))), 'null')
      ], ',') || '}'
      when 1 then '{' || arrayStringConcat([
        '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null'),
        '"is_late":' || coalesce(toJSONString(cast(case when cast((toDate32(o.shipped_at) > o.promised_on) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (toDate32(o.shipped_at) > o.promised_on) end as Nullable(Bool))), 'null')
      ], ',') || '}'
      when 2 then '{' || arrayStringConcat([
        '"total":' || coalesce(toString(cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))), 'null'),
        '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null')
      ], ',') || '}'
      when 3 then '{' || arrayStringConcat([
        '"total":' || coalesce(toString(cast(round(cast(toString(case when cast((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) as Nullable(String)) in ('9999-12-31', '9999-12-31 00:00:00', '9999-12-31 00:00:00+00', 'NULL') then null else (cast(o.total_cents as Nullable(Decimal(18, 2))) / 100) end) as Nullable(Decimal(38, 8))), 2) as Nullable(Decimal(12, 2)))), 'null'),
        '"country":' || coalesce(toJSONString(case when c.country in ('9999-12-31', 'NULL') then null else c.country end), 'null')
      ], ',') || '}'
    end as properties,
    case eventspec_event
      when 0 then cast(round(cast(toString((cast(o.total_cents as Nullable(Decimal(18, 2))) / 100)) as Nullable(Decimal(38, 10))), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case eventspec_event
      when 0 then cast(('https://shop.example/orders/' || toString(o.order_id)) as Nullable(String))
    end as link,
    cast(o.order_id as Nullable(String)) as source_key,
    cast(o.synced_at as Nullable(DateTime64(6, 'UTC'))) as loaded_at
  from shop.orders as o
    left join shop.customers as c on (c.customer_id = o.customer_id)
    cross join (select arrayJoin([0, 1, 2, 3]) as eventspec_event) as eventspec
  where
    (not o.is_test)
    and case eventspec_event
      when 0 then true
      when 1 then (o.status <> 'cancelled')
      when 2 then true
      when 3 then true
    end
    and ((o.ordered_at >= toDateTime64('2026-03-28 01:00:00.000000', 6) and o.ordered_at < toDateTime64('2026-07-02 05:00:00.000000', 6)) or (o.shipped_at >= toDateTime64('2026-03-28 01:00:00.000000', 6) and o.shipped_at < toDateTime64('2026-07-02 05:00:00.000000', 6)) or (o.cancelled_at >= toDateTime64('2026-03-28 17:00:00.000000', 6) and o.cancelled_at < toDateTime64('2026-07-01 23:00:00.000000', 6)) or (o.reviewed_on >= toDate32('2026-03-28') and o.reviewed_on <= toDate32('2026-07-02')))
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
  and occurred_at >= toDateTime64('2026-03-29 00:00:00.000000', 6, 'UTC')
  and occurred_at < toDateTime64('2026-07-02 00:00:00.000000', 6, 'UTC')

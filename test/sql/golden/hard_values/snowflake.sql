-- narrow
-- eventspec 1: text_written, line_added, whole_number, decimal_number, float_number, boolean_value, day_value, clock_value, moment_value, uuid_value from values.events.yml
select
  md5('text_written|' || source_key) as event_id,
  'text_written' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as varchar) as order_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.texts' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Asia/Kolkata', dateadd(hour, 1, convert_timezone('Asia/Kolkata', 'UTC', t.at))) = t.at, dateadd(hour, 1, convert_timezone('Asia/Kolkata', 'UTC', t.at)), convert_timezone('Asia/Kolkata', 'UTC', t.at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    cast(t.first as varchar) as customer_id,
    object_construct_keep_null(
      'quoted', t.first,
      'nothing', t.second,
      'document', t.document,
      'constant', 'it''s "new"
\\ 🎉',
      'whole', 12345678901234567890,
      'part', cast(1.50 as number(10, 2)),
      'yes', true,
      'none', null
    ) as properties,
    coalesce(replace(replace(cast(t.first as varchar), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(replace(replace(cast(t.second as varchar), '~', '~0'), '|', '~1'), '~') as source_key
  from shop.texts as t
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5('line_added|' || coalesce(source_key, '~')) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, (od."from")), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    cast((od."Select") as varchar) as customer_id,
    cast((od."Order") as varchar) as order_id,
    object_construct_keep_null('order', (od."Order"), 'Mixed', (od."Mixed")) as properties,
    cast((od."Select") as varchar) as source_key
  from "Order Details" as od
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5(event || '|' || id_key) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as varchar) as order_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'whole_number'
      when 1 then 'decimal_number'
      when 2 then 'float_number'
      when 3 then 'boolean_value'
      when 4 then 'day_value'
      when 5 then 'clock_value'
      when 6 then 'moment_value'
      when 7 then 'uuid_value'
    end as event,
    case eventspec_event
      when 0 then dateadd(microsecond, date_part(epoch_microsecond, n.at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 1 then dateadd(microsecond, date_part(epoch_microsecond, n.at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 2 then dateadd(microsecond, date_part(epoch_microsecond, n.at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 3 then dateadd(microsecond, date_part(epoch_microsecond, n.at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 4 then dateadd(microsecond, date_part(epoch_microsecond, cast(n.day as timestamp_ntz)), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 5 then dateadd(microsecond, date_part(epoch_microsecond, n.clock), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 6 then n.moment
      when 7 then dateadd(microsecond, date_part(epoch_microsecond, n.at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
    end as occurred_at,
    cast(n.big as varchar) as customer_id,
    case eventspec_event
      when 0 then object_construct_keep_null('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag)
      when 1 then object_construct_keep_null()
      when 2 then object_construct_keep_null()
      when 3 then object_construct_keep_null()
      when 4 then object_construct_keep_null('day', to_varchar(cast(n.day as date), 'YYYY-MM-DD'))
      when 5 then object_construct_keep_null('clock', to_varchar(cast(n.clock as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6'))
      when 6 then object_construct_keep_null('moment', to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z')
      when 7 then object_construct_keep_null('uuid', n.uuid)
    end as properties,
    case eventspec_event
      when 0 then cast(n.big as varchar)
      when 1 then cast(n.money as varchar)
      when 2 then case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as varchar) else cast(n.real as varchar) end
      when 3 then coalesce(cast(n.flag as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 4 then coalesce(to_varchar(cast(n.day as date), 'YYYY-MM-DD'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 5 then coalesce(to_varchar(cast(n.clock as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 6 then coalesce(to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z', '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 7 then coalesce(replace(replace(cast(n.uuid as varchar), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
    end as source_key,
    case eventspec_event
      when 0 then coalesce(cast(n.big as varchar), '~')
      when 1 then coalesce(cast(n.money as varchar), '~')
      when 2 then coalesce(case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as varchar) else cast(n.real as varchar) end, '~')
      when 3 then coalesce(cast(n.flag as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 4 then coalesce(to_varchar(cast(n.day as date), 'YYYY-MM-DD'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 5 then coalesce(to_varchar(cast(n.clock as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 6 then coalesce(to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z', '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 7 then coalesce(replace(replace(cast(n.uuid as varchar), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
    end as id_key
  from shop.numbers as n
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7)) as eventspec (eventspec_event)
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  md5('line_added|' || coalesce(source_key, '~')) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  "ORDER",
  Mixed,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, (od."from")), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    cast((od."Select") as varchar) as customer_id,
    cast((od."Order") as varchar) as order_id,
    (od."Order") as "ORDER",
    (od."Mixed") as Mixed,
    cast((od."Select") as varchar) as source_key
  from "Order Details" as od
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  md5('moment_value|' || source_key) as event_id,
  'moment_value' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  moment,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    n.moment as occurred_at,
    cast(n.big as varchar) as customer_id,
    n.moment as moment,
    coalesce(to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z', '~') || '|' || coalesce(cast(n.id as varchar), '~') as source_key
  from shop.numbers as n
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)

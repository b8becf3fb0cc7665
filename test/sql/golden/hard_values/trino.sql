-- narrow
-- eventspec 1: text_written, line_added, whole_number, decimal_number, float_number, boolean_value, day_value, clock_value, moment_value, uuid_value from values.events.yml
select
  lower(to_hex(md5(to_utf8('text_written|' || source_key)))) as event_id,
  'text_written' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as varchar) as order_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.texts' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    at_timezone(case when cast(with_timezone(cast(t.at as timestamp(6)), 'Asia/Kolkata') + interval '60' minute as timestamp(6)) = cast(t.at as timestamp(6)) then with_timezone(cast(t.at as timestamp(6)), 'Asia/Kolkata') + interval '60' minute else with_timezone(cast(t.at as timestamp(6)), 'Asia/Kolkata') end, 'UTC') as occurred_at,
    cast(t.first as varchar) as customer_id,
    '{' || array_join(array[
      '"quoted":' || coalesce(json_format(cast(t.first as json)), 'null'),
      '"nothing":' || coalesce(json_format(cast(t.second as json)), 'null'),
      '"document":' || coalesce(json_format(t.document), 'null'),
      '"constant":' || coalesce(json_format(cast('it''s "new"
\ 🎉' as json)), 'null'),
      '"whole":' || coalesce(json_format(cast(decimal '12345678901234567890' as json)), 'null'),
      '"part":' || coalesce(json_format(cast(cast(decimal '1.50' as decimal(10, 2)) as json)), 'null'),
      '"yes":' || coalesce(json_format(cast(true as json)), 'null'),
      '"none":' || coalesce(json_format(cast(null as json)), 'null')
    ], ',') || '}' as properties,
    coalesce(replace(replace(cast(t.first as varchar), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(replace(replace(cast(t.second as varchar), '~', '~0'), '|', '~1'), '~') as source_key
  from shop.texts as t
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('line_added|' || coalesce(source_key, '~'))))) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast((od."from") as timestamp(6)), 'UTC') as occurred_at,
    cast((od."Select") as varchar) as customer_id,
    cast((od."Order") as varchar) as order_id,
    '{' || array_join(array[
      '"order":' || coalesce(json_format(cast((od."Order") as json)), 'null'),
      '"Mixed":' || coalesce(json_format(cast((od."Mixed") as json)), 'null')
    ], ',') || '}' as properties,
    cast((od."Select") as varchar) as source_key
  from "Order Details" as od
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || id_key)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as varchar) as order_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
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
      when 0 then with_timezone(cast(n.at as timestamp(6)), 'UTC')
      when 1 then with_timezone(cast(n.at as timestamp(6)), 'UTC')
      when 2 then with_timezone(cast(n.at as timestamp(6)), 'UTC')
      when 3 then with_timezone(cast(n.at as timestamp(6)), 'UTC')
      when 4 then with_timezone(cast(n.day as timestamp(6)), 'UTC')
      when 5 then with_timezone(cast(n.clock as timestamp(6)), 'UTC')
      when 6 then n.moment
      when 7 then with_timezone(cast(n.at as timestamp(6)), 'UTC')
    end as occurred_at,
    cast(n.big as varchar) as customer_id,
    case eventspec_event
      when 0 then '{' || array_join(array[
        '"big":' || coalesce(json_format(cast(n.big as json)), 'null'),
        '"money":' || coalesce(json_format(cast(n.money as json)), 'null'),
        '"float":' || coalesce(json_format(cast(n.real as json)), 'null'),
        '"flag":' || coalesce(json_format(cast(n.flag as json)), 'null')
      ], ',') || '}'
      when 1 then '{}'
      when 2 then '{}'
      when 3 then '{}'
      when 4 then '{' || array_join(array['"day":' || coalesce(json_format(cast(cast(n.day as varchar) as json)), 'null')], ',') || '}'
      when 5 then '{' || array_join(array[
        '"clock":' || coalesce(json_format(cast(replace(cast(cast(n.clock as timestamp(6)) as varchar), ' ', 'T') as json)), 'null')
      ], ',') || '}'
      when 6 then '{' || array_join(array[
        '"moment":' || coalesce(json_format(cast(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)), 'null')
      ], ',') || '}'
      when 7 then '{' || array_join(array['"uuid":' || coalesce(json_format(cast(cast(n.uuid as varchar) as json)), 'null')], ',') || '}'
    end as properties,
    case eventspec_event
      when 0 then cast(n.big as varchar)
      when 1 then cast(n.money as varchar)
      when 2 then replace(case when abs(n.real) >= 1e-4 and abs(n.real) < 1e16 or n.real = 0 then regexp_replace(cast(cast(cast(n.real as varchar) as decimal(38, 21)) as varchar), '\.?0+$', '') else regexp_replace(regexp_replace(replace(lower(cast(n.real as varchar)), '.0e', 'e'), 'e(?=\d)', 'e+'), '(?<=e[+-])(?=\d$)', '0') end, 'infinity', 'inf')
      when 3 then coalesce(cast(n.flag as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 4 then coalesce(regexp_replace(cast(n.day as varchar), '^-0+', '-'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 5 then coalesce(regexp_replace(replace(cast(cast(n.clock as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 6 then coalesce(regexp_replace(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z', '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 7 then coalesce(cast(n.uuid as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
    end as source_key,
    case eventspec_event
      when 0 then coalesce(cast(n.big as varchar), '~')
      when 1 then coalesce(cast(n.money as varchar), '~')
      when 2 then coalesce(replace(case when abs(n.real) >= 1e-4 and abs(n.real) < 1e16 or n.real = 0 then regexp_replace(cast(cast(cast(n.real as varchar) as decimal(38, 21)) as varchar), '\.?0+$', '') else regexp_replace(regexp_replace(replace(lower(cast(n.real as varchar)), '.0e', 'e'), 'e(?=\d)', 'e+'), '(?<=e[+-])(?=\d$)', '0') end, 'infinity', 'inf'), '~')
      when 3 then coalesce(cast(n.flag as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 4 then coalesce(regexp_replace(cast(n.day as varchar), '^-0+', '-'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 5 then coalesce(regexp_replace(replace(cast(cast(n.clock as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 6 then coalesce(regexp_replace(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z', '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 7 then coalesce(cast(n.uuid as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
    end as id_key
  from shop.numbers as n
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7)) as eventspec (eventspec_event)
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  lower(to_hex(md5(to_utf8('line_added|' || coalesce(source_key, '~'))))) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  "order",
  Mixed,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast((od."from") as timestamp(6)), 'UTC') as occurred_at,
    cast((od."Select") as varchar) as customer_id,
    cast((od."Order") as varchar) as order_id,
    (od."Order") as "order",
    (od."Mixed") as Mixed,
    cast((od."Select") as varchar) as source_key
  from "Order Details" as od
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  lower(to_hex(md5(to_utf8('moment_value|' || source_key)))) as event_id,
  'moment_value' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  moment,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    n.moment as occurred_at,
    cast(n.big as varchar) as customer_id,
    n.moment as moment,
    coalesce(regexp_replace(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z', '~') || '|' || coalesce(cast(n.id as varchar), '~') as source_key
  from shop.numbers as n
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

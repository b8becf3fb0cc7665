-- narrow
-- eventspec 1: text_written, line_added, whole_number and 7 more from values.events.yml
select
  lower(to_hex(md5(to_utf8(
    'text_written|' || coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~')
  )))) as event_id,
  'text_written' as event,
  1 as event_version,
  at_timezone(with_timezone(t.at, 'Asia/Kolkata'), 'UTC') as occurred_at,
  t.first as customer_id,
  cast(null as varchar) as order_id,
  json_object(
    'quoted': t.first,
    'nothing': t.second,
    'document': json_format(t.document) format json,
    'constant': 'it''s "new"
\ 🎉',
    'whole': decimal '12345678901234567890',
    'part': cast(decimal '1.50' as decimal(10, 2)),
    'yes': true,
    'none': json_format(cast(null as json)) format json
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.texts' as source,
  coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.texts as t
where t.at <= timestamp '2027-01-01 05:30:00'
union all
select
  lower(to_hex(md5(to_utf8('line_added|' || cast(od."Select" as varchar))))) as event_id,
  'line_added' as event,
  1 as event_version,
  with_timezone(od."from", 'UTC') as occurred_at,
  cast(od."Select" as varchar) as customer_id,
  od."Order" as order_id,
  json_object('order': od."Order", 'Mixed': od."Mixed") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'Order Details' as source,
  cast(od."Select" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from "Order Details" as od
where od."from" <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8('whole_number|' || cast(n.big as varchar))))) as event_id,
  'whole_number' as event,
  1 as event_version,
  with_timezone(n.at, 'UTC') as occurred_at,
  cast(n.big as varchar) as customer_id,
  cast(null as varchar) as order_id,
  json_object('big': n.big, 'money': n.money, 'float': n.real, 'flag': n.flag) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  cast(n.big as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8('decimal_number|' || cast(n.money as varchar))))) as event_id,
  'decimal_number' as event,
  1 as event_version,
  with_timezone(n.at, 'UTC') as occurred_at,
  cast(n.big as varchar) as customer_id,
  cast(null as varchar) as order_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  cast(n.money as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8(
    'float_number|' || replace(case when abs(n.real) >= 1e-4 and abs(n.real) < 1e16 or n.real = 0 then regexp_replace(cast(cast(cast(n.real as varchar) as decimal(38, 21)) as varchar), '\.?0+$', '') else regexp_replace(regexp_replace(replace(lower(cast(n.real as varchar)), '.0e', 'e'), 'e(?=\d)', 'e+'), '(?<=e[+-])(?=\d$)', '0') end, 'infinity', 'inf')
  )))) as event_id,
  'float_number' as event,
  1 as event_version,
  with_timezone(n.at, 'UTC') as occurred_at,
  cast(n.big as varchar) as customer_id,
  cast(null as varchar) as order_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  replace(
    case
      when abs(n.real) >= 1e-4
      and abs(n.real) < 1e16
      or n.real = 0 then regexp_replace(cast(cast(cast(n.real as varchar) as decimal(38, 21)) as varchar), '\.?0+$', '')
      else regexp_replace(
        regexp_replace(replace(lower(cast(n.real as varchar)), '.0e', 'e'), 'e(?=\d)', 'e+'),
        '(?<=e[+-])(?=\d$)',
        '0'
      )
    end,
    'infinity',
    'inf'
  ) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(
    to_hex(
      md5(to_utf8('boolean_value|' || coalesce(cast(n.flag as varchar), '~') || '|' || cast(n.id as varchar)))
    )
  ) as event_id,
  'boolean_value' as event,
  1 as event_version,
  with_timezone(n.at, 'UTC') as occurred_at,
  cast(n.big as varchar) as customer_id,
  cast(null as varchar) as order_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  coalesce(cast(n.flag as varchar), '~') || '|' || cast(n.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(
    to_hex(
      md5(
        to_utf8('day_value|' || regexp_replace(cast(n.day as varchar), '^-0+', '-') || '|' || cast(n.id as varchar))
      )
    )
  ) as event_id,
  'day_value' as event,
  1 as event_version,
  with_timezone(cast(n.day as timestamp(6)), 'UTC') as occurred_at,
  cast(n.big as varchar) as customer_id,
  cast(null as varchar) as order_id,
  json_object('day': n.day) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  regexp_replace(cast(n.day as varchar), '^-0+', '-') || '|' || cast(n.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.day <= date '2027-01-01'
union all
select
  lower(to_hex(md5(to_utf8(
    'clock_value|' || regexp_replace(replace(cast(cast(n.clock as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-')
    || '|'
    || cast(n.id as varchar)
  )))) as event_id,
  'clock_value' as event,
  1 as event_version,
  with_timezone(n.clock, 'UTC') as occurred_at,
  cast(n.big as varchar) as customer_id,
  cast(null as varchar) as order_id,
  json_object(
    'clock': json_format(cast(replace(cast(cast(n.clock as timestamp(6)) as varchar), ' ', 'T') as json)) format json
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  regexp_replace(replace(cast(cast(n.clock as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-')
  || '|'
  || cast(n.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.clock <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8(
    'moment_value|' || (regexp_replace(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z')
    || '|'
    || cast(n.id as varchar)
  )))) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  cast(n.big as varchar) as customer_id,
  cast(null as varchar) as order_id,
  json_object(
    'moment': json_format(cast(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  (regexp_replace(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z')
  || '|'
  || cast(n.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.moment <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(
    to_hex(
      md5(to_utf8('uuid_value|' || coalesce(cast(n.uuid as varchar), '~') || '|' || cast(n.id as varchar)))
    )
  ) as event_id,
  'uuid_value' as event,
  1 as event_version,
  with_timezone(n.at, 'UTC') as occurred_at,
  cast(n.big as varchar) as customer_id,
  cast(null as varchar) as order_id,
  json_object('uuid': n.uuid) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  coalesce(cast(n.uuid as varchar), '~') || '|' || cast(n.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  lower(to_hex(md5(to_utf8('line_added|' || cast(od."Select" as varchar))))) as event_id,
  'line_added' as event,
  1 as event_version,
  with_timezone(od."from", 'UTC') as occurred_at,
  cast(od."Select" as varchar) as customer_id,
  od."Order" as order_id,
  od."Order" as "order",
  od."Mixed" as Mixed,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'Order Details' as source,
  cast(od."Select" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from "Order Details" as od
where od."from" <= timestamp '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  lower(to_hex(md5(to_utf8(
    'moment_value|' || (regexp_replace(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z')
    || '|'
    || cast(n.id as varchar)
  )))) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  cast(n.big as varchar) as customer_id,
  n.moment,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  (regexp_replace(replace(cast(cast(at_timezone(n.moment, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z')
  || '|'
  || cast(n.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.numbers as n
where n.moment <= timestamp '2027-01-01 00:00:00 UTC'

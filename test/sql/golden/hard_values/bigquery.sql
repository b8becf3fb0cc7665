-- narrow
-- eventspec 1: text_written, line_added, whole_number and 7 more from values.events.yml
select
  to_hex(md5(
    'text_written|' || coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~')
  )) as event_id,
  'text_written' as event,
  1 as event_version,
  timestamp(t.at, 'Asia/Kolkata') as occurred_at,
  t.first as customer_id,
  cast(null as string) as order_id,
  json_object(
    'quoted', t.first,
    'nothing', t.second,
    'document', t.document,
    'constant', 'it\'s "new"\n\\ 🎉',
    'whole', numeric '12345678901234567890',
    'part', cast(numeric '1.50' as numeric(10, 2)),
    'yes', true,
    'none', null
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.texts' as source,
  coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~') as source_key,
  cast(null as timestamp) as loaded_at
from shop.texts as t
where t.at <= datetime '2027-01-01 05:30:00'
union all
select
  to_hex(md5('line_added|' || cast(od.`Select` as string))) as event_id,
  'line_added' as event,
  1 as event_version,
  timestamp(od.`from`) as occurred_at,
  cast(od.`Select` as string) as customer_id,
  od.`Order` as order_id,
  json_object('order', od.`Order`, 'Mixed', od.`Mixed`) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'Order Details' as source,
  cast(od.`Select` as string) as source_key,
  cast(null as timestamp) as loaded_at
from `Order Details` as od
where od.`from` <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('whole_number|' || cast(n.big as string))) as event_id,
  'whole_number' as event,
  1 as event_version,
  timestamp(n.at) as occurred_at,
  cast(n.big as string) as customer_id,
  cast(null as string) as order_id,
  json_object('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  cast(n.big as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.at <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('decimal_number|' || format('%.2f', n.money))) as event_id,
  'decimal_number' as event,
  1 as event_version,
  timestamp(n.at) as occurred_at,
  cast(n.big as string) as customer_id,
  cast(null as string) as order_id,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  format('%.2f', n.money) as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.at <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5(
    'float_number|' || case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as int64) as string) else cast(n.real as string) end
  )) as event_id,
  'float_number' as event,
  1 as event_version,
  timestamp(n.at) as occurred_at,
  cast(n.big as string) as customer_id,
  cast(null as string) as order_id,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  case
    when n.real = floor(n.real)
    and abs(n.real) < 9007199254740992 then cast(cast(n.real as int64) as string)
    else cast(n.real as string)
  end as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.at <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('boolean_value|' || coalesce(cast(n.flag as string), '~') || '|' || cast(n.id as string))) as event_id,
  'boolean_value' as event,
  1 as event_version,
  timestamp(n.at) as occurred_at,
  cast(n.big as string) as customer_id,
  cast(null as string) as order_id,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  coalesce(cast(n.flag as string), '~') || '|' || cast(n.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.at <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('day_value|' || format_date('%E4Y-%m-%d', n.day) || '|' || cast(n.id as string))) as event_id,
  'day_value' as event,
  1 as event_version,
  timestamp(n.day) as occurred_at,
  cast(n.big as string) as customer_id,
  cast(null as string) as order_id,
  json_object('day', n.day) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  format_date('%E4Y-%m-%d', n.day) || '|' || cast(n.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.day <= date '2027-01-01'
union all
select
  to_hex(md5('clock_value|' || format_datetime('%E4Y-%m-%dT%H:%M:%E6S', n.clock) || '|' || cast(n.id as string))) as event_id,
  'clock_value' as event,
  1 as event_version,
  timestamp(n.clock) as occurred_at,
  cast(n.big as string) as customer_id,
  cast(null as string) as order_id,
  json_object('clock', format_datetime('%E4Y-%m-%dT%H:%M:%E6S', n.clock)) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  format_datetime('%E4Y-%m-%dT%H:%M:%E6S', n.clock) || '|' || cast(n.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.clock <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5(
    'moment_value|' || format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC') || '|' || cast(n.id as string)
  )) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  cast(n.big as string) as customer_id,
  cast(null as string) as order_id,
  json_object('moment', format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC')) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC') || '|' || cast(n.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.moment <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5(
    'uuid_value|' || coalesce(replace(replace(n.uuid, '~', '~0'), '|', '~1'), '~') || '|' || cast(n.id as string)
  )) as event_id,
  'uuid_value' as event,
  1 as event_version,
  timestamp(n.at) as occurred_at,
  cast(n.big as string) as customer_id,
  cast(null as string) as order_id,
  json_object('uuid', n.uuid) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  coalesce(replace(replace(n.uuid, '~', '~0'), '|', '~1'), '~') || '|' || cast(n.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.at <= datetime '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  to_hex(md5('line_added|' || cast(od.`Select` as string))) as event_id,
  'line_added' as event,
  1 as event_version,
  timestamp(od.`from`) as occurred_at,
  cast(od.`Select` as string) as customer_id,
  od.`Order` as order_id,
  od.`Order` as `order`,
  od.`Mixed` as Mixed,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'Order Details' as source,
  cast(od.`Select` as string) as source_key,
  cast(null as timestamp) as loaded_at
from `Order Details` as od
where od.`from` <= datetime '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  to_hex(md5(
    'moment_value|' || format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC') || '|' || cast(n.id as string)
  )) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  cast(n.big as string) as customer_id,
  n.moment,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC') || '|' || cast(n.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.numbers as n
where n.moment <= timestamp '2027-01-01 00:00:00+00'

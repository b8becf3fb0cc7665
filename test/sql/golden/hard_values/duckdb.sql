-- narrow
-- eventspec 1: text_written, line_added, whole_number and 7 more from values.events.yml
select
  md5(
    'text_written|' || coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'text_written' as event,
  1 as event_version,
  t.at at time zone 'Asia/Kolkata' as occurred_at,
  t.first as customer_id,
  null::varchar as order_id,
  cast(concat(
    '{',
    '"quoted":', coalesce(cast(to_json(t.first) as varchar), 'null'),
    ',"nothing":', coalesce(cast(to_json(t.second) as varchar), 'null'),
    ',"document":', coalesce(cast(t.document as varchar), 'null'),
    ',"constant":', coalesce(cast(to_json('it''s "new"
\ 🎉') as varchar), 'null'),
    ',"whole":', coalesce(cast(to_json(12345678901234567890) as varchar), 'null'),
    ',"part":', coalesce(cast(to_json(1.50::decimal(10, 2)) as varchar), 'null'),
    ',"yes":', coalesce(cast(to_json(true) as varchar), 'null'),
    ',"none":', coalesce(cast(to_json(null) as varchar), 'null'),
    '}'
  ) as json) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.texts' as source,
  coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
from shop.texts as t
where t.at <= timestamp '2027-01-01 05:30:00'
union all
select
  md5('line_added|' || od."Select") as event_id,
  'line_added' as event,
  1 as event_version,
  od."from" at time zone 'UTC' as occurred_at,
  od."Select"::varchar as customer_id,
  od."Order" as order_id,
  json_object('order', od."Order", 'Mixed', od."Mixed") as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'Order Details' as source,
  od."Select"::varchar as source_key,
  null::timestamptz as loaded_at
from "Order Details" as od
where od."from" <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('whole_number|' || n.big) as event_id,
  'whole_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  json_object('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  n.big::varchar as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('decimal_number|' || n.money::varchar) as event_id,
  'decimal_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  json_object() as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  n.money::varchar as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5(
    'float_number|' || case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then n.real::bigint::varchar else n.real::varchar end
  ) as event_id,
  'float_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  json_object() as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  case
    when n.real = floor(n.real)
    and abs(n.real) < 9007199254740992 then n.real::bigint::varchar
    else n.real::varchar
  end as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('boolean_value|' || coalesce(n.flag::varchar, '~') || '|' || n.id) as event_id,
  'boolean_value' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  json_object() as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  coalesce(n.flag::varchar, '~') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('day_value|' || strftime(n.day, '%Y-%m-%d') || '|' || n.id) as event_id,
  'day_value' as event,
  1 as event_version,
  cast(n.day as timestamp) at time zone 'UTC' as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  json_object('day', n.day) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  strftime(n.day, '%Y-%m-%d') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.day <= date '2027-01-01'
union all
select
  md5('clock_value|' || strftime(cast(n.clock as timestamp), '%Y-%m-%dT%H:%M:%S.%f') || '|' || n.id) as event_id,
  'clock_value' as event,
  1 as event_version,
  n.clock at time zone 'UTC' as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  json_object('clock', strftime(cast(n.clock as timestamp), '%Y-%m-%dT%H:%M:%S.%f')) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  strftime(cast(n.clock as timestamp), '%Y-%m-%dT%H:%M:%S.%f') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.clock <= timestamp '2027-01-01 00:00:00'
union all
select
  md5(
    'moment_value|' || coalesce(strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(n.moment as varchar))
    || '|'
    || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  json_object('moment', strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ')) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  coalesce(strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(n.moment as varchar))
  || '|'
  || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.moment <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('uuid_value|' || coalesce(n.uuid::varchar, '~') || '|' || n.id) as event_id,
  'uuid_value' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  json_object('uuid', n.uuid) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  coalesce(n.uuid::varchar, '~') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  md5('line_added|' || od."Select") as event_id,
  'line_added' as event,
  1 as event_version,
  od."from" at time zone 'UTC' as occurred_at,
  od."Select"::varchar as customer_id,
  od."Order" as order_id,
  od."Order" as "order",
  od."Mixed" as Mixed,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'Order Details' as source,
  od."Select"::varchar as source_key,
  null::timestamptz as loaded_at
from "Order Details" as od
where od."from" <= timestamp '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  md5(
    'moment_value|' || coalesce(strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(n.moment as varchar))
    || '|'
    || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  n.big::varchar as customer_id,
  n.moment,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  coalesce(strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(n.moment as varchar))
  || '|'
  || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.moment <= timestamptz '2027-01-01 00:00:00+00'

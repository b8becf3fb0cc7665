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
  convert_timezone('Asia/Kolkata', 'UTC', t.at) as occurred_at,
  t.first as customer_id,
  null::varchar as order_id,
  object_construct_keep_null(
    'quoted', t.first,
    'nothing', t.second,
    'document', t.document,
    'constant', 'it''s "new"
\\ 🎉',
    'whole', 12345678901234567890,
    'part', 1.50::number(10, 2),
    'yes', true,
    'none', null
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.texts' as source,
  coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from shop.texts as t
where t.at <= cast('2027-01-01 05:30:00' as timestamp_ntz)
union all
select
  md5('line_added|' || od."Select") as event_id,
  'line_added' as event,
  1 as event_version,
  od."from" as occurred_at,
  od."Select"::varchar as customer_id,
  od."Order" as order_id,
  object_construct_keep_null('order', od."Order", 'Mixed', od."Mixed") as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'Order Details' as source,
  od."Select"::varchar as source_key,
  null::timestamp_ntz as loaded_at
from "Order Details" as od
where od."from" <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('whole_number|' || n.big) as event_id,
  'whole_number' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  object_construct_keep_null('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  n.big::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('decimal_number|' || n.money::varchar) as event_id,
  'decimal_number' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  object_construct_keep_null() as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  n.money::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5(
    'float_number|' || case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then n.real::bigint::varchar else n.real::varchar end
  ) as event_id,
  'float_number' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  object_construct_keep_null() as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  case
    when n.real = floor(n.real)
    and abs(n.real) < 9007199254740992 then n.real::bigint::varchar
    else n.real::varchar
  end as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('boolean_value|' || coalesce(n.flag::varchar, '~') || '|' || n.id) as event_id,
  'boolean_value' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  object_construct_keep_null() as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  coalesce(n.flag::varchar, '~') || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('day_value|' || to_varchar(cast(n.day as date), 'YYYY-MM-DD') || '|' || n.id) as event_id,
  'day_value' as event,
  1 as event_version,
  cast(n.day as timestamp_ntz) as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  object_construct_keep_null('day', to_varchar(cast(n.day as date), 'YYYY-MM-DD')) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  to_varchar(cast(n.day as date), 'YYYY-MM-DD') || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.day <= date '2027-01-01'
union all
select
  md5(
    'clock_value|' || to_varchar(cast(n.clock as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || '|' || n.id
  ) as event_id,
  'clock_value' as event,
  1 as event_version,
  n.clock as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  object_construct_keep_null(
    'clock', to_varchar(cast(n.clock as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6')
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  to_varchar(cast(n.clock as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.clock <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5(
    'moment_value|' || (to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z') || '|' || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  cast(convert_timezone('UTC', n.moment) as timestamp_ntz) as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  object_construct_keep_null(
    'moment', to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z'
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  (to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z') || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.moment <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
union all
select
  md5('uuid_value|' || coalesce(replace(replace(n.uuid, '~', '~0'), '|', '~1'), '~') || '|' || n.id) as event_id,
  'uuid_value' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::varchar as customer_id,
  null::varchar as order_id,
  object_construct_keep_null('uuid', n.uuid) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  coalesce(replace(replace(n.uuid, '~', '~0'), '|', '~1'), '~') || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp_ntz)

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  md5('line_added|' || od."Select") as event_id,
  'line_added' as event,
  1 as event_version,
  od."from" as occurred_at,
  od."Select"::varchar as customer_id,
  od."Order" as order_id,
  od."Order" as "ORDER",
  od."Mixed" as Mixed,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'Order Details' as source,
  od."Select"::varchar as source_key,
  null::timestamp_ntz as loaded_at
from "Order Details" as od
where od."from" <= cast('2027-01-01 00:00:00' as timestamp_ntz)

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  md5(
    'moment_value|' || (to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z') || '|' || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  cast(convert_timezone('UTC', n.moment) as timestamp_ntz) as occurred_at,
  n.big::varchar as customer_id,
  n.moment,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.numbers' as source,
  (to_varchar(convert_timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z') || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.moment <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

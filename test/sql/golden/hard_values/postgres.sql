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
  null::text as order_id,
  json_build_object(
    'quoted', t.first,
    'nothing', t.second,
    'document', t.document,
    'constant', 'it''s "new"
\ 🎉',
    'whole', 12345678901234567890,
    'part', 1.50::numeric(10, 2),
    'yes', true,
    'none', null
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
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
  od."Select"::text as customer_id,
  od."Order" as order_id,
  json_build_object('order', od."Order", 'Mixed', od."Mixed") as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'Order Details' as source,
  od."Select"::text as source_key,
  null::timestamptz as loaded_at
from "Order Details" as od
where od."from" <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('whole_number|' || n.big) as event_id,
  'whole_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::text as customer_id,
  null::text as order_id,
  json_build_object('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  n.big::text as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('decimal_number|' || n.money::text) as event_id,
  'decimal_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::text as customer_id,
  null::text as order_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  n.money::text as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5(
    'float_number|' || case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as text) else replace(lower(cast(n.real as text)), 'infinity', 'inf') end
  ) as event_id,
  'float_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::text as customer_id,
  null::text as order_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  case
    when n.real = floor(n.real)
    and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as text)
    else replace(lower(cast(n.real as text)), 'infinity', 'inf')
  end as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('boolean_value|' || coalesce(n.flag::text, '~') || '|' || n.id) as event_id,
  'boolean_value' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::text as customer_id,
  null::text as order_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  coalesce(n.flag::text, '~') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5(
    'day_value|' || coalesce(case when n.day < date '0001-01-01' then coalesce(nullif(cast(extract(year from n.day) + 1 as text), '0'), '0000') || to_char(n.day, '-MM-DD') else to_char(n.day, 'YYYY-MM-DD') end, cast(n.day as text))
    || '|'
    || n.id
  ) as event_id,
  'day_value' as event,
  1 as event_version,
  cast(n.day as timestamp) at time zone 'UTC' as occurred_at,
  n.big::text as customer_id,
  null::text as order_id,
  json_build_object('day', n.day) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  coalesce(case when n.day < date '0001-01-01' then coalesce(nullif(cast(extract(year from n.day) + 1 as text), '0'), '0000') || to_char(n.day, '-MM-DD') else to_char(n.day, 'YYYY-MM-DD') end, cast(n.day as text))
  || '|'
  || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.day <= date '2027-01-01'
union all
select
  md5(
    'clock_value|' || coalesce(case when n.clock < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from n.clock) + 1 as text), '0'), '0000') || to_char(n.clock, '-MM-DD"T"HH24:MI:SS.US') else to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US') end, cast(n.clock as text))
    || '|'
    || n.id
  ) as event_id,
  'clock_value' as event,
  1 as event_version,
  n.clock at time zone 'UTC' as occurred_at,
  n.big::text as customer_id,
  null::text as order_id,
  json_build_object('clock', to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US')) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  coalesce(case when n.clock < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from n.clock) + 1 as text), '0'), '0000') || to_char(n.clock, '-MM-DD"T"HH24:MI:SS.US') else to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US') end, cast(n.clock as text))
  || '|'
  || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.clock <= timestamp '2027-01-01 00:00:00'
union all
select
  md5(
    'moment_value|' || coalesce(case when timezone('UTC', n.moment) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', n.moment)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', n.moment), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', n.moment) as text))
    || '|'
    || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  n.big::text as customer_id,
  null::text as order_id,
  json_build_object('moment', to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  coalesce(case when timezone('UTC', n.moment) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', n.moment)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', n.moment), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', n.moment) as text))
  || '|'
  || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.moment <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('uuid_value|' || coalesce(n.uuid::text, '~') || '|' || n.id) as event_id,
  'uuid_value' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::text as customer_id,
  null::text as order_id,
  json_build_object('uuid', n.uuid) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  coalesce(n.uuid::text, '~') || '|' || n.id as source_key,
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
  od."Select"::text as customer_id,
  od."Order" as order_id,
  od."Order" as "order",
  od."Mixed" as "Mixed",
  null::numeric(18, 4) as revenue,
  null::text as link,
  'Order Details' as source,
  od."Select"::text as source_key,
  null::timestamptz as loaded_at
from "Order Details" as od
where od."from" <= timestamp '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  md5(
    'moment_value|' || coalesce(case when timezone('UTC', n.moment) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', n.moment)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', n.moment), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', n.moment) as text))
    || '|'
    || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  n.big::text as customer_id,
  n.moment,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.numbers' as source,
  coalesce(case when timezone('UTC', n.moment) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', n.moment)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', n.moment), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', n.moment) as text))
  || '|'
  || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.moment <= timestamptz '2027-01-01 00:00:00+00'

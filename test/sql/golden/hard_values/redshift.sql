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
  null::varchar(65535) as order_id,
  object(
    'quoted', t.first,
    'nothing', t.second,
    'document', t.document,
    'constant', ('it''s "new"
' || chr(92) || ' 🎉'),
    'whole', 12345678901234567890,
    'part', 1.50::numeric(10, 2),
    'yes', true,
    'none', null
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.texts' as source,
  coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
from shop.texts as t
where t.at <= cast('2027-01-01 05:30:00' as timestamp)
union all
select
  md5('line_added|' || od."Select") as event_id,
  'line_added' as event,
  1 as event_version,
  od."from" at time zone 'UTC' as occurred_at,
  od."Select"::varchar(65535) as customer_id,
  od."Order" as order_id,
  object('order', od."Order", 'Mixed', od."Mixed") as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'Order Details' as source,
  od."Select"::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from "Order Details" as od
where od."from" <= cast('2027-01-01 00:00:00' as timestamp)
union all
select
  md5('whole_number|' || n.big) as event_id,
  'whole_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar(65535) as customer_id,
  null::varchar(65535) as order_id,
  object('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  n.big::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp)
union all
select
  md5('decimal_number|' || n.money::varchar(65535)) as event_id,
  'decimal_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar(65535) as customer_id,
  null::varchar(65535) as order_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  n.money::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp)
union all
select
  md5(
    'float_number|' || case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then n.real::bigint::varchar(65535) else n.real::varchar(65535) end
  ) as event_id,
  'float_number' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar(65535) as customer_id,
  null::varchar(65535) as order_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  case
    when n.real = floor(n.real)
    and abs(n.real) < 9007199254740992 then n.real::bigint::varchar(65535)
    else n.real::varchar(65535)
  end as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp)
union all
select
  md5(
    'boolean_value|' || coalesce(case when n.flag then 'true' when not n.flag then 'false' end, '~') || '|' || n.id
  ) as event_id,
  'boolean_value' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar(65535) as customer_id,
  null::varchar(65535) as order_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  coalesce(case when n.flag then 'true' when not n.flag then 'false' end, '~') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp)
union all
select
  md5('day_value|' || to_char(n.day, 'YYYY-MM-DD') || '|' || n.id) as event_id,
  'day_value' as event,
  1 as event_version,
  cast(n.day as timestamp) at time zone 'UTC' as occurred_at,
  n.big::varchar(65535) as customer_id,
  null::varchar(65535) as order_id,
  object('day', to_char(n.day, 'YYYY-MM-DD')) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  to_char(n.day, 'YYYY-MM-DD') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.day <= cast('2027-01-01' as date)
union all
select
  md5('clock_value|' || to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US') || '|' || n.id) as event_id,
  'clock_value' as event,
  1 as event_version,
  n.clock at time zone 'UTC' as occurred_at,
  n.big::varchar(65535) as customer_id,
  null::varchar(65535) as order_id,
  object('clock', to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US')) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.clock <= cast('2027-01-01 00:00:00' as timestamp)
union all
select
  md5(
    'moment_value|' || to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  n.big::varchar(65535) as customer_id,
  null::varchar(65535) as order_id,
  object('moment', to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.moment <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5('uuid_value|' || coalesce(replace(replace(n.uuid, '~', '~0'), '|', '~1'), '~') || '|' || n.id) as event_id,
  'uuid_value' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  n.big::varchar(65535) as customer_id,
  null::varchar(65535) as order_id,
  object('uuid', n.uuid) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  coalesce(replace(replace(n.uuid, '~', '~0'), '|', '~1'), '~') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.at <= cast('2027-01-01 00:00:00' as timestamp)

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  md5('line_added|' || od."Select") as event_id,
  'line_added' as event,
  1 as event_version,
  od."from" at time zone 'UTC' as occurred_at,
  od."Select"::varchar(65535) as customer_id,
  od."Order" as order_id,
  od."Order" as "order",
  od."Mixed" as "Mixed",
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'Order Details' as source,
  od."Select"::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from "Order Details" as od
where od."from" <= cast('2027-01-01 00:00:00' as timestamp)

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  md5(
    'moment_value|' || to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  n.moment as occurred_at,
  n.big::varchar(65535) as customer_id,
  n.moment,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.numbers' as source,
  to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || n.id as source_key,
  null::timestamptz as loaded_at
from shop.numbers as n
where n.moment <= cast('2027-01-01 00:00:00+00' as timestamptz)

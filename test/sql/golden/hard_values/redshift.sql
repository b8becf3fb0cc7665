-- narrow
-- eventspec 1: text_written, line_added, whole_number, decimal_number, float_number, boolean_value, day_value, clock_value, moment_value, uuid_value from values.events.yml
select
  md5('text_written|' || source_key) as event_id,
  'text_written' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as varchar(65535)) as order_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.texts' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('Asia/Kolkata', t.at) as occurred_at,
    cast(t.first as varchar(65535)) as customer_id,
    object(
      'quoted', t.first,
      'nothing', t.second,
      'document', t.document,
      'constant', ('it''s "new"
' || chr(92) || ' 🎉'),
      'whole', 12345678901234567890,
      'part', cast(1.50 as numeric(10, 2)),
      'yes', true,
      'none', null
    ) as properties,
    coalesce(replace(replace(cast(t.first as varchar(65535)), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(replace(replace(cast(t.second as varchar(65535)), '~', '~0'), '|', '~1'), '~') as source_key
  from shop.texts as t
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('line_added|' || coalesce(source_key, '~')) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', (od."from")) as occurred_at,
    cast((od."Select") as varchar(65535)) as customer_id,
    cast((od."Order") as varchar(65535)) as order_id,
    object('order', (od."Order"), 'Mixed', (od."Mixed")) as properties,
    cast((od."Select") as varchar(65535)) as source_key
  from "Order Details" as od
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5(event || '|' || id_key) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as varchar(65535)) as order_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
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
      when 0 then timezone('UTC', n.at)
      when 1 then timezone('UTC', n.at)
      when 2 then timezone('UTC', n.at)
      when 3 then timezone('UTC', n.at)
      when 4 then timezone('UTC', cast(n.day as timestamp))
      when 5 then timezone('UTC', n.clock)
      when 6 then n.moment
      when 7 then timezone('UTC', n.at)
    end as occurred_at,
    cast(n.big as varchar(65535)) as customer_id,
    case eventspec_event
      when 0 then object('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag)
      when 1 then object()
      when 2 then object()
      when 3 then object()
      when 4 then object('day', to_char(n.day, 'YYYY-MM-DD'))
      when 5 then object('clock', to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US'))
      when 6 then object('moment', to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
      when 7 then object('uuid', n.uuid)
    end as properties,
    case eventspec_event
      when 0 then cast(n.big as varchar(65535))
      when 1 then cast(n.money as varchar(65535))
      when 2 then case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as varchar(65535)) else cast(n.real as varchar(65535)) end
      when 3 then coalesce(case when n.flag then 'true' when not n.flag then 'false' end, '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
      when 4 then coalesce(to_char(n.day, 'YYYY-MM-DD'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
      when 5 then coalesce(to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
      when 6 then coalesce(to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
      when 7 then coalesce(replace(replace(cast(n.uuid as varchar(65535)), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
    end as source_key,
    case eventspec_event
      when 0 then coalesce(cast(n.big as varchar(65535)), '~')
      when 1 then coalesce(cast(n.money as varchar(65535)), '~')
      when 2 then coalesce(case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as varchar(65535)) else cast(n.real as varchar(65535)) end, '~')
      when 3 then coalesce(case when n.flag then 'true' when not n.flag then 'false' end, '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
      when 4 then coalesce(to_char(n.day, 'YYYY-MM-DD'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
      when 5 then coalesce(to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
      when 6 then coalesce(to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
      when 7 then coalesce(replace(replace(cast(n.uuid as varchar(65535)), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~')
    end as id_key
  from shop.numbers as n
    cross join (select 0 as eventspec_event union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7) as eventspec
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  md5('line_added|' || coalesce(source_key, '~')) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  "order",
  "Mixed",
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', (od."from")) as occurred_at,
    cast((od."Select") as varchar(65535)) as customer_id,
    cast((od."Order") as varchar(65535)) as order_id,
    (od."Order") as "order",
    (od."Mixed") as "Mixed",
    cast((od."Select") as varchar(65535)) as source_key
  from "Order Details" as od
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  md5('moment_value|' || source_key) as event_id,
  'moment_value' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  moment,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    n.moment as occurred_at,
    cast(n.big as varchar(65535)) as customer_id,
    n.moment as moment,
    coalesce(to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '~') || '|' || coalesce(cast(n.id as varchar(65535)), '~') as source_key
  from shop.numbers as n
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

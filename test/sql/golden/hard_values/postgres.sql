-- narrow
-- eventspec 1: text_written, line_added, whole_number, decimal_number, float_number, boolean_value, day_value, clock_value, moment_value, uuid_value from values.events.yml
select
  md5('text_written|' || source_key) as event_id,
  'text_written' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as text) as order_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'shop.texts' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('Asia/Kolkata', t.at) as occurred_at,
    cast(t.first as text) as customer_id,
    json_build_object(
      'quoted', t.first,
      'nothing', t.second,
      'document', t.document,
      'constant', 'it''s "new"
\ 🎉',
      'whole', 12345678901234567890,
      'part', cast(1.50 as numeric(10, 2)),
      'yes', true,
      'none', null
    ) as properties,
    coalesce(replace(replace(cast(t.first as text), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(replace(replace(cast(t.second as text), '~', '~0'), '|', '~1'), '~') as source_key
  from shop.texts as t
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
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
  cast(null as text) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', (od."from")) as occurred_at,
    cast((od."Select") as text) as customer_id,
    cast((od."Order") as text) as order_id,
    json_build_object('order', (od."Order"), 'Mixed', (od."Mixed")) as properties,
    cast((od."Select") as text) as source_key
  from "Order Details" as od
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
union all
select
  md5(event || '|' || id_key) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as text) as order_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
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
    cast(n.big as text) as customer_id,
    case eventspec_event
      when 0 then json_build_object('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag)
      when 1 then json_build_object()
      when 2 then json_build_object()
      when 3 then json_build_object()
      when 4 then json_build_object('day', to_char(n.day, 'YYYY-MM-DD'))
      when 5 then json_build_object('clock', to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US'))
      when 6 then json_build_object('moment', to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
      when 7 then json_build_object('uuid', cast(n.uuid as text))
    end as properties,
    case eventspec_event
      when 0 then cast(n.big as text)
      when 1 then cast(n.money as text)
      when 2 then case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as text) else replace(lower(cast(n.real as text)), 'infinity', 'inf') end
      when 3 then coalesce(cast(n.flag as text), '~') || '|' || coalesce(cast(n.id as text), '~')
      when 4 then coalesce(coalesce(case when n.day < date '0001-01-01' then coalesce(nullif(cast(extract(year from n.day) + 1 as text), '0'), '0000') || to_char(n.day, '-MM-DD') else to_char(n.day, 'YYYY-MM-DD') end, cast(n.day as text)), '~') || '|' || coalesce(cast(n.id as text), '~')
      when 5 then coalesce(coalesce(case when n.clock < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from n.clock) + 1 as text), '0'), '0000') || to_char(n.clock, '-MM-DD"T"HH24:MI:SS.US') else to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US') end, cast(n.clock as text)), '~') || '|' || coalesce(cast(n.id as text), '~')
      when 6 then coalesce(coalesce(case when timezone('UTC', n.moment) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', n.moment)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', n.moment), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', n.moment) as text)), '~') || '|' || coalesce(cast(n.id as text), '~')
      when 7 then coalesce(cast(n.uuid as text), '~') || '|' || coalesce(cast(n.id as text), '~')
    end as source_key,
    case eventspec_event
      when 0 then coalesce(cast(n.big as text), '~')
      when 1 then coalesce(cast(n.money as text), '~')
      when 2 then coalesce(case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as text) else replace(lower(cast(n.real as text)), 'infinity', 'inf') end, '~')
      when 3 then coalesce(cast(n.flag as text), '~') || '|' || coalesce(cast(n.id as text), '~')
      when 4 then coalesce(coalesce(case when n.day < date '0001-01-01' then coalesce(nullif(cast(extract(year from n.day) + 1 as text), '0'), '0000') || to_char(n.day, '-MM-DD') else to_char(n.day, 'YYYY-MM-DD') end, cast(n.day as text)), '~') || '|' || coalesce(cast(n.id as text), '~')
      when 5 then coalesce(coalesce(case when n.clock < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from n.clock) + 1 as text), '0'), '0000') || to_char(n.clock, '-MM-DD"T"HH24:MI:SS.US') else to_char(n.clock, 'YYYY-MM-DD"T"HH24:MI:SS.US') end, cast(n.clock as text)), '~') || '|' || coalesce(cast(n.id as text), '~')
      when 6 then coalesce(coalesce(case when timezone('UTC', n.moment) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', n.moment)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', n.moment), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', n.moment) as text)), '~') || '|' || coalesce(cast(n.id as text), '~')
      when 7 then coalesce(cast(n.uuid as text), '~') || '|' || coalesce(cast(n.id as text), '~')
    end as id_key
  from shop.numbers as n
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7)) as eventspec (eventspec_event)
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

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
  cast(null as text) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', (od."from")) as occurred_at,
    cast((od."Select") as text) as customer_id,
    cast((od."Order") as text) as order_id,
    (od."Order") as "order",
    (od."Mixed") as "Mixed",
    cast((od."Select") as text) as source_key
  from "Order Details" as od
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

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
  cast(null as text) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    n.moment as occurred_at,
    cast(n.big as text) as customer_id,
    n.moment as moment,
    coalesce(coalesce(case when timezone('UTC', n.moment) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', n.moment)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', n.moment), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', n.moment), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', n.moment) as text)), '~') || '|' || coalesce(cast(n.id as text), '~') as source_key
  from shop.numbers as n
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

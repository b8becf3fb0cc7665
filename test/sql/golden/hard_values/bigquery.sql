-- narrow
-- eventspec 1: text_written, line_added, whole_number, decimal_number, float_number, boolean_value, day_value, clock_value, moment_value, uuid_value from values.events.yml
select
  to_hex(md5('text_written|' || source_key)) as event_id,
  'text_written' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as string) as order_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.texts' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    if(t.at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(t.at, 'Asia/Kolkata'), timestamp_sub(timestamp(datetime_add(t.at, interval 1 hour), 'Asia/Kolkata'), interval 1 hour)), timestamp(t.at)) as occurred_at,
    cast(t.first as string) as customer_id,
    json_object(
      'quoted', t.first,
      'nothing', t.second,
      'document', t.document,
      'constant', 'it\'s "new"\n\\ 🎉',
      'whole', 12345678901234567890,
      'part', cast(1.50 as numeric(10, 2)),
      'yes', true,
      'none', null
    ) as properties,
    coalesce(replace(replace(cast(t.first as string), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(replace(replace(cast(t.second as string), '~', '~0'), '|', '~1'), '~') as source_key
  from shop.texts as t
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'
union all
select
  to_hex(md5('line_added|' || coalesce(source_key, '~'))) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    timestamp((od.`from`)) as occurred_at,
    cast((od.`Select`) as string) as customer_id,
    cast((od.`Order`) as string) as order_id,
    json_object('order', (od.`Order`), 'Mixed', (od.`Mixed`)) as properties,
    cast((od.`Select`) as string) as source_key
  from `Order Details` as od
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'
union all
select
  to_hex(md5(event || '|' || id_key)) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as string) as order_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamp) as loaded_at
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
      when 0 then timestamp(n.at)
      when 1 then timestamp(n.at)
      when 2 then timestamp(n.at)
      when 3 then timestamp(n.at)
      when 4 then timestamp(datetime(n.day))
      when 5 then timestamp(n.clock)
      when 6 then n.moment
      when 7 then timestamp(n.at)
    end as occurred_at,
    cast(n.big as string) as customer_id,
    case eventspec_event
      when 0 then json_object('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag)
      when 1 then json_object()
      when 2 then json_object()
      when 3 then json_object()
      when 4 then json_object('day', format_date('%E4Y-%m-%d', n.day))
      when 5 then json_object('clock', format_datetime('%E4Y-%m-%dT%H:%M:%E6S', n.clock))
      when 6 then json_object('moment', format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC'))
      when 7 then json_object('uuid', n.uuid)
    end as properties,
    case eventspec_event
      when 0 then cast(n.big as string)
      when 1 then format('%.2f', n.money)
      when 2 then case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as int64) as string) else cast(n.real as string) end
      when 3 then coalesce(cast(n.flag as string), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 4 then coalesce(format_date('%E4Y-%m-%d', n.day), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 5 then coalesce(format_datetime('%E4Y-%m-%dT%H:%M:%E6S', n.clock), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 6 then coalesce(format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC'), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 7 then coalesce(replace(replace(cast(n.uuid as string), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(n.id as string), '~')
    end as source_key,
    case eventspec_event
      when 0 then coalesce(cast(n.big as string), '~')
      when 1 then coalesce(format('%.2f', n.money), '~')
      when 2 then coalesce(case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as int64) as string) else cast(n.real as string) end, '~')
      when 3 then coalesce(cast(n.flag as string), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 4 then coalesce(format_date('%E4Y-%m-%d', n.day), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 5 then coalesce(format_datetime('%E4Y-%m-%dT%H:%M:%E6S', n.clock), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 6 then coalesce(format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC'), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 7 then coalesce(replace(replace(cast(n.uuid as string), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(n.id as string), '~')
    end as id_key
  from shop.numbers as n
    cross join (select eventspec_event from unnest([0, 1, 2, 3, 4, 5, 6, 7]) as eventspec_event) as eventspec
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  to_hex(md5('line_added|' || coalesce(source_key, '~'))) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  `order`,
  Mixed,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    timestamp((od.`from`)) as occurred_at,
    cast((od.`Select`) as string) as customer_id,
    cast((od.`Order`) as string) as order_id,
    (od.`Order`) as `order`,
    (od.`Mixed`) as Mixed,
    cast((od.`Select`) as string) as source_key
  from `Order Details` as od
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  to_hex(md5('moment_value|' || source_key)) as event_id,
  'moment_value' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  moment,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    n.moment as occurred_at,
    cast(n.big as string) as customer_id,
    n.moment as moment,
    coalesce(format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', n.moment, 'UTC'), '~') || '|' || coalesce(cast(n.id as string), '~') as source_key
  from shop.numbers as n
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

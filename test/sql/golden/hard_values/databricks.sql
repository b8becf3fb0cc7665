-- narrow
-- eventspec 1: text_written, line_added, whole_number, decimal_number, float_number, boolean_value, day_value, clock_value, moment_value, uuid_value from values.events.yml
select
  md5('text_written|' || source_key) as event_id,
  'text_written' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as string) as order_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.texts' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    greatest(cast(concat(t.at, ' Asia/Kolkata') as timestamp), cast(concat(t.at + interval 1 hour, ' Asia/Kolkata') as timestamp) - interval 1 hour) as occurred_at,
    cast(t.first as string) as customer_id,
    to_json(named_struct(
      'quoted', t.first,
      'nothing', t.second,
      'document', t.document,
      'constant', 'it\'s "new"\n\\ 🎉',
      'whole', 12345678901234567890,
      'part', cast(1.50 as decimal(10, 2)),
      'yes', true,
      'none', null
    ), map('ignoreNullFields', 'false')) as properties,
    coalesce(replace(replace(cast(t.first as string), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(replace(replace(cast(t.second as string), '~', '~0'), '|', '~1'), '~') as source_key
  from shop.texts as t
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('line_added|' || coalesce(source_key, '~')) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat((od.`from`), ' UTC') as timestamp) as occurred_at,
    cast((od.`Select`) as string) as customer_id,
    cast((od.`Order`) as string) as order_id,
    to_json(named_struct('order', (od.`Order`), 'Mixed', (od.`Mixed`)), map('ignoreNullFields', 'false')) as properties,
    cast((od.`Select`) as string) as source_key
  from `Order Details` as od
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5(event || '|' || id_key) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as string) as order_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
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
      when 0 then cast(concat(n.at, ' UTC') as timestamp)
      when 1 then cast(concat(n.at, ' UTC') as timestamp)
      when 2 then cast(concat(n.at, ' UTC') as timestamp)
      when 3 then cast(concat(n.at, ' UTC') as timestamp)
      when 4 then cast(concat(cast(n.day as timestamp_ntz), ' UTC') as timestamp)
      when 5 then cast(concat(n.clock, ' UTC') as timestamp)
      when 6 then n.moment
      when 7 then cast(concat(n.at, ' UTC') as timestamp)
    end as occurred_at,
    cast(n.big as string) as customer_id,
    case eventspec_event
      when 0 then to_json(named_struct('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag), map('ignoreNullFields', 'false'))
      when 1 then to_json(named_struct(), map('ignoreNullFields', 'false'))
      when 2 then to_json(named_struct(), map('ignoreNullFields', 'false'))
      when 3 then to_json(named_struct(), map('ignoreNullFields', 'false'))
      when 4 then to_json(named_struct('day', cast(n.day as string)), map('ignoreNullFields', 'false'))
      when 5 then to_json(named_struct(
        'clock', concat(replace(substr(cast(cast(n.clock as timestamp_ntz) as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(cast(n.clock as timestamp_ntz) as string), 21), 6, '0'))
      ), map('ignoreNullFields', 'false'))
      when 6 then to_json(named_struct(
        'moment', concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz'1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz'1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z')
      ), map('ignoreNullFields', 'false'))
      when 7 then to_json(named_struct('uuid', n.uuid), map('ignoreNullFields', 'false'))
    end as properties,
    case eventspec_event
      when 0 then cast(n.big as string)
      when 1 then cast(n.money as string)
      when 2 then case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as string) else cast(n.real as string) end
      when 3 then coalesce(cast(n.flag as string), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 4 then coalesce(cast(n.day as string), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 5 then coalesce(concat(replace(substr(cast(cast(n.clock as timestamp_ntz) as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(cast(n.clock as timestamp_ntz) as string), 21), 6, '0')), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 6 then coalesce(concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz'1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz'1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z'), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 7 then coalesce(replace(replace(cast(n.uuid as string), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(n.id as string), '~')
    end as source_key,
    case eventspec_event
      when 0 then coalesce(cast(n.big as string), '~')
      when 1 then coalesce(cast(n.money as string), '~')
      when 2 then coalesce(case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as string) else cast(n.real as string) end, '~')
      when 3 then coalesce(cast(n.flag as string), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 4 then coalesce(cast(n.day as string), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 5 then coalesce(concat(replace(substr(cast(cast(n.clock as timestamp_ntz) as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(cast(n.clock as timestamp_ntz) as string), 21), 6, '0')), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 6 then coalesce(concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz'1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz'1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z'), '~') || '|' || coalesce(cast(n.id as string), '~')
      when 7 then coalesce(replace(replace(cast(n.uuid as string), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(n.id as string), '~')
    end as id_key
  from shop.numbers as n
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7)) as eventspec (eventspec_event)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  md5('line_added|' || coalesce(source_key, '~')) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  `order`,
  Mixed,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat((od.`from`), ' UTC') as timestamp) as occurred_at,
    cast((od.`Select`) as string) as customer_id,
    cast((od.`Order`) as string) as order_id,
    (od.`Order`) as `order`,
    (od.`Mixed`) as Mixed,
    cast((od.`Select`) as string) as source_key
  from `Order Details` as od
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  md5('moment_value|' || source_key) as event_id,
  'moment_value' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  moment,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    n.moment as occurred_at,
    cast(n.big as string) as customer_id,
    n.moment as moment,
    coalesce(concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz'1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz'1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z'), '~') || '|' || coalesce(cast(n.id as string), '~') as source_key
  from shop.numbers as n
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

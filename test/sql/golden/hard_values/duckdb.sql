-- narrow
-- eventspec 1: text_written, line_added, whole_number, decimal_number, float_number, boolean_value, day_value, clock_value, moment_value, uuid_value from values.events.yml
select
  md5('text_written|' || source_key) as event_id,
  'text_written' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as varchar) as order_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.texts' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('Asia/Kolkata', t.at) as occurred_at,
    cast(t.first as varchar) as customer_id,
    cast(concat(
      '{',
      '"quoted":', coalesce(cast(to_json(t.first) as varchar), 'null'),
      ',"nothing":', coalesce(cast(to_json(t.second) as varchar), 'null'),
      ',"document":', coalesce(cast(t.document as varchar), 'null'),
      ',"constant":', coalesce(cast(to_json('it''s "new"
\ 🎉') as varchar), 'null'),
      ',"whole":', coalesce(cast(to_json(12345678901234567890) as varchar), 'null'),
      ',"part":', coalesce(cast(to_json(cast(1.50 as decimal(10, 2))) as varchar), 'null'),
      ',"yes":', coalesce(cast(to_json(true) as varchar), 'null'),
      ',"none":', coalesce(cast(to_json(null) as varchar), 'null'),
      '}'
    ) as json) as properties,
    coalesce(replace(replace(cast(t.first as varchar), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(replace(replace(cast(t.second as varchar), '~', '~0'), '|', '~1'), '~') as source_key
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
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    make_timestamptz(epoch_us((od."from"))) as occurred_at,
    cast((od."Select") as varchar) as customer_id,
    cast((od."Order") as varchar) as order_id,
    json_object('order', (od."Order"), 'Mixed', (od."Mixed")) as properties,
    cast((od."Select") as varchar) as source_key
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
  cast(null as varchar) as order_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
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
      when 0 then make_timestamptz(epoch_us(n.at))
      when 1 then make_timestamptz(epoch_us(n.at))
      when 2 then make_timestamptz(epoch_us(n.at))
      when 3 then make_timestamptz(epoch_us(n.at))
      when 4 then make_timestamptz(epoch_us(cast(n.day as timestamp)))
      when 5 then make_timestamptz(epoch_us(n.clock))
      when 6 then n.moment
      when 7 then make_timestamptz(epoch_us(n.at))
    end as occurred_at,
    cast(n.big as varchar) as customer_id,
    case eventspec_event
      when 0 then json_object('big', n.big, 'money', n.money, 'float', n.real, 'flag', n.flag)
      when 1 then json_object()
      when 2 then json_object()
      when 3 then json_object()
      when 4 then json_object('day', cast(n.day as varchar))
      when 5 then json_object('clock', strftime(cast(n.clock as timestamp), '%Y-%m-%dT%H:%M:%S.%f'))
      when 6 then json_object('moment', strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ'))
      when 7 then json_object('uuid', cast(n.uuid as varchar))
    end as properties,
    case eventspec_event
      when 0 then cast(n.big as varchar)
      when 1 then cast(n.money as varchar)
      when 2 then case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as varchar) else cast(n.real as varchar) end
      when 3 then coalesce(cast(n.flag as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 4 then coalesce(strftime(n.day, '%Y-%m-%d'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 5 then coalesce(strftime(cast(n.clock as timestamp), '%Y-%m-%dT%H:%M:%S.%f'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 6 then coalesce(coalesce(strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(n.moment as varchar)), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 7 then coalesce(cast(n.uuid as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
    end as source_key,
    case eventspec_event
      when 0 then coalesce(cast(n.big as varchar), '~')
      when 1 then coalesce(cast(n.money as varchar), '~')
      when 2 then coalesce(case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then cast(cast(n.real as bigint) as varchar) else cast(n.real as varchar) end, '~')
      when 3 then coalesce(cast(n.flag as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 4 then coalesce(strftime(n.day, '%Y-%m-%d'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 5 then coalesce(strftime(cast(n.clock as timestamp), '%Y-%m-%dT%H:%M:%S.%f'), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 6 then coalesce(coalesce(strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(n.moment as varchar)), '~') || '|' || coalesce(cast(n.id as varchar), '~')
      when 7 then coalesce(cast(n.uuid as varchar), '~') || '|' || coalesce(cast(n.id as varchar), '~')
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
  Mixed,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'Order Details' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    make_timestamptz(epoch_us((od."from"))) as occurred_at,
    cast((od."Select") as varchar) as customer_id,
    cast((od."Order") as varchar) as order_id,
    (od."Order") as "order",
    (od."Mixed") as Mixed,
    cast((od."Select") as varchar) as source_key
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
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    n.moment as occurred_at,
    cast(n.big as varchar) as customer_id,
    n.moment as moment,
    coalesce(coalesce(strftime(make_timestamp(epoch_us(n.moment)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(n.moment as varchar)), '~') || '|' || coalesce(cast(n.id as varchar), '~') as source_key
  from shop.numbers as n
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

-- narrow
-- eventspec 1: text_written, line_added, whole_number, decimal_number, float_number, boolean_value, day_value, clock_value, moment_value, uuid_value from values.events.yml
select
  lower(hex(MD5('text_written|' || source_key))) as event_id,
  'text_written' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as Nullable(String)) as order_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.texts' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toTimeZone(case when toString(toDateTime64(toString(cast(t.at as Nullable(DateTime64(6)))), 6, 'Asia/Kolkata') + interval 60 minute) = toString(cast(t.at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(t.at as Nullable(DateTime64(6)))), 6, 'Asia/Kolkata')) < toString(cast(t.at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(t.at as Nullable(DateTime64(6)))), 6, 'Asia/Kolkata') + interval 60 minute else toDateTime64(toString(cast(t.at as Nullable(DateTime64(6)))), 6, 'Asia/Kolkata') end, 'UTC') as occurred_at,
    cast(t.first as Nullable(String)) as customer_id,
    '{' || arrayStringConcat([
      '"quoted":' || coalesce(toJSONString(t.first), 'null'),
      '"nothing":' || coalesce(toJSONString(t.second), 'null'),
      '"document":' || coalesce(toString(case when isValidJSON(t.document) then t.document else cast(toInt64('No JSON: ' || t.document) as Nullable(String)) end), 'null'),
      '"constant":' || coalesce(toJSONString('it''s "new"
\\ 🎉'), 'null'),
      '"whole":' || coalesce(toString(toDecimal128('12345678901234567890', 0)), 'null'),
      '"part":' || coalesce(toString(cast(round(toDecimal128('1.50', 2), 2) as Nullable(Decimal(10, 2)))), 'null'),
      '"yes":' || coalesce(toJSONString(true), 'null'),
      '"none":' || coalesce(toJSONString(null), 'null')
    ], ',') || '}' as properties,
    coalesce(replace(replace(cast(t.first as Nullable(String)), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(replace(replace(cast(t.second as Nullable(String)), '~', '~0'), '|', '~1'), '~') as source_key
  from shop.texts as t
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('line_added|' || coalesce(source_key, '~')))) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'Order Details' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast((od."from") as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    cast((od."Select") as Nullable(String)) as customer_id,
    cast((od."Order") as Nullable(String)) as order_id,
    '{' || arrayStringConcat([
      '"order":' || coalesce(toJSONString((od."Order")), 'null'),
      '"Mixed":' || coalesce(toJSONString((od."Mixed")), 'null')
    ], ',') || '}' as properties,
    cast((od."Select") as Nullable(String)) as source_key
  from "Order Details" as od
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5(event || '|' || id_key))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as Nullable(String)) as order_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
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
      when 0 then toDateTime64(toString(cast(n.at as Nullable(DateTime64(6)))), 6, 'UTC')
      when 1 then toDateTime64(toString(cast(n.at as Nullable(DateTime64(6)))), 6, 'UTC')
      when 2 then toDateTime64(toString(cast(n.at as Nullable(DateTime64(6)))), 6, 'UTC')
      when 3 then toDateTime64(toString(cast(n.at as Nullable(DateTime64(6)))), 6, 'UTC')
      when 4 then toDateTime64(toString(cast(n.day as Nullable(DateTime64(6)))), 6, 'UTC')
      when 5 then toDateTime64(toString(cast(n.clock as Nullable(DateTime64(6)))), 6, 'UTC')
      when 6 then cast(n.moment as Nullable(DateTime64(6, 'UTC')))
      when 7 then toDateTime64(toString(cast(n.at as Nullable(DateTime64(6)))), 6, 'UTC')
    end as occurred_at,
    cast(n.big as Nullable(String)) as customer_id,
    case eventspec_event
      when 0 then '{' || arrayStringConcat([
        '"big":' || coalesce(toString(n.big), 'null'),
        '"money":' || coalesce(toString(n.money), 'null'),
        '"float":' || coalesce(toJSONString(n.real), 'null'),
        '"flag":' || coalesce(toJSONString(n.flag), 'null')
      ], ',') || '}'
      when 1 then '{}'
      when 2 then '{}'
      when 3 then '{}'
      when 4 then '{' || arrayStringConcat(['"day":' || coalesce(toJSONString(cast(n.day as Nullable(String))), 'null')], ',') || '}'
      when 5 then '{' || arrayStringConcat([
        '"clock":' || coalesce(toJSONString(replace(toString(cast(n.clock as Nullable(DateTime64(6)))), ' ', 'T')), 'null')
      ], ',') || '}'
      when 6 then '{' || arrayStringConcat([
        '"moment":' || coalesce(toJSONString(replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null')
      ], ',') || '}'
      when 7 then '{' || arrayStringConcat(['"uuid":' || coalesce(toJSONString(cast(n.uuid as Nullable(String))), 'null')], ',') || '}'
    end as properties,
    case eventspec_event
      when 0 then cast(n.big as Nullable(String))
      when 1 then toDecimalString(n.money, 2)
      when 2 then replaceRegexpOne(replaceRegexpOne(toString(n.real), 'e([0-9])', 'e+\\1'), 'e([+-])([0-9])$', 'e\\10\\2')
      when 3 then coalesce(cast(n.flag as Nullable(String)), '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
      when 4 then coalesce(cast(n.day as Nullable(String)), '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
      when 5 then coalesce(replace(toString(cast(n.clock as Nullable(DateTime64(6)))), ' ', 'T'), '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
      when 6 then coalesce(replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z', '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
      when 7 then coalesce(cast(n.uuid as Nullable(String)), '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
    end as source_key,
    case eventspec_event
      when 0 then coalesce(cast(n.big as Nullable(String)), '~')
      when 1 then coalesce(toDecimalString(n.money, 2), '~')
      when 2 then coalesce(replaceRegexpOne(replaceRegexpOne(toString(n.real), 'e([0-9])', 'e+\\1'), 'e([+-])([0-9])$', 'e\\10\\2'), '~')
      when 3 then coalesce(cast(n.flag as Nullable(String)), '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
      when 4 then coalesce(cast(n.day as Nullable(String)), '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
      when 5 then coalesce(replace(toString(cast(n.clock as Nullable(DateTime64(6)))), ' ', 'T'), '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
      when 6 then coalesce(replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z', '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
      when 7 then coalesce(cast(n.uuid as Nullable(String)), '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~')
    end as id_key
  from shop.numbers as n
    cross join (select arrayJoin([0, 1, 2, 3, 4, 5, 6, 7]) as eventspec_event) as eventspec
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  lower(hex(MD5('line_added|' || coalesce(source_key, '~')))) as event_id,
  'line_added' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  order_id,
  "order",
  Mixed,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'Order Details' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast((od."from") as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    cast((od."Select") as Nullable(String)) as customer_id,
    cast((od."Order") as Nullable(String)) as order_id,
    (od."Order") as "order",
    (od."Mixed") as Mixed,
    cast((od."Select") as Nullable(String)) as source_key
  from "Order Details" as od
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  lower(hex(MD5('moment_value|' || source_key))) as event_id,
  'moment_value' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  moment,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.numbers' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    cast(n.moment as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    cast(n.big as Nullable(String)) as customer_id,
    n.moment as moment,
    coalesce(replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z', '~') || '|' || coalesce(cast(n.id as Nullable(String)), '~') as source_key
  from shop.numbers as n
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

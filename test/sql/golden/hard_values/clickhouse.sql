-- narrow
-- eventspec 1: text_written, line_added, whole_number and 7 more from values.events.yml
select
  lower(hex(MD5(
    'text_written|' || coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  'text_written' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(t.at), 6, 'Asia/Kolkata'), 'UTC') as occurred_at,
  t.first as customer_id,
  null::Nullable(String) as order_id,
  '{' || arrayStringConcat([
    '"quoted":' || coalesce(toJSONString(t.first), 'null'),
    '"nothing":' || coalesce(toJSONString(t.second), 'null'),
    '"document":' || coalesce(toString(case
      when isValidJSON(t.document) then t.document
      else cast(toInt64('No JSON: ' || t.document) as Nullable(String))
    end), 'null'),
    '"constant":' || coalesce(toJSONString('it''s "new"
\\ 🎉'), 'null'),
    '"whole":' || coalesce(toString(toDecimal128('12345678901234567890', 0)), 'null'),
    '"part":' || coalesce(toString(cast(round(toDecimal128('1.50', 2), 2) as Nullable(Decimal(10, 2)))), 'null'),
    '"yes":' || coalesce(toJSONString(true), 'null'),
    '"none":' || coalesce(toJSONString(null), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.texts' as source,
  coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.texts as t
where t.at <= toDateTime64('2027-01-01 05:30:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('line_added|' || toString(od."Select")))) as event_id,
  'line_added' as event,
  1 as event_version,
  toDateTime64(toString(od."from"), 6, 'UTC') as occurred_at,
  toString(od."Select") as customer_id,
  od."Order" as order_id,
  '{' || arrayStringConcat([
    '"order":' || coalesce(toJSONString(od."Order"), 'null'),
    '"Mixed":' || coalesce(toJSONString(od."Mixed"), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'Order Details' as source,
  toString(od."Select") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from "Order Details" as od
where od."from" <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('whole_number|' || toString(n.big)))) as event_id,
  'whole_number' as event,
  1 as event_version,
  toDateTime64(toString(n.at), 6, 'UTC') as occurred_at,
  toString(n.big) as customer_id,
  null::Nullable(String) as order_id,
  '{' || arrayStringConcat([
    '"big":' || coalesce(toString(n.big), 'null'),
    '"money":' || coalesce(toString(n.money), 'null'),
    '"float":' || coalesce(toJSONString(n.real), 'null'),
    '"flag":' || coalesce(toJSONString(n.flag), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  toString(n.big) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('decimal_number|' || toDecimalString(n.money, 2)))) as event_id,
  'decimal_number' as event,
  1 as event_version,
  toDateTime64(toString(n.at), 6, 'UTC') as occurred_at,
  toString(n.big) as customer_id,
  null::Nullable(String) as order_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  toDecimalString(n.money, 2) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'float_number|' || replaceRegexpOne(replaceRegexpOne(toString(n.real), 'e([0-9])', 'e+\\1'), 'e([+-])([0-9])$', 'e\\10\\2')
  ))) as event_id,
  'float_number' as event,
  1 as event_version,
  toDateTime64(toString(n.at), 6, 'UTC') as occurred_at,
  toString(n.big) as customer_id,
  null::Nullable(String) as order_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  replaceRegexpOne(replaceRegexpOne(toString(n.real), 'e([0-9])', 'e+\\1'), 'e([+-])([0-9])$', 'e\\10\\2') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('boolean_value|' || coalesce(toString(n.flag), '~') || '|' || toString(n.id)))) as event_id,
  'boolean_value' as event,
  1 as event_version,
  toDateTime64(toString(n.at), 6, 'UTC') as occurred_at,
  toString(n.big) as customer_id,
  null::Nullable(String) as order_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  coalesce(toString(n.flag), '~') || '|' || toString(n.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('day_value|' || toString(n.day) || '|' || toString(n.id)))) as event_id,
  'day_value' as event,
  1 as event_version,
  toDateTime64(toString(cast(n.day as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
  toString(n.big) as customer_id,
  null::Nullable(String) as order_id,
  '{' || arrayStringConcat(['"day":' || coalesce(toJSONString(toString(n.day)), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  toString(n.day) || '|' || toString(n.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.day <= toDate32('2027-01-01')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'clock_value|' || replace(toString(cast(n.clock as Nullable(DateTime64(6)))), ' ', 'T') || '|' || toString(n.id)
  ))) as event_id,
  'clock_value' as event,
  1 as event_version,
  toDateTime64(toString(n.clock), 6, 'UTC') as occurred_at,
  toString(n.big) as customer_id,
  null::Nullable(String) as order_id,
  '{' || arrayStringConcat([
    '"clock":' || coalesce(toJSONString(replace(toString(cast(n.clock as Nullable(DateTime64(6)))), ' ', 'T')), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  replace(toString(cast(n.clock as Nullable(DateTime64(6)))), ' ', 'T') || '|' || toString(n.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.clock <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'moment_value|' || (replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z')
    || '|'
    || toString(n.id)
  ))) as event_id,
  'moment_value' as event,
  1 as event_version,
  cast(n.moment as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(n.big) as customer_id,
  null::Nullable(String) as order_id,
  '{' || arrayStringConcat([
    '"moment":' || coalesce(toJSONString(replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  (replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z')
  || '|'
  || toString(n.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.moment <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('uuid_value|' || coalesce(toString(n.uuid), '~') || '|' || toString(n.id)))) as event_id,
  'uuid_value' as event,
  1 as event_version,
  toDateTime64(toString(n.at), 6, 'UTC') as occurred_at,
  toString(n.big) as customer_id,
  null::Nullable(String) as order_id,
  '{' || arrayStringConcat(['"uuid":' || coalesce(toJSONString(toString(n.uuid)), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  coalesce(toString(n.uuid), '~') || '|' || toString(n.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  lower(hex(MD5('line_added|' || toString(od."Select")))) as event_id,
  'line_added' as event,
  1 as event_version,
  toDateTime64(toString(od."from"), 6, 'UTC') as occurred_at,
  toString(od."Select") as customer_id,
  od."Order" as order_id,
  od."Order" as "order",
  od."Mixed" as Mixed,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'Order Details' as source,
  toString(od."Select") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from "Order Details" as od
where od."from" <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  lower(hex(MD5(
    'moment_value|' || (replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z')
    || '|'
    || toString(n.id)
  ))) as event_id,
  'moment_value' as event,
  1 as event_version,
  cast(n.moment as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(n.big) as customer_id,
  n.moment as moment,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.numbers' as source,
  (replace(toString(cast(n.moment as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z')
  || '|'
  || toString(n.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.numbers as n
where n.moment <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

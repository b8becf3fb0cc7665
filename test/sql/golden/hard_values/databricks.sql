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
  null::string as order_id,
  to_json(
    struct(
      t.first as `quoted`,
      t.second as `nothing`,
      t.document as `document`,
      'it\'s "new"\n\\ 🎉' as `constant`,
      12345678901234567890 as `whole`,
      1.50::decimal(10, 2) as `part`,
      true as `yes`,
      null as `none`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.texts' as source,
  coalesce(replace(replace(t.first, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(t.second, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from shop.texts as t
where t.at <= timestamp_ntz '2027-01-01 05:30:00'
union all
select
  md5('line_added|' || od.`Select`) as event_id,
  'line_added' as event,
  1 as event_version,
  od.`from` as occurred_at,
  od.`Select`::string as customer_id,
  od.`Order` as order_id,
  to_json(
    struct(od.`Order` as `order`, od.`Mixed` as `Mixed`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'Order Details' as source,
  od.`Select`::string as source_key,
  null::timestamp_ntz as loaded_at
from `Order Details` as od
where od.`from` <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('whole_number|' || n.big) as event_id,
  'whole_number' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::string as customer_id,
  null::string as order_id,
  to_json(
    struct(n.big as `big`, n.money as `money`, n.real as `float`, n.flag as `flag`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  n.big::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('decimal_number|' || n.money::string) as event_id,
  'decimal_number' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::string as customer_id,
  null::string as order_id,
  to_json(struct(), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  n.money::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5(
    'float_number|' || case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then n.real::bigint::string else n.real::string end
  ) as event_id,
  'float_number' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::string as customer_id,
  null::string as order_id,
  to_json(struct(), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  case when n.real = floor(n.real) and abs(n.real) < 9007199254740992 then n.real::bigint::string else n.real::string end as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('boolean_value|' || coalesce(n.flag::string, '~') || '|' || n.id) as event_id,
  'boolean_value' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::string as customer_id,
  null::string as order_id,
  to_json(struct(), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  coalesce(n.flag::string, '~') || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('day_value|' || n.day::string || '|' || n.id) as event_id,
  'day_value' as event,
  1 as event_version,
  cast(n.day as timestamp_ntz) as occurred_at,
  n.big::string as customer_id,
  null::string as order_id,
  to_json(struct(n.day as `day`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  n.day::string || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.day <= date '2027-01-01'
union all
select
  md5(
    'clock_value|' || concat(replace(substr(cast(cast(n.clock as timestamp_ntz) as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(cast(n.clock as timestamp_ntz) as string), 21), 6, '0'))
    || '|'
    || n.id
  ) as event_id,
  'clock_value' as event,
  1 as event_version,
  n.clock as occurred_at,
  n.big::string as customer_id,
  null::string as order_id,
  to_json(
    struct(
      concat(
        replace(substr(cast(cast(n.clock as timestamp_ntz) as string), 1, 19), ' ', 'T'),
        '.',
        rpad(substr(cast(cast(n.clock as timestamp_ntz) as string), 21), 6, '0')
      ) as `clock`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  concat(replace(substr(cast(cast(n.clock as timestamp_ntz) as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(cast(n.clock as timestamp_ntz) as string), 21), 6, '0'))
  || '|'
  || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.clock <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5(
    'moment_value|' || concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z')
    || '|'
    || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  convert_timezone('UTC', n.moment) as occurred_at,
  n.big::string as customer_id,
  null::string as order_id,
  to_json(
    struct(
      concat(
        concat(
          replace(
            substr(
              cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string),
              1,
              19
            ),
            ' ',
            'T'
          ),
          '.',
          rpad(
            substr(
              cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string),
              21
            ),
            6,
            '0'
          )
        ),
        'Z'
      ) as `moment`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z')
  || '|'
  || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.moment <= timestamp '2027-01-01 00:00:00Z'
union all
select
  md5('uuid_value|' || coalesce(replace(replace(n.uuid, '~', '~0'), '|', '~1'), '~') || '|' || n.id) as event_id,
  'uuid_value' as event,
  1 as event_version,
  n.at as occurred_at,
  n.big::string as customer_id,
  null::string as order_id,
  to_json(struct(n.uuid as `uuid`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  coalesce(replace(replace(n.uuid, '~', '~0'), '|', '~1'), '~') || '|' || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.at <= timestamp_ntz '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: line_added from values.events.yml
select
  md5('line_added|' || od.`Select`) as event_id,
  'line_added' as event,
  1 as event_version,
  od.`from` as occurred_at,
  od.`Select`::string as customer_id,
  od.`Order` as order_id,
  od.`Order` as `order`,
  od.`Mixed` as Mixed,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'Order Details' as source,
  od.`Select`::string as source_key,
  null::timestamp_ntz as loaded_at
from `Order Details` as od
where od.`from` <= timestamp_ntz '2027-01-01 00:00:00'

-- per_event
-- eventspec 1: moment_value from values.events.yml
select
  md5(
    'moment_value|' || concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z')
    || '|'
    || n.id
  ) as event_id,
  'moment_value' as event,
  1 as event_version,
  convert_timezone('UTC', n.moment) as occurred_at,
  n.big::string as customer_id,
  n.moment,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.numbers' as source,
  concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(n.moment), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z')
  || '|'
  || n.id as source_key,
  null::timestamp_ntz as loaded_at
from shop.numbers as n
where n.moment <= timestamp '2027-01-01 00:00:00Z'

-- narrow
-- eventspec 1: order_seen_once, order_changed, order_followed from orders.events.yml
with order_changed_changes as (
  select
    convert_timezone('UTC', source.ordered_at) as occurred_at,
    source.order_id,
    source.ordered_at,
    source.amount,
    source.customer_id
  from (
    select
      order_id,
      customer_id,
      ordered_at,
      amount
    from shop.orders_arch_2024
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      amount
    from shop.orders_eu
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      cast(null as decimal(12,2)) as amount
    from shop.orders_arch_2025
  ) as source
  where source.ordered_at <= timestamp '2027-01-01 00:00:00Z'
  qualify source.amount is distinct from lag(source.amount) over (partition by source.customer_id order by source.ordered_at, source.order_id)
)

select
  md5('order_seen_once|' || source.customer_id) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  convert_timezone('UTC', source.ordered_at) as occurred_at,
  to_json(struct(source.amount as `amount`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  source.order_id
  || '|'
  || concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(source.ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(source.ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z') as source_key,
  null::timestamp_ntz as loaded_at
from (
  select
    order_id,
    customer_id,
    ordered_at,
    amount
  from shop.orders_arch_2024
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    amount
  from shop.orders_eu
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    cast(null as decimal(12,2)) as amount
  from shop.orders_arch_2025
) as source
where source.ordered_at <= timestamp '2027-01-01 00:00:00Z'
  and source.customer_id is not null
qualify row_number() over (partition by source.customer_id order by source.ordered_at, source.order_id) = 1
union all
select
  md5(
    'order_changed|' || order_id
    || '|'
    || concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z')
  ) as event_id,
  'order_changed' as event,
  1 as event_version,
  occurred_at,
  to_json(
    struct(
      case when customer_id is not null then lag(amount) over sequence_of_order_changed end as `before`,
      case when customer_id is not null then row_number() over sequence_of_order_changed end as `nth`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  order_id
  || '|'
  || concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z') as source_key,
  null::timestamp_ntz as loaded_at
from order_changed_changes
window sequence_of_order_changed as (partition by customer_id order by occurred_at, order_id, ordered_at)
union all
select
  md5(
    'order_followed|' || source.order_id
    || '|'
    || concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(source.ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(source.ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z')
  ) as event_id,
  'order_followed' as event,
  1 as event_version,
  convert_timezone('UTC', source.ordered_at) as occurred_at,
  to_json(
    struct(
      source.amount as `amount`,
      case when source.customer_id is not null then lag(source.amount) over sequence_of_order_followed end as `before`,
      case when source.customer_id is not null then row_number() over sequence_of_order_followed end as `nth`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  source.order_id
  || '|'
  || concat(concat(replace(substr(cast(timestampadd(microsecond, unix_micros(source.ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(timestampadd(microsecond, unix_micros(source.ordered_at), timestamp_ntz '1970-01-01 00:00:00') as string), 21), 6, '0')), 'Z') as source_key,
  null::timestamp_ntz as loaded_at
from (
  select
    order_id,
    customer_id,
    ordered_at,
    amount
  from shop.orders_arch_2024
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    amount
  from shop.orders_eu
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    cast(null as decimal(12,2)) as amount
  from shop.orders_arch_2025
) as source
where source.ordered_at <= timestamp '2027-01-01 00:00:00Z'
window sequence_of_order_followed as (partition by source.customer_id order by source.ordered_at, source.order_id)

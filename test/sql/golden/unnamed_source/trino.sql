-- narrow
-- eventspec 1: order_seen_once, order_changed, order_followed from orders.events.yml
with order_seen_once_ranked as (
  select
    source.ordered_at as occurred_at,
    source.amount,
    source.order_id,
    source.customer_id,
    row_number() over (partition by source.customer_id order by source.ordered_at, source.order_id) as place
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
  where source.ordered_at <= timestamp '2027-01-01 00:00:00 UTC'
    and source.customer_id is not null
),

order_changed_changes as (
  select
    source.ordered_at as occurred_at,
    source.order_id,
    source.amount,
    source.customer_id,
    lag(source.amount) over (partition by source.customer_id order by source.ordered_at, source.order_id) as amount_before
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
  where source.ordered_at <= timestamp '2027-01-01 00:00:00 UTC'
)

select
  lower(to_hex(md5(to_utf8('order_seen_once|' || cast(customer_id as varchar))))) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  occurred_at,
  json_object('amount': amount) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  cast(order_id as varchar)
  || '|'
  || (regexp_replace(replace(cast(cast(at_timezone(occurred_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from order_seen_once_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8(
    'order_changed|' || cast(order_id as varchar)
    || '|'
    || (regexp_replace(replace(cast(cast(at_timezone(occurred_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z')
  )))) as event_id,
  'order_changed' as event,
  1 as event_version,
  occurred_at,
  json_object(
    'before': case when customer_id is not null then lag(amount) over sequence_of_order_changed end,
    'nth': case when customer_id is not null then row_number() over sequence_of_order_changed end
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  cast(order_id as varchar)
  || '|'
  || (regexp_replace(replace(cast(cast(at_timezone(occurred_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from order_changed_changes
where amount is distinct from amount_before
window sequence_of_order_changed as (partition by customer_id order by occurred_at, order_id)
union all
select
  lower(to_hex(md5(to_utf8(
    'order_followed|' || cast(source.order_id as varchar)
    || '|'
    || (regexp_replace(replace(cast(cast(at_timezone(source.ordered_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z')
  )))) as event_id,
  'order_followed' as event,
  1 as event_version,
  source.ordered_at as occurred_at,
  json_object(
    'amount': source.amount,
    'before': case when source.customer_id is not null then lag(source.amount) over sequence_of_order_followed end,
    'nth': case when source.customer_id is not null then row_number() over sequence_of_order_followed end
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  cast(source.order_id as varchar)
  || '|'
  || (regexp_replace(replace(cast(cast(at_timezone(source.ordered_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
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
where source.ordered_at <= timestamp '2027-01-01 00:00:00 UTC'
window sequence_of_order_followed as (partition by source.customer_id order by source.ordered_at, source.order_id)

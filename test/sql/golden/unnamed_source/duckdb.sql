-- narrow
-- eventspec 1: order_seen_once, order_changed, order_followed from orders.events.yml
with order_changed_changes as (
  select
    source.ordered_at as occurred_at,
    source.order_id,
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
  where source.ordered_at <= timestamptz '2027-01-01 00:00:00+00'
  qualify source.amount is distinct from lag(source.amount) over (partition by source.customer_id order by source.ordered_at, source.order_id)
)

select
  md5('order_seen_once|' || source.customer_id) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  source.ordered_at as occurred_at,
  json_object('amount', source.amount) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  source.order_id
  || '|'
  || coalesce(strftime(make_timestamp(epoch_us(source.ordered_at)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(source.ordered_at as varchar)) as source_key,
  null::timestamptz as loaded_at
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
where source.ordered_at <= timestamptz '2027-01-01 00:00:00+00'
  and source.customer_id is not null
qualify row_number() over (partition by source.customer_id order by source.ordered_at, source.order_id) = 1
union all
select
  md5(
    'order_changed|' || order_id
    || '|'
    || coalesce(strftime(make_timestamp(epoch_us(occurred_at)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(occurred_at as varchar))
  ) as event_id,
  'order_changed' as event,
  1 as event_version,
  occurred_at,
  json_object(
    'before', case when customer_id is not null then lag(amount) over sequence_of_order_changed end,
    'nth', case when customer_id is not null then row_number() over sequence_of_order_changed end
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  order_id
  || '|'
  || coalesce(strftime(make_timestamp(epoch_us(occurred_at)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(occurred_at as varchar)) as source_key,
  null::timestamptz as loaded_at
from order_changed_changes
window sequence_of_order_changed as (partition by customer_id order by occurred_at, order_id)
union all
select
  md5(
    'order_followed|' || source.order_id
    || '|'
    || coalesce(strftime(make_timestamp(epoch_us(source.ordered_at)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(source.ordered_at as varchar))
  ) as event_id,
  'order_followed' as event,
  1 as event_version,
  source.ordered_at as occurred_at,
  json_object(
    'amount', source.amount,
    'before', case when source.customer_id is not null then lag(source.amount) over sequence_of_order_followed end,
    'nth', case when source.customer_id is not null then row_number() over sequence_of_order_followed end
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  source.order_id
  || '|'
  || coalesce(strftime(make_timestamp(epoch_us(source.ordered_at)), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(source.ordered_at as varchar)) as source_key,
  null::timestamptz as loaded_at
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
where source.ordered_at <= timestamptz '2027-01-01 00:00:00+00'
window sequence_of_order_followed as (partition by source.customer_id order by source.ordered_at, source.order_id)

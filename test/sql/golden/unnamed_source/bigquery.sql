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
  where source.ordered_at <= timestamp '2027-01-01 00:00:00+00'
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
  where source.ordered_at <= timestamp '2027-01-01 00:00:00+00'
),

order_changed_sequenced as (
  select
    occurred_at,
    case
      when customer_id is not null then lag(amount) over (
        partition by
          customer_id
        order by
          occurred_at,
          order_id
      )
    end as before,
    case
      when customer_id is not null then row_number() over (
        partition by
          customer_id
        order by
          occurred_at,
          order_id
      )
    end as nth,
    order_id,
    amount
  from order_changed_changes
  where amount is distinct from amount_before
),

order_followed_sequenced as (
  select
    source.ordered_at as occurred_at,
    source.amount,
    case
      when source.customer_id is not null then lag(source.amount) over (
        partition by
          source.customer_id
        order by
          source.ordered_at,
          source.order_id
      )
    end as before,
    case
      when source.customer_id is not null then row_number() over (
        partition by
          source.customer_id
        order by
          source.ordered_at,
          source.order_id
      )
    end as nth,
    source.order_id
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
  where source.ordered_at <= timestamp '2027-01-01 00:00:00+00'
)

select
  to_hex(md5('order_seen_once|' || cast(customer_id as string))) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  occurred_at,
  json_object('amount', amount) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  cast(order_id as string) || '|' || format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', occurred_at, 'UTC') as source_key,
  cast(null as timestamp) as loaded_at
from order_seen_once_ranked
where place = 1
union all
select
  to_hex(md5(
    'order_changed|' || cast(order_id as string) || '|' || format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', occurred_at, 'UTC')
  )) as event_id,
  'order_changed' as event,
  1 as event_version,
  occurred_at,
  json_object('before', before, 'nth', nth) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  cast(order_id as string) || '|' || format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', occurred_at, 'UTC') as source_key,
  cast(null as timestamp) as loaded_at
from order_changed_sequenced
union all
select
  to_hex(md5(
    'order_followed|' || cast(order_id as string) || '|' || format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', occurred_at, 'UTC')
  )) as event_id,
  'order_followed' as event,
  1 as event_version,
  occurred_at,
  json_object('amount', amount, 'before', before, 'nth', nth) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  cast(order_id as string) || '|' || format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', occurred_at, 'UTC') as source_key,
  cast(null as timestamp) as loaded_at
from order_followed_sequenced

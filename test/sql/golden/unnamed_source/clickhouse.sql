-- narrow
-- eventspec 1: order_seen_once, order_changed, order_followed from orders.events.yml
with order_seen_once_ranked as (
  select
    cast(source.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    source.amount as amount,
    source.order_id as order_id,
    source.ordered_at as ordered_at,
    source.customer_id as customer_id,
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
      cast(null as Nullable(Decimal(12, 2))) as amount
    from shop.orders_arch_2025
  ) as source
  where source.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and source.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_changed_changes as (
  select
    cast(source.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    source.order_id as order_id,
    source.ordered_at as ordered_at,
    source.amount as amount,
    source.customer_id as customer_id,
    lag(toNullable(source.amount)) over (partition by source.customer_id order by source.ordered_at, source.order_id) as amount_before
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
      cast(null as Nullable(Decimal(12, 2))) as amount
    from shop.orders_arch_2025
  ) as source
  where source.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_changed_sequenced as (
  select
    occurred_at,
    case
      when customer_id is not null then lag(toNullable(amount)) over (
        partition by
          customer_id
        order by
          occurred_at,
          order_id,
          ordered_at
      )
    end as before,
    case
      when customer_id is not null then row_number() over (
        partition by
          customer_id
        order by
          occurred_at,
          order_id,
          ordered_at
      ):: Nullable(Int64)
    end as nth,
    order_id,
    ordered_at,
    amount
  from order_changed_changes
  where amount is distinct from amount_before
),

order_followed_sequenced as (
  select
    cast(source.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    source.amount as amount,
    case
      when source.customer_id is not null then lag(toNullable(source.amount)) over (
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
      ):: Nullable(Int64)
    end as nth,
    source.order_id as order_id,
    source.ordered_at as ordered_at
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
      cast(null as Nullable(Decimal(12, 2))) as amount
    from shop.orders_arch_2025
  ) as source
  where source.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('order_seen_once|' || toString(customer_id)))) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat(['"amount":' || coalesce(toString(amount), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  toString(order_id)
  || '|'
  || (replace(toString(cast(ordered_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_seen_once_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'order_changed|' || toString(order_id)
    || '|'
    || (replace(toString(cast(ordered_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z')
  ))) as event_id,
  'order_changed' as event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat([
    '"before":' || coalesce(toString(before), 'null'),
    '"nth":' || coalesce(toString(nth), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  toString(order_id)
  || '|'
  || (replace(toString(cast(ordered_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_changed_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'order_followed|' || toString(order_id)
    || '|'
    || (replace(toString(cast(ordered_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z')
  ))) as event_id,
  'order_followed' as event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat([
    '"amount":' || coalesce(toString(amount), 'null'),
    '"before":' || coalesce(toString(before), 'null'),
    '"nth":' || coalesce(toString(nth), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  toString(order_id)
  || '|'
  || (replace(toString(cast(ordered_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_followed_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

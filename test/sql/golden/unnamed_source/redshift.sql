-- narrow
-- eventspec 1: order_seen_once, order_changed, order_followed from orders.events.yml
with order_changed_changes as (
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
  where source.ordered_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
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
  where amount <> amount_before or amount is null and amount_before is not null or amount is not null and amount_before is null
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
  where source.ordered_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
)

select
  md5('order_seen_once|' || source.customer_id) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  source.ordered_at as occurred_at,
  object('amount', source.amount) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  source.order_id
  || '|'
  || to_char(timezone('UTC', source.ordered_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as source_key,
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
where source.ordered_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
  and source.customer_id is not null
qualify row_number() over (partition by source.customer_id order by source.ordered_at, source.order_id) = 1
union all
select
  md5(
    'order_changed|' || order_id || '|' || to_char(timezone('UTC', occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  ) as event_id,
  'order_changed' as event,
  1 as event_version,
  occurred_at,
  object('before', before, 'nth', nth) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  order_id || '|' || to_char(timezone('UTC', occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as source_key,
  null::timestamptz as loaded_at
from order_changed_sequenced
union all
select
  md5(
    'order_followed|' || order_id || '|' || to_char(timezone('UTC', occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  ) as event_id,
  'order_followed' as event,
  1 as event_version,
  occurred_at,
  object('amount', amount, 'before', before, 'nth', nth) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  order_id || '|' || to_char(timezone('UTC', occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as source_key,
  null::timestamptz as loaded_at
from order_followed_sequenced

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
  where source.ordered_at <= timestamptz '2027-01-01 00:00:00+00'
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
  where source.ordered_at <= timestamptz '2027-01-01 00:00:00+00'
)

select
  md5('order_seen_once|' || customer_id) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  occurred_at,
  json_build_object('amount', amount) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  order_id
  || '|'
  || coalesce(case when timezone('UTC', occurred_at) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', occurred_at)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', occurred_at), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', occurred_at) as text)) as source_key,
  null::timestamptz as loaded_at
from order_seen_once_ranked
where place = 1
union all
select
  md5(
    'order_changed|' || order_id
    || '|'
    || coalesce(case when timezone('UTC', occurred_at) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', occurred_at)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', occurred_at), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', occurred_at) as text))
  ) as event_id,
  'order_changed' as event,
  1 as event_version,
  occurred_at,
  json_build_object(
    'before', case when customer_id is not null then lag(amount) over sequence_of_order_changed end,
    'nth', case when customer_id is not null then row_number() over sequence_of_order_changed end
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  order_id
  || '|'
  || coalesce(case when timezone('UTC', occurred_at) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', occurred_at)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', occurred_at), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', occurred_at) as text)) as source_key,
  null::timestamptz as loaded_at
from order_changed_changes
where amount is distinct from amount_before
window sequence_of_order_changed as (partition by customer_id order by occurred_at, order_id)
union all
select
  md5(
    'order_followed|' || source.order_id
    || '|'
    || coalesce(case when timezone('UTC', source.ordered_at) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', source.ordered_at)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', source.ordered_at), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', source.ordered_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', source.ordered_at) as text))
  ) as event_id,
  'order_followed' as event,
  1 as event_version,
  source.ordered_at as occurred_at,
  json_build_object(
    'amount', source.amount,
    'before', case when source.customer_id is not null then lag(source.amount) over sequence_of_order_followed end,
    'nth', case when source.customer_id is not null then row_number() over sequence_of_order_followed end
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  source.order_id
  || '|'
  || coalesce(case when timezone('UTC', source.ordered_at) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', source.ordered_at)) + 1 as text), '0'), '0000') || to_char(timezone('UTC', source.ordered_at), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', source.ordered_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', source.ordered_at) as text)) as source_key,
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

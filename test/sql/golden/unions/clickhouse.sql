-- narrow
-- eventspec 1: order_placed, order_paid, order_cancelled and 1 more from orders.events.yml
with query_events as (
  select
    step.event as event,
    cast(o.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    o.customer_id as customer_id,
    o.amount as amount,
    c.country as country,
    o.coupon as coupon,
    o.src as region,
    o.is_gift as is_gift,
    o.order_id as order_id
  from (
    select
      order_id,
      customer_id,
      ordered_at,
      amount::Nullable(Decimal(21, 2)) as amount,
      coupon,
      cast(null as Nullable(Bool)) as is_gift,
      'shop.orders_eu' as src
    from shop.orders_eu
    union all
    select
      orderId as order_id,
      customer_id,
      ordered_at,
      amount::Nullable(Decimal(21, 2)) as amount,
      cast(null as Nullable(String)) as coupon,
      is_gift,
      'shop.orders_us' as src
    from shop.orders_us
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      amount::Nullable(Decimal(21, 2)) as amount,
      cast(null as Nullable(String)) as coupon,
      cast(null as Nullable(Bool)) as is_gift,
      'shop.orders_arch_2024' as src
    from shop.orders_arch_2024
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      null::Nullable(Decimal(21, 2)) as amount,
      coupon,
      cast(null as Nullable(Bool)) as is_gift,
      'shop.orders_arch_2025' as src
    from shop.orders_arch_2025
  ) as o
  left join (
    select
      customer_id,
      country
    from shop.customers_a
    union all
    select
      id as customer_id,
      country
    from shop.customers_b
  ) as c
    on c.customer_id = o.customer_id
  cross join (
    select arrayJoin(['order_placed', 'order_paid', 'order_cancelled']) as event
  ) as step
  where (step.event <> 'order_paid' or o.amount > 0)
    and (step.event <> 'order_cancelled' or o.amount < 0)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_seen_once_ranked as (
  select
    cast(u.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    u."select" as chosen,
    u.amount as amount,
    u.order_id as order_id,
    u.ordered_at as ordered_at,
    u.customer_id as customer_id,
    row_number() over (partition by u.customer_id order by u.ordered_at, u.order_id) as place
  from (
    select
      order_id,
      customer_id,
      ordered_at,
      amount,
      cast(null as Nullable(String)) as "select"
    from shop.orders_arch_2024
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      amount,
      "select"
    from shop.orders_eu
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      cast(null as Nullable(Decimal(12, 2))) as amount,
      cast(null as Nullable(String)) as "select"
    from shop.orders_arch_2025
  ) as u
  where u.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and u.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(
    event || '|' || coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(toString(order_id), '~')
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat([
      '"amount":' || coalesce(toString(amount), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null'),
      '"coupon":' || coalesce(toJSONString(coupon), 'null'),
      '"region":' || coalesce(toJSONString(region), 'null'),
      '"is_gift":' || coalesce(toJSONString(is_gift), 'null')
    ], ',') || '}'
    when 'order_paid' then '{' || arrayStringConcat([
      '"amount":' || coalesce(toString(amount), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null')
    ], ',') || '}'
    when 'order_cancelled' then '{' || arrayStringConcat([
      '"amount":' || coalesce(toString(amount), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null')
    ], ',') || '}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(toString(order_id), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from query_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_seen_once|' || toString(customer_id)))) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  occurred_at,
  null::Nullable(String) as customer_id,
  '{' || arrayStringConcat([
    '"chosen":' || coalesce(toJSONString(chosen), 'null'),
    '"amount":' || coalesce(toString(amount), 'null')
  ], ',') || '}' as properties,
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

-- each
-- eventspec 1: order_placed from orders.events.yml
select
  lower(hex(MD5('order_placed|' || replace(replace(o.src, '~', '~0'), '|', '~1') || '|' || toString(o.order_id)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  cast(o.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(o.customer_id) as customer_id,
  o.amount as amount,
  c.country as country,
  o.coupon as coupon,
  o.src as region,
  o.is_gift as is_gift,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  replace(replace(o.src, '~', '~0'), '|', '~1') || '|' || toString(o.order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from (
  select
    order_id,
    customer_id,
    ordered_at,
    amount::Nullable(Decimal(21, 2)) as amount,
    coupon,
    cast(null as Nullable(Bool)) as is_gift,
    'shop.orders_eu' as src
  from shop.orders_eu
  union all
  select
    orderId as order_id,
    customer_id,
    ordered_at,
    amount::Nullable(Decimal(21, 2)) as amount,
    cast(null as Nullable(String)) as coupon,
    is_gift,
    'shop.orders_us' as src
  from shop.orders_us
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    amount::Nullable(Decimal(21, 2)) as amount,
    cast(null as Nullable(String)) as coupon,
    cast(null as Nullable(Bool)) as is_gift,
    'shop.orders_arch_2024' as src
  from shop.orders_arch_2024
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    null::Nullable(Decimal(21, 2)) as amount,
    coupon,
    cast(null as Nullable(Bool)) as is_gift,
    'shop.orders_arch_2025' as src
  from shop.orders_arch_2025
) as o
left join (
  select
    customer_id,
    country
  from shop.customers_a
  union all
  select
    id as customer_id,
    country
  from shop.customers_b
) as c
  on c.customer_id = o.customer_id
where o.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- a week
-- eventspec 1: order_placed, order_paid from orders.events.yml
with events as (
  select
    step.event as event,
    cast(o.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    o.customer_id as customer_id,
    o.amount as amount,
    c.country as country,
    o.coupon as coupon,
    o.src as region,
    o.is_gift as is_gift,
    o.order_id as order_id
  from (
    select
      order_id,
      customer_id,
      ordered_at,
      amount::Nullable(Decimal(21, 2)) as amount,
      coupon,
      cast(null as Nullable(Bool)) as is_gift,
      'shop.orders_eu' as src
    from shop.orders_eu
    union all
    select
      orderId as order_id,
      customer_id,
      ordered_at,
      amount::Nullable(Decimal(21, 2)) as amount,
      cast(null as Nullable(String)) as coupon,
      is_gift,
      'shop.orders_us' as src
    from shop.orders_us
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      amount::Nullable(Decimal(21, 2)) as amount,
      cast(null as Nullable(String)) as coupon,
      cast(null as Nullable(Bool)) as is_gift,
      'shop.orders_arch_2024' as src
    from shop.orders_arch_2024
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      null::Nullable(Decimal(21, 2)) as amount,
      coupon,
      cast(null as Nullable(Bool)) as is_gift,
      'shop.orders_arch_2025' as src
    from shop.orders_arch_2025
  ) as o
  left join (
    select
      customer_id,
      country
    from shop.customers_a
    union all
    select
      id as customer_id,
      country
    from shop.customers_b
  ) as c
    on c.customer_id = o.customer_id
  cross join (
    select arrayJoin(['order_placed', 'order_paid']) as event
  ) as step
  where (step.event <> 'order_paid' or o.amount > 0)
    and o.ordered_at >= toDateTime64('2026-01-01 00:00:00', 6, 'UTC')
    and o.ordered_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(
    event || '|' || coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(toString(order_id), '~')
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat([
      '"amount":' || coalesce(toString(amount), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null'),
      '"coupon":' || coalesce(toJSONString(coupon), 'null'),
      '"region":' || coalesce(toJSONString(region), 'null'),
      '"is_gift":' || coalesce(toJSONString(is_gift), 'null')
    ], ',') || '}'
    when 'order_paid' then '{' || arrayStringConcat([
      '"amount":' || coalesce(toString(amount), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null')
    ], ',') || '}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(toString(order_id), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and occurred_at >= toDateTime64('2026-01-01 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

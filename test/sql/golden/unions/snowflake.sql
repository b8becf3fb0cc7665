-- narrow
-- eventspec 1: order_placed, order_paid, order_cancelled and 1 more from orders.events.yml
with query_events as (
  select
    step.event,
    cast(convert_timezone('UTC', o.ordered_at) as timestamp_ntz) as occurred_at,
    o.customer_id,
    o.amount,
    c.country,
    o.coupon,
    o.src as region,
    o.is_gift,
    o.order_id
  from (
    select
      order_id,
      customer_id,
      ordered_at,
      amount::number(21, 2) as amount,
      coupon,
      cast(null as boolean) as is_gift,
      'shop.orders_eu' as src
    from shop.orders_eu
    union all
    select
      "orderId" as order_id,
      customer_id,
      ordered_at,
      amount::number(21, 2) as amount,
      cast(null as varchar) as coupon,
      is_gift,
      'shop.orders_us' as src
    from shop.orders_us
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      amount::number(21, 2) as amount,
      cast(null as varchar) as coupon,
      cast(null as boolean) as is_gift,
      'shop.orders_arch_2024' as src
    from shop.orders_arch_2024
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      null::number(21, 2) as amount,
      coupon,
      cast(null as boolean) as is_gift,
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
    values ('order_placed'), ('order_paid'), ('order_cancelled')
  ) as step (event)
  where (step.event <> 'order_paid' or o.amount > 0)
    and (step.event <> 'order_cancelled' or o.amount < 0)
)

select
  md5(
    event || '|' || coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(order_id::varchar, '~')
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  case event
    when 'order_placed' then object_construct_keep_null(
      'amount', amount,
      'country', country,
      'coupon', coupon,
      'region', region,
      'is_gift', is_gift
    )
    when 'order_paid' then object_construct_keep_null('amount', amount, 'country', country)
    when 'order_cancelled' then object_construct_keep_null('amount', amount, 'country', country)
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(order_id::varchar, '~') as source_key,
  null::timestamp_ntz as loaded_at
from query_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('order_seen_once|' || u.customer_id) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  cast(convert_timezone('UTC', u.ordered_at) as timestamp_ntz) as occurred_at,
  null::varchar as customer_id,
  object_construct_keep_null('chosen', u."select", 'amount', u.amount) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  u.order_id
  || '|'
  || (to_varchar(convert_timezone('UTC', u.ordered_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z') as source_key,
  null::timestamp_ntz as loaded_at
from (
  select
    order_id,
    customer_id,
    ordered_at,
    amount,
    cast(null as varchar) as "SELECT"
  from shop.orders_arch_2024
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    amount,
    "SELECT"
  from shop.orders_eu
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    cast(null as decimal(12,2)) as amount,
    cast(null as varchar) as "SELECT"
  from shop.orders_arch_2025
) as u
where u.ordered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
  and u.customer_id is not null
qualify row_number() over (partition by u.customer_id order by u.ordered_at, u.order_id) = 1

-- each
-- eventspec 1: order_placed from orders.events.yml
select
  md5('order_placed|' || replace(replace(o.src, '~', '~0'), '|', '~1') || '|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  cast(convert_timezone('UTC', o.ordered_at) as timestamp_ntz) as occurred_at,
  o.customer_id::varchar as customer_id,
  o.amount,
  c.country,
  o.coupon,
  o.src as region,
  o.is_gift,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  replace(replace(o.src, '~', '~0'), '|', '~1') || '|' || o.order_id as source_key,
  null::timestamp_ntz as loaded_at
from (
  select
    order_id,
    customer_id,
    ordered_at,
    amount::number(21, 2) as amount,
    coupon,
    cast(null as boolean) as is_gift,
    'shop.orders_eu' as src
  from shop.orders_eu
  union all
  select
    "orderId" as order_id,
    customer_id,
    ordered_at,
    amount::number(21, 2) as amount,
    cast(null as varchar) as coupon,
    is_gift,
    'shop.orders_us' as src
  from shop.orders_us
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    amount::number(21, 2) as amount,
    cast(null as varchar) as coupon,
    cast(null as boolean) as is_gift,
    'shop.orders_arch_2024' as src
  from shop.orders_arch_2024
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    null::number(21, 2) as amount,
    coupon,
    cast(null as boolean) as is_gift,
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
where o.ordered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- a week
-- eventspec 1: order_placed, order_paid from orders.events.yml
with events as (
  select
    step.event,
    cast(convert_timezone('UTC', o.ordered_at) as timestamp_ntz) as occurred_at,
    o.customer_id,
    o.amount,
    c.country,
    o.coupon,
    o.src as region,
    o.is_gift,
    o.order_id
  from (
    select
      order_id,
      customer_id,
      ordered_at,
      amount::number(21, 2) as amount,
      coupon,
      cast(null as boolean) as is_gift,
      'shop.orders_eu' as src
    from shop.orders_eu
    union all
    select
      "orderId" as order_id,
      customer_id,
      ordered_at,
      amount::number(21, 2) as amount,
      cast(null as varchar) as coupon,
      is_gift,
      'shop.orders_us' as src
    from shop.orders_us
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      amount::number(21, 2) as amount,
      cast(null as varchar) as coupon,
      cast(null as boolean) as is_gift,
      'shop.orders_arch_2024' as src
    from shop.orders_arch_2024
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      null::number(21, 2) as amount,
      coupon,
      cast(null as boolean) as is_gift,
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
    values ('order_placed'), ('order_paid')
  ) as step (event)
  where (step.event <> 'order_paid' or o.amount > 0)
    and o.ordered_at >= cast('2026-01-01 00:00:00 +00:00' as timestamp_tz)
    and o.ordered_at < cast('2026-01-03 00:00:00 +00:00' as timestamp_tz)
)

select
  md5(
    event || '|' || coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(order_id::varchar, '~')
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  case event
    when 'order_placed' then object_construct_keep_null(
      'amount', amount,
      'country', country,
      'coupon', coupon,
      'region', region,
      'is_gift', is_gift
    )
    when 'order_paid' then object_construct_keep_null('amount', amount, 'country', country)
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(order_id::varchar, '~') as source_key,
  null::timestamp_ntz as loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and occurred_at >= cast('2026-01-01 00:00:00' as timestamp_ntz)
  and occurred_at < cast('2026-01-03 00:00:00' as timestamp_ntz)

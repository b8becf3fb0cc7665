-- narrow
-- eventspec 1: order_placed, order_paid, order_cancelled and 1 more from orders.events.yml
with query_events as (
  select
    step.event,
    step.happened_at as occurred_at,
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
      cast(amount as numeric(21, 2)) as amount,
      coupon,
      cast(null as bool) as is_gift,
      'shop.orders_eu' as src
    from shop.orders_eu
    union all
    select
      orderId as order_id,
      customer_id,
      ordered_at,
      cast(amount as numeric(21, 2)) as amount,
      cast(null as string) as coupon,
      is_gift,
      'shop.orders_us' as src
    from shop.orders_us
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      cast(amount as numeric(21, 2)) as amount,
      cast(null as string) as coupon,
      cast(null as bool) as is_gift,
      'shop.orders_arch_2024' as src
    from shop.orders_arch_2024
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      cast(null as numeric(21, 2)) as amount,
      coupon,
      cast(null as bool) as is_gift,
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
  cross join unnest([
    struct('order_placed' as event, o.ordered_at as happened_at),
    ('order_paid', o.ordered_at),
    ('order_cancelled', o.ordered_at)
  ]) as step
  where (step.event <> 'order_paid' or o.amount > 0)
    and (step.event <> 'order_cancelled' or o.amount < 0)
)

select
  to_hex(md5(
    event || '|' || coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(order_id as string), '~')
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as string) as customer_id,
  case event
    when 'order_placed' then json_object(
      'amount', amount,
      'country', country,
      'coupon', coupon,
      'region', region,
      'is_gift', is_gift
    )
    when 'order_paid' then json_object('amount', amount, 'country', country)
    when 'order_cancelled' then json_object('amount', amount, 'country', country)
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(cast(order_id as string), '~') as source_key,
  cast(null as timestamp) as loaded_at
from query_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('order_seen_once|' || cast(u.customer_id as string))) as event_id,
  'order_seen_once' as event,
  1 as event_version,
  u.ordered_at as occurred_at,
  cast(null as string) as customer_id,
  json_object('chosen', u.`select`, 'amount', u.amount) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders_arch_2024, shop.orders_eu, shop.orders_arch_2025' as source,
  cast(u.order_id as string) || '|' || format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', u.ordered_at, 'UTC') as source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    order_id,
    customer_id,
    ordered_at,
    amount,
    cast(null as string) as `select`
  from shop.orders_arch_2024
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    amount,
    `select`
  from shop.orders_eu
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    cast(null as decimal(12,2)) as amount,
    cast(null as string) as `select`
  from shop.orders_arch_2025
) as u
where u.ordered_at <= timestamp '2027-01-01 00:00:00+00'
  and u.customer_id is not null
qualify row_number() over (partition by u.customer_id order by u.ordered_at, u.order_id) = 1

-- each
-- eventspec 1: order_placed from orders.events.yml
select
  to_hex(md5(
    'order_placed|' || replace(replace(o.src, '~', '~0'), '|', '~1') || '|' || cast(o.order_id as string)
  )) as event_id,
  'order_placed' as event,
  1 as event_version,
  o.ordered_at as occurred_at,
  cast(o.customer_id as string) as customer_id,
  o.amount,
  c.country,
  o.coupon,
  o.src as region,
  o.is_gift,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  replace(replace(o.src, '~', '~0'), '|', '~1') || '|' || cast(o.order_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    order_id,
    customer_id,
    ordered_at,
    cast(amount as numeric(21, 2)) as amount,
    coupon,
    cast(null as bool) as is_gift,
    'shop.orders_eu' as src
  from shop.orders_eu
  union all
  select
    orderId as order_id,
    customer_id,
    ordered_at,
    cast(amount as numeric(21, 2)) as amount,
    cast(null as string) as coupon,
    is_gift,
    'shop.orders_us' as src
  from shop.orders_us
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    cast(amount as numeric(21, 2)) as amount,
    cast(null as string) as coupon,
    cast(null as bool) as is_gift,
    'shop.orders_arch_2024' as src
  from shop.orders_arch_2024
  union all
  select
    order_id,
    customer_id,
    ordered_at,
    cast(null as numeric(21, 2)) as amount,
    coupon,
    cast(null as bool) as is_gift,
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
where o.ordered_at <= timestamp '2027-01-01 00:00:00+00'

-- a week
-- eventspec 1: order_placed, order_paid from orders.events.yml
with events as (
  select
    step.event,
    step.happened_at as occurred_at,
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
      cast(amount as numeric(21, 2)) as amount,
      coupon,
      cast(null as bool) as is_gift,
      'shop.orders_eu' as src
    from shop.orders_eu
    union all
    select
      orderId as order_id,
      customer_id,
      ordered_at,
      cast(amount as numeric(21, 2)) as amount,
      cast(null as string) as coupon,
      is_gift,
      'shop.orders_us' as src
    from shop.orders_us
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      cast(amount as numeric(21, 2)) as amount,
      cast(null as string) as coupon,
      cast(null as bool) as is_gift,
      'shop.orders_arch_2024' as src
    from shop.orders_arch_2024
    union all
    select
      order_id,
      customer_id,
      ordered_at,
      cast(null as numeric(21, 2)) as amount,
      coupon,
      cast(null as bool) as is_gift,
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
  cross join unnest([
    struct('order_placed' as event, o.ordered_at as happened_at),
    ('order_paid', o.ordered_at)
  ]) as step
  where (step.event <> 'order_paid' or o.amount > 0)
    and o.ordered_at >= timestamp '2026-01-01 00:00:00+00'
    and o.ordered_at < timestamp '2026-01-03 00:00:00+00'
)

select
  to_hex(md5(
    event || '|' || coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(order_id as string), '~')
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as string) as customer_id,
  case event
    when 'order_placed' then json_object(
      'amount', amount,
      'country', country,
      'coupon', coupon,
      'region', region,
      'is_gift', is_gift
    )
    when 'order_paid' then json_object('amount', amount, 'country', country)
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders_eu, shop.orders_us, shop.orders_arch_*' as source,
  coalesce(replace(replace(region, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(cast(order_id as string), '~') as source_key,
  cast(null as timestamp) as loaded_at
from events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
  and occurred_at >= timestamp '2026-01-01 00:00:00+00'
  and occurred_at < timestamp '2026-01-03 00:00:00+00'

-- narrow
-- eventspec 1: order_placed, order_paid, stranger_ordered from orders.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at as occurred_at,
    o.customer_id,
    o.order_id
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.ordered_at),
      ('order_paid', o.paid_at)
  ) as step (event, happened_at)
  where not exists (
    select 1
    from shop.refused_emails as refused
    where refused.email = o.email and refused.reason = 'spam'
  )
    and exists (
      select 1
      from shop.customers as c
      where c.customer_id = o.customer_id
    )
    and not exists (
      select 1
      from shop.none as none
      where none.order_id = o.order_id
    )
    and (step.event <> 'order_paid' or (o.order_id < 4 or o.email is null))
),

stranger_ordered_ranked as (
  select
    o.ordered_at as occurred_at,
    o.order_id,
    o.email,
    row_number() over (partition by o.email order by o.ordered_at, o.order_id) as place
  from shop.orders as o
  where not exists (
    select 1
    from shop.customers as c
    where c.customer_id = o.customer_id
  )
    and o.ordered_at <= timestamptz '2027-01-01 00:00:00+00'
    and o.email is not null
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  null::timestamptz as loaded_at
from orders_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('stranger_ordered|' || replace(replace(email, '~', '~0'), '|', '~1')) as event_id,
  'stranger_ordered' as event,
  1 as event_version,
  occurred_at,
  null::text as customer_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  null::timestamptz as loaded_at
from stranger_ordered_ranked
where place = 1

-- placed
-- eventspec 1: order_placed from orders.events.yml
select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  o.ordered_at as occurred_at,
  o.customer_id::text as customer_id,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  o.order_id::text as source_key,
  null::timestamptz as loaded_at
from shop.orders as o
where not exists (
  select 1
  from shop.refused_emails as refused
  where refused.email = o.email and refused.reason = 'spam'
)
  and exists (
    select 1
    from shop.customers as c
    where c.customer_id = o.customer_id
  )
  and not exists (
    select 1
    from shop.none as none
    where none.order_id = o.order_id
  )
  and o.ordered_at <= timestamptz '2027-01-01 00:00:00+00'

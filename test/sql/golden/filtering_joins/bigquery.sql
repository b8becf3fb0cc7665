-- narrow
-- eventspec 1: order_placed, order_paid, stranger_ordered from orders.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at as occurred_at,
    o.customer_id,
    o.order_id
  from shop.orders as o
  cross join unnest([
    struct('order_placed' as event, o.ordered_at as happened_at),
    ('order_paid', o.paid_at)
  ]) as step
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
)

select
  to_hex(md5(event || '|' || cast(order_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as string) as customer_id,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  cast(order_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from orders_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('stranger_ordered|' || replace(replace(o.email, '~', '~0'), '|', '~1'))) as event_id,
  'stranger_ordered' as event,
  1 as event_version,
  o.ordered_at as occurred_at,
  cast(null as string) as customer_id,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  cast(o.order_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.orders as o
where not exists (
  select 1
  from shop.customers as c
  where c.customer_id = o.customer_id
)
  and o.ordered_at <= timestamp '2027-01-01 00:00:00+00'
  and o.email is not null
qualify row_number() over (partition by o.email order by o.ordered_at, o.order_id) = 1

-- placed
-- eventspec 1: order_placed from orders.events.yml
select
  to_hex(md5('order_placed|' || cast(o.order_id as string))) as event_id,
  'order_placed' as event,
  1 as event_version,
  o.ordered_at as occurred_at,
  cast(o.customer_id as string) as customer_id,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.orders' as source,
  cast(o.order_id as string) as source_key,
  cast(null as timestamp) as loaded_at
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
  and o.ordered_at <= timestamp '2027-01-01 00:00:00+00'

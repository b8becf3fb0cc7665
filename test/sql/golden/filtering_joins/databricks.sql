-- narrow
-- eventspec 1: order_placed, order_paid, stranger_ordered from orders.events.yml
with orders_events as (
  select
    step.event,
    convert_timezone('UTC', case step.event
      when 'order_placed' then o.ordered_at
      when 'order_paid' then o.paid_at
    end) as occurred_at,
    o.customer_id,
    o.order_id
  from shop.orders as o
  left anti join shop.refused_emails as refused
    on refused.email = o.email and refused.reason = 'spam'
  left semi join shop.customers as c
    on c.customer_id = o.customer_id
  left anti join shop.none as none
    on none.order_id = o.order_id
  cross join (
    values ('order_placed'), ('order_paid')
  ) as step (event)
  where step.event <> 'order_paid' or (o.order_id < 4 or o.email is null)
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::string as customer_id,
  to_json(struct(), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from orders_events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('stranger_ordered|' || replace(replace(o.email, '~', '~0'), '|', '~1')) as event_id,
  'stranger_ordered' as event,
  1 as event_version,
  convert_timezone('UTC', o.ordered_at) as occurred_at,
  null::string as customer_id,
  to_json(struct(), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
left anti join shop.customers as c
  on c.customer_id = o.customer_id
where o.ordered_at <= timestamp '2027-01-01 00:00:00Z'
  and o.email is not null
qualify row_number() over (partition by o.email order by o.ordered_at, o.order_id) = 1

-- placed
-- eventspec 1: order_placed from orders.events.yml
select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  convert_timezone('UTC', o.ordered_at) as occurred_at,
  o.customer_id::string as customer_id,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
left anti join shop.refused_emails as refused
  on refused.email = o.email and refused.reason = 'spam'
left semi join shop.customers as c
  on c.customer_id = o.customer_id
left anti join shop.none as none
  on none.order_id = o.order_id
where o.ordered_at <= timestamp '2027-01-01 00:00:00Z'

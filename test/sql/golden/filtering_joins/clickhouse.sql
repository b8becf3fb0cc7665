-- narrow
-- eventspec 1: order_placed, order_paid, stranger_ordered from orders.events.yml
with orders_events as (
  select
    step.event as event,
    cast(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_paid' then o.paid_at
    end as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    o.customer_id as customer_id,
    o.order_id as order_id
  from shop.orders as o
  left anti join shop.refused_emails as refused
    on refused.email = o.email and refused.reason = 'spam'
  left semi join shop.customers as c
    on c.customer_id = o.customer_id
  left anti join shop.none as none
    on none.order_id = o.order_id
  cross join (
    select arrayJoin(['order_placed', 'order_paid']) as event
  ) as step
  where step.event <> 'order_paid' or (o.order_id < 4 or o.email is null)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

stranger_ordered_ranked as (
  select
    cast(o.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    o.order_id as order_id,
    o.email as email,
    row_number() over (partition by o.email order by o.ordered_at, o.order_id) as place
  from shop.orders as o
  left anti join shop.customers as c
    on c.customer_id = o.customer_id
  where o.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and o.email is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from orders_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('stranger_ordered|' || replace(replace(email, '~', '~0'), '|', '~1')))) as event_id,
  'stranger_ordered' as event,
  1 as event_version,
  occurred_at,
  null::Nullable(String) as customer_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from stranger_ordered_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- placed
-- eventspec 1: order_placed from orders.events.yml
select
  lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  cast(o.ordered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(o.customer_id) as customer_id,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(o.order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.orders as o
left anti join shop.refused_emails as refused
  on refused.email = o.email and refused.reason = 'spam'
left semi join shop.customers as c
  on c.customer_id = o.customer_id
left anti join shop.none as none
  on none.order_id = o.order_id
where o.ordered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- customer_events
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end, 'UTC') as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then cast(o.total as decimal(18, 4)) end as revenue
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_paid')
  ) as step (event)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  cast(null as varchar) as visitor_id,
  cast(order_id as varchar) as order_id,
  case event
    when 'order_placed' then json_object('total': total)
    when 'order_paid' then json_object()
  end as properties,
  revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  case when customer_id is not null then row_number() over same_event end as occurrence,
  case when customer_id is not null then lead(occurred_at) over same_event end as next_at
from orders_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
window same_event as (partition by customer_id, event order by occurred_at, order_id)
union all
select
  lower(to_hex(md5(to_utf8('page_seen|' || cast(w.page_id as varchar))))) as event_id,
  'page_seen' as event,
  1 as event_version,
  with_timezone(w.seen_at, 'UTC') as occurred_at,
  cast(w.customer_id as varchar) as customer_id,
  w.visitor as visitor_id,
  cast(null as varchar) as order_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  w.url as link,
  'web.pages' as source,
  cast(w.page_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  case when w.customer_id is not null or w.visitor is not null then row_number() over same_event_2 end as occurrence,
  case
    when w.customer_id is not null or w.visitor is not null then lead(with_timezone(w.seen_at, 'UTC')) over same_event_2
  end as next_at
from web.pages as w
where w.seen_at <= timestamp '2027-01-01 00:00:00'
window same_event_2 as (
  partition by w.customer_id, case when w.customer_id is null then w.visitor end
  order by w.seen_at, w.page_id
)

-- customer_journey
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end, 'UTC') as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then cast(o.total as decimal(18, 4)) end as revenue
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_paid')
  ) as step (event)
),

events as (
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    cast(null as varchar) as visitor_id,
    cast(order_id as varchar) as order_id,
    case event
      when 'order_placed' then json_object('total': total)
      when 'order_paid' then json_object()
    end as properties,
    revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(order_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from orders_events
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  union all
  select
    lower(to_hex(md5(to_utf8('page_seen|' || cast(w.page_id as varchar))))) as event_id,
    'page_seen' as event,
    1 as event_version,
    with_timezone(w.seen_at, 'UTC') as occurred_at,
    cast(w.customer_id as varchar) as customer_id,
    w.visitor as visitor_id,
    cast(null as varchar) as order_id,
    json_object() as properties,
    cast(null as decimal(18, 4)) as revenue,
    w.url as link,
    'web.pages' as source,
    cast(w.page_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by w.customer_id order by w.seen_at, w.page_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from web.pages as w
  where w.seen_at <= timestamp '2027-01-01 00:00:00'
)

select
  event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  visitor_id,
  order_id,
  properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at,
  case when customer_id is not null then row_number() over same_entity end as occurrence,
  case when customer_id is not null then lead(occurred_at) over same_entity end as next_at
from events
window same_entity as (partition by customer_id order by occurred_at, event, occurrence, event_id)

-- customer_stream
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end, 'UTC') as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then cast(o.total as decimal(18, 4)) end as revenue
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_paid')
  ) as step (event)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as activity_id,
  occurred_at as ts,
  cast(customer_id as varchar) as customer,
  event as activity,
  cast(null as varchar) as anonymous_customer_id,
  case event
    when 'order_placed' then json_object('total': total)
    when 'order_paid' then json_object()
  end as feature_json,
  revenue as revenue_impact,
  cast(null as varchar) as link,
  row_number() over same_event as activity_occurrence,
  lead(occurred_at) over same_event as activity_repeated_at
from orders_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  and customer_id is not null
window same_event as (partition by customer_id, event order by occurred_at, order_id)
union all
select
  lower(to_hex(md5(to_utf8('page_seen|' || cast(w.page_id as varchar))))) as activity_id,
  with_timezone(w.seen_at, 'UTC') as ts,
  cast(w.customer_id as varchar) as customer,
  'page_seen' as activity,
  w.visitor as anonymous_customer_id,
  json_object() as feature_json,
  cast(null as decimal(18, 4)) as revenue_impact,
  w.url as link,
  row_number() over same_event_2 as activity_occurrence,
  lead(with_timezone(w.seen_at, 'UTC')) over same_event_2 as activity_repeated_at
from web.pages as w
where w.seen_at <= timestamp '2027-01-01 00:00:00'
  and (w.customer_id is not null or w.visitor is not null)
window same_event_2 as (
  partition by w.customer_id, case when w.customer_id is null then w.visitor end
  order by w.seen_at, w.page_id
)

-- orders_of_customers
-- eventspec 1: order_placed, order_paid, order_returned from shop.events.yml
with events as (
  select
    step.event,
    with_timezone(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end, 'UTC') as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then cast(o.total as decimal(18, 4)) end as revenue
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_paid')
  ) as step (event)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as activity_id,
  occurred_at as ts,
  cast(customer_id as varchar) as customer,
  event as activity,
  cast(null as varchar) as anonymous_customer_id,
  case event
    when 'order_placed' then json_object('total': total)
    when 'order_paid' then json_object()
  end as feature_json,
  revenue as revenue_impact,
  cast(null as varchar) as link
from events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  and customer_id is not null

-- tracked
-- eventspec 1: page_tracked from shop.events.yml
select
  lower(to_hex(md5(to_utf8('page_tracked|' || cast(w.page_id as varchar))))) as event_id,
  'page_tracked' as event,
  1 as event_version,
  with_timezone(w.seen_at, 'UTC') as occurred_at,
  w.visitor as visitor_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.pages' as source,
  cast(w.page_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from web.pages as w
where w.seen_at <= timestamp '2027-01-01 00:00:00'

-- everything_wide
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end, 'UTC') as occurred_at,
    o.customer_id,
    o.order_id,
    case when step.event = 'order_placed' then o.total end as total,
    case when step.event = 'order_placed' then cast(o.total as decimal(18, 4)) end as revenue
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_paid')
  ) as step (event)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  cast(null as varchar) as visitor_id,
  cast(order_id as varchar) as order_id,
  total,
  cast(null as varchar) as reason,
  revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from orders_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('page_seen|' || cast(w.page_id as varchar))))) as event_id,
  'page_seen' as event,
  1 as event_version,
  with_timezone(w.seen_at, 'UTC') as occurred_at,
  cast(w.customer_id as varchar) as customer_id,
  w.visitor as visitor_id,
  cast(null as varchar) as order_id,
  cast(null as decimal(10, 2)) as total,
  cast(null as varchar) as reason,
  cast(null as decimal(18, 4)) as revenue,
  w.url as link,
  'web.pages' as source,
  cast(w.page_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from web.pages as w
where w.seen_at <= timestamp '2027-01-01 00:00:00'

-- window
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end, 'UTC') as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then cast(o.total as decimal(18, 4)) end as revenue
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_paid')
  ) as step (event)
),

orders_numbered as (
  select
    event,
    occurred_at,
    customer_id,
    order_id,
    total,
    revenue,
    case when customer_id is not null then row_number() over same_event end as occurrence,
    case when customer_id is not null then lead(occurred_at) over same_event end as next_at
  from orders_events
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  window same_event as (partition by customer_id, event order by occurred_at, order_id)
),

page_seen_numbered as (
  select
    with_timezone(w.seen_at, 'UTC') as occurred_at,
    w.customer_id,
    w.visitor as visitor_id,
    w.url as link,
    w.page_id,
    case when w.customer_id is not null or w.visitor is not null then row_number() over same_event_2 end as occurrence,
    case
      when w.customer_id is not null or w.visitor is not null then lead(with_timezone(w.seen_at, 'UTC')) over same_event_2
    end as next_at
  from web.pages as w
  where w.seen_at <= timestamp '2027-01-01 00:00:00'
  window same_event_2 as (
    partition by w.customer_id, case when w.customer_id is null then w.visitor end
    order by w.seen_at, w.page_id
  )
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  cast(null as varchar) as visitor_id,
  cast(order_id as varchar) as order_id,
  case event
    when 'order_placed' then json_object('total': total)
    when 'order_paid' then json_object()
  end as properties,
  revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  occurrence,
  next_at
from orders_numbered
where occurred_at >= timestamp '2026-01-02 00:00:00 UTC'
  and occurred_at < timestamp '2026-01-04 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('page_seen|' || cast(page_id as varchar))))) as event_id,
  'page_seen' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  visitor_id,
  cast(null as varchar) as order_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  link,
  'web.pages' as source,
  cast(page_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  occurrence,
  next_at
from page_seen_numbered
where occurred_at >= timestamp '2026-01-02 00:00:00 UTC'
  and occurred_at < timestamp '2026-01-04 00:00:00 UTC'

-- off
-- eventspec 1: order_returned from shop.events.yml
select
  cast(null as varchar) as event_id,
  cast(null as varchar) as event,
  cast(null as bigint) as event_version,
  cast(null as timestamp(6) with time zone) as occurred_at,
  cast(null as varchar) as customer_id,
  cast(null as varchar) as reason,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  cast(null as varchar) as source,
  cast(null as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
limit 0

-- customer_events
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.placed_at),
      ('order_paid', o.paid_at)
  ) as step (event, happened_at)
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  null::text as visitor_id,
  order_id::text as order_id,
  case event
    when 'order_placed' then json_build_object('total', total)
    when 'order_paid' then json_build_object()
  end as properties,
  revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  null::timestamptz as loaded_at,
  case when customer_id is not null then row_number() over same_event end as occurrence,
  case when customer_id is not null then lead(occurred_at) over same_event end as next_at
from orders_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
window same_event as (partition by customer_id, event order by occurred_at, order_id)
union all
select
  md5('page_seen|' || w.page_id) as event_id,
  'page_seen' as event,
  1 as event_version,
  w.seen_at at time zone 'UTC' as occurred_at,
  w.customer_id::text as customer_id,
  w.visitor as visitor_id,
  null::text as order_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  w.url as link,
  'web.pages' as source,
  w.page_id::text as source_key,
  null::timestamptz as loaded_at,
  case when w.customer_id is not null or w.visitor is not null then row_number() over same_event_2 end as occurrence,
  case
    when w.customer_id is not null or w.visitor is not null then lead(w.seen_at at time zone 'UTC') over same_event_2
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
    step.happened_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.placed_at),
      ('order_paid', o.paid_at)
  ) as step (event, happened_at)
),

events as (
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::text as customer_id,
    null::text as visitor_id,
    order_id::text as order_id,
    case event
      when 'order_placed' then json_build_object('total', total)
      when 'order_paid' then json_build_object()
    end as properties,
    revenue,
    null::text as link,
    'shop.orders' as source,
    order_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::timestamptz as next_at
  from orders_events
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  union all
  select
    md5('page_seen|' || w.page_id) as event_id,
    'page_seen' as event,
    1 as event_version,
    w.seen_at at time zone 'UTC' as occurred_at,
    w.customer_id::text as customer_id,
    w.visitor as visitor_id,
    null::text as order_id,
    json_build_object() as properties,
    null::numeric(18, 4) as revenue,
    w.url as link,
    'web.pages' as source,
    w.page_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by w.customer_id order by w.seen_at, w.page_id) as occurrence,
    null::timestamptz as next_at
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
window same_entity as (
  partition by customer_id
  order by occurred_at, event collate "C", occurrence, event_id
)

-- customer_stream
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.placed_at),
      ('order_paid', o.paid_at)
  ) as step (event, happened_at)
)

select
  md5(event || '|' || order_id) as activity_id,
  occurred_at as ts,
  customer_id::text as customer,
  event as activity,
  null::text as anonymous_customer_id,
  case event
    when 'order_placed' then json_build_object('total', total)
    when 'order_paid' then json_build_object()
  end as feature_json,
  revenue as revenue_impact,
  null::text as link,
  row_number() over same_event as activity_occurrence,
  lead(occurred_at) over same_event as activity_repeated_at
from orders_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  and customer_id is not null
window same_event as (partition by customer_id, event order by occurred_at, order_id)
union all
select
  md5('page_seen|' || w.page_id) as activity_id,
  w.seen_at at time zone 'UTC' as ts,
  w.customer_id::text as customer,
  'page_seen' as activity,
  w.visitor as anonymous_customer_id,
  json_build_object() as feature_json,
  null::numeric(18, 4) as revenue_impact,
  w.url as link,
  row_number() over same_event_2 as activity_occurrence,
  lead(w.seen_at at time zone 'UTC') over same_event_2 as activity_repeated_at
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
    step.happened_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.placed_at),
      ('order_paid', o.paid_at)
  ) as step (event, happened_at)
)

select
  md5(event || '|' || order_id) as activity_id,
  occurred_at as ts,
  customer_id::text as customer,
  event as activity,
  null::text as anonymous_customer_id,
  case event
    when 'order_placed' then json_build_object('total', total)
    when 'order_paid' then json_build_object()
  end as feature_json,
  revenue as revenue_impact,
  null::text as link
from events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  and customer_id is not null

-- tracked
-- eventspec 1: page_tracked from shop.events.yml
select
  md5('page_tracked|' || w.page_id) as event_id,
  'page_tracked' as event,
  1 as event_version,
  w.seen_at at time zone 'UTC' as occurred_at,
  w.visitor as visitor_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.pages' as source,
  w.page_id::text as source_key,
  null::timestamptz as loaded_at
from web.pages as w
where w.seen_at <= timestamp '2027-01-01 00:00:00'

-- everything_wide
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    case when step.event = 'order_placed' then o.total end as total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.placed_at),
      ('order_paid', o.paid_at)
  ) as step (event, happened_at)
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  null::text as visitor_id,
  order_id::text as order_id,
  total,
  null::text as reason,
  revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  null::timestamptz as loaded_at
from orders_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('page_seen|' || w.page_id) as event_id,
  'page_seen' as event,
  1 as event_version,
  w.seen_at at time zone 'UTC' as occurred_at,
  w.customer_id::text as customer_id,
  w.visitor as visitor_id,
  null::text as order_id,
  null::numeric(10, 2) as total,
  null::text as reason,
  null::numeric(18, 4) as revenue,
  w.url as link,
  'web.pages' as source,
  w.page_id::text as source_key,
  null::timestamptz as loaded_at
from web.pages as w
where w.seen_at <= timestamp '2027-01-01 00:00:00'

-- window
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.placed_at),
      ('order_paid', o.paid_at)
  ) as step (event, happened_at)
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
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  window same_event as (partition by customer_id, event order by occurred_at, order_id)
),

page_seen_numbered as (
  select
    w.seen_at at time zone 'UTC' as occurred_at,
    w.customer_id,
    w.visitor as visitor_id,
    w.url as link,
    w.page_id,
    case when w.customer_id is not null or w.visitor is not null then row_number() over same_event_2 end as occurrence,
    case
      when w.customer_id is not null or w.visitor is not null then lead(w.seen_at at time zone 'UTC') over same_event_2
    end as next_at
  from web.pages as w
  where w.seen_at <= timestamp '2027-01-01 00:00:00'
  window same_event_2 as (
    partition by w.customer_id, case when w.customer_id is null then w.visitor end
    order by w.seen_at, w.page_id
  )
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  null::text as visitor_id,
  order_id::text as order_id,
  case event
    when 'order_placed' then json_build_object('total', total)
    when 'order_paid' then json_build_object()
  end as properties,
  revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from orders_numbered
where occurred_at >= timestamptz '2026-01-02 00:00:00+00'
  and occurred_at < timestamptz '2026-01-04 00:00:00+00'
union all
select
  md5('page_seen|' || page_id) as event_id,
  'page_seen' as event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  visitor_id,
  null::text as order_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  link,
  'web.pages' as source,
  page_id::text as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from page_seen_numbered
where occurred_at >= timestamptz '2026-01-02 00:00:00+00'
  and occurred_at < timestamptz '2026-01-04 00:00:00+00'

-- off
-- eventspec 1: order_returned from shop.events.yml
select
  null::text as event_id,
  null::text as event,
  null::bigint as event_version,
  null::timestamptz as occurred_at,
  null::text as customer_id,
  null::text as reason,
  null::numeric(18, 4) as revenue,
  null::text as link,
  null::text as source,
  null::text as source_key,
  null::timestamptz as loaded_at
limit 0

-- customer_events
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join (
    select 'order_placed' as event
    union all
    select 'order_paid'
  ) as step
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  null::varchar(65535) as visitor_id,
  order_id::varchar(65535) as order_id,
  case event
    when 'order_placed' then object('total', total)
    when 'order_paid' then object()
  end as properties,
  revenue,
  null::varchar(65535) as link,
  'shop.orders' as source,
  order_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at,
  case
    when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, order_id)
  end as occurrence,
  case
    when customer_id is not null then lead(occurred_at) over (partition by customer_id, event order by occurred_at, order_id)
  end as next_at
from orders_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5('page_seen|' || w.page_id) as event_id,
  'page_seen' as event,
  1 as event_version,
  w.seen_at at time zone 'UTC' as occurred_at,
  w.customer_id::varchar(65535) as customer_id,
  w.visitor as visitor_id,
  null::varchar(65535) as order_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  w.url as link,
  'web.pages' as source,
  w.page_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at,
  case
    when w.customer_id is not null or w.visitor is not null then row_number() over (
      partition by w.customer_id, case when w.customer_id is null then w.visitor end
      order by w.seen_at, w.page_id
    )
  end as occurrence,
  case
    when w.customer_id is not null or w.visitor is not null then lead(w.seen_at at time zone 'UTC') over (
      partition by w.customer_id, case when w.customer_id is null then w.visitor end
      order by w.seen_at, w.page_id
    )
  end as next_at
from web.pages as w
where w.seen_at <= cast('2027-01-01 00:00:00' as timestamp)

-- customer_journey
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join (
    select 'order_placed' as event
    union all
    select 'order_paid'
  ) as step
),

events as (
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::varchar(65535) as customer_id,
    null::varchar(65535) as visitor_id,
    order_id::varchar(65535) as order_id,
    case event
      when 'order_placed' then object('total', total)
      when 'order_paid' then object()
    end as properties,
    revenue,
    null::varchar(65535) as link,
    'shop.orders' as source,
    order_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::timestamptz as next_at
  from orders_events
  where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
  union all
  select
    md5('page_seen|' || w.page_id) as event_id,
    'page_seen' as event,
    1 as event_version,
    w.seen_at at time zone 'UTC' as occurred_at,
    w.customer_id::varchar(65535) as customer_id,
    w.visitor as visitor_id,
    null::varchar(65535) as order_id,
    object() as properties,
    null::numeric(18, 4) as revenue,
    w.url as link,
    'web.pages' as source,
    w.page_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by w.customer_id order by w.seen_at, w.page_id) as occurrence,
    null::timestamptz as next_at
  from web.pages as w
  where w.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
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
  case
    when customer_id is not null then row_number() over (partition by customer_id order by occurred_at, event, occurrence, event_id)
  end as occurrence,
  case
    when customer_id is not null then lead(occurred_at) over (partition by customer_id order by occurred_at, event, occurrence, event_id)
  end as next_at
from events

-- customer_stream
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join (
    select 'order_placed' as event
    union all
    select 'order_paid'
  ) as step
)

select
  md5(event || '|' || order_id) as activity_id,
  occurred_at as ts,
  customer_id::varchar(65535) as customer,
  event as activity,
  null::varchar(65535) as anonymous_customer_id,
  case event
    when 'order_placed' then object('total', total)
    when 'order_paid' then object()
  end as feature_json,
  revenue as revenue_impact,
  null::varchar(65535) as link,
  row_number() over (partition by customer_id, event order by occurred_at, order_id) as activity_occurrence,
  lead(occurred_at) over (partition by customer_id, event order by occurred_at, order_id) as activity_repeated_at
from orders_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
  and customer_id is not null
union all
select
  md5('page_seen|' || w.page_id) as activity_id,
  w.seen_at at time zone 'UTC' as ts,
  w.customer_id::varchar(65535) as customer,
  'page_seen' as activity,
  w.visitor as anonymous_customer_id,
  object() as feature_json,
  null::numeric(18, 4) as revenue_impact,
  w.url as link,
  row_number() over (
    partition by w.customer_id, case when w.customer_id is null then w.visitor end
    order by w.seen_at, w.page_id
  ) as activity_occurrence,
  lead(w.seen_at at time zone 'UTC') over (
    partition by w.customer_id, case when w.customer_id is null then w.visitor end
    order by w.seen_at, w.page_id
  ) as activity_repeated_at
from web.pages as w
where w.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
  and (w.customer_id is not null or w.visitor is not null)

-- orders_of_customers
-- eventspec 1: order_placed, order_paid, order_returned from shop.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join (
    select 'order_placed' as event
    union all
    select 'order_paid'
  ) as step
)

select
  md5(event || '|' || order_id) as activity_id,
  occurred_at as ts,
  customer_id::varchar(65535) as customer,
  event as activity,
  null::varchar(65535) as anonymous_customer_id,
  case event
    when 'order_placed' then object('total', total)
    when 'order_paid' then object()
  end as feature_json,
  revenue as revenue_impact,
  null::varchar(65535) as link
from events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
  and customer_id is not null

-- tracked
-- eventspec 1: page_tracked from shop.events.yml
select
  md5('page_tracked|' || w.page_id) as event_id,
  'page_tracked' as event,
  1 as event_version,
  w.seen_at at time zone 'UTC' as occurred_at,
  w.visitor as visitor_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.pages' as source,
  w.page_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from web.pages as w
where w.seen_at <= cast('2027-01-01 00:00:00' as timestamp)

-- everything_wide
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    case when step.event = 'order_placed' then o.total end as total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join (
    select 'order_placed' as event
    union all
    select 'order_paid'
  ) as step
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  null::varchar(65535) as visitor_id,
  order_id::varchar(65535) as order_id,
  total,
  null::varchar(65535) as reason,
  revenue,
  null::varchar(65535) as link,
  'shop.orders' as source,
  order_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from orders_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5('page_seen|' || w.page_id) as event_id,
  'page_seen' as event,
  1 as event_version,
  w.seen_at at time zone 'UTC' as occurred_at,
  w.customer_id::varchar(65535) as customer_id,
  w.visitor as visitor_id,
  null::varchar(65535) as order_id,
  null::numeric(10, 2) as total,
  null::varchar(65535) as reason,
  null::numeric(18, 4) as revenue,
  w.url as link,
  'web.pages' as source,
  w.page_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from web.pages as w
where w.seen_at <= cast('2027-01-01 00:00:00' as timestamp)

-- window
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event,
    case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end at time zone 'UTC' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total,
    case when step.event = 'order_placed' then o.total::numeric(18, 4) end as revenue
  from shop.orders as o
  cross join (
    select 'order_placed' as event
    union all
    select 'order_paid'
  ) as step
),

orders_numbered as (
  select
    event,
    occurred_at,
    customer_id,
    order_id,
    total,
    revenue,
    case
      when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, order_id)
    end as occurrence,
    case
      when customer_id is not null then lead(occurred_at) over (partition by customer_id, event order by occurred_at, order_id)
    end as next_at
  from orders_events
  where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
),

page_seen_numbered as (
  select
    w.seen_at at time zone 'UTC' as occurred_at,
    w.customer_id,
    w.visitor as visitor_id,
    w.url as link,
    w.page_id,
    case
      when w.customer_id is not null or w.visitor is not null then row_number() over (
        partition by w.customer_id, case when w.customer_id is null then w.visitor end
        order by w.seen_at, w.page_id
      )
    end as occurrence,
    case
      when w.customer_id is not null or w.visitor is not null then lead(w.seen_at at time zone 'UTC') over (
        partition by w.customer_id, case when w.customer_id is null then w.visitor end
        order by w.seen_at, w.page_id
      )
    end as next_at
  from web.pages as w
  where w.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  null::varchar(65535) as visitor_id,
  order_id::varchar(65535) as order_id,
  case event
    when 'order_placed' then object('total', total)
    when 'order_paid' then object()
  end as properties,
  revenue,
  null::varchar(65535) as link,
  'shop.orders' as source,
  order_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from orders_numbered
where occurred_at >= cast('2026-01-02 00:00:00+00' as timestamptz)
  and occurred_at < cast('2026-01-04 00:00:00+00' as timestamptz)
union all
select
  md5('page_seen|' || page_id) as event_id,
  'page_seen' as event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  visitor_id,
  null::varchar(65535) as order_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  link,
  'web.pages' as source,
  page_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from page_seen_numbered
where occurred_at >= cast('2026-01-02 00:00:00+00' as timestamptz)
  and occurred_at < cast('2026-01-04 00:00:00+00' as timestamptz)

-- off
-- eventspec 1: order_returned from shop.events.yml
select
  null::varchar(65535) as event_id,
  null::varchar(65535) as event,
  null::bigint as event_version,
  null::timestamptz as occurred_at,
  null::varchar(65535) as customer_id,
  null::varchar(65535) as reason,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  null::varchar(65535) as source,
  null::varchar(65535) as source_key,
  null::timestamptz as loaded_at
limit 0

-- customer_events
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as order_id,
    o.total as total,
    case when step.event = 'order_placed' then cast(round(o.total, 4) as Nullable(Decimal(18, 4))) end as revenue
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_paid']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(order_id) as order_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
    when 'order_paid' then '{}'
  end as properties,
  revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  case
    when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, order_id)
  end as occurrence,
  case
    when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id, event order by occurred_at, order_id)
  end as next_at
from orders_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('page_seen|' || toString(w.page_id)))) as event_id,
  'page_seen' as event,
  1 as event_version,
  toDateTime64(toString(w.seen_at), 6, 'UTC') as occurred_at,
  toString(w.customer_id) as customer_id,
  w.visitor as visitor_id,
  null::Nullable(String) as order_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  w.url as link,
  'web.pages' as source,
  toString(w.page_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  case
    when w.customer_id is not null or w.visitor is not null then row_number() over (
      partition by w.customer_id, case when w.customer_id is null then w.visitor end
      order by w.seen_at, w.page_id
    )
  end as occurrence,
  case
    when w.customer_id is not null or w.visitor is not null then lead(toNullable(toDateTime64(toString(w.seen_at), 6, 'UTC'))) over (
      partition by w.customer_id, case when w.customer_id is null then w.visitor end
      order by w.seen_at, w.page_id
    )
  end as next_at
from web.pages as w
where w.seen_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- customer_journey
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as order_id,
    o.total as total,
    case when step.event = 'order_placed' then cast(round(o.total, 4) as Nullable(Decimal(18, 4))) end as revenue
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_paid']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    null::Nullable(String) as visitor_id,
    toString(order_id) as order_id,
    case event
      when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
      when 'order_paid' then '{}'
    end as properties,
    revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(order_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from orders_events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('page_seen|' || toString(w.page_id)))) as event_id,
    'page_seen' as event,
    1 as event_version,
    toDateTime64(toString(w.seen_at), 6, 'UTC') as occurred_at,
    toString(w.customer_id) as customer_id,
    w.visitor as visitor_id,
    null::Nullable(String) as order_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    w.url as link,
    'web.pages' as source,
    toString(w.page_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by w.customer_id order by w.seen_at, w.page_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from web.pages as w
  where w.seen_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
    when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id order by occurred_at, event, occurrence, event_id)
  end as next_at
from events
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- customer_stream
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as order_id,
    o.total as total,
    case when step.event = 'order_placed' then cast(round(o.total, 4) as Nullable(Decimal(18, 4))) end as revenue
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_paid']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as activity_id,
  occurred_at as ts,
  toString(customer_id) as customer,
  event as activity,
  null::Nullable(String) as anonymous_customer_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
    when 'order_paid' then '{}'
  end as feature_json,
  revenue as revenue_impact,
  null::Nullable(String) as link,
  row_number() over (partition by customer_id, event order by occurred_at, order_id) as activity_occurrence,
  lead(toNullable(occurred_at)) over (partition by customer_id, event order by occurred_at, order_id) as activity_repeated_at
from orders_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and customer_id is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('page_seen|' || toString(w.page_id)))) as activity_id,
  toDateTime64(toString(w.seen_at), 6, 'UTC') as ts,
  toString(w.customer_id) as customer,
  'page_seen' as activity,
  w.visitor as anonymous_customer_id,
  '{}' as feature_json,
  null::Nullable(Decimal(18, 4)) as revenue_impact,
  w.url as link,
  row_number() over (
    partition by w.customer_id, case when w.customer_id is null then w.visitor end
    order by w.seen_at, w.page_id
  ) as activity_occurrence,
  lead(toNullable(toDateTime64(toString(w.seen_at), 6, 'UTC'))) over (
    partition by w.customer_id, case when w.customer_id is null then w.visitor end
    order by w.seen_at, w.page_id
  ) as activity_repeated_at
from web.pages as w
where w.seen_at <= toDateTime64('2027-01-01 00:00:00', 6)
  and (w.customer_id is not null or w.visitor is not null)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- orders_of_customers
-- eventspec 1: order_placed, order_paid, order_returned from shop.events.yml
with events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as order_id,
    o.total as total,
    case when step.event = 'order_placed' then cast(round(o.total, 4) as Nullable(Decimal(18, 4))) end as revenue
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_paid']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as activity_id,
  occurred_at as ts,
  toString(customer_id) as customer,
  event as activity,
  null::Nullable(String) as anonymous_customer_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
    when 'order_paid' then '{}'
  end as feature_json,
  revenue as revenue_impact,
  null::Nullable(String) as link
from events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and customer_id is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- tracked
-- eventspec 1: page_tracked from shop.events.yml
select
  lower(hex(MD5('page_tracked|' || toString(w.page_id)))) as event_id,
  'page_tracked' as event,
  1 as event_version,
  toDateTime64(toString(w.seen_at), 6, 'UTC') as occurred_at,
  w.visitor as visitor_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.pages' as source,
  toString(w.page_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from web.pages as w
where w.seen_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- everything_wide
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as order_id,
    case when step.event = 'order_placed' then o.total end as total,
    case when step.event = 'order_placed' then cast(round(o.total, 4) as Nullable(Decimal(18, 4))) end as revenue
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_paid']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(order_id) as order_id,
  total,
  null::Nullable(String) as reason,
  revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from orders_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('page_seen|' || toString(w.page_id)))) as event_id,
  'page_seen' as event,
  1 as event_version,
  toDateTime64(toString(w.seen_at), 6, 'UTC') as occurred_at,
  toString(w.customer_id) as customer_id,
  w.visitor as visitor_id,
  null::Nullable(String) as order_id,
  null::Nullable(Decimal(10, 2)) as total,
  null::Nullable(String) as reason,
  null::Nullable(Decimal(18, 4)) as revenue,
  w.url as link,
  'web.pages' as source,
  toString(w.page_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from web.pages as w
where w.seen_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: order_placed, order_paid, page_seen and 1 more from shop.events.yml
with orders_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'order_placed' then o.placed_at
      when 'order_paid' then o.paid_at
    end), 6, 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.order_id as order_id,
    o.total as total,
    case when step.event = 'order_placed' then cast(round(o.total, 4) as Nullable(Decimal(18, 4))) end as revenue
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_paid']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id, event order by occurred_at, order_id)
    end as next_at
  from orders_events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
),

page_seen_numbered as (
  select
    toDateTime64(toString(w.seen_at), 6, 'UTC') as occurred_at,
    w.customer_id as customer_id,
    w.visitor as visitor_id,
    w.url as link,
    w.page_id as page_id,
    case
      when w.customer_id is not null or w.visitor is not null then row_number() over (
        partition by w.customer_id, case when w.customer_id is null then w.visitor end
        order by w.seen_at, w.page_id
      )
    end as occurrence,
    case
      when w.customer_id is not null or w.visitor is not null then lead(toNullable(toDateTime64(toString(w.seen_at), 6, 'UTC'))) over (
        partition by w.customer_id, case when w.customer_id is null then w.visitor end
        order by w.seen_at, w.page_id
      )
    end as next_at
  from web.pages as w
  where w.seen_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(order_id) as order_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
    when 'order_paid' then '{}'
  end as properties,
  revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at
from orders_numbered
where occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-04 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('page_seen|' || toString(page_id)))) as event_id,
  'page_seen' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  visitor_id,
  null::Nullable(String) as order_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  link,
  'web.pages' as source,
  toString(page_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at
from page_seen_numbered
where occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-04 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- off
-- eventspec 1: order_returned from shop.events.yml
select
  null::Nullable(String) as event_id,
  null::Nullable(String) as event,
  null::Nullable(Int64) as event_version,
  null::Nullable(DateTime64(6, 'UTC')) as occurred_at,
  null::Nullable(String) as customer_id,
  null::Nullable(String) as reason,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  null::Nullable(String) as source,
  null::Nullable(String) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
limit 0

-- firsts
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event as event,
    toTimeZone(toDateTime64(toString(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.order_id as order_id
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_lately']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_visit_ranked as (
  select
    toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.visitor_id as visitor_id,
    v.visit_id as visit_id,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as place
  from web.visits as v
  where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and v.visitor_id is not null
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
    case event
      when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
      when 'order_shipped' then '{}'
      when 'order_lately' then '{}'
    end as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(order_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from orders_events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('visit_begun|' || toString(v.visit_id)))) as event_id,
    'visit_begun' as event,
    1 as event_version,
    toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
    toString(v.customer_id) as customer_id,
    toString(v.visitor_id) as visitor_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.visits' as source,
    toString(v.visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from web.visits as v
  where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('first_visit|' || toString(visitor_id)))) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    toString(visitor_id) as visitor_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.visits' as source,
    toString(visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from first_visit_ranked
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

numbered as (
  select
    event_id,
    event,
    event_version,
    occurred_at,
    customer_id,
    visitor_id,
    properties,
    revenue,
    link,
    source,
    source_key,
    loaded_at,
    case when customer_id is not null then min(occurred_at) over (partition by customer_id) end as first_at
  from events
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select *
from numbered
where event not in ('order_lately') or occurred_at >= toDateTime64('2025-03-30 01:30:00', 6, 'UTC')

-- one source
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event as event,
    toTimeZone(toDateTime64(toString(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.order_id as order_id
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_lately']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

numbered as (
  select
    event,
    occurred_at,
    customer_id,
    total,
    order_id,
    case when customer_id is not null then min(occurred_at) over (partition by customer_id) end as first_at
  from events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
    when 'order_shipped' then '{}'
    when 'order_lately' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  first_at
from numbered
where event not in ('order_lately') or occurred_at >= toDateTime64('2025-03-30 01:30:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- one source in a window
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event as event,
    toTimeZone(toDateTime64(toString(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.order_id as order_id
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_lately']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

numbered as (
  select
    event,
    occurred_at,
    customer_id,
    total,
    order_id,
    case when customer_id is not null then min(occurred_at) over (partition by customer_id) end as first_at
  from events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
    when 'order_shipped' then '{}'
    when 'order_lately' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  first_at
from numbered
where (
  event not in ('order_placed', 'order_shipped')
  or (
    occurred_at >= toDateTime64('2025-03-30 01:00:00', 6, 'UTC')
    and occurred_at < toDateTime64('2025-10-27 00:00:00', 6, 'UTC')
  )
)
  and (
    event not in ('order_lately')
    or (
      occurred_at >= toDateTime64('2025-03-30 01:30:00', 6, 'UTC')
      and occurred_at < toDateTime64('2025-10-27 00:00:00', 6, 'UTC')
    )
  )
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- counted
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event as event,
    toTimeZone(toDateTime64(toString(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.order_id as order_id
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_lately']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

numbered as (
  select
    event,
    occurred_at,
    customer_id,
    total,
    order_id,
    case
      when customer_id is not null then row_number() over (partition by customer_id order by occurred_at, event, order_id)
    end as occurrence,
    case
      when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id order by occurred_at, event, order_id)
    end as next_at,
    case when customer_id is not null then min(occurred_at) over (partition by customer_id) end as first_at
  from events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  case event
    when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
    when 'order_shipped' then '{}'
    when 'order_lately' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at,
  first_at
from numbered
where occurred_at >= toDateTime64('2025-10-26 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- by event
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event as event,
    toTimeZone(toDateTime64(toString(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    case when step.event = 'order_placed' then o.total end as total,
    o.order_id as order_id
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_lately']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_visit_ranked as (
  select
    toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.visitor_id as visitor_id,
    v.visit_id as visit_id,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as place
  from web.visits as v
  where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and v.visitor_id is not null
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
    total,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(order_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    case
      when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, order_id)
    end as occurrence,
    case
      when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id, event order by occurred_at, order_id)
    end as next_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from orders_events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('visit_begun|' || toString(v.visit_id)))) as event_id,
    'visit_begun' as event,
    1 as event_version,
    toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
    toString(v.customer_id) as customer_id,
    toString(v.visitor_id) as visitor_id,
    null::Nullable(Int64) as total,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.visits' as source,
    toString(v.visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    case
      when v.customer_id is not null or v.visitor_id is not null then row_number() over (
        partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
        order by v.begun_at, v.visit_id
      )
    end as occurrence,
    case
      when v.customer_id is not null or v.visitor_id is not null then lead(toNullable(toDateTime64(toString(v.begun_at), 6, 'UTC'))) over (
        partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
        order by v.begun_at, v.visit_id
      )
    end as next_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from web.visits as v
  where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('first_visit|' || toString(visitor_id)))) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    toString(visitor_id) as visitor_id,
    null::Nullable(Int64) as total,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.visits' as source,
    toString(visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    case
      when customer_id is not null or visitor_id is not null then row_number() over (
        partition by customer_id, case when customer_id is null then visitor_id end
        order by occurred_at, visit_id
      )
    end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
        partition by customer_id, case when customer_id is null then visitor_id end
        order by occurred_at, visit_id
      )
    end as next_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from first_visit_ranked
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

numbered as (
  select
    event_id,
    event,
    event_version,
    occurred_at,
    customer_id,
    visitor_id,
    total,
    revenue,
    link,
    source,
    source_key,
    loaded_at,
    occurrence,
    next_at,
    case
      when customer_id is not null or visitor_id is not null then min(occurred_at) over (
        partition by customer_id, case when customer_id is null then visitor_id end
      )
    end as first_at
  from events
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select *
from numbered
where event not in ('order_lately') or occurred_at >= toDateTime64('2025-03-30 01:30:00', 6, 'UTC')

-- by entity in a window
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event as event,
    toTimeZone(toDateTime64(toString(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.order_id as order_id
  from shop.orders as o
  cross join (
    select arrayJoin(['order_placed', 'order_shipped', 'order_lately']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_visit_ranked as (
  select
    toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.visitor_id as visitor_id,
    v.visit_id as visit_id,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as place
  from web.visits as v
  where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and v.visitor_id is not null
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
    case event
      when 'order_placed' then '{' || arrayStringConcat(['"total":' || coalesce(toString(total), 'null')], ',') || '}'
      when 'order_shipped' then '{}'
      when 'order_lately' then '{}'
    end as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(order_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from orders_events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('visit_begun|' || toString(v.visit_id)))) as event_id,
    'visit_begun' as event,
    1 as event_version,
    toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
    toString(v.customer_id) as customer_id,
    toString(v.visitor_id) as visitor_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.visits' as source,
    toString(v.visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (
      partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
      order by v.begun_at, v.visit_id
    ) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from web.visits as v
  where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('first_visit|' || toString(visitor_id)))) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    toString(visitor_id) as visitor_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.visits' as source,
    toString(visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, visit_id
    ) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at,
    null::Nullable(DateTime64(6, 'UTC')) as first_at
  from first_visit_ranked
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

numbered as (
  select
    event_id,
    event,
    event_version,
    occurred_at,
    customer_id,
    visitor_id,
    properties,
    revenue,
    link,
    source,
    source_key,
    loaded_at,
    case
      when customer_id is not null or visitor_id is not null then row_number() over (
        partition by customer_id, case when customer_id is null then visitor_id end
        order by occurred_at, event, occurrence, event_id
      )
    end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
        partition by customer_id, case when customer_id is null then visitor_id end
        order by occurred_at, event, occurrence, event_id
      )
    end as next_at,
    case
      when customer_id is not null or visitor_id is not null then min(occurred_at) over (
        partition by customer_id, case when customer_id is null then visitor_id end
      )
    end as first_at
  from events
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select *
from numbered
where occurred_at >= toDateTime64('2025-10-26 00:00:00', 6, 'UTC')

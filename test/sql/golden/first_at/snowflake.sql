-- firsts
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    convert_timezone('Europe/Brussels', 'UTC', case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end) as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
),

first_visit_kept as (
  select
    v.begun_at as occurred_at,
    v.customer_id,
    v.visitor_id,
    v.visit_id
  from web.visits as v
  where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
    and v.visitor_id is not null
  qualify row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) = 1
),

events as (
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    null::varchar as visitor_id,
    case event
      when 'order_placed' then object_construct_keep_null('total', total)
      when 'order_shipped' then object_construct_keep_null()
      when 'order_lately' then object_construct_keep_null()
    end as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'shop.orders' as source,
    order_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    null::timestamp_ntz as first_at
  from orders_events
  where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at as occurred_at,
    v.customer_id::varchar as customer_id,
    v.visitor_id::varchar as visitor_id,
    object_construct_keep_null() as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'web.visits' as source,
    v.visit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    null::timestamp_ntz as first_at
  from web.visits as v
  where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  union all
  select
    md5('first_visit|' || visitor_id) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    visitor_id::varchar as visitor_id,
    object_construct_keep_null() as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'web.visits' as source,
    visit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    null::timestamp_ntz as first_at
  from first_visit_kept
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
)

select *
from numbered
where event not in ('order_lately') or occurred_at >= cast('2025-03-30 01:30:00' as timestamp_ntz)

-- one source
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    convert_timezone('Europe/Brussels', 'UTC', case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end) as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
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
  where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  case event
    when 'order_placed' then object_construct_keep_null('total', total)
    when 'order_shipped' then object_construct_keep_null()
    when 'order_lately' then object_construct_keep_null()
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  null::timestamp_ntz as loaded_at,
  first_at
from numbered
where event not in ('order_lately') or occurred_at >= cast('2025-03-30 01:30:00' as timestamp_ntz)

-- one source in a window
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    convert_timezone('Europe/Brussels', 'UTC', case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end) as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
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
  where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  case event
    when 'order_placed' then object_construct_keep_null('total', total)
    when 'order_shipped' then object_construct_keep_null()
    when 'order_lately' then object_construct_keep_null()
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  null::timestamp_ntz as loaded_at,
  first_at
from numbered
where (
  event not in ('order_placed', 'order_shipped')
  or (
    occurred_at >= cast('2025-03-30 01:00:00' as timestamp_ntz)
    and occurred_at < cast('2025-10-27 00:00:00' as timestamp_ntz)
  )
)
  and (
    event not in ('order_lately')
    or (
      occurred_at >= cast('2025-03-30 01:30:00' as timestamp_ntz)
      and occurred_at < cast('2025-10-27 00:00:00' as timestamp_ntz)
    )
  )

-- counted
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    convert_timezone('Europe/Brussels', 'UTC', case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end) as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
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
      when customer_id is not null then lead(occurred_at) over (partition by customer_id order by occurred_at, event, order_id)
    end as next_at,
    case when customer_id is not null then min(occurred_at) over (partition by customer_id) end as first_at
  from events
  where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  case event
    when 'order_placed' then object_construct_keep_null('total', total)
    when 'order_shipped' then object_construct_keep_null()
    when 'order_lately' then object_construct_keep_null()
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  null::timestamp_ntz as loaded_at,
  occurrence,
  next_at,
  first_at
from numbered
where occurred_at >= cast('2025-10-26 00:00:00' as timestamp_ntz)

-- by event
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    convert_timezone('Europe/Brussels', 'UTC', case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end) as occurred_at,
    o.customer_id,
    case when step.event = 'order_placed' then o.total end as total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
),

first_visit_kept as (
  select
    v.begun_at as occurred_at,
    v.customer_id,
    v.visitor_id,
    v.visit_id
  from web.visits as v
  where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
    and v.visitor_id is not null
  qualify row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) = 1
),

events as (
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    null::varchar as visitor_id,
    total,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'shop.orders' as source,
    order_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    case
      when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, order_id)
    end as occurrence,
    case
      when customer_id is not null then lead(occurred_at) over (partition by customer_id, event order by occurred_at, order_id)
    end as next_at,
    null::timestamp_ntz as first_at
  from orders_events
  where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at as occurred_at,
    v.customer_id::varchar as customer_id,
    v.visitor_id::varchar as visitor_id,
    null::bigint as total,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'web.visits' as source,
    v.visit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    case
      when v.customer_id is not null or v.visitor_id is not null then row_number() over (
        partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
        order by v.begun_at, v.visit_id
      )
    end as occurrence,
    case
      when v.customer_id is not null or v.visitor_id is not null then lead(v.begun_at) over (
        partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
        order by v.begun_at, v.visit_id
      )
    end as next_at,
    null::timestamp_ntz as first_at
  from web.visits as v
  where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  union all
  select
    md5('first_visit|' || visitor_id) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    visitor_id::varchar as visitor_id,
    null::bigint as total,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'web.visits' as source,
    visit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    case
      when customer_id is not null or visitor_id is not null then row_number() over (
        partition by customer_id, case when customer_id is null then visitor_id end
        order by occurred_at, visit_id
      )
    end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(occurred_at) over (
        partition by customer_id, case when customer_id is null then visitor_id end
        order by occurred_at, visit_id
      )
    end as next_at,
    null::timestamp_ntz as first_at
  from first_visit_kept
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
)

select *
from numbered
where event not in ('order_lately') or occurred_at >= cast('2025-03-30 01:30:00' as timestamp_ntz)

-- by entity in a window
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    convert_timezone('Europe/Brussels', 'UTC', case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end) as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
),

first_visit_kept as (
  select
    v.begun_at as occurred_at,
    v.customer_id,
    v.visitor_id,
    v.visit_id
  from web.visits as v
  where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
    and v.visitor_id is not null
  qualify row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) = 1
),

events as (
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    null::varchar as visitor_id,
    case event
      when 'order_placed' then object_construct_keep_null('total', total)
      when 'order_shipped' then object_construct_keep_null()
      when 'order_lately' then object_construct_keep_null()
    end as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'shop.orders' as source,
    order_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::timestamp_ntz as next_at,
    null::timestamp_ntz as first_at
  from orders_events
  where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at as occurred_at,
    v.customer_id::varchar as customer_id,
    v.visitor_id::varchar as visitor_id,
    object_construct_keep_null() as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'web.visits' as source,
    v.visit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (
      partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
      order by v.begun_at, v.visit_id
    ) as occurrence,
    null::timestamp_ntz as next_at,
    null::timestamp_ntz as first_at
  from web.visits as v
  where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  union all
  select
    md5('first_visit|' || visitor_id) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    visitor_id::varchar as visitor_id,
    object_construct_keep_null() as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'web.visits' as source,
    visit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, visit_id
    ) as occurrence,
    null::timestamp_ntz as next_at,
    null::timestamp_ntz as first_at
  from first_visit_kept
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
      when customer_id is not null or visitor_id is not null then lead(occurred_at) over (
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
)

select *
from numbered
where occurred_at >= cast('2025-10-26 00:00:00' as timestamp_ntz)

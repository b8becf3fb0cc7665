-- firsts
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    at_timezone(with_timezone(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
),

first_visit_ranked as (
  select
    with_timezone(v.begun_at, 'UTC') as occurred_at,
    v.customer_id,
    v.visitor_id,
    v.visit_id,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as place
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
    and v.visitor_id is not null
),

events as (
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    cast(null as varchar) as visitor_id,
    case event
      when 'order_placed' then json_object('total': total)
      when 'order_shipped' then json_object()
      when 'order_lately' then json_object()
    end as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(order_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    cast(null as timestamp(6) with time zone) as first_at
  from orders_events
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  union all
  select
    lower(to_hex(md5(to_utf8('visit_begun|' || cast(v.visit_id as varchar))))) as event_id,
    'visit_begun' as event,
    1 as event_version,
    with_timezone(v.begun_at, 'UTC') as occurred_at,
    cast(v.customer_id as varchar) as customer_id,
    cast(v.visitor_id as varchar) as visitor_id,
    json_object() as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'web.visits' as source,
    cast(v.visit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    cast(null as timestamp(6) with time zone) as first_at
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
  union all
  select
    lower(to_hex(md5(to_utf8('first_visit|' || cast(visitor_id as varchar))))) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    cast(visitor_id as varchar) as visitor_id,
    json_object() as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'web.visits' as source,
    cast(visit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    cast(null as timestamp(6) with time zone) as first_at
  from first_visit_ranked
  where place = 1
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
where event not in ('order_lately') or occurred_at >= timestamp '2025-03-30 01:30:00 UTC'

-- one source
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    at_timezone(with_timezone(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end, 'Europe/Brussels'), 'UTC') as occurred_at,
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
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  case event
    when 'order_placed' then json_object('total': total)
    when 'order_shipped' then json_object()
    when 'order_lately' then json_object()
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  first_at
from numbered
where event not in ('order_lately') or occurred_at >= timestamp '2025-03-30 01:30:00 UTC'

-- one source in a window
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    at_timezone(with_timezone(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end, 'Europe/Brussels'), 'UTC') as occurred_at,
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
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  case event
    when 'order_placed' then json_object('total': total)
    when 'order_shipped' then json_object()
    when 'order_lately' then json_object()
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  first_at
from numbered
where (
  event not in ('order_placed', 'order_shipped')
  or (
    occurred_at >= timestamp '2025-03-30 01:00:00 UTC'
    and occurred_at < timestamp '2025-10-27 00:00:00 UTC'
  )
)
  and (
    event not in ('order_lately')
    or (
      occurred_at >= timestamp '2025-03-30 01:30:00 UTC'
      and occurred_at < timestamp '2025-10-27 00:00:00 UTC'
    )
  )

-- counted
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    at_timezone(with_timezone(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end, 'Europe/Brussels'), 'UTC') as occurred_at,
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
    case when customer_id is not null then row_number() over same_entity end as occurrence,
    case when customer_id is not null then lead(occurred_at) over same_entity end as next_at,
    case when customer_id is not null then min(occurred_at) over (partition by customer_id) end as first_at
  from events
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  window same_entity as (partition by customer_id order by occurred_at, event, order_id)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  case event
    when 'order_placed' then json_object('total': total)
    when 'order_shipped' then json_object()
    when 'order_lately' then json_object()
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  occurrence,
  next_at,
  first_at
from numbered
where occurred_at >= timestamp '2025-10-26 00:00:00 UTC'

-- by event
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    at_timezone(with_timezone(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id,
    case when step.event = 'order_placed' then o.total end as total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
),

first_visit_ranked as (
  select
    with_timezone(v.begun_at, 'UTC') as occurred_at,
    v.customer_id,
    v.visitor_id,
    v.visit_id,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as place
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
    and v.visitor_id is not null
),

events as (
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    cast(null as varchar) as visitor_id,
    total,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(order_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    case when customer_id is not null then row_number() over same_event end as occurrence,
    case when customer_id is not null then lead(occurred_at) over same_event end as next_at,
    cast(null as timestamp(6) with time zone) as first_at
  from orders_events
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  window same_event as (partition by customer_id, event order by occurred_at, order_id)
  union all
  select
    lower(to_hex(md5(to_utf8('visit_begun|' || cast(v.visit_id as varchar))))) as event_id,
    'visit_begun' as event,
    1 as event_version,
    with_timezone(v.begun_at, 'UTC') as occurred_at,
    cast(v.customer_id as varchar) as customer_id,
    cast(v.visitor_id as varchar) as visitor_id,
    cast(null as bigint) as total,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'web.visits' as source,
    cast(v.visit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    case
      when v.customer_id is not null or v.visitor_id is not null then row_number() over same_event_2
    end as occurrence,
    case
      when v.customer_id is not null or v.visitor_id is not null then lead(with_timezone(v.begun_at, 'UTC')) over same_event_2
    end as next_at,
    cast(null as timestamp(6) with time zone) as first_at
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
  window same_event_2 as (
    partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
    order by v.begun_at, v.visit_id
  )
  union all
  select
    lower(to_hex(md5(to_utf8('first_visit|' || cast(visitor_id as varchar))))) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    cast(visitor_id as varchar) as visitor_id,
    cast(null as bigint) as total,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'web.visits' as source,
    cast(visit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    case when customer_id is not null or visitor_id is not null then row_number() over same_event_3 end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(occurred_at) over same_event_3
    end as next_at,
    cast(null as timestamp(6) with time zone) as first_at
  from first_visit_ranked
  where place = 1
  window same_event_3 as (
    partition by customer_id, case when customer_id is null then visitor_id end
    order by occurred_at, visit_id
  )
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
where event not in ('order_lately') or occurred_at >= timestamp '2025-03-30 01:30:00 UTC'

-- by entity in a window
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    at_timezone(with_timezone(case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_lately' then o.ordered_at
    end, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_lately')
  ) as step (event)
),

first_visit_ranked as (
  select
    with_timezone(v.begun_at, 'UTC') as occurred_at,
    v.customer_id,
    v.visitor_id,
    v.visit_id,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as place
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
    and v.visitor_id is not null
),

events as (
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    cast(null as varchar) as visitor_id,
    case event
      when 'order_placed' then json_object('total': total)
      when 'order_shipped' then json_object()
      when 'order_lately' then json_object()
    end as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(order_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at,
    cast(null as timestamp(6) with time zone) as first_at
  from orders_events
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  union all
  select
    lower(to_hex(md5(to_utf8('visit_begun|' || cast(v.visit_id as varchar))))) as event_id,
    'visit_begun' as event,
    1 as event_version,
    with_timezone(v.begun_at, 'UTC') as occurred_at,
    cast(v.customer_id as varchar) as customer_id,
    cast(v.visitor_id as varchar) as visitor_id,
    json_object() as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'web.visits' as source,
    cast(v.visit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (
      partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
      order by v.begun_at, v.visit_id
    ) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at,
    cast(null as timestamp(6) with time zone) as first_at
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
  union all
  select
    lower(to_hex(md5(to_utf8('first_visit|' || cast(visitor_id as varchar))))) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    cast(visitor_id as varchar) as visitor_id,
    json_object() as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'web.visits' as source,
    cast(visit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, visit_id
    ) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at,
    cast(null as timestamp(6) with time zone) as first_at
  from first_visit_ranked
  where place = 1
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
    case when customer_id is not null or visitor_id is not null then row_number() over same_entity end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(occurred_at) over same_entity
    end as next_at,
    case
      when customer_id is not null or visitor_id is not null then min(occurred_at) over (
        partition by customer_id, case when customer_id is null then visitor_id end
      )
    end as first_at
  from events
  window same_entity as (
    partition by customer_id, case when customer_id is null then visitor_id end
    order by occurred_at, event, occurrence, event_id
  )
)

select *
from numbered
where occurred_at >= timestamp '2025-10-26 00:00:00 UTC'

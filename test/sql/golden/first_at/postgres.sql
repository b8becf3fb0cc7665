-- firsts
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.ordered_at),
      ('order_shipped', o.shipped_at),
      ('order_lately', o.ordered_at)
  ) as step (event, happened_at)
),

first_visit_ranked as (
  select
    v.begun_at at time zone 'UTC' as occurred_at,
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
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::text as customer_id,
    null::text as visitor_id,
    case event
      when 'order_placed' then json_build_object('total', total)
      when 'order_shipped' then json_build_object()
      when 'order_lately' then json_build_object()
    end as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'shop.orders' as source,
    order_id::text as source_key,
    null::timestamptz as loaded_at,
    null::timestamptz as first_at
  from orders_events
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at at time zone 'UTC' as occurred_at,
    v.customer_id::text as customer_id,
    v.visitor_id::text as visitor_id,
    json_build_object() as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'web.visits' as source,
    v.visit_id::text as source_key,
    null::timestamptz as loaded_at,
    null::timestamptz as first_at
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
  union all
  select
    md5('first_visit|' || visitor_id) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    customer_id::text as customer_id,
    visitor_id::text as visitor_id,
    json_build_object() as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'web.visits' as source,
    visit_id::text as source_key,
    null::timestamptz as loaded_at,
    null::timestamptz as first_at
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
where event not in ('order_lately') or occurred_at >= timestamptz '2025-03-30 01:30:00+00'

-- one source
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    step.happened_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.ordered_at),
      ('order_shipped', o.shipped_at),
      ('order_lately', o.ordered_at)
  ) as step (event, happened_at)
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
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  case event
    when 'order_placed' then json_build_object('total', total)
    when 'order_shipped' then json_build_object()
    when 'order_lately' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  null::timestamptz as loaded_at,
  first_at
from numbered
where event not in ('order_lately') or occurred_at >= timestamptz '2025-03-30 01:30:00+00'

-- one source in a window
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    step.happened_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.ordered_at),
      ('order_shipped', o.shipped_at),
      ('order_lately', o.ordered_at)
  ) as step (event, happened_at)
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
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  case event
    when 'order_placed' then json_build_object('total', total)
    when 'order_shipped' then json_build_object()
    when 'order_lately' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  null::timestamptz as loaded_at,
  first_at
from numbered
where (
  event not in ('order_placed', 'order_shipped')
  or (
    occurred_at >= timestamptz '2025-03-30 01:00:00+00'
    and occurred_at < timestamptz '2025-10-27 00:00:00+00'
  )
)
  and (
    event not in ('order_lately')
    or (
      occurred_at >= timestamptz '2025-03-30 01:30:00+00'
      and occurred_at < timestamptz '2025-10-27 00:00:00+00'
    )
  )

-- counted
-- eventspec 1: order_placed, order_shipped, order_lately from shop.events.yml
with events as (
  select
    step.event,
    step.happened_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.ordered_at),
      ('order_shipped', o.shipped_at),
      ('order_lately', o.ordered_at)
  ) as step (event, happened_at)
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
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  window same_entity as (partition by customer_id order by occurred_at, event collate "C", order_id)
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  case event
    when 'order_placed' then json_build_object('total', total)
    when 'order_shipped' then json_build_object()
    when 'order_lately' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.orders' as source,
  order_id::text as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at,
  first_at
from numbered
where occurred_at >= timestamptz '2025-10-26 00:00:00+00'

-- by event
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    case when step.event = 'order_placed' then o.total end as total,
    o.order_id
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.ordered_at),
      ('order_shipped', o.shipped_at),
      ('order_lately', o.ordered_at)
  ) as step (event, happened_at)
),

first_visit_ranked as (
  select
    v.begun_at at time zone 'UTC' as occurred_at,
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
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::text as customer_id,
    null::text as visitor_id,
    total,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'shop.orders' as source,
    order_id::text as source_key,
    null::timestamptz as loaded_at,
    case when customer_id is not null then row_number() over same_event end as occurrence,
    case when customer_id is not null then lead(occurred_at) over same_event end as next_at,
    null::timestamptz as first_at
  from orders_events
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  window same_event as (partition by customer_id, event order by occurred_at, order_id)
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at at time zone 'UTC' as occurred_at,
    v.customer_id::text as customer_id,
    v.visitor_id::text as visitor_id,
    null::bigint as total,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'web.visits' as source,
    v.visit_id::text as source_key,
    null::timestamptz as loaded_at,
    case
      when v.customer_id is not null or v.visitor_id is not null then row_number() over same_event_2
    end as occurrence,
    case
      when v.customer_id is not null or v.visitor_id is not null then lead(v.begun_at at time zone 'UTC') over same_event_2
    end as next_at,
    null::timestamptz as first_at
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
  window same_event_2 as (
    partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
    order by v.begun_at, v.visit_id
  )
  union all
  select
    md5('first_visit|' || visitor_id) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    customer_id::text as customer_id,
    visitor_id::text as visitor_id,
    null::bigint as total,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'web.visits' as source,
    visit_id::text as source_key,
    null::timestamptz as loaded_at,
    case when customer_id is not null or visitor_id is not null then row_number() over same_event_3 end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(occurred_at) over same_event_3
    end as next_at,
    null::timestamptz as first_at
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
where event not in ('order_lately') or occurred_at >= timestamptz '2025-03-30 01:30:00+00'

-- by entity in a window
-- eventspec 1: order_placed, order_shipped, order_lately and 2 more from shop.events.yml
with orders_events as (
  select
    step.event,
    step.happened_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.order_id
  from shop.orders as o
  cross join lateral (
    values
      ('order_placed', o.ordered_at),
      ('order_shipped', o.shipped_at),
      ('order_lately', o.ordered_at)
  ) as step (event, happened_at)
),

first_visit_ranked as (
  select
    v.begun_at at time zone 'UTC' as occurred_at,
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
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::text as customer_id,
    null::text as visitor_id,
    case event
      when 'order_placed' then json_build_object('total', total)
      when 'order_shipped' then json_build_object()
      when 'order_lately' then json_build_object()
    end as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'shop.orders' as source,
    order_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::timestamptz as next_at,
    null::timestamptz as first_at
  from orders_events
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at at time zone 'UTC' as occurred_at,
    v.customer_id::text as customer_id,
    v.visitor_id::text as visitor_id,
    json_build_object() as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'web.visits' as source,
    v.visit_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (
      partition by v.customer_id, case when v.customer_id is null then v.visitor_id end
      order by v.begun_at, v.visit_id
    ) as occurrence,
    null::timestamptz as next_at,
    null::timestamptz as first_at
  from web.visits as v
  where v.begun_at <= timestamp '2027-01-01 00:00:00'
  union all
  select
    md5('first_visit|' || visitor_id) as event_id,
    'first_visit' as event,
    1 as event_version,
    occurred_at,
    customer_id::text as customer_id,
    visitor_id::text as visitor_id,
    json_build_object() as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'web.visits' as source,
    visit_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, visit_id
    ) as occurrence,
    null::timestamptz as next_at,
    null::timestamptz as first_at
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
    order by occurred_at, event collate "C", occurrence, event_id
  )
)

select *
from numbered
where occurred_at >= timestamptz '2025-10-26 00:00:00+00'

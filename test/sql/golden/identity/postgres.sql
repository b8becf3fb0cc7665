-- journey
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id
  from web.events as w
  cross join lateral (
    values
      ('page_viewed', w.at),
      ('signed_in', w.at)
  ) as step (event, happened_at)
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
),

order_tracked_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.visitor as visitor_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
),

evidence as (
  select
    events_events.visitor_id,
    events_events.customer_id::text as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id::text as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before,
    lag(proven_at) over by_time as proven_before
  from evidence
  window by_time as (partition by visitor_id order by proven_at, customer_id collate "C")
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then timestamptz '-infinity'
      else greatest(proven_at - interval '1800 seconds', proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(known_from) over (partition by visitor_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from changes
),

events_identified as (
  select
    events_events.event,
    events_events.occurred_at,
    coalesce(events_events.customer_id::text, identities.customer_id) as customer_id,
    events_events.visitor_id,
    events_events.customer_id is null and identities.customer_id is not null as resolved,
    events_events.anonymous_id,
    events_events.event_id
  from events_events
  left join identities
    on identities.visitor_id = events_events.visitor_id
    and identities.known_from <= events_events.occurred_at
    and events_events.occurred_at < identities.known_until
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
),

order_tracked_identified as (
  select
    order_tracked_ranked.occurred_at,
    coalesce(order_tracked_ranked.customer_id::text, identities.customer_id) as customer_id,
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id is null and identities.customer_id is not null as resolved,
    order_tracked_ranked.order_no
  from order_tracked_ranked
  left join identities
    on identities.visitor_id = order_tracked_ranked.visitor_id
    and identities.known_from <= order_tracked_ranked.occurred_at
    and order_tracked_ranked.occurred_at < identities.known_until
  where order_tracked_ranked.place = 1
)

select
  md5(event || '|' || event_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  resolved,
  case event
    when 'page_viewed' then json_build_object('anonymous_id', anonymous_id)
    when 'signed_in' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.events' as source,
  event_id::text as source_key,
  null::timestamptz as loaded_at,
  case when customer_id is not null or visitor_id is not null then row_number() over same_event end as occurrence,
  case
    when customer_id is not null or visitor_id is not null then lead(occurred_at) over same_event
  end as next_at
from events_identified
window same_event as (
  partition by customer_id, case when customer_id is null then visitor_id end, event
  order by occurred_at, event_id
)
union all
select
  md5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.orders' as source,
  order_no as source_key,
  null::timestamptz as loaded_at,
  case when customer_id is not null or visitor_id is not null then row_number() over same_event_2 end as occurrence,
  case
    when customer_id is not null or visitor_id is not null then lead(occurred_at) over same_event_2
  end as next_at
from order_tracked_identified
window same_event_2 as (
  partition by customer_id, case when customer_id is null then visitor_id end
  order by occurred_at, order_no collate "C"
)
union all
select
  md5('app_opened|' || a.open_id) as event_id,
  'app_opened' as event,
  1 as event_version,
  a.at at time zone 'UTC' as occurred_at,
  a.customer_id::text as customer_id,
  null::text as visitor_id,
  a.device::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.opens' as source,
  a.open_id::text as source_key,
  null::timestamptz as loaded_at,
  case when a.customer_id is not null then row_number() over same_event_3 end as occurrence,
  case when a.customer_id is not null then lead(a.at at time zone 'UTC') over same_event_3 end as next_at
from app.opens as a
where a.at <= timestamp '2027-01-01 00:00:00'
window same_event_3 as (partition by a.customer_id order by a.at, a.open_id)

-- across
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    case when step.event = 'page_viewed' then w.path end as anonymous_id,
    w.event_id
  from web.events as w
  cross join lateral (
    values
      ('page_viewed', w.at),
      ('signed_in', w.at)
  ) as step (event, happened_at)
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
),

order_tracked_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.visitor as visitor_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
),

evidence as (
  select
    events_events.visitor_id,
    events_events.customer_id::text as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id::text as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before,
    lag(proven_at) over by_time as proven_before
  from evidence
  window by_time as (partition by visitor_id order by proven_at, customer_id collate "C")
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then timestamptz '-infinity'
      else greatest(proven_at - interval '1800 seconds', proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(known_from) over (partition by visitor_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from changes
),

events_identified as (
  select
    events_events.event,
    events_events.occurred_at,
    coalesce(events_events.customer_id::text, identities.customer_id) as customer_id,
    events_events.visitor_id,
    events_events.customer_id is null and identities.customer_id is not null as resolved,
    events_events.anonymous_id,
    events_events.event_id
  from events_events
  left join identities
    on identities.visitor_id = events_events.visitor_id
    and identities.known_from <= events_events.occurred_at
    and events_events.occurred_at < identities.known_until
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
),

order_tracked_identified as (
  select
    order_tracked_ranked.occurred_at,
    coalesce(order_tracked_ranked.customer_id::text, identities.customer_id) as customer_id,
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id is null and identities.customer_id is not null as resolved,
    order_tracked_ranked.order_no
  from order_tracked_ranked
  left join identities
    on identities.visitor_id = order_tracked_ranked.visitor_id
    and identities.known_from <= order_tracked_ranked.occurred_at
    and order_tracked_ranked.occurred_at < identities.known_until
  where order_tracked_ranked.place = 1
),

events_2 as (
  select
    md5(event || '|' || event_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    null::text as device_id,
    null::text as kiosk_id,
    resolved,
    anonymous_id,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'web.events' as source,
    event_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, event_id
    ) as occurrence,
    null::timestamptz as next_at
  from events_identified
  union all
  select
    md5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')) as event_id,
    'order_tracked' as event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    null::text as device_id,
    null::text as kiosk_id,
    resolved,
    null::text as anonymous_id,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'web.orders' as source,
    order_no as source_key,
    null::timestamptz as loaded_at,
    row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, order_no collate "C"
    ) as occurrence,
    null::timestamptz as next_at
  from order_tracked_identified
  union all
  select
    md5('app_opened|' || a.open_id) as event_id,
    'app_opened' as event,
    1 as event_version,
    a.at at time zone 'UTC' as occurred_at,
    a.customer_id::text as customer_id,
    null::text as visitor_id,
    a.device::text as device_id,
    null::text as kiosk_id,
    false as resolved,
    null::text as anonymous_id,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'app.opens' as source,
    a.open_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by a.customer_id order by a.at, a.open_id) as occurrence,
    null::timestamptz as next_at
  from app.opens as a
  where a.at <= timestamp '2027-01-01 00:00:00'
)

select
  event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  visitor_id,
  device_id,
  kiosk_id,
  resolved,
  anonymous_id,
  revenue,
  link,
  source,
  source_key,
  loaded_at,
  case when customer_id is not null or visitor_id is not null then row_number() over same_entity end as occurrence,
  case
    when customer_id is not null or visitor_id is not null then lead(occurred_at) over same_entity
  end as next_at
from events_2
window same_entity as (
  partition by customer_id, case when customer_id is null then visitor_id end
  order by occurred_at, event collate "C", occurrence, event_id
)

-- unnumbered
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id
  from web.events as w
  cross join lateral (
    values
      ('page_viewed', w.at),
      ('signed_in', w.at)
  ) as step (event, happened_at)
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
),

order_tracked_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.visitor as visitor_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
),

evidence as (
  select
    events_events.visitor_id,
    events_events.customer_id::text as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id::text as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before,
    lag(proven_at) over by_time as proven_before
  from evidence
  window by_time as (partition by visitor_id order by proven_at, customer_id collate "C")
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then timestamptz '-infinity'
      else greatest(proven_at - interval '1800 seconds', proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(known_from) over (partition by visitor_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from changes
)

select
  md5(events_events.event || '|' || events_events.event_id) as event_id,
  events_events.event,
  1 as event_version,
  events_events.occurred_at,
  coalesce(events_events.customer_id::text, identities.customer_id) as customer_id,
  events_events.visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  events_events.customer_id is null and identities.customer_id is not null as resolved,
  case events_events.event
    when 'page_viewed' then json_build_object('anonymous_id', events_events.anonymous_id)
    when 'signed_in' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.events' as source,
  events_events.event_id::text as source_key,
  null::timestamptz as loaded_at
from events_events
left join identities
  on identities.visitor_id = events_events.visitor_id
  and identities.known_from <= events_events.occurred_at
  and events_events.occurred_at < identities.known_until
where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('order_tracked|' || replace(replace(order_tracked_ranked.order_no, '~', '~0'), '|', '~1')) as event_id,
  'order_tracked' as event,
  1 as event_version,
  order_tracked_ranked.occurred_at,
  coalesce(order_tracked_ranked.customer_id::text, identities.customer_id) as customer_id,
  order_tracked_ranked.visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  order_tracked_ranked.customer_id is null and identities.customer_id is not null as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.orders' as source,
  order_tracked_ranked.order_no as source_key,
  null::timestamptz as loaded_at
from order_tracked_ranked
left join identities
  on identities.visitor_id = order_tracked_ranked.visitor_id
  and identities.known_from <= order_tracked_ranked.occurred_at
  and order_tracked_ranked.occurred_at < identities.known_until
where order_tracked_ranked.place = 1
union all
select
  md5('app_opened|' || a.open_id) as event_id,
  'app_opened' as event,
  1 as event_version,
  a.at at time zone 'UTC' as occurred_at,
  a.customer_id::text as customer_id,
  null::text as visitor_id,
  a.device::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.opens' as source,
  a.open_id::text as source_key,
  null::timestamptz as loaded_at
from app.opens as a
where a.at <= timestamp '2027-01-01 00:00:00'

-- activities
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id
  from web.events as w
  cross join lateral (
    values
      ('page_viewed', w.at),
      ('signed_in', w.at)
  ) as step (event, happened_at)
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
),

order_tracked_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.visitor as visitor_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
),

evidence as (
  select
    events_events.visitor_id,
    events_events.customer_id::text as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id::text as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before,
    lag(proven_at) over by_time as proven_before
  from evidence
  window by_time as (partition by visitor_id order by proven_at, customer_id collate "C")
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then timestamptz '-infinity'
      else greatest(proven_at - interval '1800 seconds', proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(known_from) over (partition by visitor_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from changes
),

events_identified as (
  select
    events_events.event,
    events_events.occurred_at,
    coalesce(events_events.customer_id::text, identities.customer_id) as customer_id,
    events_events.visitor_id,
    events_events.customer_id is null and identities.customer_id is not null as resolved,
    events_events.anonymous_id,
    events_events.event_id
  from events_events
  left join identities
    on identities.visitor_id = events_events.visitor_id
    and identities.known_from <= events_events.occurred_at
    and events_events.occurred_at < identities.known_until
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
),

order_tracked_identified as (
  select
    order_tracked_ranked.occurred_at,
    coalesce(order_tracked_ranked.customer_id::text, identities.customer_id) as customer_id,
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id is null and identities.customer_id is not null as resolved,
    order_tracked_ranked.order_no
  from order_tracked_ranked
  left join identities
    on identities.visitor_id = order_tracked_ranked.visitor_id
    and identities.known_from <= order_tracked_ranked.occurred_at
    and order_tracked_ranked.occurred_at < identities.known_until
  where order_tracked_ranked.place = 1
)

select
  md5(event || '|' || event_id) as activity_id,
  occurred_at as ts,
  customer_id as customer,
  event as activity,
  visitor_id as anonymous_customer_id,
  case event
    when 'page_viewed' then json_build_object('anonymous_id', anonymous_id)
    when 'signed_in' then json_build_object()
  end as feature_json,
  null::numeric(18, 4) as revenue_impact,
  null::text as link,
  row_number() over same_event as activity_occurrence,
  lead(occurred_at) over same_event as activity_repeated_at
from events_identified
where customer_id is not null or visitor_id is not null
window same_event as (
  partition by customer_id, case when customer_id is null then visitor_id end, event
  order by occurred_at, event_id
)
union all
select
  md5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')) as activity_id,
  occurred_at as ts,
  customer_id as customer,
  'order_tracked' as activity,
  visitor_id as anonymous_customer_id,
  json_build_object() as feature_json,
  null::numeric(18, 4) as revenue_impact,
  null::text as link,
  row_number() over same_event_2 as activity_occurrence,
  lead(occurred_at) over same_event_2 as activity_repeated_at
from order_tracked_identified
where customer_id is not null or visitor_id is not null
window same_event_2 as (
  partition by customer_id, case when customer_id is null then visitor_id end
  order by occurred_at, order_no collate "C"
)
union all
select
  md5('app_opened|' || a.open_id) as activity_id,
  a.at at time zone 'UTC' as ts,
  a.customer_id::text as customer,
  'app_opened' as activity,
  null::text as anonymous_customer_id,
  json_build_object() as feature_json,
  null::numeric(18, 4) as revenue_impact,
  null::text as link,
  row_number() over same_event_3 as activity_occurrence,
  lead(a.at at time zone 'UTC') over same_event_3 as activity_repeated_at
from app.opens as a
where a.at <= timestamp '2027-01-01 00:00:00'
  and a.customer_id is not null
window same_event_3 as (partition by a.customer_id order by a.at, a.open_id)

-- each
-- eventspec 1: page_viewed from web.events.yml
with found as (
  select
    w.at at time zone 'UTC' as occurred_at,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id
  from web.events as w
  where w.name = 'page'
    and w.at <= timestamp '2027-01-01 00:00:00'
),

evidence_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.visitor as visitor_id,
    o.customer_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
),

evidence as (
  select
    w.visitor as visitor_id,
    w.user_id::text as customer_id,
    w.at at time zone 'UTC' as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= timestamp '2027-01-01 00:00:00'
    and w.visitor is not null
    and w.user_id is not null
  union all
  select
    visitor_id,
    customer_id::text as customer_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before,
    lag(proven_at) over by_time as proven_before
  from evidence
  window by_time as (partition by visitor_id order by proven_at, customer_id collate "C")
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then timestamptz '-infinity'
      else greatest(proven_at - interval '1800 seconds', proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(known_from) over (partition by visitor_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from changes
)

select
  md5('page_viewed|' || found.event_id) as event_id,
  'page_viewed' as event,
  1 as event_version,
  found.occurred_at,
  identities.customer_id,
  found.visitor_id,
  identities.customer_id is not null as resolved,
  found.anonymous_id,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.events' as source,
  found.event_id::text as source_key,
  null::timestamptz as loaded_at
from found
left join identities
  on identities.visitor_id = found.visitor_id
  and identities.known_from <= found.occurred_at
  and found.occurred_at < identities.known_until

-- window
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id
  from web.events as w
  cross join lateral (
    values
      ('page_viewed', w.at),
      ('signed_in', w.at)
  ) as step (event, happened_at)
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
    and w.at >= timestamp '2026-01-02 00:00:00'
    and w.at < timestamp '2026-01-03 00:00:00'
),

order_tracked_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.visitor as visitor_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
),

evidence_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.visitor as visitor_id,
    o.customer_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
),

evidence as (
  select
    w.visitor as visitor_id,
    w.user_id::text as customer_id,
    w.at at time zone 'UTC' as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= timestamp '2027-01-01 00:00:00'
    and w.visitor is not null
    and w.user_id is not null
  union all
  select
    visitor_id,
    customer_id::text as customer_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before,
    lag(proven_at) over by_time as proven_before
  from evidence
  window by_time as (partition by visitor_id order by proven_at, customer_id collate "C")
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then timestamptz '-infinity'
      else greatest(proven_at - interval '1800 seconds', proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(known_from) over (partition by visitor_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from changes
)

select
  md5(events_events.event || '|' || events_events.event_id) as event_id,
  events_events.event,
  1 as event_version,
  events_events.occurred_at,
  coalesce(events_events.customer_id::text, identities.customer_id) as customer_id,
  events_events.visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  events_events.customer_id is null and identities.customer_id is not null as resolved,
  case events_events.event
    when 'page_viewed' then json_build_object('anonymous_id', events_events.anonymous_id)
    when 'signed_in' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.events' as source,
  events_events.event_id::text as source_key,
  null::timestamptz as loaded_at
from events_events
left join identities
  on identities.visitor_id = events_events.visitor_id
  and identities.known_from <= events_events.occurred_at
  and events_events.occurred_at < identities.known_until
where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  and events_events.occurred_at >= timestamptz '2026-01-02 00:00:00+00'
  and events_events.occurred_at < timestamptz '2026-01-03 00:00:00+00'
union all
select
  md5('order_tracked|' || replace(replace(order_tracked_ranked.order_no, '~', '~0'), '|', '~1')) as event_id,
  'order_tracked' as event,
  1 as event_version,
  order_tracked_ranked.occurred_at,
  coalesce(order_tracked_ranked.customer_id::text, identities.customer_id) as customer_id,
  order_tracked_ranked.visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  order_tracked_ranked.customer_id is null and identities.customer_id is not null as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.orders' as source,
  order_tracked_ranked.order_no as source_key,
  null::timestamptz as loaded_at
from order_tracked_ranked
left join identities
  on identities.visitor_id = order_tracked_ranked.visitor_id
  and identities.known_from <= order_tracked_ranked.occurred_at
  and order_tracked_ranked.occurred_at < identities.known_until
where order_tracked_ranked.place = 1
  and order_tracked_ranked.occurred_at >= timestamptz '2026-01-02 00:00:00+00'
  and order_tracked_ranked.occurred_at < timestamptz '2026-01-03 00:00:00+00'
union all
select
  md5('app_opened|' || a.open_id) as event_id,
  'app_opened' as event,
  1 as event_version,
  a.at at time zone 'UTC' as occurred_at,
  a.customer_id::text as customer_id,
  null::text as visitor_id,
  a.device::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.opens' as source,
  a.open_id::text as source_key,
  null::timestamptz as loaded_at
from app.opens as a
where a.at <= timestamp '2027-01-01 00:00:00'
  and a.at >= timestamp '2026-01-02 00:00:00'
  and a.at < timestamp '2026-01-03 00:00:00'

-- numbered_window
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id
  from web.events as w
  cross join lateral (
    values
      ('page_viewed', w.at),
      ('signed_in', w.at)
  ) as step (event, happened_at)
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
),

order_tracked_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.visitor as visitor_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
),

evidence as (
  select
    events_events.visitor_id,
    events_events.customer_id::text as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id::text as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before,
    lag(proven_at) over by_time as proven_before
  from evidence
  window by_time as (partition by visitor_id order by proven_at, customer_id collate "C")
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then timestamptz '-infinity'
      else greatest(proven_at - interval '1800 seconds', proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(known_from) over (partition by visitor_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from changes
),

events_identified as (
  select
    events_events.event,
    events_events.occurred_at,
    coalesce(events_events.customer_id::text, identities.customer_id) as customer_id,
    events_events.visitor_id,
    events_events.customer_id is null and identities.customer_id is not null as resolved,
    events_events.anonymous_id,
    events_events.event_id
  from events_events
  left join identities
    on identities.visitor_id = events_events.visitor_id
    and identities.known_from <= events_events.occurred_at
    and events_events.occurred_at < identities.known_until
  where events_events.occurred_at <= timestamptz '2027-01-01 00:00:00+00'
),

events_numbered as (
  select
    event,
    occurred_at,
    customer_id,
    visitor_id,
    resolved,
    anonymous_id,
    event_id,
    case when customer_id is not null or visitor_id is not null then row_number() over same_event end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(occurred_at) over same_event
    end as next_at
  from events_identified
  window same_event as (
    partition by customer_id, case when customer_id is null then visitor_id end, event
    order by occurred_at, event_id
  )
),

order_tracked_identified as (
  select
    order_tracked_ranked.occurred_at,
    coalesce(order_tracked_ranked.customer_id::text, identities.customer_id) as customer_id,
    order_tracked_ranked.visitor_id,
    order_tracked_ranked.customer_id is null and identities.customer_id is not null as resolved,
    order_tracked_ranked.order_no
  from order_tracked_ranked
  left join identities
    on identities.visitor_id = order_tracked_ranked.visitor_id
    and identities.known_from <= order_tracked_ranked.occurred_at
    and order_tracked_ranked.occurred_at < identities.known_until
  where order_tracked_ranked.place = 1
),

order_tracked_numbered as (
  select
    occurred_at,
    customer_id,
    visitor_id,
    resolved,
    order_no,
    case when customer_id is not null or visitor_id is not null then row_number() over same_event_2 end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(occurred_at) over same_event_2
    end as next_at
  from order_tracked_identified
  window same_event_2 as (
    partition by customer_id, case when customer_id is null then visitor_id end
    order by occurred_at, order_no collate "C"
  )
),

app_opened_numbered as (
  select
    a.at at time zone 'UTC' as occurred_at,
    a.customer_id,
    a.device as device_id,
    a.open_id,
    case when a.customer_id is not null then row_number() over same_event_3 end as occurrence,
    case when a.customer_id is not null then lead(a.at at time zone 'UTC') over same_event_3 end as next_at
  from app.opens as a
  where a.at <= timestamp '2027-01-01 00:00:00'
  window same_event_3 as (partition by a.customer_id order by a.at, a.open_id)
)

select
  md5(event || '|' || event_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  resolved,
  case event
    when 'page_viewed' then json_build_object('anonymous_id', anonymous_id)
    when 'signed_in' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.events' as source,
  event_id::text as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from events_numbered
where occurred_at >= timestamptz '2026-01-02 00:00:00+00'
  and occurred_at < timestamptz '2026-01-03 00:00:00+00'
union all
select
  md5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.orders' as source,
  order_no as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from order_tracked_numbered
where occurred_at >= timestamptz '2026-01-02 00:00:00+00'
  and occurred_at < timestamptz '2026-01-03 00:00:00+00'
union all
select
  md5('app_opened|' || open_id) as event_id,
  'app_opened' as event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  null::text as visitor_id,
  device_id::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.opens' as source,
  open_id::text as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from app_opened_numbered
where occurred_at >= timestamptz '2026-01-02 00:00:00+00'
  and occurred_at < timestamptz '2026-01-03 00:00:00+00'

-- of_devices
-- eventspec 1: signed_in, order_tracked, app_opened and 1 more from web.events.yml
with app_opened_found as (
  select
    a.at at time zone 'UTC' as occurred_at,
    a.customer_id,
    a.device as device_id,
    a.open_id
  from app.opens as a
  where a.at <= timestamp '2027-01-01 00:00:00'
),

evidence as (
  select
    app_opened_found.device_id::text as device_id,
    app_opened_found.customer_id::text as customer_id,
    app_opened_found.occurred_at as proven_at
  from app_opened_found
  where app_opened_found.device_id is not null
    and app_opened_found.customer_id is not null
),

proofs as (
  select
    device_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before
  from evidence
  window by_time as (partition by device_id order by proven_at, customer_id collate "C")
),

identities as (
  select
    device_id,
    customer_id,
    proven_at as known_from,
    coalesce(
      lead(proven_at) over (partition by device_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from proofs
  where customer_id is distinct from known_before
),

order_tracked_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.visitor as visitor_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
)

select
  md5('signed_in|' || w.event_id) as event_id,
  'signed_in' as event,
  1 as event_version,
  w.at at time zone 'UTC' as occurred_at,
  w.user_id::text as customer_id,
  w.visitor as visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.events' as source,
  w.event_id::text as source_key,
  null::timestamptz as loaded_at
from web.events as w
where w.name = 'login'
  and w.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.orders' as source,
  order_no as source_key,
  null::timestamptz as loaded_at
from order_tracked_ranked
where place = 1
union all
select
  md5('app_opened|' || app_opened_found.open_id) as event_id,
  'app_opened' as event,
  1 as event_version,
  app_opened_found.occurred_at,
  coalesce(app_opened_found.customer_id::text, identities.customer_id) as customer_id,
  null::text as visitor_id,
  app_opened_found.device_id::text as device_id,
  null::text as kiosk_id,
  app_opened_found.customer_id is null and identities.customer_id is not null as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.opens' as source,
  app_opened_found.open_id::text as source_key,
  null::timestamptz as loaded_at
from app_opened_found
left join identities
  on identities.device_id = app_opened_found.device_id::text
  and identities.known_from <= app_opened_found.occurred_at
  and app_opened_found.occurred_at < identities.known_until

-- of_kiosks
-- eventspec 1: signed_in, order_tracked, app_opened and 2 more from web.events.yml
with kiosk_seen_found as (
  select
    a.at at time zone 'UTC' as occurred_at,
    a.kiosk as kiosk_id,
    a.open_id
  from app.opens as a
  where a.kiosk is not null
    and a.at <= timestamp '2027-01-01 00:00:00'
),

evidence as (
  select
    cast(null as text) as kiosk_id,
    cast(null as text) as customer_id,
    cast(null as timestamptz) as proven_at
  limit 0
),

proofs as (
  select
    kiosk_id,
    customer_id,
    proven_at,
    lag(customer_id) over by_time as known_before,
    lag(proven_at) over by_time as proven_before
  from evidence
  window by_time as (partition by kiosk_id order by proven_at, customer_id collate "C")
),

changes as (
  select
    kiosk_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then proven_at - interval '3600 seconds'
      else greatest(proven_at - interval '3600 seconds', proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    kiosk_id,
    customer_id,
    known_from,
    coalesce(
      lead(known_from) over (partition by kiosk_id order by proven_at, customer_id collate "C"),
      timestamptz 'infinity'
    ) as known_until
  from changes
),

order_tracked_ranked as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.visitor as visitor_id,
    o.order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no collate "C") as place
  from web.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.order_no is not null
)

select
  md5('signed_in|' || w.event_id) as event_id,
  'signed_in' as event,
  1 as event_version,
  w.at at time zone 'UTC' as occurred_at,
  w.user_id::text as customer_id,
  w.visitor as visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.events' as source,
  w.event_id::text as source_key,
  null::timestamptz as loaded_at
from web.events as w
where w.name = 'login'
  and w.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  customer_id::text as customer_id,
  visitor_id,
  null::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.orders' as source,
  order_no as source_key,
  null::timestamptz as loaded_at
from order_tracked_ranked
where place = 1
union all
select
  md5('app_opened|' || a.open_id) as event_id,
  'app_opened' as event,
  1 as event_version,
  a.at at time zone 'UTC' as occurred_at,
  a.customer_id::text as customer_id,
  null::text as visitor_id,
  a.device::text as device_id,
  null::text as kiosk_id,
  false as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.opens' as source,
  a.open_id::text as source_key,
  null::timestamptz as loaded_at
from app.opens as a
where a.at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('kiosk_seen|' || kiosk_seen_found.open_id) as event_id,
  'kiosk_seen' as event,
  1 as event_version,
  kiosk_seen_found.occurred_at,
  identities.customer_id,
  null::text as visitor_id,
  null::text as device_id,
  kiosk_seen_found.kiosk_id,
  identities.customer_id is not null as resolved,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.opens' as source,
  kiosk_seen_found.open_id::text as source_key,
  null::timestamptz as loaded_at
from kiosk_seen_found
left join identities
  on identities.kiosk_id = kiosk_seen_found.kiosk_id
  and identities.known_from <= kiosk_seen_found.occurred_at
  and kiosk_seen_found.occurred_at < identities.known_until

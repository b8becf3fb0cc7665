-- narrow
-- eventspec 1: visit_seen, visit_paid, visit_day, visit_from and 12 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then v.seen_at at time zone 'Europe/Brussels'
      when 'visit_paid' then v.paid_at
      when 'visit_day' then cast(v.seen_on as timestamp) at time zone 'Europe/Brussels'
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('visit_seen'), ('visit_paid'), ('visit_day')
  ) as step (event)
  where (
      v.seen_at >= timestamp '2024-02-29 02:30:00'
      and v.seen_at < timestamp '2025-04-01 00:00:00'
    )
    or (
      v.paid_at >= timestamptz '2024-02-29 01:30:00+00'
      and v.paid_at < timestamptz '2025-03-30 22:00:00+00'
    )
    or (
      v.seen_on >= date '2024-03-01'
      and v.seen_on < date '2025-04-01'
    )
),

visit_named_named as (
  select
    case v.status
      when 'open' then 'visit_opened'
      when 'closed' then 'visit_closed'
    end as event,
    v.seen_at at time zone 'Europe/Brussels' as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.seen_at >= timestamp '2024-02-29 02:30:00'
    and v.seen_at < timestamp '2025-04-01 00:00:00'
    and v.seen_at at time zone 'Europe/Brussels' >= timestamptz '2024-02-29 01:30:00+00'
    and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'
),

visits_events_2 as (
  select
    step.event,
    case step.event
      when 'ever_visited' then v.seen_at at time zone 'Europe/Brussels'
      when 'ever_day' then cast(v.seen_on as timestamp) at time zone 'Europe/Brussels'
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('ever_visited'), ('ever_day')
  ) as step (event)
  where (
      v.seen_at >= timestamp '1935-03-30 03:30:00'
      and v.seen_at < timestamp '2025-04-01 00:00:00'
    )
    or (
      v.seen_on >= date '1935-03-31'
      and v.seen_on < date '2025-04-01'
    )
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  json_object('status', status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from visits_events
where occurred_at <= timestamptz '2025-03-31 00:30:00+00'
  and occurred_at >= timestamptz '2024-02-29 01:30:00+00'
  and occurred_at < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.seen_at >= timestamp '2024-01-01 00:00:00'
union all
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= timestamptz '2025-03-31 00:30:00+00'
  and v.paid_at >= timestamptz '2023-12-31 23:00:00+00'
  and v.paid_at < timestamptz '2025-03-29 23:00:00+00'
union all
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-01-01'
  and v.seen_on < date '2025-04-01'
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' >= timestamptz '2023-12-31 11:00:00+00'
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' < timestamptz '2025-03-30 08:00:00+00'
union all
select
  md5('whole_visit|' || v.visit_id) as event_id,
  'whole_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= timestamp '2025-03-31 02:30:00'
union all
select
  md5('status_changed|' || v.visit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
qualify v.status is distinct from lag(v.status) over (partition by v.customer_id order by v.seen_at, v.visit_id)
  and v.seen_at >= timestamp '2024-02-29 02:30:00'
  and v.seen_at < timestamp '2025-04-01 00:00:00'
  and v.seen_at at time zone 'Europe/Brussels' >= timestamptz '2024-02-29 01:30:00+00'
  and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= timestamp '2024-02-29 02:30:00'
  and v.seen_at < timestamp '2025-04-01 00:00:00'
  and v.seen_at at time zone 'Europe/Brussels' >= timestamptz '2024-02-29 01:30:00+00'
  and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5('last_visit|' || v.customer_id) as event_id,
  'last_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) = 1
  and v.seen_at < timestamp '2025-04-01 00:00:00'
  and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  json_object('status', status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from visit_named_named
where event is not null
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  json_object('status', status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from visits_events_2
where occurred_at <= timestamptz '2025-03-31 00:30:00+00'
  and occurred_at >= timestamptz '1935-03-31 02:30:00+00'
  and occurred_at < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= timestamptz '2025-03-31 00:30:00+00'
  and v.paid_at >= timestamptz '1935-03-31 02:30:00+00'
  and v.paid_at < timestamptz '2025-03-29 23:00:00+00'
union all
select
  md5('nothing_seen|' || n.visit_id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  n.seen_at at time zone 'UTC' as occurred_at,
  null::varchar as customer_id,
  json_object() as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.nothing' as source,
  n.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.nothing as n
where n.seen_at <= timestamp '2025-03-31 00:30:00'
  and n.seen_at >= timestamp '2024-03-31 00:30:00'

-- wide in a window
-- eventspec 1: visit_seen, visit_paid, visit_day, visit_from and 12 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then v.seen_at at time zone 'Europe/Brussels'
      when 'visit_paid' then v.paid_at
      when 'visit_day' then cast(v.seen_on as timestamp) at time zone 'Europe/Brussels'
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('visit_seen'), ('visit_paid'), ('visit_day')
  ) as step (event)
  where (
      v.seen_at >= timestamp '2024-06-01 02:00:00'
      and v.seen_at < timestamp '2025-04-01 00:00:00'
    )
    or (
      v.paid_at >= timestamptz '2024-06-01 00:00:00+00'
      and v.paid_at < timestamptz '2025-03-30 22:00:00+00'
    )
    or (
      v.seen_on >= date '2024-06-02'
      and v.seen_on < date '2025-04-01'
    )
),

visit_named_named as (
  select
    case v.status
      when 'open' then 'visit_opened'
      when 'closed' then 'visit_closed'
    end as event,
    v.seen_at at time zone 'Europe/Brussels' as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.seen_at >= timestamp '2024-06-01 02:00:00'
    and v.seen_at < timestamp '2025-04-01 00:00:00'
    and v.seen_at at time zone 'Europe/Brussels' >= timestamptz '2024-06-01 00:00:00+00'
    and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'
),

visits_events_2 as (
  select
    step.event,
    case step.event
      when 'ever_visited' then v.seen_at at time zone 'Europe/Brussels'
      when 'ever_day' then cast(v.seen_on as timestamp) at time zone 'Europe/Brussels'
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('ever_visited'), ('ever_day')
  ) as step (event)
  where (
      v.seen_at >= timestamp '2024-06-01 02:00:00'
      and v.seen_at < timestamp '2025-04-01 00:00:00'
    )
    or (
      v.seen_on >= date '2024-06-02'
      and v.seen_on < date '2025-04-01'
    )
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from visits_events
where occurred_at <= timestamptz '2025-03-31 00:30:00+00'
  and occurred_at >= timestamptz '2024-06-01 00:00:00+00'
  and occurred_at < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.seen_at >= timestamp '2024-06-01 02:00:00'
union all
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= timestamptz '2025-03-31 00:30:00+00'
  and v.paid_at >= timestamptz '2024-06-01 00:00:00+00'
  and v.paid_at < timestamptz '2025-03-29 23:00:00+00'
union all
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-06-02'
  and v.seen_on < date '2025-04-01'
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' >= timestamptz '2024-06-01 00:00:00+00'
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' < timestamptz '2025-03-30 08:00:00+00'
union all
select
  md5('whole_visit|' || v.visit_id) as event_id,
  'whole_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.seen_at >= timestamp '2024-06-01 02:00:00'
union all
select
  md5('status_changed|' || v.visit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
qualify v.status is distinct from lag(v.status) over (partition by v.customer_id order by v.seen_at, v.visit_id)
  and v.seen_at >= timestamp '2024-06-01 02:00:00'
  and v.seen_at < timestamp '2025-04-01 00:00:00'
  and v.seen_at at time zone 'Europe/Brussels' >= timestamptz '2024-06-01 00:00:00+00'
  and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= timestamp '2024-06-01 02:00:00'
  and v.seen_at < timestamp '2025-04-01 00:00:00'
  and v.seen_at at time zone 'Europe/Brussels' >= timestamptz '2024-06-01 00:00:00+00'
  and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5('last_visit|' || v.customer_id) as event_id,
  'last_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) = 1
  and v.seen_at >= timestamp '2024-06-01 02:00:00'
  and v.seen_at < timestamp '2025-04-01 00:00:00'
  and v.seen_at at time zone 'Europe/Brussels' >= timestamptz '2024-06-01 00:00:00+00'
  and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from visit_named_named
where event is not null
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from visits_events_2
where occurred_at <= timestamptz '2025-03-31 00:30:00+00'
  and occurred_at >= timestamptz '2024-06-01 00:00:00+00'
  and occurred_at < timestamptz '2025-03-30 22:00:00+00'
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= timestamptz '2025-03-31 00:30:00+00'
  and v.paid_at >= timestamptz '2024-06-01 00:00:00+00'
  and v.paid_at < timestamptz '2025-03-29 23:00:00+00'
union all
select
  md5('nothing_seen|' || n.visit_id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  n.seen_at at time zone 'UTC' as occurred_at,
  null::varchar as customer_id,
  null::varchar as status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.nothing' as source,
  n.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.nothing as n
where n.seen_at <= timestamp '2025-03-31 00:30:00'
  and n.seen_at >= timestamp '2024-06-01 00:00:00'

-- of each
-- eventspec 1: visit_from from visits.events.yml
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.seen_at >= timestamp '2024-01-01 00:00:00'

-- of each
-- eventspec 1: paid_until from visits.events.yml
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= timestamptz '2025-03-31 00:30:00+00'
  and v.paid_at >= timestamptz '2023-12-31 23:00:00+00'
  and v.paid_at < timestamptz '2025-03-29 23:00:00+00'

-- of each
-- eventspec 1: day_until from visits.events.yml
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-01-01'
  and v.seen_on < date '2025-04-01'
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' >= timestamptz '2023-12-31 11:00:00+00'
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' < timestamptz '2025-03-30 08:00:00+00'

-- of each
-- eventspec 1: first_visit from visits.events.yml
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= timestamp '2024-02-29 02:30:00'
  and v.seen_at < timestamp '2025-04-01 00:00:00'
  and v.seen_at at time zone 'Europe/Brussels' >= timestamptz '2024-02-29 01:30:00+00'
  and v.seen_at at time zone 'Europe/Brussels' < timestamptz '2025-03-30 22:00:00+00'

-- numbered
-- eventspec 1: visit_seen, visit_paid, visit_from, paid_until and 2 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then v.seen_at at time zone 'Europe/Brussels'
      when 'visit_paid' then v.paid_at
      when 'visit_from' then v.seen_at at time zone 'Europe/Brussels'
      when 'paid_until' then v.paid_at
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('visit_seen'), ('visit_paid'), ('visit_from'), ('paid_until')
  ) as step (event)
),

visits_numbered as (
  select
    event,
    occurred_at,
    customer_id,
    status,
    visit_id,
    case when customer_id is not null then row_number() over same_event end as occurrence,
    case when customer_id is not null then lead(occurred_at) over same_event end as next_at
  from visits_events
  where occurred_at <= timestamptz '2025-03-31 00:30:00+00'
  window same_event as (partition by customer_id, event order by occurred_at, visit_id)
),

visit_named_named as (
  select
    case v.status
      when 'open' then 'visit_opened'
      when 'closed' then 'visit_closed'
    end as event,
    v.seen_at at time zone 'Europe/Brussels' as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
),

visit_named_numbered as (
  select
    event,
    occurred_at,
    customer_id,
    status,
    visit_id,
    case when customer_id is not null then row_number() over same_event_2 end as occurrence,
    case when customer_id is not null then lead(occurred_at) over same_event_2 end as next_at
  from visit_named_named
  where event is not null
  window same_event_2 as (partition by customer_id, event order by occurred_at, visit_id)
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  json_object('status', status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from visits_numbered
where (
  event not in ('visit_seen', 'visit_paid')
  or (
    occurred_at >= timestamptz '2024-02-29 01:30:00+00'
    and occurred_at < timestamptz '2025-03-30 22:00:00+00'
  )
)
  and (event not in ('visit_from') or occurred_at >= timestamptz '2023-12-31 23:00:00+00')
  and (
    event not in ('paid_until')
    or (
      occurred_at >= timestamptz '2023-12-31 23:00:00+00'
      and occurred_at < timestamptz '2025-03-29 23:00:00+00'
    )
  )
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  json_object('status', status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from visit_named_numbered
where occurred_at >= timestamptz '2024-02-29 01:30:00+00'
  and occurred_at < timestamptz '2025-03-30 22:00:00+00'

-- activities
-- eventspec 1: visit_seen, visit_paid, visit_from, paid_until and 2 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then v.seen_at at time zone 'Europe/Brussels'
      when 'visit_paid' then v.paid_at
      when 'visit_from' then v.seen_at at time zone 'Europe/Brussels'
      when 'paid_until' then v.paid_at
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('visit_seen'), ('visit_paid'), ('visit_from'), ('paid_until')
  ) as step (event)
),

visit_named_named as (
  select
    case v.status
      when 'open' then 'visit_opened'
      when 'closed' then 'visit_closed'
    end as event,
    v.seen_at at time zone 'Europe/Brussels' as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
),

events as (
  select
    md5(event || '|' || visit_id) as activity_id,
    occurred_at as ts,
    customer_id::varchar as customer,
    event as activity,
    null::varchar as anonymous_customer_id,
    json_object('status', status) as feature_json,
    null::decimal(18, 4) as revenue_impact,
    null::varchar as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    null::timestamptz as activity_repeated_at
  from visits_events
  where occurred_at <= timestamptz '2025-03-31 00:30:00+00'
    and customer_id is not null
  union all
  select
    md5(event || '|' || visit_id) as activity_id,
    occurred_at as ts,
    customer_id::varchar as customer,
    event as activity,
    null::varchar as anonymous_customer_id,
    json_object('status', status) as feature_json,
    null::decimal(18, 4) as revenue_impact,
    null::varchar as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    null::timestamptz as activity_repeated_at
  from visit_named_named
  where event is not null
    and customer_id is not null
),

numbered as (
  select
    activity_id,
    ts,
    customer,
    activity,
    anonymous_customer_id,
    feature_json,
    revenue_impact,
    link,
    row_number() over same_entity as activity_occurrence,
    lead(ts) over same_entity as activity_repeated_at
  from events
  window same_entity as (partition by customer order by ts, activity, activity_occurrence, activity_id)
)

select *
from numbered
where (
  activity not in ('visit_seen', 'visit_paid', 'visit_opened', 'visit_closed')
  or (ts >= timestamptz '2024-02-29 01:30:00+00' and ts < timestamptz '2025-03-30 22:00:00+00')
)
  and (activity not in ('visit_from') or ts >= timestamptz '2023-12-31 23:00:00+00')
  and (
    activity not in ('paid_until')
    or (ts >= timestamptz '2023-12-31 23:00:00+00' and ts < timestamptz '2025-03-29 23:00:00+00')
  )

-- by the engine's clock
-- eventspec 1: ever_visited, ever_paid, ever_day from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'ever_visited' then v.seen_at at time zone 'Europe/Brussels'
      when 'ever_day' then cast(v.seen_on as timestamp) at time zone 'Europe/Brussels'
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('ever_visited'), ('ever_day')
  ) as step (event)
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  json_object('status', status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from visits_events
where occurred_at <= now()
  and occurred_at >= timezone('Europe/Brussels', (now() at time zone 'Europe/Brussels') - interval 1080 month)
  and occurred_at < date_trunc('day', (now() at time zone 'Europe/Brussels')) at time zone 'Europe/Brussels'
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object('status', v.status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= now()
  and v.paid_at >= timezone('Europe/Brussels', (now() at time zone 'Europe/Brussels') - interval 1080 month)
  and v.paid_at < timezone('Europe/Brussels', date_trunc('day', (now() at time zone 'Europe/Brussels')) - interval 1 day)

-- numbered by the engine's clock
-- eventspec 1: ever_visited, ever_paid from visits.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'ever_visited' then v.seen_at at time zone 'Europe/Brussels'
      when 'ever_paid' then v.paid_at
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('ever_visited'), ('ever_paid')
  ) as step (event)
),

numbered as (
  select
    event,
    occurred_at,
    customer_id,
    status,
    visit_id,
    case when customer_id is not null then row_number() over same_entity end as occurrence,
    case when customer_id is not null then lead(occurred_at) over same_entity end as next_at
  from events
  where occurred_at <= now()
  window same_entity as (partition by customer_id order by occurred_at, event, visit_id)
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  json_object('status', status) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from numbered
where (
  event not in ('ever_visited')
  or (
    occurred_at >= timezone('Europe/Brussels', (now() at time zone 'Europe/Brussels') - interval 1080 month)
    and occurred_at < date_trunc('day', (now() at time zone 'Europe/Brussels')) at time zone 'Europe/Brussels'
  )
)
  and (
    event not in ('ever_paid')
    or (
      occurred_at >= timezone('Europe/Brussels', (now() at time zone 'Europe/Brussels') - interval 1080 month)
      and occurred_at < timezone('Europe/Brussels', date_trunc('day', (now() at time zone 'Europe/Brussels')) - interval 1 day)
    )
  )

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
    select 'visit_seen' as event
    union all
    select 'visit_paid'
    union all
    select 'visit_day'
  ) as step
  where (
      v.seen_at >= cast('2024-02-29 02:30:00' as timestamp)
      and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
    )
    or (
      v.paid_at >= cast('2024-02-29 01:30:00+00' as timestamptz)
      and v.paid_at < cast('2025-03-30 22:00:00+00' as timestamptz)
    )
    or (
      v.seen_on >= cast('2024-03-01' as date)
      and v.seen_on < cast('2025-04-01' as date)
    )
),

status_changed_changes as (
  select
    v.seen_at at time zone 'Europe/Brussels' as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    lag(v.status) over (partition by v.customer_id order by v.seen_at, v.visit_id) as status_before
  from app.visits as v
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
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
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
    and v.seen_at >= cast('2024-02-29 02:30:00' as timestamp)
    and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
    and v.seen_at at time zone 'Europe/Brussels' >= cast('2024-02-29 01:30:00+00' as timestamptz)
    and v.seen_at at time zone 'Europe/Brussels' < cast('2025-03-30 22:00:00+00' as timestamptz)
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
    select 'ever_visited' as event
    union all
    select 'ever_day'
  ) as step
  where (
      v.seen_at >= cast('1935-03-30 03:30:00' as timestamp)
      and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
    )
    or (
      v.seen_on >= cast('1935-03-31' as date)
      and v.seen_on < cast('2025-04-01' as date)
    )
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from visits_events
where occurred_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and occurred_at >= cast('2024-02-29 01:30:00+00' as timestamptz)
  and occurred_at < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  object('status', v.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.seen_at >= cast('2024-01-01 00:00:00' as timestamp)
union all
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  object('status', v.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and v.paid_at >= cast('2023-12-31 23:00:00+00' as timestamptz)
  and v.paid_at < cast('2025-03-29 23:00:00+00' as timestamptz)
union all
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  object('status', v.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_on <= cast('2025-03-31' as date)
  and v.seen_on >= cast('2024-01-01' as date)
  and v.seen_on < cast('2025-04-01' as date)
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' >= cast('2023-12-31 11:00:00+00' as timestamptz)
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' < cast('2025-03-30 08:00:00+00' as timestamptz)
union all
select
  md5('whole_visit|' || v.visit_id) as event_id,
  'whole_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  object('status', v.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
union all
select
  md5('status_changed|' || visit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from status_changed_changes
where (status <> status_before or status is null and status_before is not null or status is not null and status_before is null)
  and occurred_at >= cast('2024-02-29 01:30:00+00' as timestamptz)
  and occurred_at < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  object('status', v.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= cast('2024-02-29 02:30:00' as timestamp)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
  and v.seen_at at time zone 'Europe/Brussels' >= cast('2024-02-29 01:30:00+00' as timestamptz)
  and v.seen_at at time zone 'Europe/Brussels' < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5('last_visit|' || v.customer_id) as event_id,
  'last_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  object('status', v.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) = 1
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
  and v.seen_at at time zone 'Europe/Brussels' < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from visit_named_named
where event is not null
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from visits_events_2
where occurred_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and occurred_at >= cast('1935-03-31 02:30:00+00' as timestamptz)
  and occurred_at < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  object('status', v.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and v.paid_at >= cast('1935-03-31 02:30:00+00' as timestamptz)
  and v.paid_at < cast('2025-03-29 23:00:00+00' as timestamptz)
union all
select
  md5('nothing_seen|' || n.visit_id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  n.seen_at at time zone 'UTC' as occurred_at,
  null::varchar(65535) as customer_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.nothing' as source,
  n.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.nothing as n
where n.seen_at <= cast('2025-03-31 00:30:00' as timestamp)
  and n.seen_at >= cast('2024-03-31 00:30:00' as timestamp)

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
    select 'visit_seen' as event
    union all
    select 'visit_paid'
    union all
    select 'visit_day'
  ) as step
  where (
      v.seen_at >= cast('2024-06-01 02:00:00' as timestamp)
      and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
    )
    or (
      v.paid_at >= cast('2024-06-01 00:00:00+00' as timestamptz)
      and v.paid_at < cast('2025-03-30 22:00:00+00' as timestamptz)
    )
    or (
      v.seen_on >= cast('2024-06-02' as date)
      and v.seen_on < cast('2025-04-01' as date)
    )
),

status_changed_changes as (
  select
    v.seen_at at time zone 'Europe/Brussels' as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    lag(v.status) over (partition by v.customer_id order by v.seen_at, v.visit_id) as status_before
  from app.visits as v
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
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
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
    and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp)
    and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
    and v.seen_at at time zone 'Europe/Brussels' >= cast('2024-06-01 00:00:00+00' as timestamptz)
    and v.seen_at at time zone 'Europe/Brussels' < cast('2025-03-30 22:00:00+00' as timestamptz)
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
    select 'ever_visited' as event
    union all
    select 'ever_day'
  ) as step
  where (
      v.seen_at >= cast('2024-06-01 02:00:00' as timestamp)
      and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
    )
    or (
      v.seen_on >= cast('2024-06-02' as date)
      and v.seen_on < cast('2025-04-01' as date)
    )
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from visits_events
where occurred_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and occurred_at >= cast('2024-06-01 00:00:00+00' as timestamptz)
  and occurred_at < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp)
union all
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and v.paid_at >= cast('2024-06-01 00:00:00+00' as timestamptz)
  and v.paid_at < cast('2025-03-29 23:00:00+00' as timestamptz)
union all
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_on <= cast('2025-03-31' as date)
  and v.seen_on >= cast('2024-06-02' as date)
  and v.seen_on < cast('2025-04-01' as date)
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' >= cast('2024-06-01 00:00:00+00' as timestamptz)
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' < cast('2025-03-30 08:00:00+00' as timestamptz)
union all
select
  md5('whole_visit|' || v.visit_id) as event_id,
  'whole_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp)
union all
select
  md5('status_changed|' || visit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from status_changed_changes
where (status <> status_before or status is null and status_before is not null or status is not null and status_before is null)
  and occurred_at >= cast('2024-06-01 00:00:00+00' as timestamptz)
  and occurred_at < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
  and v.seen_at at time zone 'Europe/Brussels' >= cast('2024-06-01 00:00:00+00' as timestamptz)
  and v.seen_at at time zone 'Europe/Brussels' < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5('last_visit|' || v.customer_id) as event_id,
  'last_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) = 1
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
  and v.seen_at at time zone 'Europe/Brussels' >= cast('2024-06-01 00:00:00+00' as timestamptz)
  and v.seen_at at time zone 'Europe/Brussels' < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from visit_named_named
where event is not null
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from visits_events_2
where occurred_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and occurred_at >= cast('2024-06-01 00:00:00+00' as timestamptz)
  and occurred_at < cast('2025-03-30 22:00:00+00' as timestamptz)
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and v.paid_at >= cast('2024-06-01 00:00:00+00' as timestamptz)
  and v.paid_at < cast('2025-03-29 23:00:00+00' as timestamptz)
union all
select
  md5('nothing_seen|' || n.visit_id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  n.seen_at at time zone 'UTC' as occurred_at,
  null::varchar(65535) as customer_id,
  null::varchar(65535) as status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.nothing' as source,
  n.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.nothing as n
where n.seen_at <= cast('2025-03-31 00:30:00' as timestamp)
  and n.seen_at >= cast('2024-06-01 00:00:00' as timestamp)

-- of each
-- eventspec 1: visit_from from visits.events.yml
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.seen_at >= cast('2024-01-01 00:00:00' as timestamp)

-- of each
-- eventspec 1: paid_until from visits.events.yml
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
  and v.paid_at >= cast('2023-12-31 23:00:00+00' as timestamptz)
  and v.paid_at < cast('2025-03-29 23:00:00+00' as timestamptz)

-- of each
-- eventspec 1: day_until from visits.events.yml
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_on <= cast('2025-03-31' as date)
  and v.seen_on >= cast('2024-01-01' as date)
  and v.seen_on < cast('2025-04-01' as date)
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' >= cast('2023-12-31 11:00:00+00' as timestamptz)
  and cast(v.seen_on as timestamp) at time zone 'Europe/Brussels' < cast('2025-03-30 08:00:00+00' as timestamptz)

-- of each
-- eventspec 1: first_visit from visits.events.yml
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  v.seen_at at time zone 'Europe/Brussels' as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  v.status,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= cast('2024-02-29 02:30:00' as timestamp)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp)
  and v.seen_at at time zone 'Europe/Brussels' >= cast('2024-02-29 01:30:00+00' as timestamptz)
  and v.seen_at at time zone 'Europe/Brussels' < cast('2025-03-30 22:00:00+00' as timestamptz)

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
    select 'visit_seen' as event
    union all
    select 'visit_paid'
    union all
    select 'visit_from'
    union all
    select 'paid_until'
  ) as step
),

visits_numbered as (
  select
    event,
    occurred_at,
    customer_id,
    status,
    visit_id,
    case
      when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, visit_id)
    end as occurrence,
    case
      when customer_id is not null then lead(occurred_at) over (partition by customer_id, event order by occurred_at, visit_id)
    end as next_at
  from visits_events
  where occurred_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
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
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
),

visit_named_numbered as (
  select
    event,
    occurred_at,
    customer_id,
    status,
    visit_id,
    case
      when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, visit_id)
    end as occurrence,
    case
      when customer_id is not null then lead(occurred_at) over (partition by customer_id, event order by occurred_at, visit_id)
    end as next_at
  from visit_named_named
  where event is not null
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from visits_numbered
where (
  event not in ('visit_seen', 'visit_paid')
  or (
    occurred_at >= cast('2024-02-29 01:30:00+00' as timestamptz)
    and occurred_at < cast('2025-03-30 22:00:00+00' as timestamptz)
  )
)
  and (event not in ('visit_from') or occurred_at >= cast('2023-12-31 23:00:00+00' as timestamptz))
  and (
    event not in ('paid_until')
    or (
      occurred_at >= cast('2023-12-31 23:00:00+00' as timestamptz)
      and occurred_at < cast('2025-03-29 23:00:00+00' as timestamptz)
    )
  )
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from visit_named_numbered
where occurred_at >= cast('2024-02-29 01:30:00+00' as timestamptz)
  and occurred_at < cast('2025-03-30 22:00:00+00' as timestamptz)

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
    select 'visit_seen' as event
    union all
    select 'visit_paid'
    union all
    select 'visit_from'
    union all
    select 'paid_until'
  ) as step
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
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp)
),

events as (
  select
    md5(event || '|' || visit_id) as activity_id,
    occurred_at as ts,
    customer_id::varchar(65535) as customer,
    event as activity,
    null::varchar(65535) as anonymous_customer_id,
    object('status', status) as feature_json,
    null::numeric(18, 4) as revenue_impact,
    null::varchar(65535) as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    null::timestamptz as activity_repeated_at
  from visits_events
  where occurred_at <= cast('2025-03-31 00:30:00+00' as timestamptz)
    and customer_id is not null
  union all
  select
    md5(event || '|' || visit_id) as activity_id,
    occurred_at as ts,
    customer_id::varchar(65535) as customer,
    event as activity,
    null::varchar(65535) as anonymous_customer_id,
    object('status', status) as feature_json,
    null::numeric(18, 4) as revenue_impact,
    null::varchar(65535) as link,
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
    row_number() over (partition by customer order by ts, activity, activity_occurrence, activity_id) as activity_occurrence,
    lead(ts) over (partition by customer order by ts, activity, activity_occurrence, activity_id) as activity_repeated_at
  from events
)

select *
from numbered
where (
  activity not in ('visit_seen', 'visit_paid', 'visit_opened', 'visit_closed')
  or (
    ts >= cast('2024-02-29 01:30:00+00' as timestamptz)
    and ts < cast('2025-03-30 22:00:00+00' as timestamptz)
  )
)
  and (activity not in ('visit_from') or ts >= cast('2023-12-31 23:00:00+00' as timestamptz))
  and (
    activity not in ('paid_until')
    or (
      ts >= cast('2023-12-31 23:00:00+00' as timestamptz)
      and ts < cast('2025-03-29 23:00:00+00' as timestamptz)
    )
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
    select 'ever_visited' as event
    union all
    select 'ever_day'
  ) as step
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from visits_events
where occurred_at <= cast(sysdate as timestamptz)
  and occurred_at >= dateadd(month, -1080, convert_timezone('Europe/Brussels', sysdate)) at time zone 'Europe/Brussels'
  and occurred_at < date_trunc('day', convert_timezone('Europe/Brussels', sysdate)) at time zone 'Europe/Brussels'
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  v.customer_id::varchar(65535) as customer_id,
  object('status', v.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.visits as v
where v.paid_at <= cast(sysdate as timestamptz)
  and v.paid_at >= dateadd(month, -1080, convert_timezone('Europe/Brussels', sysdate)) at time zone 'Europe/Brussels'
  and v.paid_at < dateadd(day, -1, date_trunc('day', convert_timezone('Europe/Brussels', sysdate))) at time zone 'Europe/Brussels'

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
    select 'ever_visited' as event
    union all
    select 'ever_paid'
  ) as step
),

numbered as (
  select
    event,
    occurred_at,
    customer_id,
    status,
    visit_id,
    case
      when customer_id is not null then row_number() over (partition by customer_id order by occurred_at, event, visit_id)
    end as occurrence,
    case
      when customer_id is not null then lead(occurred_at) over (partition by customer_id order by occurred_at, event, visit_id)
    end as next_at
  from events
  where occurred_at <= cast(sysdate as timestamptz)
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar(65535) as customer_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at,
  occurrence,
  next_at
from numbered
where (
  event not in ('ever_visited')
  or (
    occurred_at >= dateadd(month, -1080, convert_timezone('Europe/Brussels', sysdate)) at time zone 'Europe/Brussels'
    and occurred_at < date_trunc('day', convert_timezone('Europe/Brussels', sysdate)) at time zone 'Europe/Brussels'
  )
)
  and (
    event not in ('ever_paid')
    or (
      occurred_at >= dateadd(month, -1080, convert_timezone('Europe/Brussels', sysdate)) at time zone 'Europe/Brussels'
      and occurred_at < dateadd(day, -1, date_trunc('day', convert_timezone('Europe/Brussels', sysdate))) at time zone 'Europe/Brussels'
    )
  )

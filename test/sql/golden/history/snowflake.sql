-- narrow
-- eventspec 1: visit_seen, visit_paid, visit_day, visit_from and 12 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'visit_paid' then cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz)
      when 'visit_day' then convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz))
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('visit_seen'), ('visit_paid'), ('visit_day')
  ) as step (event)
  where (
      v.seen_at >= cast('2024-02-29 02:30:00' as timestamp_ntz)
      and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
    )
    or (
      v.paid_at >= cast('2024-02-29 01:30:00 +00:00' as timestamp_tz)
      and v.paid_at < cast('2025-03-30 22:00:00 +00:00' as timestamp_tz)
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
    convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
    and v.seen_at >= cast('2024-02-29 02:30:00' as timestamp_ntz)
    and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
    and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) >= cast('2024-02-29 01:30:00' as timestamp_ntz)
    and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)
),

visits_events_2 as (
  select
    step.event,
    case step.event
      when 'ever_visited' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'ever_day' then convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz))
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('ever_visited'), ('ever_day')
  ) as step (event)
  where (
      v.seen_at >= cast('1935-03-30 03:30:00' as timestamp_ntz)
      and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
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
  object_construct_keep_null('status', status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from visits_events
where occurred_at <= cast('2025-03-31 00:30:00' as timestamp_ntz)
  and occurred_at >= cast('2024-02-29 01:30:00' as timestamp_ntz)
  and occurred_at < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.seen_at >= cast('2024-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00 +00:00' as timestamp_tz)
  and v.paid_at >= cast('2023-12-31 23:00:00 +00:00' as timestamp_tz)
  and v.paid_at < cast('2025-03-29 23:00:00 +00:00' as timestamp_tz)
union all
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-01-01'
  and v.seen_on < date '2025-04-01'
  and convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) >= cast('2023-12-31 11:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) < cast('2025-03-30 08:00:00' as timestamp_ntz)
union all
select
  md5('whole_visit|' || v.visit_id) as event_id,
  'whole_visit' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
union all
select
  md5('status_changed|' || v.visit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
qualify v.status is distinct from lag(v.status) over (partition by v.customer_id order by v.seen_at, v.visit_id)
  and v.seen_at >= cast('2024-02-29 02:30:00' as timestamp_ntz)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) >= cast('2024-02-29 01:30:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= cast('2024-02-29 02:30:00' as timestamp_ntz)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) >= cast('2024-02-29 01:30:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5('last_visit|' || v.customer_id) as event_id,
  'last_visit' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) = 1
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  object_construct_keep_null('status', status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from visit_named_named
where event is not null
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  object_construct_keep_null('status', status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from visits_events_2
where occurred_at <= cast('2025-03-31 00:30:00' as timestamp_ntz)
  and occurred_at >= cast('1935-03-31 02:30:00' as timestamp_ntz)
  and occurred_at < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00 +00:00' as timestamp_tz)
  and v.paid_at >= cast('1935-03-31 02:30:00 +00:00' as timestamp_tz)
  and v.paid_at < cast('2025-03-29 23:00:00 +00:00' as timestamp_tz)
union all
select
  md5('nothing_seen|' || n.visit_id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  n.seen_at as occurred_at,
  null::varchar as customer_id,
  object_construct_keep_null() as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.nothing' as source,
  n.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.nothing as n
where n.seen_at <= cast('2025-03-31 00:30:00' as timestamp_ntz)
  and n.seen_at >= cast('2024-03-31 00:30:00' as timestamp_ntz)

-- wide in a window
-- eventspec 1: visit_seen, visit_paid, visit_day, visit_from and 12 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'visit_paid' then cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz)
      when 'visit_day' then convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz))
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('visit_seen'), ('visit_paid'), ('visit_day')
  ) as step (event)
  where (
      v.seen_at >= cast('2024-06-01 02:00:00' as timestamp_ntz)
      and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
    )
    or (
      v.paid_at >= cast('2024-06-01 00:00:00 +00:00' as timestamp_tz)
      and v.paid_at < cast('2025-03-30 22:00:00 +00:00' as timestamp_tz)
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
    convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
    and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp_ntz)
    and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
    and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) >= cast('2024-06-01 00:00:00' as timestamp_ntz)
    and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)
),

visits_events_2 as (
  select
    step.event,
    case step.event
      when 'ever_visited' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'ever_day' then convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz))
    end as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  cross join (
    values ('ever_visited'), ('ever_day')
  ) as step (event)
  where (
      v.seen_at >= cast('2024-06-01 02:00:00' as timestamp_ntz)
      and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
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
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from visits_events
where occurred_at <= cast('2025-03-31 00:30:00' as timestamp_ntz)
  and occurred_at >= cast('2024-06-01 00:00:00' as timestamp_ntz)
  and occurred_at < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp_ntz)
union all
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00 +00:00' as timestamp_tz)
  and v.paid_at >= cast('2024-06-01 00:00:00 +00:00' as timestamp_tz)
  and v.paid_at < cast('2025-03-29 23:00:00 +00:00' as timestamp_tz)
union all
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-06-02'
  and v.seen_on < date '2025-04-01'
  and convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) >= cast('2024-06-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) < cast('2025-03-30 08:00:00' as timestamp_ntz)
union all
select
  md5('whole_visit|' || v.visit_id) as event_id,
  'whole_visit' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp_ntz)
union all
select
  md5('status_changed|' || v.visit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
qualify v.status is distinct from lag(v.status) over (partition by v.customer_id order by v.seen_at, v.visit_id)
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp_ntz)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) >= cast('2024-06-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp_ntz)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) >= cast('2024-06-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5('last_visit|' || v.customer_id) as event_id,
  'last_visit' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) = 1
  and v.seen_at >= cast('2024-06-01 02:00:00' as timestamp_ntz)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) >= cast('2024-06-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
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
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from visits_events_2
where occurred_at <= cast('2025-03-31 00:30:00' as timestamp_ntz)
  and occurred_at >= cast('2024-06-01 00:00:00' as timestamp_ntz)
  and occurred_at < cast('2025-03-30 22:00:00' as timestamp_ntz)
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00 +00:00' as timestamp_tz)
  and v.paid_at >= cast('2024-06-01 00:00:00 +00:00' as timestamp_tz)
  and v.paid_at < cast('2025-03-29 23:00:00 +00:00' as timestamp_tz)
union all
select
  md5('nothing_seen|' || n.visit_id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  n.seen_at as occurred_at,
  null::varchar as customer_id,
  null::varchar as status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.nothing' as source,
  n.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.nothing as n
where n.seen_at <= cast('2025-03-31 00:30:00' as timestamp_ntz)
  and n.seen_at >= cast('2024-06-01 00:00:00' as timestamp_ntz)

-- of each
-- eventspec 1: visit_from from visits.events.yml
select
  md5('visit_from|' || v.visit_id) as event_id,
  'visit_from' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.seen_at >= cast('2024-01-01 00:00:00' as timestamp_ntz)

-- of each
-- eventspec 1: paid_until from visits.events.yml
select
  md5('paid_until|' || v.visit_id) as event_id,
  'paid_until' as event,
  1 as event_version,
  cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.paid_at <= cast('2025-03-31 00:30:00 +00:00' as timestamp_tz)
  and v.paid_at >= cast('2023-12-31 23:00:00 +00:00' as timestamp_tz)
  and v.paid_at < cast('2025-03-29 23:00:00 +00:00' as timestamp_tz)

-- of each
-- eventspec 1: day_until from visits.events.yml
select
  md5('day_until|' || v.visit_id) as event_id,
  'day_until' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-01-01'
  and v.seen_on < date '2025-04-01'
  and convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) >= cast('2023-12-31 11:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz)) < cast('2025-03-30 08:00:00' as timestamp_ntz)

-- of each
-- eventspec 1: first_visit from visits.events.yml
select
  md5('first_visit|' || v.customer_id) as event_id,
  'first_visit' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
  v.customer_id::varchar as customer_id,
  v.status,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
  and v.customer_id is not null
qualify row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) = 1
  and v.seen_at >= cast('2024-02-29 02:30:00' as timestamp_ntz)
  and v.seen_at < cast('2025-04-01 00:00:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) >= cast('2024-02-29 01:30:00' as timestamp_ntz)
  and convert_timezone('Europe/Brussels', 'UTC', v.seen_at) < cast('2025-03-30 22:00:00' as timestamp_ntz)

-- numbered
-- eventspec 1: visit_seen, visit_paid, visit_from, paid_until and 2 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'visit_paid' then cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz)
      when 'visit_from' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'paid_until' then cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz)
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
    case
      when customer_id is not null then row_number() over (partition by customer_id, event order by occurred_at, visit_id)
    end as occurrence,
    case
      when customer_id is not null then lead(occurred_at) over (partition by customer_id, event order by occurred_at, visit_id)
    end as next_at
  from visits_events
  where occurred_at <= cast('2025-03-31 00:30:00' as timestamp_ntz)
),

visit_named_named as (
  select
    case v.status
      when 'open' then 'visit_opened'
      when 'closed' then 'visit_closed'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
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
  customer_id::varchar as customer_id,
  object_construct_keep_null('status', status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at,
  occurrence,
  next_at
from visits_numbered
where (
  event not in ('visit_seen', 'visit_paid')
  or (
    occurred_at >= cast('2024-02-29 01:30:00' as timestamp_ntz)
    and occurred_at < cast('2025-03-30 22:00:00' as timestamp_ntz)
  )
)
  and (event not in ('visit_from') or occurred_at >= cast('2023-12-31 23:00:00' as timestamp_ntz))
  and (
    event not in ('paid_until')
    or (
      occurred_at >= cast('2023-12-31 23:00:00' as timestamp_ntz)
      and occurred_at < cast('2025-03-29 23:00:00' as timestamp_ntz)
    )
  )
union all
select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  object_construct_keep_null('status', status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at,
  occurrence,
  next_at
from visit_named_numbered
where occurred_at >= cast('2024-02-29 01:30:00' as timestamp_ntz)
  and occurred_at < cast('2025-03-30 22:00:00' as timestamp_ntz)

-- activities
-- eventspec 1: visit_seen, visit_paid, visit_from, paid_until and 2 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'visit_paid' then cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz)
      when 'visit_from' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'paid_until' then cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz)
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
    convert_timezone('Europe/Brussels', 'UTC', v.seen_at) as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= cast('2025-03-31 02:30:00' as timestamp_ntz)
),

events as (
  select
    md5(event || '|' || visit_id) as activity_id,
    occurred_at as ts,
    customer_id::varchar as customer,
    event as activity,
    null::varchar as anonymous_customer_id,
    object_construct_keep_null('status', status) as feature_json,
    null::number(18, 4) as revenue_impact,
    null::varchar as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    null::timestamp_ntz as activity_repeated_at
  from visits_events
  where occurred_at <= cast('2025-03-31 00:30:00' as timestamp_ntz)
    and customer_id is not null
  union all
  select
    md5(event || '|' || visit_id) as activity_id,
    occurred_at as ts,
    customer_id::varchar as customer,
    event as activity,
    null::varchar as anonymous_customer_id,
    object_construct_keep_null('status', status) as feature_json,
    null::number(18, 4) as revenue_impact,
    null::varchar as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    null::timestamp_ntz as activity_repeated_at
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
    ts >= cast('2024-02-29 01:30:00' as timestamp_ntz)
    and ts < cast('2025-03-30 22:00:00' as timestamp_ntz)
  )
)
  and (activity not in ('visit_from') or ts >= cast('2023-12-31 23:00:00' as timestamp_ntz))
  and (
    activity not in ('paid_until')
    or (
      ts >= cast('2023-12-31 23:00:00' as timestamp_ntz)
      and ts < cast('2025-03-29 23:00:00' as timestamp_ntz)
    )
  )

-- by the engine's clock
-- eventspec 1: ever_visited, ever_paid, ever_day from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'ever_visited' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'ever_day' then convert_timezone('Europe/Brussels', 'UTC', cast(v.seen_on as timestamp_ntz))
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
  object_construct_keep_null('status', status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from visits_events
where occurred_at <= sysdate()
  and occurred_at >= convert_timezone('Europe/Brussels', 'UTC', dateadd(month, -1080, convert_timezone('UTC', 'Europe/Brussels', sysdate())))
  and occurred_at < convert_timezone('Europe/Brussels', 'UTC', date_trunc(day, convert_timezone('UTC', 'Europe/Brussels', sysdate())))
union all
select
  md5('ever_paid|' || v.visit_id) as event_id,
  'ever_paid' as event,
  1 as event_version,
  cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz) as occurred_at,
  v.customer_id::varchar as customer_id,
  object_construct_keep_null('status', v.status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.visits as v
where v.paid_at <= current_timestamp()
  and cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz) >= convert_timezone(
    'Europe/Brussels',
    'UTC',
    dateadd(month, -1080, convert_timezone('UTC', 'Europe/Brussels', sysdate()))
  )
  and cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz) < convert_timezone(
    'Europe/Brussels',
    'UTC',
    dateadd(day, -1, date_trunc(day, convert_timezone('UTC', 'Europe/Brussels', sysdate())))
  )

-- numbered by the engine's clock
-- eventspec 1: ever_visited, ever_paid from visits.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'ever_visited' then convert_timezone('Europe/Brussels', 'UTC', v.seen_at)
      when 'ever_paid' then cast(convert_timezone('UTC', v.paid_at) as timestamp_ntz)
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
    case
      when customer_id is not null then row_number() over (partition by customer_id order by occurred_at, event, visit_id)
    end as occurrence,
    case
      when customer_id is not null then lead(occurred_at) over (partition by customer_id order by occurred_at, event, visit_id)
    end as next_at
  from events
  where occurred_at <= sysdate()
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  object_construct_keep_null('status', status) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at,
  occurrence,
  next_at
from numbered
where (
  event not in ('ever_visited')
  or (
    occurred_at >= convert_timezone('Europe/Brussels', 'UTC', dateadd(month, -1080, convert_timezone('UTC', 'Europe/Brussels', sysdate())))
    and occurred_at < convert_timezone('Europe/Brussels', 'UTC', date_trunc(day, convert_timezone('UTC', 'Europe/Brussels', sysdate())))
  )
)
  and (
    event not in ('ever_paid')
    or (
      occurred_at >= convert_timezone('Europe/Brussels', 'UTC', dateadd(month, -1080, convert_timezone('UTC', 'Europe/Brussels', sysdate())))
      and occurred_at < convert_timezone('Europe/Brussels', 'UTC', dateadd(day, -1, date_trunc(day, convert_timezone('UTC', 'Europe/Brussels', sysdate()))))
    )
  )

-- narrow
-- eventspec 1: visit_seen, visit_paid, visit_day, visit_from and 12 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
      when 'visit_paid' then v.paid_at
      when 'visit_day' then at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC')
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
      v.paid_at >= timestamp '2024-02-29 01:30:00 UTC'
      and v.paid_at < timestamp '2025-03-30 22:00:00 UTC'
    )
    or (
      v.seen_on >= date '2024-03-01'
      and v.seen_on < date '2025-04-01'
    )
),

status_changed_changes as (
  select
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    lag(v.status) over (partition by v.customer_id order by v.seen_at, v.visit_id) as status_before
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
),

first_visit_ranked as (
  select
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) as place
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.customer_id is not null
),

last_visit_ranked as (
  select
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) as place
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.customer_id is not null
),

visit_named_named as (
  select
    case v.status
      when 'open' then 'visit_opened'
      when 'closed' then 'visit_closed'
    end as event,
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.seen_at >= timestamp '2024-02-29 02:30:00'
    and v.seen_at < timestamp '2025-04-01 00:00:00'
    and at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') >= timestamp '2024-02-29 01:30:00 UTC'
    and at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') < timestamp '2025-03-30 22:00:00 UTC'
),

visits_events_2 as (
  select
    step.event,
    case step.event
      when 'ever_visited' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
      when 'ever_day' then at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC')
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from visits_events
where occurred_at <= timestamp '2025-03-31 00:30:00 UTC'
  and occurred_at >= timestamp '2024-02-29 01:30:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('visit_from|' || cast(v.visit_id as varchar))))) as event_id,
  'visit_from' as event,
  1 as event_version,
  at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  json_object('status': v.status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.seen_at >= timestamp '2024-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8('paid_until|' || cast(v.visit_id as varchar))))) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  json_object('status': v.status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.paid_at <= timestamp '2025-03-31 00:30:00 UTC'
  and v.paid_at >= timestamp '2023-12-31 23:00:00 UTC'
  and v.paid_at < timestamp '2025-03-29 23:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('day_until|' || cast(v.visit_id as varchar))))) as event_id,
  'day_until' as event,
  1 as event_version,
  at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  json_object('status': v.status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-01-01'
  and v.seen_on < date '2025-04-01'
  and at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') >= timestamp '2023-12-31 11:00:00 UTC'
  and at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') < timestamp '2025-03-30 08:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('whole_visit|' || cast(v.visit_id as varchar))))) as event_id,
  'whole_visit' as event,
  1 as event_version,
  at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  json_object('status': v.status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= timestamp '2025-03-31 02:30:00'
union all
select
  lower(to_hex(md5(to_utf8('status_changed|' || cast(visit_id as varchar))))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from status_changed_changes
where status is distinct from status_before
  and occurred_at >= timestamp '2024-02-29 01:30:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('first_visit|' || cast(customer_id as varchar))))) as event_id,
  'first_visit' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_visit_ranked
where place = 1
  and occurred_at >= timestamp '2024-02-29 01:30:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('last_visit|' || cast(customer_id as varchar))))) as event_id,
  'last_visit' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from last_visit_ranked
where place = 1
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from visit_named_named
where event is not null
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from visits_events_2
where occurred_at <= timestamp '2025-03-31 00:30:00 UTC'
  and occurred_at >= timestamp '1935-03-31 02:30:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('ever_paid|' || cast(v.visit_id as varchar))))) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  json_object('status': v.status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.paid_at <= timestamp '2025-03-31 00:30:00 UTC'
  and v.paid_at >= timestamp '1935-03-31 02:30:00 UTC'
  and v.paid_at < timestamp '2025-03-29 23:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('nothing_seen|' || cast(n.visit_id as varchar))))) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  with_timezone(n.seen_at, 'UTC') as occurred_at,
  cast(null as varchar) as customer_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.nothing' as source,
  cast(n.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.nothing as n
where n.seen_at <= timestamp '2025-03-31 00:30:00'
  and n.seen_at >= timestamp '2024-03-31 00:30:00'

-- wide in a window
-- eventspec 1: visit_seen, visit_paid, visit_day, visit_from and 12 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
      when 'visit_paid' then v.paid_at
      when 'visit_day' then at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC')
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
      v.paid_at >= timestamp '2024-06-01 00:00:00 UTC'
      and v.paid_at < timestamp '2025-03-30 22:00:00 UTC'
    )
    or (
      v.seen_on >= date '2024-06-02'
      and v.seen_on < date '2025-04-01'
    )
),

status_changed_changes as (
  select
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    lag(v.status) over (partition by v.customer_id order by v.seen_at, v.visit_id) as status_before
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
),

first_visit_ranked as (
  select
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) as place
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.customer_id is not null
),

last_visit_ranked as (
  select
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) as place
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.customer_id is not null
),

visit_named_named as (
  select
    case v.status
      when 'open' then 'visit_opened'
      when 'closed' then 'visit_closed'
    end as event,
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.seen_at >= timestamp '2024-06-01 02:00:00'
    and v.seen_at < timestamp '2025-04-01 00:00:00'
    and at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') >= timestamp '2024-06-01 00:00:00 UTC'
    and at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') < timestamp '2025-03-30 22:00:00 UTC'
),

visits_events_2 as (
  select
    step.event,
    case step.event
      when 'ever_visited' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
      when 'ever_day' then at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC')
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from visits_events
where occurred_at <= timestamp '2025-03-31 00:30:00 UTC'
  and occurred_at >= timestamp '2024-06-01 00:00:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('visit_from|' || cast(v.visit_id as varchar))))) as event_id,
  'visit_from' as event,
  1 as event_version,
  at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  v.status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.seen_at >= timestamp '2024-06-01 02:00:00'
union all
select
  lower(to_hex(md5(to_utf8('paid_until|' || cast(v.visit_id as varchar))))) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  v.status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.paid_at <= timestamp '2025-03-31 00:30:00 UTC'
  and v.paid_at >= timestamp '2024-06-01 00:00:00 UTC'
  and v.paid_at < timestamp '2025-03-29 23:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('day_until|' || cast(v.visit_id as varchar))))) as event_id,
  'day_until' as event,
  1 as event_version,
  at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  v.status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-06-02'
  and v.seen_on < date '2025-04-01'
  and at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') >= timestamp '2024-06-01 00:00:00 UTC'
  and at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') < timestamp '2025-03-30 08:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('whole_visit|' || cast(v.visit_id as varchar))))) as event_id,
  'whole_visit' as event,
  1 as event_version,
  at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  v.status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.seen_at >= timestamp '2024-06-01 02:00:00'
union all
select
  lower(to_hex(md5(to_utf8('status_changed|' || cast(visit_id as varchar))))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from status_changed_changes
where status is distinct from status_before
  and occurred_at >= timestamp '2024-06-01 00:00:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('first_visit|' || cast(customer_id as varchar))))) as event_id,
  'first_visit' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_visit_ranked
where place = 1
  and occurred_at >= timestamp '2024-06-01 00:00:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('last_visit|' || cast(customer_id as varchar))))) as event_id,
  'last_visit' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from last_visit_ranked
where place = 1
  and occurred_at >= timestamp '2024-06-01 00:00:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from visit_named_named
where event is not null
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from visits_events_2
where occurred_at <= timestamp '2025-03-31 00:30:00 UTC'
  and occurred_at >= timestamp '2024-06-01 00:00:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('ever_paid|' || cast(v.visit_id as varchar))))) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  v.status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.paid_at <= timestamp '2025-03-31 00:30:00 UTC'
  and v.paid_at >= timestamp '2024-06-01 00:00:00 UTC'
  and v.paid_at < timestamp '2025-03-29 23:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('nothing_seen|' || cast(n.visit_id as varchar))))) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  with_timezone(n.seen_at, 'UTC') as occurred_at,
  cast(null as varchar) as customer_id,
  cast(null as varchar) as status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.nothing' as source,
  cast(n.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.nothing as n
where n.seen_at <= timestamp '2025-03-31 00:30:00'
  and n.seen_at >= timestamp '2024-06-01 00:00:00'

-- of each
-- eventspec 1: visit_from from visits.events.yml
select
  lower(to_hex(md5(to_utf8('visit_from|' || cast(v.visit_id as varchar))))) as event_id,
  'visit_from' as event,
  1 as event_version,
  at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  v.status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.seen_at <= timestamp '2025-03-31 02:30:00'
  and v.seen_at >= timestamp '2024-01-01 00:00:00'

-- of each
-- eventspec 1: paid_until from visits.events.yml
select
  lower(to_hex(md5(to_utf8('paid_until|' || cast(v.visit_id as varchar))))) as event_id,
  'paid_until' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  v.status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.paid_at <= timestamp '2025-03-31 00:30:00 UTC'
  and v.paid_at >= timestamp '2023-12-31 23:00:00 UTC'
  and v.paid_at < timestamp '2025-03-29 23:00:00 UTC'

-- of each
-- eventspec 1: day_until from visits.events.yml
select
  lower(to_hex(md5(to_utf8('day_until|' || cast(v.visit_id as varchar))))) as event_id,
  'day_until' as event,
  1 as event_version,
  at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  v.status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.seen_on <= date '2025-03-31'
  and v.seen_on >= date '2024-01-01'
  and v.seen_on < date '2025-04-01'
  and at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') >= timestamp '2023-12-31 11:00:00 UTC'
  and at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC') < timestamp '2025-03-30 08:00:00 UTC'

-- of each
-- eventspec 1: first_visit from visits.events.yml
with ranked as (
  select
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) as place
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
    and v.customer_id is not null
)

select
  lower(to_hex(md5(to_utf8('first_visit|' || cast(customer_id as varchar))))) as event_id,
  'first_visit' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  status,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from ranked
where place = 1
  and occurred_at >= timestamp '2024-02-29 01:30:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'

-- numbered
-- eventspec 1: visit_seen, visit_paid, visit_from, paid_until and 2 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
      when 'visit_paid' then v.paid_at
      when 'visit_from' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
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
  where occurred_at <= timestamp '2025-03-31 00:30:00 UTC'
  window same_event as (partition by customer_id, event order by occurred_at, visit_id)
),

visit_named_named as (
  select
    case v.status
      when 'open' then 'visit_opened'
      when 'closed' then 'visit_closed'
    end as event,
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  occurrence,
  next_at
from visits_numbered
where (
  event not in ('visit_seen', 'visit_paid')
  or (
    occurred_at >= timestamp '2024-02-29 01:30:00 UTC'
    and occurred_at < timestamp '2025-03-30 22:00:00 UTC'
  )
)
  and (event not in ('visit_from') or occurred_at >= timestamp '2023-12-31 23:00:00 UTC')
  and (
    event not in ('paid_until')
    or (
      occurred_at >= timestamp '2023-12-31 23:00:00 UTC'
      and occurred_at < timestamp '2025-03-29 23:00:00 UTC'
    )
  )
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  occurrence,
  next_at
from visit_named_numbered
where occurred_at >= timestamp '2024-02-29 01:30:00 UTC'
  and occurred_at < timestamp '2025-03-30 22:00:00 UTC'

-- activities
-- eventspec 1: visit_seen, visit_paid, visit_from, paid_until and 2 more from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'visit_seen' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
      when 'visit_paid' then v.paid_at
      when 'visit_from' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
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
    at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id,
    v.status,
    v.visit_id
  from app.visits as v
  where v.seen_at <= timestamp '2025-03-31 02:30:00'
),

events as (
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as activity_id,
    occurred_at as ts,
    cast(customer_id as varchar) as customer,
    event as activity,
    cast(null as varchar) as anonymous_customer_id,
    json_object('status': status) as feature_json,
    cast(null as decimal(18, 4)) as revenue_impact,
    cast(null as varchar) as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    cast(null as timestamp(6) with time zone) as activity_repeated_at
  from visits_events
  where occurred_at <= timestamp '2025-03-31 00:30:00 UTC'
    and customer_id is not null
  union all
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as activity_id,
    occurred_at as ts,
    cast(customer_id as varchar) as customer,
    event as activity,
    cast(null as varchar) as anonymous_customer_id,
    json_object('status': status) as feature_json,
    cast(null as decimal(18, 4)) as revenue_impact,
    cast(null as varchar) as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    cast(null as timestamp(6) with time zone) as activity_repeated_at
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
  or (ts >= timestamp '2024-02-29 01:30:00 UTC' and ts < timestamp '2025-03-30 22:00:00 UTC')
)
  and (activity not in ('visit_from') or ts >= timestamp '2023-12-31 23:00:00 UTC')
  and (
    activity not in ('paid_until')
    or (ts >= timestamp '2023-12-31 23:00:00 UTC' and ts < timestamp '2025-03-29 23:00:00 UTC')
  )

-- by the engine's clock
-- eventspec 1: ever_visited, ever_paid, ever_day from visits.events.yml
with visits_events as (
  select
    step.event,
    case step.event
      when 'ever_visited' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
      when 'ever_day' then at_timezone(with_timezone(cast(v.seen_on as timestamp(6)), 'Europe/Brussels'), 'UTC')
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from visits_events
where occurred_at <= current_timestamp(6)
  and occurred_at >= at_timezone(with_timezone(date_add('month', -1080, cast(current_timestamp(6) at time zone 'Europe/Brussels' as timestamp(6))), 'Europe/Brussels'), 'UTC')
  and occurred_at < at_timezone(with_timezone(date_trunc('day', cast(current_timestamp(6) at time zone 'Europe/Brussels' as timestamp(6))), 'Europe/Brussels'), 'UTC')
union all
select
  lower(to_hex(md5(to_utf8('ever_paid|' || cast(v.visit_id as varchar))))) as event_id,
  'ever_paid' as event,
  1 as event_version,
  v.paid_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  json_object('status': v.status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.visits as v
where v.paid_at <= current_timestamp(6)
  and v.paid_at >= at_timezone(
    with_timezone(
      date_add('month', -1080, cast(current_timestamp(6) at time zone 'Europe/Brussels' as timestamp(6))),
      'Europe/Brussels'
    ),
    'UTC'
  )
  and v.paid_at < at_timezone(
    with_timezone(
      date_add(
        'day',
        -1,
        date_trunc('day', cast(current_timestamp(6) at time zone 'Europe/Brussels' as timestamp(6)))
      ),
      'Europe/Brussels'
    ),
    'UTC'
  )

-- numbered by the engine's clock
-- eventspec 1: ever_visited, ever_paid from visits.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'ever_visited' then at_timezone(with_timezone(v.seen_at, 'Europe/Brussels'), 'UTC')
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
  where occurred_at <= current_timestamp(6)
  window same_entity as (partition by customer_id order by occurred_at, event, visit_id)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at,
  occurrence,
  next_at
from numbered
where (
  event not in ('ever_visited')
  or (
    occurred_at >= at_timezone(with_timezone(date_add('month', -1080, cast(current_timestamp(6) at time zone 'Europe/Brussels' as timestamp(6))), 'Europe/Brussels'), 'UTC')
    and occurred_at < at_timezone(with_timezone(date_trunc('day', cast(current_timestamp(6) at time zone 'Europe/Brussels' as timestamp(6))), 'Europe/Brussels'), 'UTC')
  )
)
  and (
    event not in ('ever_paid')
    or (
      occurred_at >= at_timezone(with_timezone(date_add('month', -1080, cast(current_timestamp(6) at time zone 'Europe/Brussels' as timestamp(6))), 'Europe/Brussels'), 'UTC')
      and occurred_at < at_timezone(with_timezone(date_add('day', -1, date_trunc('day', cast(current_timestamp(6) at time zone 'Europe/Brussels' as timestamp(6)))), 'Europe/Brussels'), 'UTC')
    )
  )

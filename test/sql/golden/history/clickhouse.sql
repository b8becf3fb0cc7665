-- narrow
-- eventspec 1: visit_seen, visit_paid, visit_day, visit_from and 12 more from visits.events.yml
with visits_events as (
  select
    step.event as event,
    case step.event
      when 'visit_seen' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'visit_paid' then cast(v.paid_at as Nullable(DateTime64(6, 'UTC')))
      when 'visit_day' then toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  cross join (
    select arrayJoin(['visit_seen', 'visit_paid', 'visit_day']) as event
  ) as step
  where (
      v.seen_at >= toDateTime64('2024-02-29 02:30:00', 6)
      and v.seen_at < toDateTime64('2025-04-01 00:00:00', 6)
    )
    or (
      v.paid_at >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
      and v.paid_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
    )
    or (
      v.seen_on >= toDate32('2024-03-01')
      and v.seen_on < toDate32('2025-04-01')
    )
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_changed_changes as (
  select
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id,
    lag(toNullable(v.status)) over (partition by v.customer_id order by v.seen_at, v.visit_id) as status_before
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_visit_ranked as (
  select
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) as place
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
    and v.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

last_visit_ranked as (
  select
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) as place
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
    and v.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

visit_named_named as (
  select
    case
      when v.status = 'open' then 'visit_opened'
      when v.status = 'closed' then 'visit_closed'
    end as event,
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
    and v.seen_at >= toDateTime64('2024-02-29 02:30:00', 6)
    and v.seen_at < toDateTime64('2025-04-01 00:00:00', 6)
    and toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
    and toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

visits_events_2 as (
  select
    step.event as event,
    case step.event
      when 'ever_visited' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'ever_day' then toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  cross join (
    select arrayJoin(['ever_visited', 'ever_day']) as event
  ) as step
  where (
      v.seen_at >= toDateTime64('1935-03-30 03:30:00', 6)
      and v.seen_at < toDateTime64('2025-04-01 00:00:00', 6)
    )
    or (
      v.seen_on >= toDate32('1935-03-31')
      and v.seen_on < toDate32('2025-04-01')
    )
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from visits_events
where occurred_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and occurred_at >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('visit_from|' || toString(v.visit_id)))) as event_id,
  'visit_from' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(v.status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
  and v.seen_at >= toDateTime64('2024-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('paid_until|' || toString(v.visit_id)))) as event_id,
  'paid_until' as event,
  1 as event_version,
  cast(v.paid_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(v.status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.paid_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and v.paid_at >= toDateTime64('2023-12-31 23:00:00', 6, 'UTC')
  and v.paid_at < toDateTime64('2025-03-29 23:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('day_until|' || toString(v.visit_id)))) as event_id,
  'day_until' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(v.status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.seen_on <= toDate32('2025-03-31')
  and v.seen_on >= toDate32('2024-01-01')
  and v.seen_on < toDate32('2025-04-01')
  and toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') >= toDateTime64('2023-12-31 11:00:00', 6, 'UTC')
  and toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') < toDateTime64('2025-03-30 08:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('whole_visit|' || toString(v.visit_id)))) as event_id,
  'whole_visit' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(v.status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('status_changed|' || toString(visit_id)))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from status_changed_changes
where status is distinct from status_before
  and occurred_at >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('first_visit|' || toString(customer_id)))) as event_id,
  'first_visit' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_visit_ranked
where place = 1
  and occurred_at >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('last_visit|' || toString(customer_id)))) as event_id,
  'last_visit' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from last_visit_ranked
where place = 1
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from visit_named_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from visits_events_2
where occurred_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and occurred_at >= toDateTime64('1935-03-31 02:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('ever_paid|' || toString(v.visit_id)))) as event_id,
  'ever_paid' as event,
  1 as event_version,
  cast(v.paid_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(v.status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.paid_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and v.paid_at >= toDateTime64('1935-03-31 02:30:00', 6, 'UTC')
  and v.paid_at < toDateTime64('2025-03-29 23:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('nothing_seen|' || toString(n.visit_id)))) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  toDateTime64(toString(n.seen_at), 6, 'UTC') as occurred_at,
  null::Nullable(String) as customer_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.nothing' as source,
  toString(n.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.nothing as n
where n.seen_at <= toDateTime64('2025-03-31 00:30:00', 6)
  and n.seen_at >= toDateTime64('2024-03-31 00:30:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- wide in a window
-- eventspec 1: visit_seen, visit_paid, visit_day, visit_from and 12 more from visits.events.yml
with visits_events as (
  select
    step.event as event,
    case step.event
      when 'visit_seen' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'visit_paid' then cast(v.paid_at as Nullable(DateTime64(6, 'UTC')))
      when 'visit_day' then toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  cross join (
    select arrayJoin(['visit_seen', 'visit_paid', 'visit_day']) as event
  ) as step
  where (
      v.seen_at >= toDateTime64('2024-06-01 02:00:00', 6)
      and v.seen_at < toDateTime64('2025-04-01 00:00:00', 6)
    )
    or (
      v.paid_at >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
      and v.paid_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
    )
    or (
      v.seen_on >= toDate32('2024-06-02')
      and v.seen_on < toDate32('2025-04-01')
    )
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_changed_changes as (
  select
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id,
    lag(toNullable(v.status)) over (partition by v.customer_id order by v.seen_at, v.visit_id) as status_before
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_visit_ranked as (
  select
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) as place
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
    and v.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

last_visit_ranked as (
  select
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at desc, v.visit_id desc) as place
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
    and v.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

visit_named_named as (
  select
    case
      when v.status = 'open' then 'visit_opened'
      when v.status = 'closed' then 'visit_closed'
    end as event,
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
    and v.seen_at >= toDateTime64('2024-06-01 02:00:00', 6)
    and v.seen_at < toDateTime64('2025-04-01 00:00:00', 6)
    and toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
    and toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

visits_events_2 as (
  select
    step.event as event,
    case step.event
      when 'ever_visited' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'ever_day' then toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  cross join (
    select arrayJoin(['ever_visited', 'ever_day']) as event
  ) as step
  where (
      v.seen_at >= toDateTime64('2024-06-01 02:00:00', 6)
      and v.seen_at < toDateTime64('2025-04-01 00:00:00', 6)
    )
    or (
      v.seen_on >= toDate32('2024-06-02')
      and v.seen_on < toDate32('2025-04-01')
    )
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from visits_events
where occurred_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and occurred_at >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('visit_from|' || toString(v.visit_id)))) as event_id,
  'visit_from' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  v.status as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
  and v.seen_at >= toDateTime64('2024-06-01 02:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('paid_until|' || toString(v.visit_id)))) as event_id,
  'paid_until' as event,
  1 as event_version,
  cast(v.paid_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  v.status as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.paid_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and v.paid_at >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
  and v.paid_at < toDateTime64('2025-03-29 23:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('day_until|' || toString(v.visit_id)))) as event_id,
  'day_until' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  v.status as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.seen_on <= toDate32('2025-03-31')
  and v.seen_on >= toDate32('2024-06-02')
  and v.seen_on < toDate32('2025-04-01')
  and toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
  and toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') < toDateTime64('2025-03-30 08:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('whole_visit|' || toString(v.visit_id)))) as event_id,
  'whole_visit' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  v.status as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.visit_id < 4
  and v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
  and v.seen_at >= toDateTime64('2024-06-01 02:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('status_changed|' || toString(visit_id)))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from status_changed_changes
where status is distinct from status_before
  and occurred_at >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('first_visit|' || toString(customer_id)))) as event_id,
  'first_visit' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_visit_ranked
where place = 1
  and occurred_at >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('last_visit|' || toString(customer_id)))) as event_id,
  'last_visit' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from last_visit_ranked
where place = 1
  and occurred_at >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from visit_named_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from visits_events_2
where occurred_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and occurred_at >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('ever_paid|' || toString(v.visit_id)))) as event_id,
  'ever_paid' as event,
  1 as event_version,
  cast(v.paid_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  v.status as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.paid_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and v.paid_at >= toDateTime64('2024-06-01 00:00:00', 6, 'UTC')
  and v.paid_at < toDateTime64('2025-03-29 23:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('nothing_seen|' || toString(n.visit_id)))) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  toDateTime64(toString(n.seen_at), 6, 'UTC') as occurred_at,
  null::Nullable(String) as customer_id,
  null::Nullable(String) as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.nothing' as source,
  toString(n.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.nothing as n
where n.seen_at <= toDateTime64('2025-03-31 00:30:00', 6)
  and n.seen_at >= toDateTime64('2024-06-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- of each
-- eventspec 1: visit_from from visits.events.yml
select
  lower(hex(MD5('visit_from|' || toString(v.visit_id)))) as event_id,
  'visit_from' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  v.status as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
  and v.seen_at >= toDateTime64('2024-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- of each
-- eventspec 1: paid_until from visits.events.yml
select
  lower(hex(MD5('paid_until|' || toString(v.visit_id)))) as event_id,
  'paid_until' as event,
  1 as event_version,
  cast(v.paid_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  v.status as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.paid_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
  and v.paid_at >= toDateTime64('2023-12-31 23:00:00', 6, 'UTC')
  and v.paid_at < toDateTime64('2025-03-29 23:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- of each
-- eventspec 1: day_until from visits.events.yml
select
  lower(hex(MD5('day_until|' || toString(v.visit_id)))) as event_id,
  'day_until' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  v.status as status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.seen_on <= toDate32('2025-03-31')
  and v.seen_on >= toDate32('2024-01-01')
  and v.seen_on < toDate32('2025-04-01')
  and toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') >= toDateTime64('2023-12-31 11:00:00', 6, 'UTC')
  and toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') < toDateTime64('2025-03-30 08:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- of each
-- eventspec 1: first_visit from visits.events.yml
with ranked as (
  select
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id,
    row_number() over (partition by v.customer_id order by v.seen_at, v.visit_id) as place
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
    and v.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('first_visit|' || toString(customer_id)))) as event_id,
  'first_visit' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  status,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ranked
where place = 1
  and occurred_at >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered
-- eventspec 1: visit_seen, visit_paid, visit_from, paid_until and 2 more from visits.events.yml
with visits_events as (
  select
    step.event as event,
    case step.event
      when 'visit_seen' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'visit_paid' then cast(v.paid_at as Nullable(DateTime64(6, 'UTC')))
      when 'visit_from' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'paid_until' then cast(v.paid_at as Nullable(DateTime64(6, 'UTC')))
    end as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  cross join (
    select arrayJoin(['visit_seen', 'visit_paid', 'visit_from', 'paid_until']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id, event order by occurred_at, visit_id)
    end as next_at
  from visits_events
  where occurred_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
),

visit_named_named as (
  select
    case
      when v.status = 'open' then 'visit_opened'
      when v.status = 'closed' then 'visit_closed'
    end as event,
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id, event order by occurred_at, visit_id)
    end as next_at
  from visit_named_named
  where event is not null
)

select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at
from visits_numbered
where (
  event not in ('visit_seen', 'visit_paid')
  or (
    occurred_at >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
    and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
  )
)
  and (event not in ('visit_from') or occurred_at >= toDateTime64('2023-12-31 23:00:00', 6, 'UTC'))
  and (
    event not in ('paid_until')
    or (
      occurred_at >= toDateTime64('2023-12-31 23:00:00', 6, 'UTC')
      and occurred_at < toDateTime64('2025-03-29 23:00:00', 6, 'UTC')
    )
  )
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at
from visit_named_numbered
where occurred_at >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- activities
-- eventspec 1: visit_seen, visit_paid, visit_from, paid_until and 2 more from visits.events.yml
with visits_events as (
  select
    step.event as event,
    case step.event
      when 'visit_seen' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'visit_paid' then cast(v.paid_at as Nullable(DateTime64(6, 'UTC')))
      when 'visit_from' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'paid_until' then cast(v.paid_at as Nullable(DateTime64(6, 'UTC')))
    end as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  cross join (
    select arrayJoin(['visit_seen', 'visit_paid', 'visit_from', 'paid_until']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

visit_named_named as (
  select
    case
      when v.status = 'open' then 'visit_opened'
      when v.status = 'closed' then 'visit_closed'
    end as event,
    toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  where v.seen_at <= toDateTime64('2025-03-31 02:30:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5(event || '|' || toString(visit_id)))) as activity_id,
    occurred_at as ts,
    toString(customer_id) as customer,
    event as activity,
    null::Nullable(String) as anonymous_customer_id,
    '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as feature_json,
    null::Nullable(Decimal(18, 4)) as revenue_impact,
    null::Nullable(String) as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as activity_repeated_at
  from visits_events
  where occurred_at <= toDateTime64('2025-03-31 00:30:00', 6, 'UTC')
    and customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(event || '|' || toString(visit_id)))) as activity_id,
    occurred_at as ts,
    toString(customer_id) as customer,
    event as activity,
    null::Nullable(String) as anonymous_customer_id,
    '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as feature_json,
    null::Nullable(Decimal(18, 4)) as revenue_impact,
    null::Nullable(String) as link,
    row_number() over (partition by customer_id order by occurred_at, visit_id) as activity_occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as activity_repeated_at
  from visit_named_named
  where event is not null
    and customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
    lead(toNullable(ts)) over (partition by customer order by ts, activity, activity_occurrence, activity_id) as activity_repeated_at
  from events
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select *
from numbered
where (
  activity not in ('visit_seen', 'visit_paid', 'visit_opened', 'visit_closed')
  or (
    ts >= toDateTime64('2024-02-29 01:30:00', 6, 'UTC')
    and ts < toDateTime64('2025-03-30 22:00:00', 6, 'UTC')
  )
)
  and (activity not in ('visit_from') or ts >= toDateTime64('2023-12-31 23:00:00', 6, 'UTC'))
  and (
    activity not in ('paid_until')
    or (
      ts >= toDateTime64('2023-12-31 23:00:00', 6, 'UTC')
      and ts < toDateTime64('2025-03-29 23:00:00', 6, 'UTC')
    )
  )

-- by the engine's clock
-- eventspec 1: ever_visited, ever_paid, ever_day from visits.events.yml
with visits_events as (
  select
    step.event as event,
    case step.event
      when 'ever_visited' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'ever_day' then toTimeZone(toDateTime64(toString(cast(v.seen_on as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
    end as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  cross join (
    select arrayJoin(['ever_visited', 'ever_day']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from visits_events
where occurred_at <= now64(6, 'UTC')
  and occurred_at >= toTimeZone(toDateTime64(toString(toDateTime64(toString(now64(6, 'Europe/Brussels')), 6) - interval 1080 month), 6, 'Europe/Brussels'), 'UTC')
  and occurred_at < toTimeZone(toDateTime64(toString(cast(toDate32(toDateTime64(toString(now64(6, 'Europe/Brussels')), 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('ever_paid|' || toString(v.visit_id)))) as event_id,
  'ever_paid' as event,
  1 as event_version,
  cast(v.paid_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(v.status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.visits as v
where v.paid_at <= now64(6, 'UTC')
  and cast(v.paid_at as Nullable(DateTime64(6, 'UTC'))) >= toTimeZone(
    toDateTime64(
      toString(toDateTime64(toString(now64(6, 'Europe/Brussels')), 6) - interval 1080 month),
      6,
      'Europe/Brussels'
    ),
    'UTC'
  )
  and cast(v.paid_at as Nullable(DateTime64(6, 'UTC'))) < toTimeZone(
    toDateTime64(
      toString(
        cast(toDate32(toDateTime64(toString(now64(6, 'Europe/Brussels')), 6)) as Nullable(DateTime64(6))) - interval 1 day
      ),
      6,
      'Europe/Brussels'
    ),
    'UTC'
  )
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered by the engine's clock
-- eventspec 1: ever_visited, ever_paid from visits.events.yml
with events as (
  select
    step.event as event,
    case step.event
      when 'ever_visited' then toTimeZone(toDateTime64(toString(v.seen_at), 6, 'Europe/Brussels'), 'UTC')
      when 'ever_paid' then cast(v.paid_at as Nullable(DateTime64(6, 'UTC')))
    end as occurred_at,
    v.customer_id as customer_id,
    v.status as status,
    v.visit_id as visit_id
  from app.visits as v
  cross join (
    select arrayJoin(['ever_visited', 'ever_paid']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id order by occurred_at, event, visit_id)
    end as next_at
  from events
  where occurred_at <= now64(6, 'UTC')
)

select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at
from numbered
where (
  event not in ('ever_visited')
  or (
    occurred_at >= toTimeZone(toDateTime64(toString(toDateTime64(toString(now64(6, 'Europe/Brussels')), 6) - interval 1080 month), 6, 'Europe/Brussels'), 'UTC')
    and occurred_at < toTimeZone(toDateTime64(toString(cast(toDate32(toDateTime64(toString(now64(6, 'Europe/Brussels')), 6)) as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
  )
)
  and (
    event not in ('ever_paid')
    or (
      occurred_at >= toTimeZone(toDateTime64(toString(toDateTime64(toString(now64(6, 'Europe/Brussels')), 6) - interval 1080 month), 6, 'Europe/Brussels'), 'UTC')
      and occurred_at < toTimeZone(toDateTime64(toString(cast(toDate32(toDateTime64(toString(now64(6, 'Europe/Brussels')), 6)) as Nullable(DateTime64(6))) - interval 1 day), 6, 'Europe/Brussels'), 'UTC')
    )
  )
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

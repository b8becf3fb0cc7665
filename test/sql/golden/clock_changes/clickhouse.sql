-- per_event
-- eventspec 1: seen_in_brussels from visits.events.yml
select
  lower(hex(MD5('seen_in_brussels|' || toString(v.visit_id)))) as event_id,
  'seen_in_brussels' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(v.brussels), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.visits as v
where v.brussels <= toDateTime64('2027-01-01 01:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: seen_in_new_york from visits.events.yml
select
  lower(hex(MD5('seen_in_new_york|' || toString(v.visit_id)))) as event_id,
  'seen_in_new_york' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(v.new_york), 6, 'America/New_York'), 'UTC') as occurred_at,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.visits as v
where v.new_york <= toDateTime64('2026-12-31 19:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: seen_in_brussels, seen_in_new_york from visits.events.yml
with events as (
  select
    step.event as event,
    case step.event
      when 'seen_in_brussels' then toTimeZone(toDateTime64(toString(v.brussels), 6, 'Europe/Brussels'), 'UTC')
      when 'seen_in_new_york' then toTimeZone(toDateTime64(toString(v.new_york), 6, 'America/New_York'), 'UTC')
    end as occurred_at,
    v.visit_id as visit_id
  from shop.visits as v
  cross join (
    select arrayJoin(['seen_in_brussels', 'seen_in_new_york']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(visit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.visits' as source,
  toString(visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

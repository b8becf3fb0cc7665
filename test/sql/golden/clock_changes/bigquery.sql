-- per_event
-- eventspec 1: seen_in_brussels from visits.events.yml
select
  to_hex(md5('seen_in_brussels|' || cast(v.visit_id as string))) as event_id,
  'seen_in_brussels' as event,
  1 as event_version,
  timestamp(v.brussels, 'Europe/Brussels') as occurred_at,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.visits' as source,
  cast(v.visit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.visits as v
where v.brussels <= datetime '2027-01-01 01:00:00'

-- per_event
-- eventspec 1: seen_in_new_york from visits.events.yml
select
  to_hex(md5('seen_in_new_york|' || cast(v.visit_id as string))) as event_id,
  'seen_in_new_york' as event,
  1 as event_version,
  timestamp(v.new_york, 'America/New_York') as occurred_at,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.visits' as source,
  cast(v.visit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.visits as v
where v.new_york <= datetime '2026-12-31 19:00:00'

-- narrow
-- eventspec 1: seen_in_brussels, seen_in_new_york from visits.events.yml
with events as (
  select
    step.event,
    step.happened_at as occurred_at,
    v.visit_id
  from shop.visits as v
  cross join unnest([
    struct('seen_in_brussels' as event, timestamp(v.brussels, 'Europe/Brussels') as happened_at),
    ('seen_in_new_york', timestamp(v.new_york, 'America/New_York'))
  ]) as step
)

select
  to_hex(md5(event || '|' || cast(visit_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.visits' as source,
  cast(visit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'

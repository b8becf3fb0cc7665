-- per_event
-- eventspec 1: seen_in_brussels from visits.events.yml
select
  lower(to_hex(md5(to_utf8('seen_in_brussels|' || cast(v.visit_id as varchar))))) as event_id,
  'seen_in_brussels' as event,
  1 as event_version,
  at_timezone(with_timezone(v.brussels, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.visits as v
where v.brussels <= timestamp '2027-01-01 01:00:00'

-- per_event
-- eventspec 1: seen_in_new_york from visits.events.yml
select
  lower(to_hex(md5(to_utf8('seen_in_new_york|' || cast(v.visit_id as varchar))))) as event_id,
  'seen_in_new_york' as event,
  1 as event_version,
  at_timezone(with_timezone(v.new_york, 'America/New_York'), 'UTC') as occurred_at,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.visits as v
where v.new_york <= timestamp '2026-12-31 19:00:00'

-- narrow
-- eventspec 1: seen_in_brussels, seen_in_new_york from visits.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'seen_in_brussels' then at_timezone(with_timezone(v.brussels, 'Europe/Brussels'), 'UTC')
      when 'seen_in_new_york' then at_timezone(with_timezone(v.new_york, 'America/New_York'), 'UTC')
    end as occurred_at,
    v.visit_id
  from shop.visits as v
  cross join (
    values ('seen_in_brussels'), ('seen_in_new_york')
  ) as step (event)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(visit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.visits' as source,
  cast(visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'

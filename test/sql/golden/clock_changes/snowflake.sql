-- per_event
-- eventspec 1: seen_in_brussels from visits.events.yml
select
  md5('seen_in_brussels|' || v.visit_id) as event_id,
  'seen_in_brussels' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.brussels) as occurred_at,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.visits as v
where v.brussels <= cast('2027-01-01 01:00:00' as timestamp_ntz)

-- per_event
-- eventspec 1: seen_in_new_york from visits.events.yml
select
  md5('seen_in_new_york|' || v.visit_id) as event_id,
  'seen_in_new_york' as event,
  1 as event_version,
  convert_timezone('America/New_York', 'UTC', v.new_york) as occurred_at,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.visits as v
where v.new_york <= cast('2026-12-31 19:00:00' as timestamp_ntz)

-- narrow
-- eventspec 1: seen_in_brussels, seen_in_new_york from visits.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'seen_in_brussels' then convert_timezone('Europe/Brussels', 'UTC', v.brussels)
      when 'seen_in_new_york' then convert_timezone('America/New_York', 'UTC', v.new_york)
    end as occurred_at,
    v.visit_id
  from shop.visits as v
  cross join (
    values ('seen_in_brussels'), ('seen_in_new_york')
  ) as step (event)
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object_construct_keep_null() as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.visits' as source,
  visit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)

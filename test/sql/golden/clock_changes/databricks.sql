-- per_event
-- eventspec 1: seen_in_brussels from visits.events.yml
select
  md5('seen_in_brussels|' || v.visit_id) as event_id,
  'seen_in_brussels' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', v.brussels) as occurred_at,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.visits' as source,
  v.visit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.visits as v
where v.brussels <= timestamp_ntz '2027-01-01 01:00:00'

-- per_event
-- eventspec 1: seen_in_new_york from visits.events.yml
select
  md5('seen_in_new_york|' || v.visit_id) as event_id,
  'seen_in_new_york' as event,
  1 as event_version,
  convert_timezone('America/New_York', 'UTC', v.new_york) as occurred_at,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.visits' as source,
  v.visit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.visits as v
where v.new_york <= timestamp_ntz '2026-12-31 19:00:00'

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
  to_json(struct(), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.visits' as source,
  visit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'

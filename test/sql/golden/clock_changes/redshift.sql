-- per_event
-- eventspec 1: seen_in_brussels from visits.events.yml
select
  md5('seen_in_brussels|' || v.visit_id) as event_id,
  'seen_in_brussels' as event,
  1 as event_version,
  v.brussels at time zone 'Europe/Brussels' as occurred_at,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from shop.visits as v
where v.brussels <= cast('2027-01-01 01:00:00' as timestamp)

-- per_event
-- eventspec 1: seen_in_new_york from visits.events.yml
select
  md5('seen_in_new_york|' || v.visit_id) as event_id,
  'seen_in_new_york' as event,
  1 as event_version,
  v.new_york at time zone 'America/New_York' as occurred_at,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from shop.visits as v
where v.new_york <= cast('2026-12-31 19:00:00' as timestamp)

-- narrow
-- eventspec 1: seen_in_brussels, seen_in_new_york from visits.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'seen_in_brussels' then v.brussels at time zone 'Europe/Brussels'
      when 'seen_in_new_york' then v.new_york at time zone 'America/New_York'
    end as occurred_at,
    v.visit_id
  from shop.visits as v
  cross join (
    select 'seen_in_brussels' as event
    union all
    select 'seen_in_new_york'
  ) as step
)

select
  md5(event || '|' || visit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'shop.visits' as source,
  visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

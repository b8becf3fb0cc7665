-- narrow
-- eventspec 1: note_touched, note_handed_over, note_moved and 2 more from notes.events.yml
with notes_events as (
  select
    step.event,
    case step.event
      when 'note_touched' then n.created_at
      when 'note_handed_over' then n.updated_at
    end as occurred_at,
    c.value as person_id,
    c.name as role,
    cast(c.value * 2 as bigint) as twice,
    u.name,
    n.note_id
  from crm.notes as n
  cross join unnest(
    array['assigned', 'reviewed', 'it''s own'],
    array[n.assigned_to, n.reviewed_by, n.score]
  ) as c (name, value)
  left join crm.users as u
    on u.user_id = c.value
  cross join (
    values ('note_touched'), ('note_handed_over')
  ) as step (event)
  where c.value is not null
    and (step.event <> 'note_handed_over' or c.value <> 7 and c.name in ('assigned', 'reviewed'))
),

note_closed_changes as (
  select
    step.value as occurred_at,
    n.note_id,
    step.name,
    place,
    lag(step.value) over (partition by n.assigned_to order by step.value, n.note_id, step.name, place) as value_before
  from crm.notes as n
  cross join unnest(n.tags) with ordinality as each_tag ("tag", place)
  cross join unnest(
    array['created', 'updated', 'closed'],
    array[n.created_at, n.updated_at, n.closed_at]
  ) as step (name, value)
  where step.value is not null
    and (step.name <> 'updated' or step.value > n.created_at)
    and step.name = 'closed'
    and step.value <= timestamp '2027-01-01 00:00:00 UTC'
),

person_seen_ranked as (
  select
    n.created_at as occurred_at,
    c.name as role,
    n.note_id,
    c.value,
    row_number() over (partition by c.value order by n.created_at desc, n.note_id desc) as place
  from crm.notes as n
  cross join unnest(
    array['assigned', 'reviewed'],
    array[n.assigned_to, n.reviewed_by]
  ) as c (name, value)
  where c.value is not null
    and n.created_at <= timestamp '2027-01-01 00:00:00 UTC'
    and c.value is not null
)

select
  lower(to_hex(md5(to_utf8(
    event || '|' || coalesce(cast(note_id as varchar), '~')
    || '|'
    || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~')
  )))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(person_id as varchar) as person_id,
  case event
    when 'note_touched' then json_object('role': role, 'twice': twice, 'name': name)
    when 'note_handed_over' then json_object()
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.notes' as source,
  coalesce(cast(note_id as varchar), '~')
  || '|'
  || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from notes_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8(
    'note_moved|' || cast(n.note_id as varchar)
    || '|'
    || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(place as varchar), '~')
  )))) as event_id,
  'note_moved' as event,
  1 as event_version,
  step.value as occurred_at,
  cast(null as varchar) as person_id,
  json_object('to': step.name, 'tag': cast(tag as varchar)) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.notes' as source,
  cast(n.note_id as varchar)
  || '|'
  || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(cast(place as varchar), '~') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from crm.notes as n
cross join unnest(n.tags) with ordinality as each_tag ("tag", place)
cross join unnest(
  array['created', 'updated', 'closed'],
  array[n.created_at, n.updated_at, n.closed_at]
) as step (name, value)
where step.value is not null
  and (step.name <> 'updated' or step.value > n.created_at)
  and step.value <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8(
    'note_closed|' || cast(note_id as varchar)
    || '|'
    || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(place as varchar), '~')
  )))) as event_id,
  'note_closed' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as person_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.notes' as source,
  cast(note_id as varchar)
  || '|'
  || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(cast(place as varchar), '~') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from note_closed_changes
where occurred_at is distinct from value_before
union all
select
  lower(to_hex(md5(to_utf8('person_seen|' || cast(value as varchar))))) as event_id,
  'person_seen' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as person_id,
  json_object('role': role) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.notes' as source,
  cast(note_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from person_seen_ranked
where place = 1

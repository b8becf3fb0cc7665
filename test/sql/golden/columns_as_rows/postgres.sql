-- narrow
-- eventspec 1: note_touched, note_handed_over, note_moved and 2 more from notes.events.yml
with notes_events as (
  select
    step.event,
    step.happened_at as occurred_at,
    c.value as person_id,
    c.name as role,
    cast(c.value * 2 as bigint) as twice,
    u.name,
    n.note_id
  from crm.notes as n
  cross join lateral (
    values
      ('assigned', n.assigned_to),
      ('reviewed', n.reviewed_by),
      ('it''s own', n.score)
  ) as c (name, value)
  left join crm.users as u
    on u.user_id = c.value
  cross join lateral (
    values
      ('note_touched', n.created_at),
      ('note_handed_over', n.updated_at)
  ) as step (event, happened_at)
  where c.value is not null
    and (step.event <> 'note_handed_over' or c.value <> 7 and c.name in ('assigned', 'reviewed'))
),

note_closed_changes as (
  select
    step.value as occurred_at,
    n.note_id,
    step.name,
    place,
    lag(step.value) over (
      partition by n.assigned_to
      order by step.value, n.note_id, step.name collate "C", place
    ) as value_before
  from crm.notes as n
  cross join lateral unnest(n.tags) with ordinality as each_tag ("tag", place)
  cross join lateral (
    values
      ('created', n.created_at),
      ('updated', n.updated_at),
      ('closed', n.closed_at)
  ) as step (name, value)
  where step.value is not null
    and (step.name <> 'updated' or step.value > n.created_at)
    and step.name = 'closed'
    and step.value <= timestamptz '2027-01-01 00:00:00+00'
),

person_seen_ranked as (
  select
    n.created_at as occurred_at,
    c.name as role,
    n.note_id,
    c.value,
    row_number() over (partition by c.value order by n.created_at desc, n.note_id desc) as place
  from crm.notes as n
  cross join lateral (
    values
      ('assigned', n.assigned_to),
      ('reviewed', n.reviewed_by)
  ) as c (name, value)
  where c.value is not null
    and n.created_at <= timestamptz '2027-01-01 00:00:00+00'
    and c.value is not null
)

select
  md5(
    event || '|' || coalesce(note_id::text, '~') || '|' || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  person_id::text as person_id,
  case event
    when 'note_touched' then json_build_object('role', role, 'twice', twice, 'name', name)
    when 'note_handed_over' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'crm.notes' as source,
  coalesce(note_id::text, '~') || '|' || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
from notes_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5(
    'note_moved|' || n.note_id
    || '|'
    || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(place::text, '~')
  ) as event_id,
  'note_moved' as event,
  1 as event_version,
  step.value as occurred_at,
  null::text as person_id,
  json_build_object('to', step.name, 'tag', tag::text) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'crm.notes' as source,
  n.note_id
  || '|'
  || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(place::text, '~') as source_key,
  null::timestamptz as loaded_at
from crm.notes as n
cross join lateral unnest(n.tags) with ordinality as each_tag ("tag", place)
cross join lateral (
  values
    ('created', n.created_at),
    ('updated', n.updated_at),
    ('closed', n.closed_at)
) as step (name, value)
where step.value is not null
  and (step.name <> 'updated' or step.value > n.created_at)
  and step.value <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5(
    'note_closed|' || note_id
    || '|'
    || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(place::text, '~')
  ) as event_id,
  'note_closed' as event,
  1 as event_version,
  occurred_at,
  null::text as person_id,
  json_build_object() as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'crm.notes' as source,
  note_id
  || '|'
  || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(place::text, '~') as source_key,
  null::timestamptz as loaded_at
from note_closed_changes
where occurred_at is distinct from value_before
union all
select
  md5('person_seen|' || value) as event_id,
  'person_seen' as event,
  1 as event_version,
  occurred_at,
  null::text as person_id,
  json_build_object('role', role) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'crm.notes' as source,
  note_id::text as source_key,
  null::timestamptz as loaded_at
from person_seen_ranked
where place = 1

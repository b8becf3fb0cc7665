-- narrow
-- eventspec 1: note_touched, note_handed_over, note_moved and 2 more from notes.events.yml
with notes_events as (
  select
    step.event,
    step.happened_at as occurred_at,
    c.value as person_id,
    c.name as role,
    cast(c.value * 2 as int64) as twice,
    u.name,
    n.note_id
  from crm.notes as n
  cross join unnest([
    struct('assigned' as name, n.assigned_to as value),
    ('reviewed', n.reviewed_by),
    ('it\'s own', n.score)
  ]) as c
  left join crm.users as u
    on u.user_id = c.value
  cross join unnest([
    struct('note_touched' as event, n.created_at as happened_at),
    ('note_handed_over', n.updated_at)
  ]) as step
  where c.value is not null
    and (step.event <> 'note_handed_over' or c.value <> 7 and c.name in ('assigned', 'reviewed'))
)

select
  to_hex(md5(
    event || '|' || coalesce(cast(note_id as string), '~')
    || '|'
    || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~')
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(person_id as string) as person_id,
  case event
    when 'note_touched' then json_object('role', role, 'twice', twice, 'name', name)
    when 'note_handed_over' then json_object()
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.notes' as source,
  coalesce(cast(note_id as string), '~')
  || '|'
  || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~') as source_key,
  cast(null as timestamp) as loaded_at
from notes_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5(
    'note_moved|' || cast(n.note_id as string)
    || '|'
    || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(place as string), '~')
  )) as event_id,
  'note_moved' as event,
  1 as event_version,
  step.value as occurred_at,
  cast(null as string) as person_id,
  json_object('to', step.name, 'tag', cast(tag as string)) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.notes' as source,
  cast(n.note_id as string)
  || '|'
  || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(cast(place as string), '~') as source_key,
  cast(null as timestamp) as loaded_at
from crm.notes as n
cross join unnest(array(select as struct `tag`, place + 1 as place from unnest(n.tags) as `tag` with offset as place)) as each_tag
cross join unnest([
  struct('created' as name, n.created_at as value),
  ('updated', n.updated_at),
  ('closed', n.closed_at)
]) as step
where step.value is not null
  and (step.name <> 'updated' or step.value > n.created_at)
  and step.value <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5(
    'note_closed|' || cast(n.note_id as string)
    || '|'
    || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(place as string), '~')
  )) as event_id,
  'note_closed' as event,
  1 as event_version,
  step.value as occurred_at,
  cast(null as string) as person_id,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.notes' as source,
  cast(n.note_id as string)
  || '|'
  || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(cast(place as string), '~') as source_key,
  cast(null as timestamp) as loaded_at
from crm.notes as n
cross join unnest(array(select as struct `tag`, place + 1 as place from unnest(n.tags) as `tag` with offset as place)) as each_tag
cross join unnest([
  struct('created' as name, n.created_at as value),
  ('updated', n.updated_at),
  ('closed', n.closed_at)
]) as step
where step.value is not null
  and (step.name <> 'updated' or step.value > n.created_at)
  and step.name = 'closed'
  and step.value <= timestamp '2027-01-01 00:00:00+00'
qualify step.value is distinct from lag(step.value) over (partition by n.assigned_to order by step.value, n.note_id, step.name, place)
union all
select
  to_hex(md5('person_seen|' || cast(c.value as string))) as event_id,
  'person_seen' as event,
  1 as event_version,
  n.created_at as occurred_at,
  cast(null as string) as person_id,
  json_object('role', c.name) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.notes' as source,
  cast(n.note_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from crm.notes as n
cross join unnest([
  struct('assigned' as name, n.assigned_to as value),
  ('reviewed', n.reviewed_by)
]) as c
where c.value is not null
  and n.created_at <= timestamp '2027-01-01 00:00:00+00'
  and c.value is not null
qualify row_number() over (partition by c.value order by n.created_at desc, n.note_id desc) = 1

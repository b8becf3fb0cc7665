-- narrow
-- eventspec 1: note_touched, note_handed_over, note_moved and 2 more from notes.events.yml
with notes_events as (
  select
    step.event as event,
    cast(case step.event
      when 'note_touched' then n.created_at
      when 'note_handed_over' then n.updated_at
    end as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    c.value as person_id,
    c.name as role,
    cast(c.value * 2 as Nullable(Int64)) as twice,
    u.name as name,
    n.note_id as note_id
  from crm.notes as n
  array join
    ['assigned', 'reviewed', 'it''s own'] as `c.name`,
    [n.assigned_to, n.reviewed_by, n.score] as `c.value`
  left join crm.users as u
    on u.user_id = c.value
  cross join (
    select arrayJoin(['note_touched', 'note_handed_over']) as event
  ) as step
  where c.value is not null
    and (step.event <> 'note_handed_over' or c.value <> 7 and c.name in ('assigned', 'reviewed'))
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

note_closed_changes as (
  select
    cast(step.value as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    n.note_id as note_id,
    step.name as name,
    place,
    step.value as value,
    lag(toNullable(step.value)) over (partition by n.assigned_to order by step.value, n.note_id, step.name, place) as value_before
  from crm.notes as n
  array join n.tags as "tag", arrayEnumerate(n.tags) as place
  array join
    ['created', 'updated', 'closed'] as `step.name`,
    [n.created_at, n.updated_at, n.closed_at] as `step.value`
  where step.value is not null
    and (step.name <> 'updated' or step.value > n.created_at)
    and step.name = 'closed'
    and step.value <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

person_seen_ranked as (
  select
    cast(n.created_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    c.name as role,
    n.note_id as note_id,
    c.value as value,
    row_number() over (partition by c.value order by n.created_at desc, n.note_id desc) as place
  from crm.notes as n
  array join
    ['assigned', 'reviewed'] as `c.name`,
    [n.assigned_to, n.reviewed_by] as `c.value`
  where c.value is not null
    and n.created_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and c.value is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(
    event || '|' || coalesce(toString(note_id), '~')
    || '|'
    || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(person_id) as person_id,
  case event
    when 'note_touched' then '{' || arrayStringConcat([
      '"role":' || coalesce(toJSONString(role), 'null'),
      '"twice":' || coalesce(toString(twice), 'null'),
      '"name":' || coalesce(toJSONString(name), 'null')
    ], ',') || '}'
    when 'note_handed_over' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.notes' as source,
  coalesce(toString(note_id), '~')
  || '|'
  || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from notes_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'note_moved|' || toString(n.note_id)
    || '|'
    || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(toString(place), '~')
  ))) as event_id,
  'note_moved' as event,
  1 as event_version,
  cast(step.value as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  null::Nullable(String) as person_id,
  '{' || arrayStringConcat([
    '"to":' || coalesce(toJSONString(step.name), 'null'),
    '"tag":' || coalesce(toJSONString(toString(tag)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.notes' as source,
  toString(n.note_id)
  || '|'
  || coalesce(replace(replace(step.name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(toString(place), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from crm.notes as n
array join n.tags as "tag", arrayEnumerate(n.tags) as place
array join
  ['created', 'updated', 'closed'] as `step.name`,
  [n.created_at, n.updated_at, n.closed_at] as `step.value`
where step.value is not null
  and (step.name <> 'updated' or step.value > n.created_at)
  and step.value <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'note_closed|' || toString(note_id)
    || '|'
    || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(toString(place), '~')
  ))) as event_id,
  'note_closed' as event,
  1 as event_version,
  occurred_at,
  null::Nullable(String) as person_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.notes' as source,
  toString(note_id)
  || '|'
  || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(toString(place), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from note_closed_changes
where value is distinct from value_before
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('person_seen|' || toString(value)))) as event_id,
  'person_seen' as event,
  1 as event_version,
  occurred_at,
  null::Nullable(String) as person_id,
  '{' || arrayStringConcat(['"role":' || coalesce(toJSONString(role), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.notes' as source,
  toString(note_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from person_seen_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

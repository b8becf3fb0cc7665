-- narrow
-- eventspec 1: note_touched, note_handed_over, note_moved and 2 more from notes.events.yml
with notes_events as (
  select
    step.event,
    cast(convert_timezone('UTC', case step.event
      when 'note_touched' then n.created_at
      when 'note_handed_over' then n.updated_at
    end) as timestamp_ntz) as occurred_at,
    case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by when 'it''s own' then n.score end as person_id,
    c.name as role,
    cast(
      case c.name
        when 'assigned' then n.assigned_to
        when 'reviewed' then n.reviewed_by
        when 'it''s own' then n.score
      end * 2 as bigint
    ) as twice,
    u.name,
    n.note_id
  from crm.notes as n
  cross join (
    values ('assigned'), ('reviewed'), ('it''s own')
  ) as c (name)
  left join crm.users as u
    on u.user_id = case c.name
      when 'assigned' then n.assigned_to
      when 'reviewed' then n.reviewed_by
      when 'it''s own' then n.score
    end
  cross join (
    values ('note_touched'), ('note_handed_over')
  ) as step (event)
  where case c.name
    when 'assigned' then n.assigned_to
    when 'reviewed' then n.reviewed_by
    when 'it''s own' then n.score
  end is not null
    and (
      step.event <> 'note_handed_over'
      or case c.name
        when 'assigned' then n.assigned_to
        when 'reviewed' then n.reviewed_by
        when 'it''s own' then n.score
      end <> 7
      and c.name in ('assigned', 'reviewed')
    )
),

note_moved_found as (
  select
    cast(
      convert_timezone(
        'UTC',
        case step.name
          when 'created' then n.created_at
          when 'updated' then n.updated_at
          when 'closed' then n.closed_at
        end
      ) as timestamp_ntz
    ) as occurred_at,
    step.name as "TO",
    trim(tag::varchar, '"')::varchar as "TAG",
    n.note_id,
    place
  from crm.notes as n
  cross join lateral (select value as "TAG", index + 1 as place from table(flatten(input => n.tags))) as each_tag
  cross join (
    values ('created'), ('updated'), ('closed')
  ) as step (name)
  where case step.name
    when 'created' then n.created_at
    when 'updated' then n.updated_at
    when 'closed' then n.closed_at
  end is not null
    and (
      step.name <> 'updated'
      or case step.name
        when 'created' then n.created_at
        when 'updated' then n.updated_at
        when 'closed' then n.closed_at
      end > n.created_at
    )
),

note_closed_found as (
  select
    cast(
      convert_timezone(
        'UTC',
        case step.name
          when 'created' then n.created_at
          when 'updated' then n.updated_at
          when 'closed' then n.closed_at
        end
      ) as timestamp_ntz
    ) as occurred_at,
    n.note_id,
    step.name,
    place,
    case step.name when 'created' then n.created_at when 'updated' then n.updated_at when 'closed' then n.closed_at end as changed_value,
    n.assigned_to
  from crm.notes as n
  cross join lateral (select value as "TAG", index + 1 as place from table(flatten(input => n.tags))) as each_tag
  cross join (
    values ('created'), ('updated'), ('closed')
  ) as step (name)
  where case step.name
    when 'created' then n.created_at
    when 'updated' then n.updated_at
    when 'closed' then n.closed_at
  end is not null
    and (
      step.name <> 'updated'
      or case step.name
        when 'created' then n.created_at
        when 'updated' then n.updated_at
        when 'closed' then n.closed_at
      end > n.created_at
    )
    and step.name = 'closed'
)

select
  md5(
    event || '|' || coalesce(note_id::varchar, '~')
    || '|'
    || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  person_id::varchar as person_id,
  case event
    when 'note_touched' then object_construct_keep_null('role', role, 'twice', twice, 'name', name)
    when 'note_handed_over' then object_construct_keep_null()
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.notes' as source,
  coalesce(note_id::varchar, '~')
  || '|'
  || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from notes_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5(
    'note_moved|' || note_id
    || '|'
    || coalesce(replace(replace("TO", '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(place::varchar, '~')
  ) as event_id,
  'note_moved' as event,
  1 as event_version,
  occurred_at,
  null::varchar as person_id,
  object_construct_keep_null('to', "TO", 'tag', "TAG") as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.notes' as source,
  note_id
  || '|'
  || coalesce(replace(replace("TO", '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(place::varchar, '~') as source_key,
  null::timestamp_ntz as loaded_at
from note_moved_found
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5(
    'note_closed|' || note_id
    || '|'
    || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(place::varchar, '~')
  ) as event_id,
  'note_closed' as event,
  1 as event_version,
  occurred_at,
  null::varchar as person_id,
  object_construct_keep_null() as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.notes' as source,
  note_id
  || '|'
  || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(place::varchar, '~') as source_key,
  null::timestamp_ntz as loaded_at
from note_closed_found
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
qualify changed_value is distinct from lag(changed_value) over (partition by assigned_to order by occurred_at, note_id, name, place)
union all
select
  md5(
    'person_seen|' || case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by end
  ) as event_id,
  'person_seen' as event,
  1 as event_version,
  cast(convert_timezone('UTC', n.created_at) as timestamp_ntz) as occurred_at,
  null::varchar as person_id,
  object_construct_keep_null('role', c.name) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.notes' as source,
  n.note_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from crm.notes as n
cross join (
  values ('assigned'), ('reviewed')
) as c (name)
where case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by end is not null
  and n.created_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
  and case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by end is not null
qualify row_number() over (
  partition by case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by end
  order by n.created_at desc, n.note_id desc
) = 1

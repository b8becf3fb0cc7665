-- narrow
-- eventspec 1: note_touched, note_handed_over, note_moved and 2 more from notes.events.yml
with notes_events as (
  select
    step.event,
    case step.event
      when 'note_touched' then n.created_at
      when 'note_handed_over' then n.updated_at
    end as occurred_at,
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
    select 'assigned' as name
    union all
    select 'reviewed'
    union all
    select 'it''s own'
  ) as c
  left join crm.users as u
    on u.user_id = case c.name
      when 'assigned' then n.assigned_to
      when 'reviewed' then n.reviewed_by
      when 'it''s own' then n.score
    end
  cross join (
    select 'note_touched' as event
    union all
    select 'note_handed_over'
  ) as step
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
    case step.name when 'created' then n.created_at when 'updated' then n.updated_at when 'closed' then n.closed_at end as occurred_at,
    step.name as "to",
    "tag"::varchar as "tag",
    n.note_id,
    place
  from (
    select
      n.*,
      "tag",
      eventspec_place + 1 as place
    from crm.notes as n, n.tags as "tag" at eventspec_place
  ) as n
  cross join (
    select 'created' as name
    union all
    select 'updated'
    union all
    select 'closed'
  ) as step
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
    case step.name when 'created' then n.created_at when 'updated' then n.updated_at when 'closed' then n.closed_at end as occurred_at,
    n.note_id,
    step.name,
    place,
    n.assigned_to
  from (
    select
      n.*,
      "tag",
      eventspec_place + 1 as place
    from crm.notes as n, n.tags as "tag" at eventspec_place
  ) as n
  cross join (
    select 'created' as name
    union all
    select 'updated'
    union all
    select 'closed'
  ) as step
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
),

note_closed_changes as (
  select
    occurred_at,
    note_id,
    name,
    place,
    lag(occurred_at) over (partition by assigned_to order by occurred_at, note_id, name, place) as occurred_at_before
  from note_closed_found
  where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
)

select
  md5(
    event || '|' || coalesce(note_id::varchar(65535), '~')
    || '|'
    || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  person_id::varchar(65535) as person_id,
  case event
    when 'note_touched' then object('role', role, 'twice', twice, 'name', name)
    when 'note_handed_over' then object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.notes' as source,
  coalesce(note_id::varchar(65535), '~')
  || '|'
  || coalesce(replace(replace(role, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
from notes_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5(
    'note_moved|' || note_id
    || '|'
    || coalesce(replace(replace("to", '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(place::varchar(65535), '~')
  ) as event_id,
  'note_moved' as event,
  1 as event_version,
  occurred_at,
  null::varchar(65535) as person_id,
  object('to', "to", 'tag', "tag") as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.notes' as source,
  note_id
  || '|'
  || coalesce(replace(replace("to", '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(place::varchar(65535), '~') as source_key,
  null::timestamptz as loaded_at
from note_moved_found
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5(
    'note_closed|' || note_id
    || '|'
    || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(place::varchar(65535), '~')
  ) as event_id,
  'note_closed' as event,
  1 as event_version,
  occurred_at,
  null::varchar(65535) as person_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.notes' as source,
  note_id
  || '|'
  || coalesce(replace(replace(name, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(place::varchar(65535), '~') as source_key,
  null::timestamptz as loaded_at
from note_closed_changes
where occurred_at <> occurred_at_before or occurred_at is null and occurred_at_before is not null or occurred_at is not null and occurred_at_before is null
union all
select
  md5(
    'person_seen|' || case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by end
  ) as event_id,
  'person_seen' as event,
  1 as event_version,
  n.created_at as occurred_at,
  null::varchar(65535) as person_id,
  object('role', c.name) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.notes' as source,
  n.note_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from crm.notes as n
cross join (
  select 'assigned' as name
  union all
  select 'reviewed'
) as c
where case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by end is not null
  and n.created_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
  and case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by end is not null
qualify row_number() over (
  partition by case c.name when 'assigned' then n.assigned_to when 'reviewed' then n.reviewed_by end
  order by n.created_at desc, n.note_id desc
) = 1

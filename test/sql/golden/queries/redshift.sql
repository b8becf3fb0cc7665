-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'note_written' then note.at::timestamp
      when 'note_due' then cast(note.at + interval '1 day' as timestamp)
    end at time zone 'UTC' as occurred_at,
    upper(note.name) -- who wrote it
     as author,
    cast(note.note_id as bigint) as key_value
  from (
    with
      notes as (select * from support.notes),
      authors as (select * from support.authors)
    select
      n.note_id,
      n.at,
      a.name -- the author
    from
      notes as n
      join authors as a on a.author_id = n.author_id
  ) as note
  cross join (
    select 'note_written' as event
    union all
    select 'note_due'
  ) as step
)

select
  md5(event || '|' || key_value) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then object('author', author)
    when 'note_due' then object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.notes, support.authors' as source,
  key_value::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz) or event = 'note_due')

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'note_written' then note.at::timestamp
      when 'note_due' then cast(note.at + interval '1 day' as timestamp)
    end at time zone 'UTC' as occurred_at,
    upper(note.name) -- who wrote it
     as author,
    cast(note.note_id as bigint) as key_value
  from (
    with
      notes as (select * from support.notes),
      authors as (select * from support.authors)
    select
      n.note_id,
      n.at,
      a.name -- the author
    from
      notes as n
      join authors as a on a.author_id = n.author_id
  ) as note
  cross join (
    select 'note_written' as event
    union all
    select 'note_due'
  ) as step
)

select
  md5(event || '|' || key_value) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then object('author', author)
    when 'note_due' then object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.notes, support.authors' as source,
  key_value::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz) or event = 'note_due')
  and occurred_at >= cast('2026-12-31 00:00:00+00' as timestamptz)
  and occurred_at < cast('2027-01-02 00:00:00+00' as timestamptz)

-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    upper(note.name) -- who wrote it
     as author,
    cast(note.note_id as int64) as key_value
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
  cross join unnest([
    struct('note_written' as event, cast(note.at as datetime) as happened_at),
    ('note_due', cast((note.at + interval 1 day) as datetime))
  ]) as step
)

select
  to_hex(md5(event || '|' || cast(key_value as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then json_object('author', author)
    when 'note_due' then json_object()
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.notes, support.authors' as source,
  cast(key_value as string) as source_key,
  cast(null as timestamp) as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= timestamp '2027-01-01 00:00:00+00' or event = 'note_due')

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    upper(note.name) -- who wrote it
     as author,
    cast(note.note_id as int64) as key_value
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
  cross join unnest([
    struct('note_written' as event, cast(note.at as datetime) as happened_at),
    ('note_due', cast((note.at + interval 1 day) as datetime))
  ]) as step
)

select
  to_hex(md5(event || '|' || cast(key_value as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then json_object('author', author)
    when 'note_due' then json_object()
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.notes, support.authors' as source,
  cast(key_value as string) as source_key,
  cast(null as timestamp) as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= timestamp '2027-01-01 00:00:00+00' or event = 'note_due')
  and occurred_at >= timestamp '2026-12-31 00:00:00+00'
  and occurred_at < timestamp '2027-01-02 00:00:00+00'

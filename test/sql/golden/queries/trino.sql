-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event,
    with_timezone(case step.event
      when 'note_written' then cast(note.at as timestamp(6))
      when 'note_due' then cast((note.at + interval '1' day) as timestamp(6))
    end, 'UTC') as occurred_at,
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
    values ('note_written'), ('note_due')
  ) as step (event)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(key_value as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then json_object('author': json_format(cast(author as json)) format json)
    when 'note_due' then json_object()
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.notes, support.authors' as source,
  cast(key_value as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= timestamp '2027-01-01 00:00:00 UTC' or event = 'note_due')

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event,
    with_timezone(case step.event
      when 'note_written' then cast(note.at as timestamp(6))
      when 'note_due' then cast((note.at + interval '1' day) as timestamp(6))
    end, 'UTC') as occurred_at,
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
    values ('note_written'), ('note_due')
  ) as step (event)
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(key_value as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then json_object('author': json_format(cast(author as json)) format json)
    when 'note_due' then json_object()
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.notes, support.authors' as source,
  cast(key_value as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= timestamp '2027-01-01 00:00:00 UTC' or event = 'note_due')
  and occurred_at >= timestamp '2026-12-31 00:00:00 UTC'
  and occurred_at < timestamp '2027-01-02 00:00:00 UTC'

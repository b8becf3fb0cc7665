-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'note_written' then note.at::timestamp_ntz
      when 'note_due' then cast(note.at + interval '1 day' as timestamp_ntz)
    end as occurred_at,
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
  md5(event || '|' || key_value) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then to_json(struct(author), map('ignoreNullFields', 'false'))
    when 'note_due' then to_json(struct(), map('ignoreNullFields', 'false'))
  end as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.notes, support.authors' as source,
  key_value::string as source_key,
  null::timestamp_ntz as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= timestamp_ntz '2027-01-01 00:00:00' or event = 'note_due')

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'note_written' then note.at::timestamp_ntz
      when 'note_due' then cast(note.at + interval '1 day' as timestamp_ntz)
    end as occurred_at,
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
  md5(event || '|' || key_value) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then to_json(struct(author), map('ignoreNullFields', 'false'))
    when 'note_due' then to_json(struct(), map('ignoreNullFields', 'false'))
  end as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.notes, support.authors' as source,
  key_value::string as source_key,
  null::timestamp_ntz as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= timestamp_ntz '2027-01-01 00:00:00' or event = 'note_due')
  and occurred_at >= timestamp_ntz '2026-12-31 00:00:00'
  and occurred_at < timestamp_ntz '2027-01-02 00:00:00'

-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'support.notes, support.authors' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'note_written'
      when 1 then 'note_due'
    end as event,
    case eventspec_event
      when 0 then case typeof(note.at) when 'timestamp' then cast(note.at as timestamp) else cast(concat(cast(note.at as timestamp_ntz), ' UTC') as timestamp) end
      when 1 then case typeof((note.at + interval '1 day')) when 'timestamp' then cast((note.at + interval '1 day') as timestamp) else cast(concat(cast((note.at + interval '1 day') as timestamp_ntz), ' UTC') as timestamp) end
    end as occurred_at,
    case eventspec_event
      when 0 then to_json(named_struct(
        'author', (
          upper(note.name) -- who wrote it
        )
      ), map('ignoreNullFields', 'false'))
      when 1 then to_json(named_struct(), map('ignoreNullFields', 'false'))
    end as properties,
    cast((cast(note.note_id as bigint)) as string) as source_key
  from (
    with
      notes as (select * from support.notes),
      authors as (select * from support.authors)
    select * from (
    select
      n.note_id,
      n.at,
      a.name -- the author
    from
      notes as n
      join authors as a on a.author_id = n.author_id
    ) as note
  ) as note
    cross join (values (0), (1)) as eventspec (eventspec_event)
) as found
where
  occurred_at is not null
  and (occurred_at <= timestamp'2027-01-01 00:00:00.000000Z' or event in ('note_due'))

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'support.notes, support.authors' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'note_written'
      when 1 then 'note_due'
    end as event,
    case eventspec_event
      when 0 then case typeof(note.at) when 'timestamp' then cast(note.at as timestamp) else cast(concat(cast(note.at as timestamp_ntz), ' UTC') as timestamp) end
      when 1 then case typeof((note.at + interval '1 day')) when 'timestamp' then cast((note.at + interval '1 day') as timestamp) else cast(concat(cast((note.at + interval '1 day') as timestamp_ntz), ' UTC') as timestamp) end
    end as occurred_at,
    case eventspec_event
      when 0 then to_json(named_struct(
        'author', (
          upper(note.name) -- who wrote it
        )
      ), map('ignoreNullFields', 'false'))
      when 1 then to_json(named_struct(), map('ignoreNullFields', 'false'))
    end as properties,
    cast((cast(note.note_id as bigint)) as string) as source_key
  from (
    with
      notes as (select * from support.notes),
      authors as (select * from support.authors)
    select * from (
    select
      n.note_id,
      n.at,
      a.name -- the author
    from
      notes as n
      join authors as a on a.author_id = n.author_id
    ) as note
  ) as note
    cross join (values (0), (1)) as eventspec (eventspec_event)
) as found
where
  occurred_at is not null
  and (occurred_at <= timestamp'2027-01-01 00:00:00.000000Z' or event in ('note_due'))
  and occurred_at >= timestamp'2026-12-31 00:00:00.000000Z'
  and occurred_at < timestamp'2027-01-02 00:00:00.000000Z'

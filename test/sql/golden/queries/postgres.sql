-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.notes, support.authors' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'note_written'
      when 1 then 'note_due'
    end as event,
    case eventspec_event
      when 0 then case when pg_typeof(note.at) = 'timestamptz'::regtype then cast(note.at as timestamptz) else timezone('UTC', cast(note.at as timestamp)) end
      when 1 then case when pg_typeof((note.at + interval '1 day')) = 'timestamptz'::regtype then cast((note.at + interval '1 day') as timestamptz) else timezone('UTC', cast((note.at + interval '1 day') as timestamp)) end
    end as occurred_at,
    case eventspec_event
      when 0 then json_build_object(
        'author', (
          upper(note.name) -- who wrote it
        )
      )
      when 1 then json_build_object()
    end as properties,
    cast((cast(note.note_id as bigint)) as text) as source_key
  from (
    with
      notes as not materialized (select * from support.notes),
      authors as not materialized (select * from support.authors)
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
  and (occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00' or event in ('note_due'))

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.notes, support.authors' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'note_written'
      when 1 then 'note_due'
    end as event,
    case eventspec_event
      when 0 then case when pg_typeof(note.at) = 'timestamptz'::regtype then cast(note.at as timestamptz) else timezone('UTC', cast(note.at as timestamp)) end
      when 1 then case when pg_typeof((note.at + interval '1 day')) = 'timestamptz'::regtype then cast((note.at + interval '1 day') as timestamptz) else timezone('UTC', cast((note.at + interval '1 day') as timestamp)) end
    end as occurred_at,
    case eventspec_event
      when 0 then json_build_object(
        'author', (
          upper(note.name) -- who wrote it
        )
      )
      when 1 then json_build_object()
    end as properties,
    cast((cast(note.note_id as bigint)) as text) as source_key
  from (
    with
      notes as not materialized (select * from support.notes),
      authors as not materialized (select * from support.authors)
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
  and (occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00' or event in ('note_due'))
  and occurred_at >= timestamptz '2026-12-31 00:00:00.000000+00'
  and occurred_at < timestamptz '2027-01-02 00:00:00.000000+00'

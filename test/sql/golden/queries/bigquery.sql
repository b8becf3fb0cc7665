-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
select
  to_hex(md5(event || '|' || coalesce(source_key, '~'))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as numeric(18, 4)) as revenue,
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
      when 0 then case when regexp_contains(cast(note.at as string), r':.*[-+Z]') then timestamp(cast(note.at as string)) else timestamp(cast(cast(note.at as string) as datetime)) end
      when 1 then case when regexp_contains(cast((note.at + interval 1 day) as string), r':.*[-+Z]') then timestamp(cast((note.at + interval 1 day) as string)) else timestamp(cast(cast((note.at + interval 1 day) as string) as datetime)) end
    end as occurred_at,
    case eventspec_event
      when 0 then json_object(
        'author', (
          upper(note.name) -- who wrote it
        )
      )
      when 1 then json_object()
    end as properties,
    cast((cast(note.note_id as int64)) as string) as source_key
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
    cross join (select eventspec_event from unnest([0, 1]) as eventspec_event) as eventspec
) as found
where
  occurred_at is not null
  and (occurred_at <= timestamp '2027-01-01 00:00:00.000000+00' or event in ('note_due'))

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
select
  to_hex(md5(event || '|' || coalesce(source_key, '~'))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as numeric(18, 4)) as revenue,
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
      when 0 then case when regexp_contains(cast(note.at as string), r':.*[-+Z]') then timestamp(cast(note.at as string)) else timestamp(cast(cast(note.at as string) as datetime)) end
      when 1 then case when regexp_contains(cast((note.at + interval 1 day) as string), r':.*[-+Z]') then timestamp(cast((note.at + interval 1 day) as string)) else timestamp(cast(cast((note.at + interval 1 day) as string) as datetime)) end
    end as occurred_at,
    case eventspec_event
      when 0 then json_object(
        'author', (
          upper(note.name) -- who wrote it
        )
      )
      when 1 then json_object()
    end as properties,
    cast((cast(note.note_id as int64)) as string) as source_key
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
    cross join (select eventspec_event from unnest([0, 1]) as eventspec_event) as eventspec
) as found
where
  occurred_at is not null
  and (occurred_at <= timestamp '2027-01-01 00:00:00.000000+00' or event in ('note_due'))
  and occurred_at >= timestamp '2026-12-31 00:00:00.000000+00'
  and occurred_at < timestamp '2027-01-02 00:00:00.000000+00'

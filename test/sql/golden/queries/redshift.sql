-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
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
      when 0 then case when cast(note.at as varchar(65535)) ~ ':[0-9.]+[+-][0-9:]+$' then cast(note.at as timestamptz) else timezone('UTC', cast(note.at as timestamp)) end
      when 1 then case when cast((note.at + interval '1 day') as varchar(65535)) ~ ':[0-9.]+[+-][0-9:]+$' then cast((note.at + interval '1 day') as timestamptz) else timezone('UTC', cast((note.at + interval '1 day') as timestamp)) end
    end as occurred_at,
    case eventspec_event
      when 0 then object(
        'author', (
          upper(note.name) -- who wrote it
        )
      )
      when 1 then object()
    end as properties,
    cast((cast(note.note_id as bigint)) as varchar(65535)) as source_key
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
    cross join (select 0 as eventspec_event union all select 1) as eventspec
) as found
where
  occurred_at is not null
  and (occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz) or event in ('note_due'))

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
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
      when 0 then case when cast(note.at as varchar(65535)) ~ ':[0-9.]+[+-][0-9:]+$' then cast(note.at as timestamptz) else timezone('UTC', cast(note.at as timestamp)) end
      when 1 then case when cast((note.at + interval '1 day') as varchar(65535)) ~ ':[0-9.]+[+-][0-9:]+$' then cast((note.at + interval '1 day') as timestamptz) else timezone('UTC', cast((note.at + interval '1 day') as timestamp)) end
    end as occurred_at,
    case eventspec_event
      when 0 then object(
        'author', (
          upper(note.name) -- who wrote it
        )
      )
      when 1 then object()
    end as properties,
    cast((cast(note.note_id as bigint)) as varchar(65535)) as source_key
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
    cross join (select 0 as eventspec_event union all select 1) as eventspec
) as found
where
  occurred_at is not null
  and (occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz) or event in ('note_due'))
  and occurred_at >= cast('2026-12-31 00:00:00.000000+00' as timestamptz)
  and occurred_at < cast('2027-01-02 00:00:00.000000+00' as timestamptz)

-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.notes, support.authors' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'note_written'
      when 1 then 'note_due'
    end as event,
    case eventspec_event
      when 0 then case when typeof(note.at) like '%with time zone' then cast(note.at as timestamp(6) with time zone) else with_timezone(cast(note.at as timestamp(6)), 'UTC') end
      when 1 then case when typeof((note.at + interval '1' day)) like '%with time zone' then cast((note.at + interval '1' day) as timestamp(6) with time zone) else with_timezone(cast((note.at + interval '1' day) as timestamp(6)), 'UTC') end
    end as occurred_at,
    case eventspec_event
      when 0 then '{' || array_join(array[
        '"author":' || coalesce(json_format(cast((
          upper(note.name) -- who wrote it
        ) as json)), 'null')
      ], ',') || '}'
      when 1 then '{}'
    end as properties,
    cast((cast(note.note_id as bigint)) as varchar) as source_key
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
  and (occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC' or event in ('note_due'))

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.notes, support.authors' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'note_written'
      when 1 then 'note_due'
    end as event,
    case eventspec_event
      when 0 then case when typeof(note.at) like '%with time zone' then cast(note.at as timestamp(6) with time zone) else with_timezone(cast(note.at as timestamp(6)), 'UTC') end
      when 1 then case when typeof((note.at + interval '1' day)) like '%with time zone' then cast((note.at + interval '1' day) as timestamp(6) with time zone) else with_timezone(cast((note.at + interval '1' day) as timestamp(6)), 'UTC') end
    end as occurred_at,
    case eventspec_event
      when 0 then '{' || array_join(array[
        '"author":' || coalesce(json_format(cast((
          upper(note.name) -- who wrote it
        ) as json)), 'null')
      ], ',') || '}'
      when 1 then '{}'
    end as properties,
    cast((cast(note.note_id as bigint)) as varchar) as source_key
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
  and (occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC' or event in ('note_due'))
  and occurred_at >= timestamp '2026-12-31 00:00:00.000000 UTC'
  and occurred_at < timestamp '2027-01-02 00:00:00.000000 UTC'

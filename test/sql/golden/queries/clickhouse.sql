-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.notes, support.authors' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'note_written'
      when 1 then 'note_due'
    end as event,
    case eventspec_event
      when 0 then case when toTypeName(note.at) like '%DateTime%\'%' then cast(note.at as Nullable(DateTime64(6, 'UTC'))) else toDateTime64(toString(cast(note.at as Nullable(DateTime64(6)))), 6, 'UTC') end
      when 1 then case when toTypeName((note.at + interval '1 day')) like '%DateTime%\'%' then cast((note.at + interval '1 day') as Nullable(DateTime64(6, 'UTC'))) else toDateTime64(toString(cast((note.at + interval '1 day') as Nullable(DateTime64(6)))), 6, 'UTC') end
    end as occurred_at,
    case eventspec_event
      when 0 then '{' || arrayStringConcat([
        '"author":' || coalesce(toJSONString((
          upper(note.name) -- who wrote it
        )), 'null')
      ], ',') || '}'
      when 1 then '{}'
    end as properties,
    cast((cast(note.note_id as Int64)) as Nullable(String)) as source_key
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
    cross join (select arrayJoin([0, 1]) as eventspec_event) as eventspec
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at is not null
  and (occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC') or event in ('note_due'))

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.notes, support.authors' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'note_written'
      when 1 then 'note_due'
    end as event,
    case eventspec_event
      when 0 then case when toTypeName(note.at) like '%DateTime%\'%' then cast(note.at as Nullable(DateTime64(6, 'UTC'))) else toDateTime64(toString(cast(note.at as Nullable(DateTime64(6)))), 6, 'UTC') end
      when 1 then case when toTypeName((note.at + interval '1 day')) like '%DateTime%\'%' then cast((note.at + interval '1 day') as Nullable(DateTime64(6, 'UTC'))) else toDateTime64(toString(cast((note.at + interval '1 day') as Nullable(DateTime64(6)))), 6, 'UTC') end
    end as occurred_at,
    case eventspec_event
      when 0 then '{' || arrayStringConcat([
        '"author":' || coalesce(toJSONString((
          upper(note.name) -- who wrote it
        )), 'null')
      ], ',') || '}'
      when 1 then '{}'
    end as properties,
    cast((cast(note.note_id as Int64)) as Nullable(String)) as source_key
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
    cross join (select arrayJoin([0, 1]) as eventspec_event) as eventspec
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at is not null
  and (occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC') or event in ('note_due'))
  and occurred_at >= toDateTime64('2026-12-31 00:00:00.000000', 6, 'UTC')
  and occurred_at < toDateTime64('2027-01-02 00:00:00.000000', 6, 'UTC')

-- narrow
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'note_written' then note.at::Nullable(DateTime64(6))
      when 'note_due' then cast(note.at + interval '1 day' as Nullable(DateTime64(6)))
    end), 6, 'UTC') as occurred_at,
    upper(note.name) -- who wrote it
     as author,
    cast(note.note_id as Int64) as key_value
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
    select arrayJoin(['note_written', 'note_due']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(key_value)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then '{' || arrayStringConcat(['"author":' || coalesce(toJSONString(author), 'null')], ',') || '}'
    when 'note_due' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.notes, support.authors' as source,
  toString(key_value) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC') or event = 'note_due')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: note_written, note_due from notes.events.yml
with events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'note_written' then note.at::Nullable(DateTime64(6))
      when 'note_due' then cast(note.at + interval '1 day' as Nullable(DateTime64(6)))
    end), 6, 'UTC') as occurred_at,
    upper(note.name) -- who wrote it
     as author,
    cast(note.note_id as Int64) as key_value
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
    select arrayJoin(['note_written', 'note_due']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(key_value)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'note_written' then '{' || arrayStringConcat(['"author":' || coalesce(toJSONString(author), 'null')], ',') || '}'
    when 'note_due' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.notes, support.authors' as source,
  toString(key_value) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events
where occurred_at is not null
  and (occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC') or event = 'note_due')
  and occurred_at >= toDateTime64('2026-12-31 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2027-01-02 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

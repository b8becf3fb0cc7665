-- narrow
-- eventspec 1: message_processed, message_processed_last and 9 more from messages.events.yml
with message_agreed_compared as (
  select
    m.processed_at as occurred_at,
    m.grade,
    m.row_id,
    m.message_id,
    coalesce(to_varchar(cast(m.processed_at as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6'), '~')
    || '|'
    || coalesce(replace(replace(m.grade, '~', '~0'), '|', '~1'), '~') as said
  from app.messages as m
  where m.processed_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
    and m.message_id is not null
),

message_numbered_sequenced as (
  select
    m.processed_at as occurred_at,
    m.row_id as "ROW",
    case when m.message_id is not null then row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade desc nulls last, m.row_id
    ) end as nth,
    m.grade
  from app.messages as m
  where m.processed_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
),

message_named_named as (
  select
    case m.grade
      when 'a' then 'message_a'
      when 'b' then 'message_b'
    end as event,
    m.seen_at as occurred_at,
    m.row_id as "ROW",
    m.message_id
  from app.messages as m
  where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
),

message_changed_changes as (
  select
    m.seen_at as occurred_at,
    m.row_id as "ROW",
    m.grade,
    m.message_id
  from app.messages as m
  where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  qualify m.grade is distinct from lag(m.grade) over (partition by m.message_id order by m.seen_at, m.row_id)
)

select
  md5('message_processed|' || m.message_id) as event_id,
  'message_processed' as event,
  1 as event_version,
  m.seen_at as occurred_at,
  object_construct_keep_null('row', m.row_id) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and m.message_id is not null
qualify row_number() over (partition by m.message_id order by m.processed_at, m.seen_at, m.row_id) = 1
union all
select
  md5('message_processed_last|' || m.message_id) as event_id,
  'message_processed_last' as event,
  1 as event_version,
  m.seen_at as occurred_at,
  object_construct_keep_null('row', m.row_id) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at desc nulls last, m.seen_at desc, m.row_id desc
) = 1
union all
select
  md5('message_graded|' || m.message_id) as event_id,
  'message_graded' as event,
  1 as event_version,
  m.seen_at as occurred_at,
  object_construct_keep_null('row', m.row_id) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.grade, m.processed_at desc nulls last, m.seen_at, m.row_id
) = 1
union all
select
  md5('message_graded_down|' || m.message_id) as event_id,
  'message_graded_down' as event,
  1 as event_version,
  m.seen_at as occurred_at,
  object_construct_keep_null('row', m.row_id) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and m.message_id is not null
qualify row_number() over (partition by m.message_id order by m.grade desc nulls last, m.seen_at, m.row_id) = 1
union all
select
  md5('message_agreed|' || message_id) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  object_construct_keep_null('grade', grade) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  row_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from message_agreed_compared
qualify row_number() over (partition by message_id order by occurred_at, row_id) = 1
  and min(said) over (partition by message_id) = max(said) over (partition by message_id)
union all
select
  md5('message_ordered|' || m.message_id) as event_id,
  'message_ordered' as event,
  1 as event_version,
  m.processed_at as occurred_at,
  object_construct_keep_null('row', m.row_id) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.messages as m
where m.processed_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at desc, m.grade nulls first, m.row_id desc, m.row_id desc
) = 1
union all
select
  md5('message_down|' || m.message_id) as event_id,
  'message_down' as event,
  1 as event_version,
  m.processed_at as occurred_at,
  object_construct_keep_null('row', m.row_id) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.messages as m
where m.processed_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at, m.grade desc nulls last, m.row_id
) = 1
union all
select
  md5('message_numbered|' || "ROW") as event_id,
  'message_numbered' as event,
  1 as event_version,
  occurred_at,
  object_construct_keep_null('row', "ROW", 'nth', nth, 'grade', grade) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  "ROW"::varchar as source_key,
  null::timestamp_ntz as loaded_at
from message_numbered_sequenced
union all
select
  md5(event || '|' || message_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object_construct_keep_null('row', "ROW") as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  "ROW"::varchar as source_key,
  null::timestamp_ntz as loaded_at
from message_named_named
where event is not null
  and message_id is not null
qualify row_number() over (
  partition by event, message_id
  order by occurred_at desc nulls last, occurred_at, "ROW"
) = 1
union all
select
  md5('message_changed|' || message_id) as event_id,
  'message_changed' as event,
  1 as event_version,
  occurred_at,
  object_construct_keep_null('row', "ROW") as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  "ROW"::varchar as source_key,
  null::timestamp_ntz as loaded_at
from message_changed_changes
where message_id is not null
qualify row_number() over (partition by message_id order by "ROW" desc nulls last, occurred_at, "ROW") = 1

-- window
-- eventspec 1: message_processed from messages.events.yml
select
  md5('message_processed|' || m.message_id) as event_id,
  'message_processed' as event,
  1 as event_version,
  m.seen_at as occurred_at,
  object_construct_keep_null('row', m.row_id) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
  and m.message_id is not null
qualify row_number() over (partition by m.message_id order by m.processed_at, m.seen_at, m.row_id) = 1
  and m.seen_at >= cast('2026-01-03 00:00:00' as timestamp_ntz)

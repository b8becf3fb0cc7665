-- narrow
-- eventspec 1: message_processed, message_processed_last and 5 more from messages.events.yml
with message_named_named as (
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
qualify row_number() over (partition by event, message_id order by occurred_at desc nulls last, "ROW") = 1
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
qualify row_number() over (partition by message_id order by "ROW" desc nulls last, occurred_at) = 1

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

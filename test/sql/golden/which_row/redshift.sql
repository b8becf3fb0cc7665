-- narrow
-- eventspec 1: message_processed, message_processed_last and 5 more from messages.events.yml
with message_named_named as (
  select
    case m.grade
      when 'a' then 'message_a'
      when 'b' then 'message_b'
    end as event,
    m.seen_at at time zone 'UTC' as occurred_at,
    m.row_id as "row",
    m.message_id,
    m.seen_at
  from app.messages as m
  where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
),

message_changed_changes as (
  select
    m.seen_at at time zone 'UTC' as occurred_at,
    m.row_id as "row",
    m.grade,
    m.message_id,
    lag(m.grade) over (partition by m.message_id order by m.seen_at, m.row_id) as grade_before
  from app.messages as m
  where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5('message_processed|' || m.message_id) as event_id,
  'message_processed' as event,
  1 as event_version,
  m.seen_at at time zone 'UTC' as occurred_at,
  object('row', m.row_id) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.messages' as source,
  m.row_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
  and m.message_id is not null
qualify row_number() over (partition by m.message_id order by m.processed_at, m.seen_at, m.row_id) = 1
union all
select
  md5('message_processed_last|' || m.message_id) as event_id,
  'message_processed_last' as event,
  1 as event_version,
  m.seen_at at time zone 'UTC' as occurred_at,
  object('row', m.row_id) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.messages' as source,
  m.row_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
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
  m.seen_at at time zone 'UTC' as occurred_at,
  object('row', m.row_id) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.messages' as source,
  m.row_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
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
  m.seen_at at time zone 'UTC' as occurred_at,
  object('row', m.row_id) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.messages' as source,
  m.row_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
  and m.message_id is not null
qualify row_number() over (partition by m.message_id order by m.grade desc nulls last, m.seen_at, m.row_id) = 1
union all
select
  md5(event || '|' || message_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object('row', "row") as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.messages' as source,
  "row"::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from message_named_named
where event is not null
  and message_id is not null
qualify row_number() over (
  partition by event, message_id
  order by seen_at desc nulls last, occurred_at, "row"
) = 1
union all
select
  md5('message_changed|' || message_id) as event_id,
  'message_changed' as event,
  1 as event_version,
  occurred_at,
  object('row', "row") as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.messages' as source,
  "row"::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from message_changed_changes
where (grade <> grade_before or grade is null and grade_before is not null or grade is not null and grade_before is null)
  and message_id is not null
qualify row_number() over (partition by message_id order by "row" desc nulls last, occurred_at) = 1

-- window
-- eventspec 1: message_processed from messages.events.yml
select
  md5('message_processed|' || m.message_id) as event_id,
  'message_processed' as event,
  1 as event_version,
  m.seen_at at time zone 'UTC' as occurred_at,
  object('row', m.row_id) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'app.messages' as source,
  m.row_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from app.messages as m
where m.seen_at <= cast('2027-01-01 00:00:00' as timestamp)
  and m.message_id is not null
qualify row_number() over (partition by m.message_id order by m.processed_at, m.seen_at, m.row_id) = 1
  and m.seen_at >= cast('2026-01-03 00:00:00' as timestamp)

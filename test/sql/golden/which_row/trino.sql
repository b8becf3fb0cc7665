-- narrow
-- eventspec 1: message_processed, message_processed_last and 5 more from messages.events.yml
with message_processed_ranked as (
  select
    with_timezone(m.seen_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id,
    m.processed_at,
    row_number() over (partition by m.message_id order by m.processed_at, m.seen_at, m.row_id) as place
  from app.messages as m
  where m.seen_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
),

message_processed_last_ranked as (
  select
    with_timezone(m.seen_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id,
    m.processed_at,
    row_number() over (
      partition by m.message_id
      order by m.processed_at desc nulls last, m.seen_at desc, m.row_id desc
    ) as place
  from app.messages as m
  where m.seen_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
),

message_graded_ranked as (
  select
    with_timezone(m.seen_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id,
    m.grade,
    m.processed_at,
    row_number() over (
      partition by m.message_id
      order by m.grade, m.processed_at desc nulls last, m.seen_at, m.row_id
    ) as place
  from app.messages as m
  where m.seen_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
),

message_graded_down_ranked as (
  select
    with_timezone(m.seen_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id,
    m.grade,
    row_number() over (partition by m.message_id order by m.grade desc nulls last, m.seen_at, m.row_id) as place
  from app.messages as m
  where m.seen_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
),

message_named_named as (
  select
    case m.grade
      when 'a' then 'message_a'
      when 'b' then 'message_b'
    end as event,
    with_timezone(m.seen_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id,
    m.seen_at
  from app.messages as m
  where m.seen_at <= timestamp '2027-01-01 00:00:00'
),

message_named_ranked as (
  select
    event,
    occurred_at,
    "row",
    message_id,
    seen_at,
    row_number() over (
      partition by event, message_id
      order by seen_at desc nulls last, occurred_at, "row"
    ) as place
  from message_named_named
  where event is not null
    and message_id is not null
),

message_changed_changes as (
  select
    with_timezone(m.seen_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.grade,
    m.message_id,
    lag(m.grade) over (partition by m.message_id order by m.seen_at, m.row_id) as grade_before
  from app.messages as m
  where m.seen_at <= timestamp '2027-01-01 00:00:00'
),

message_changed_ranked as (
  select
    occurred_at,
    "row",
    grade,
    message_id,
    row_number() over (partition by message_id order by "row" desc nulls last, occurred_at) as place
  from message_changed_changes
  where grade is distinct from grade_before
    and message_id is not null
)

select
  lower(to_hex(md5(to_utf8('message_processed|' || cast(message_id as varchar))))) as event_id,
  'message_processed' as event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_processed_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8('message_processed_last|' || cast(message_id as varchar))))) as event_id,
  'message_processed_last' as event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_processed_last_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8('message_graded|' || cast(message_id as varchar))))) as event_id,
  'message_graded' as event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_graded_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8('message_graded_down|' || cast(message_id as varchar))))) as event_id,
  'message_graded_down' as event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_graded_down_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(message_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_named_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8('message_changed|' || cast(message_id as varchar))))) as event_id,
  'message_changed' as event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_changed_ranked
where place = 1

-- window
-- eventspec 1: message_processed from messages.events.yml
with ranked as (
  select
    with_timezone(m.seen_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id,
    m.processed_at,
    row_number() over (partition by m.message_id order by m.processed_at, m.seen_at, m.row_id) as place
  from app.messages as m
  where m.seen_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
)

select
  lower(to_hex(md5(to_utf8('message_processed|' || cast(message_id as varchar))))) as event_id,
  'message_processed' as event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from ranked
where place = 1
  and occurred_at >= timestamp '2026-01-03 00:00:00 UTC'

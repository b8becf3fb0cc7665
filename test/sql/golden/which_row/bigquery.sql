-- narrow
-- eventspec 1: message_processed, message_processed_last and 5 more from messages.events.yml
with message_named_named as (
  select
    case m.grade
      when 'a' then 'message_a'
      when 'b' then 'message_b'
    end as event,
    timestamp(m.seen_at) as occurred_at,
    m.row_id as `row`,
    m.message_id,
    m.seen_at
  from app.messages as m
  where m.seen_at <= datetime '2027-01-01 00:00:00'
),

message_changed_changes as (
  select
    timestamp(m.seen_at) as occurred_at,
    m.row_id as `row`,
    m.grade,
    m.message_id
  from app.messages as m
  where m.seen_at <= datetime '2027-01-01 00:00:00'
  qualify m.grade is distinct from lag(m.grade) over (partition by m.message_id order by m.seen_at, m.row_id)
)

select
  to_hex(md5('message_processed|' || cast(m.message_id as string))) as event_id,
  'message_processed' as event,
  1 as event_version,
  timestamp(m.seen_at) as occurred_at,
  json_object('row', m.row_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(m.row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.messages as m
where m.seen_at <= datetime '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at nulls last, m.seen_at, m.row_id
) = 1
union all
select
  to_hex(md5('message_processed_last|' || cast(m.message_id as string))) as event_id,
  'message_processed_last' as event,
  1 as event_version,
  timestamp(m.seen_at) as occurred_at,
  json_object('row', m.row_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(m.row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.messages as m
where m.seen_at <= datetime '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at desc nulls last, m.seen_at desc, m.row_id desc
) = 1
union all
select
  to_hex(md5('message_graded|' || cast(m.message_id as string))) as event_id,
  'message_graded' as event,
  1 as event_version,
  timestamp(m.seen_at) as occurred_at,
  json_object('row', m.row_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(m.row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.messages as m
where m.seen_at <= datetime '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.grade nulls last, m.processed_at desc nulls last, m.seen_at, m.row_id
) = 1
union all
select
  to_hex(md5('message_graded_down|' || cast(m.message_id as string))) as event_id,
  'message_graded_down' as event,
  1 as event_version,
  timestamp(m.seen_at) as occurred_at,
  json_object('row', m.row_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(m.row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.messages as m
where m.seen_at <= datetime '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (partition by m.message_id order by m.grade desc nulls last, m.seen_at, m.row_id) = 1
union all
select
  to_hex(md5(event || '|' || cast(message_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object('row', `row`) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(`row` as string) as source_key,
  cast(null as timestamp) as loaded_at
from message_named_named
where event is not null
  and message_id is not null
qualify row_number() over (
  partition by event, message_id
  order by seen_at desc nulls last, occurred_at, `row`
) = 1
union all
select
  to_hex(md5('message_changed|' || cast(message_id as string))) as event_id,
  'message_changed' as event,
  1 as event_version,
  occurred_at,
  json_object('row', `row`) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(`row` as string) as source_key,
  cast(null as timestamp) as loaded_at
from message_changed_changes
where message_id is not null
qualify row_number() over (partition by message_id order by `row` desc nulls last, occurred_at) = 1

-- window
-- eventspec 1: message_processed from messages.events.yml
select
  to_hex(md5('message_processed|' || cast(m.message_id as string))) as event_id,
  'message_processed' as event,
  1 as event_version,
  timestamp(m.seen_at) as occurred_at,
  json_object('row', m.row_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(m.row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.messages as m
where m.seen_at <= datetime '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at nulls last, m.seen_at, m.row_id
) = 1
  and m.seen_at >= datetime '2026-01-03 00:00:00'

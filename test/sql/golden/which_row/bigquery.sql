-- narrow
-- eventspec 1: message_processed, message_processed_last and 9 more from messages.events.yml
with message_agreed_compared as (
  select
    timestamp(m.processed_at) as occurred_at,
    m.grade,
    m.row_id,
    m.message_id,
    coalesce(format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', timestamp(m.processed_at), 'UTC'), '~')
    || '|'
    || coalesce(replace(replace(m.grade, '~', '~0'), '|', '~1'), '~') as said
  from app.messages as m
  where m.processed_at <= datetime '2027-01-01 00:00:00'
    and m.message_id is not null
),

message_named_named as (
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
  to_hex(md5('message_agreed|' || cast(message_id as string))) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  json_object('grade', grade) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from message_agreed_compared
qualify row_number() over (partition by message_id order by occurred_at, row_id) = 1
  and min(said) over (partition by message_id) = max(said) over (partition by message_id)
union all
select
  to_hex(md5('message_ordered|' || cast(m.message_id as string))) as event_id,
  'message_ordered' as event,
  1 as event_version,
  timestamp(m.processed_at) as occurred_at,
  json_object('row', m.row_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(m.row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.messages as m
where m.processed_at <= datetime '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at desc, m.grade nulls first, m.row_id desc nulls first, m.row_id desc
) = 1
union all
select
  to_hex(md5('message_down|' || cast(m.message_id as string))) as event_id,
  'message_down' as event,
  1 as event_version,
  timestamp(m.processed_at) as occurred_at,
  json_object('row', m.row_id) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(m.row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.messages as m
where m.processed_at <= datetime '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at, m.grade desc nulls last, m.row_id
) = 1
union all
select
  to_hex(md5('message_numbered|' || cast(m.row_id as string))) as event_id,
  'message_numbered' as event,
  1 as event_version,
  timestamp(m.processed_at) as occurred_at,
  json_object(
    'row', m.row_id,
    'nth', case when m.message_id is not null then row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade desc nulls last, m.row_id
    ) end,
    'grade', m.grade
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(m.row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.messages as m
where m.processed_at <= datetime '2027-01-01 00:00:00'
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
qualify row_number() over (partition by message_id order by `row` desc nulls last, occurred_at, `row`) = 1

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

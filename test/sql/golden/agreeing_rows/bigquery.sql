-- narrow
-- eventspec 1: message_agreed, message_ordered, message_down and 1 more from messages.events.yml
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
)

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
  order by m.processed_at desc, m.grade nulls first, m.row_id desc nulls first
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

-- window
-- eventspec 1: message_agreed from messages.events.yml
with compared as (
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
)

select
  to_hex(md5('message_agreed|' || cast(message_id as string))) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  grade,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.messages' as source,
  cast(row_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from compared
qualify row_number() over (partition by message_id order by occurred_at, row_id) = 1
  and min(said) over (partition by message_id) = max(said) over (partition by message_id)
  and occurred_at >= timestamp '2026-02-02 00:00:00+00'

-- narrow
-- eventspec 1: message_agreed, message_ordered, message_down and 1 more from messages.events.yml
with message_agreed_compared as (
  select
    with_timezone(m.processed_at, 'UTC') as occurred_at,
    m.grade,
    m.row_id,
    m.message_id,
    coalesce(regexp_replace(replace(cast(cast(at_timezone(with_timezone(m.processed_at, 'UTC'), 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z', '~')
    || '|'
    || coalesce(replace(replace(m.grade, '~', '~0'), '|', '~1'), '~') as said
  from app.messages as m
  where m.processed_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
),

message_agreed_ranked as (
  select
    occurred_at,
    grade,
    row_id,
    message_id,
    row_number() over (partition by message_id order by occurred_at, row_id) as place,
    min(said) over (partition by message_id) as least_said,
    max(said) over (partition by message_id) as most_said
  from message_agreed_compared
),

message_ordered_ranked as (
  select
    with_timezone(m.processed_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id,
    row_number() over (
      partition by m.message_id
      order by m.processed_at desc, m.grade nulls first, m.row_id desc nulls first
    ) as place
  from app.messages as m
  where m.processed_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
),

message_down_ranked as (
  select
    with_timezone(m.processed_at, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id,
    row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade desc nulls last, m.row_id
    ) as place
  from app.messages as m
  where m.processed_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
)

select
  lower(to_hex(md5(to_utf8('message_agreed|' || cast(message_id as varchar))))) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  json_object('grade': grade) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast(row_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_agreed_ranked
where place = 1
  and least_said = most_said
union all
select
  lower(to_hex(md5(to_utf8('message_ordered|' || cast(message_id as varchar))))) as event_id,
  'message_ordered' as event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_ordered_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8('message_down|' || cast(message_id as varchar))))) as event_id,
  'message_down' as event,
  1 as event_version,
  occurred_at,
  json_object('row': "row") as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast("row" as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from message_down_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8('message_numbered|' || cast(m.row_id as varchar))))) as event_id,
  'message_numbered' as event,
  1 as event_version,
  with_timezone(m.processed_at, 'UTC') as occurred_at,
  json_object(
    'row': m.row_id,
    'nth': case when m.message_id is not null then row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade desc nulls last, m.row_id
    ) end,
    'grade': m.grade
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast(m.row_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from app.messages as m
where m.processed_at <= timestamp '2027-01-01 00:00:00'

-- window
-- eventspec 1: message_agreed from messages.events.yml
with compared as (
  select
    with_timezone(m.processed_at, 'UTC') as occurred_at,
    m.grade,
    m.row_id,
    m.message_id,
    coalesce(regexp_replace(replace(cast(cast(at_timezone(with_timezone(m.processed_at, 'UTC'), 'UTC') as timestamp(6)) as varchar), ' ', 'T'), '^-0+', '-') || 'Z', '~')
    || '|'
    || coalesce(replace(replace(m.grade, '~', '~0'), '|', '~1'), '~') as said
  from app.messages as m
  where m.processed_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
),

ranked as (
  select
    occurred_at,
    grade,
    row_id,
    message_id,
    row_number() over (partition by message_id order by occurred_at, row_id) as place,
    min(said) over (partition by message_id) as least_said,
    max(said) over (partition by message_id) as most_said
  from compared
)

select
  lower(to_hex(md5(to_utf8('message_agreed|' || cast(message_id as varchar))))) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  grade,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'app.messages' as source,
  cast(row_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from ranked
where place = 1
  and least_said = most_said
  and occurred_at >= timestamp '2026-02-02 00:00:00 UTC'

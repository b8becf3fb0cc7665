-- narrow
-- eventspec 1: message_agreed, message_ordered, message_down and 1 more from messages.events.yml
with message_agreed_compared as (
  select
    m.processed_at at time zone 'UTC' as occurred_at,
    m.grade,
    m.row_id,
    m.message_id,
    coalesce(coalesce(strftime(make_timestamp(epoch_us((m.processed_at at time zone 'UTC'))), '%Y-%m-%dT%H:%M:%S.%fZ'), cast((m.processed_at at time zone 'UTC') as varchar)), '~')
    || '|'
    || coalesce(replace(replace(m.grade, '~', '~0'), '|', '~1'), '~') as said
  from app.messages as m
  where m.processed_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
)

select
  md5('message_agreed|' || message_id) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  json_object('grade', grade) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  row_id::varchar as source_key,
  null::timestamptz as loaded_at
from message_agreed_compared
qualify row_number() over (partition by message_id order by occurred_at, row_id) = 1
  and min(said) over (partition by message_id) = max(said) over (partition by message_id)
union all
select
  md5('message_ordered|' || m.message_id) as event_id,
  'message_ordered' as event,
  1 as event_version,
  m.processed_at at time zone 'UTC' as occurred_at,
  json_object('row', m.row_id) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.messages as m
where m.processed_at <= timestamp '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at desc, m.grade nulls first, m.row_id desc nulls first
) = 1
union all
select
  md5('message_down|' || m.message_id) as event_id,
  'message_down' as event,
  1 as event_version,
  m.processed_at at time zone 'UTC' as occurred_at,
  json_object('row', m.row_id) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.messages as m
where m.processed_at <= timestamp '2027-01-01 00:00:00'
  and m.message_id is not null
qualify row_number() over (
  partition by m.message_id
  order by m.processed_at, m.grade desc nulls last, m.row_id
) = 1
union all
select
  md5('message_numbered|' || m.row_id) as event_id,
  'message_numbered' as event,
  1 as event_version,
  m.processed_at at time zone 'UTC' as occurred_at,
  json_object(
    'row', m.row_id,
    'nth', case when m.message_id is not null then row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade desc nulls last, m.row_id
    ) end,
    'grade', m.grade
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  m.row_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.messages as m
where m.processed_at <= timestamp '2027-01-01 00:00:00'

-- window
-- eventspec 1: message_agreed from messages.events.yml
with compared as (
  select
    m.processed_at at time zone 'UTC' as occurred_at,
    m.grade,
    m.row_id,
    m.message_id,
    coalesce(coalesce(strftime(make_timestamp(epoch_us((m.processed_at at time zone 'UTC'))), '%Y-%m-%dT%H:%M:%S.%fZ'), cast((m.processed_at at time zone 'UTC') as varchar)), '~')
    || '|'
    || coalesce(replace(replace(m.grade, '~', '~0'), '|', '~1'), '~') as said
  from app.messages as m
  where m.processed_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
)

select
  md5('message_agreed|' || message_id) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  grade,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.messages' as source,
  row_id::varchar as source_key,
  null::timestamptz as loaded_at
from compared
qualify row_number() over (partition by message_id order by occurred_at, row_id) = 1
  and min(said) over (partition by message_id) = max(said) over (partition by message_id)
  and occurred_at >= timestamptz '2026-02-02 00:00:00+00'

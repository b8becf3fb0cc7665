-- narrow
-- eventspec 1: message_agreed, message_ordered, message_down and 1 more from messages.events.yml
with message_agreed_compared as (
  select
    m.processed_at at time zone 'UTC' as occurred_at,
    m.grade,
    m.row_id,
    m.message_id,
    coalesce(coalesce(case when timezone('UTC', (m.processed_at at time zone 'UTC')) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', (m.processed_at at time zone 'UTC'))) + 1 as text), '0'), '0000') || to_char(timezone('UTC', (m.processed_at at time zone 'UTC')), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', (m.processed_at at time zone 'UTC')), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', (m.processed_at at time zone 'UTC')) as text)), '~')
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
    m.processed_at at time zone 'UTC' as occurred_at,
    m.row_id as "row",
    m.message_id,
    row_number() over (
      partition by m.message_id
      order by m.processed_at desc, m.grade collate "C" nulls first, m.row_id desc
    ) as place
  from app.messages as m
  where m.processed_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
),

message_down_ranked as (
  select
    m.processed_at at time zone 'UTC' as occurred_at,
    m.row_id as "row",
    m.message_id,
    row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade collate "C" desc nulls last, m.row_id
    ) as place
  from app.messages as m
  where m.processed_at <= timestamp '2027-01-01 00:00:00'
    and m.message_id is not null
)

select
  md5('message_agreed|' || message_id) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  json_build_object('grade', grade) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.messages' as source,
  row_id::text as source_key,
  null::timestamptz as loaded_at
from message_agreed_ranked
where place = 1
  and least_said = most_said
union all
select
  md5('message_ordered|' || message_id) as event_id,
  'message_ordered' as event,
  1 as event_version,
  occurred_at,
  json_build_object('row', "row") as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.messages' as source,
  "row"::text as source_key,
  null::timestamptz as loaded_at
from message_ordered_ranked
where place = 1
union all
select
  md5('message_down|' || message_id) as event_id,
  'message_down' as event,
  1 as event_version,
  occurred_at,
  json_build_object('row', "row") as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.messages' as source,
  "row"::text as source_key,
  null::timestamptz as loaded_at
from message_down_ranked
where place = 1
union all
select
  md5('message_numbered|' || m.row_id) as event_id,
  'message_numbered' as event,
  1 as event_version,
  m.processed_at at time zone 'UTC' as occurred_at,
  json_build_object(
    'row', m.row_id,
    'nth', case when m.message_id is not null then row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade collate "C" desc nulls last, m.row_id
    ) end,
    'grade', m.grade
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.messages' as source,
  m.row_id::text as source_key,
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
    coalesce(coalesce(case when timezone('UTC', (m.processed_at at time zone 'UTC')) < timestamp '0001-01-01' then coalesce(nullif(cast(extract(year from timezone('UTC', (m.processed_at at time zone 'UTC'))) + 1 as text), '0'), '0000') || to_char(timezone('UTC', (m.processed_at at time zone 'UTC')), '-MM-DD"T"HH24:MI:SS.US"Z"') else to_char(timezone('UTC', (m.processed_at at time zone 'UTC')), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end, cast(timezone('UTC', (m.processed_at at time zone 'UTC')) as text)), '~')
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
  md5('message_agreed|' || message_id) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  grade,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'app.messages' as source,
  row_id::text as source_key,
  null::timestamptz as loaded_at
from ranked
where place = 1
  and least_said = most_said
  and occurred_at >= timestamptz '2026-02-02 00:00:00+00'

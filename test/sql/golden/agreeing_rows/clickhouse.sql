-- narrow
-- eventspec 1: message_agreed, message_ordered, message_down and 1 more from messages.events.yml
with message_agreed_compared as (
  select
    toDateTime64(toString(m.processed_at), 6, 'UTC') as occurred_at,
    m.grade as grade,
    m.row_id as row_id,
    m.message_id as message_id,
    coalesce(replace(toString(cast(toDateTime64(toString(m.processed_at), 6, 'UTC') as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z', '~')
    || '|'
    || coalesce(replace(replace(m.grade, '~', '~0'), '|', '~1'), '~') as said
  from app.messages as m
  where m.processed_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and m.message_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
    toDateTime64(toString(m.processed_at), 6, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id as message_id,
    row_number() over (
      partition by m.message_id
      order by m.processed_at desc, m.grade nulls first, m.row_id desc nulls first
    ) as place
  from app.messages as m
  where m.processed_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and m.message_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

message_down_ranked as (
  select
    toDateTime64(toString(m.processed_at), 6, 'UTC') as occurred_at,
    m.row_id as "row",
    m.message_id as message_id,
    row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade desc nulls last, m.row_id
    ) as place
  from app.messages as m
  where m.processed_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and m.message_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

message_numbered_sequenced as (
  select
    toDateTime64(toString(m.processed_at), 6, 'UTC') as occurred_at,
    m.row_id as "row",
    case when m.message_id is not null then cast(row_number() over (
      partition by m.message_id
      order by m.processed_at, m.grade desc nulls last, m.row_id
    ) as Nullable(Int64)) end as nth,
    m.grade as grade
  from app.messages as m
  where m.processed_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('message_agreed|' || toString(message_id)))) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat(['"grade":' || coalesce(toJSONString(grade), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.messages' as source,
  toString(row_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from message_agreed_ranked
where place = 1
  and least_said = most_said
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('message_ordered|' || toString(message_id)))) as event_id,
  'message_ordered' as event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat(['"row":' || coalesce(toString("row"), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.messages' as source,
  toString("row") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from message_ordered_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('message_down|' || toString(message_id)))) as event_id,
  'message_down' as event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat(['"row":' || coalesce(toString("row"), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.messages' as source,
  toString("row") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from message_down_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('message_numbered|' || toString("row")))) as event_id,
  'message_numbered' as event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat([
    '"row":' || coalesce(toString("row"), 'null'),
    '"nth":' || coalesce(toString(nth), 'null'),
    '"grade":' || coalesce(toJSONString(grade), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.messages' as source,
  toString("row") as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from message_numbered_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: message_agreed from messages.events.yml
with compared as (
  select
    toDateTime64(toString(m.processed_at), 6, 'UTC') as occurred_at,
    m.grade as grade,
    m.row_id as row_id,
    m.message_id as message_id,
    coalesce(replace(toString(cast(toDateTime64(toString(m.processed_at), 6, 'UTC') as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z', '~')
    || '|'
    || coalesce(replace(replace(m.grade, '~', '~0'), '|', '~1'), '~') as said
  from app.messages as m
  where m.processed_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and m.message_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
  lower(hex(MD5('message_agreed|' || toString(message_id)))) as event_id,
  'message_agreed' as event,
  1 as event_version,
  occurred_at,
  grade,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.messages' as source,
  toString(row_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ranked
where place = 1
  and least_said = most_said
  and occurred_at >= toDateTime64('2026-02-02 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

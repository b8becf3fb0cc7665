-- narrow
-- eventspec 1: stream_clicks_seen, stream_empty_seen and 1 more from streams.events.yml
select
  lower(hex(MD5('stream_clicks_seen|' || toString(s.id)))) as event_id,
  'stream_clicks_seen' as event,
  1 as event_version,
  cast(s.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  s.user_id as user_id,
  '{' || arrayStringConcat(['"size":' || coalesce(toString(s.size), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'client.stream_clicks' as source,
  toString(s.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from client.stream_clicks as s
where s.seen_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('stream_empty_seen|' || toString(s.id)))) as event_id,
  'stream_empty_seen' as event,
  1 as event_version,
  cast(s.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  s.user_id as user_id,
  '{' || arrayStringConcat(['"size":' || coalesce(toString(s.size), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'client.stream_empty' as source,
  toString(s.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from client.stream_empty as s
where s.seen_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('stream_pages_seen|' || toString(s.id)))) as event_id,
  'stream_pages_seen' as event,
  1 as event_version,
  cast(s.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  s.user_id as user_id,
  '{' || arrayStringConcat(['"size":' || coalesce(toString(s.size), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'client.stream_pages' as source,
  toString(s.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from client.stream_pages as s
where s.seen_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: stream_clicks_seen from streams.events.yml
select
  lower(hex(MD5('stream_clicks_seen|' || toString(s.id)))) as event_id,
  'stream_clicks_seen' as event,
  1 as event_version,
  cast(s.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  s.user_id as user_id,
  s.size as size,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'client.stream_clicks' as source,
  toString(s.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from client.stream_clicks as s
where s.seen_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: stream_empty_seen from streams.events.yml
select
  lower(hex(MD5('stream_empty_seen|' || toString(s.id)))) as event_id,
  'stream_empty_seen' as event,
  1 as event_version,
  cast(s.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  s.user_id as user_id,
  s.size as size,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'client.stream_empty' as source,
  toString(s.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from client.stream_empty as s
where s.seen_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: stream_clicks_seen, stream_empty_seen and 1 more from streams.events.yml
select
  md5('stream_clicks_seen|' || s.id) as event_id,
  'stream_clicks_seen' as event,
  1 as event_version,
  convert_timezone('UTC', s.seen_at) as occurred_at,
  s.user_id,
  to_json(struct(s.size as `size`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'client.stream_clicks' as source,
  s.id::string as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_clicks as s
where s.seen_at <= timestamp '2027-01-01 00:00:00Z'
union all
select
  md5('stream_empty_seen|' || s.id) as event_id,
  'stream_empty_seen' as event,
  1 as event_version,
  convert_timezone('UTC', s.seen_at) as occurred_at,
  s.user_id,
  to_json(struct(s.size as `size`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'client.stream_empty' as source,
  s.id::string as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_empty as s
where s.seen_at <= timestamp '2027-01-01 00:00:00Z'
union all
select
  md5('stream_pages_seen|' || s.id) as event_id,
  'stream_pages_seen' as event,
  1 as event_version,
  convert_timezone('UTC', s.seen_at) as occurred_at,
  s.user_id,
  to_json(struct(s.size as `size`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'client.stream_pages' as source,
  s.id::string as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_pages as s
where s.seen_at <= timestamp '2027-01-01 00:00:00Z'

-- each
-- eventspec 1: stream_clicks_seen from streams.events.yml
select
  md5('stream_clicks_seen|' || s.id) as event_id,
  'stream_clicks_seen' as event,
  1 as event_version,
  convert_timezone('UTC', s.seen_at) as occurred_at,
  s.user_id,
  s.size,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'client.stream_clicks' as source,
  s.id::string as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_clicks as s
where s.seen_at <= timestamp '2027-01-01 00:00:00Z'

-- each
-- eventspec 1: stream_empty_seen from streams.events.yml
select
  md5('stream_empty_seen|' || s.id) as event_id,
  'stream_empty_seen' as event,
  1 as event_version,
  convert_timezone('UTC', s.seen_at) as occurred_at,
  s.user_id,
  s.size,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'client.stream_empty' as source,
  s.id::string as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_empty as s
where s.seen_at <= timestamp '2027-01-01 00:00:00Z'

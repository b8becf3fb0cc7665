-- narrow
-- eventspec 1: stream_clicks_seen, stream_empty_seen and 1 more from streams.events.yml
select
  md5('stream_clicks_seen|' || s.id) as event_id,
  'stream_clicks_seen' as event,
  1 as event_version,
  cast(convert_timezone('UTC', s.seen_at) as timestamp_ntz) as occurred_at,
  s.user_id,
  object_construct_keep_null('size', s.size) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'client.stream_clicks' as source,
  s.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_clicks as s
where s.seen_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
union all
select
  md5('stream_empty_seen|' || s.id) as event_id,
  'stream_empty_seen' as event,
  1 as event_version,
  cast(convert_timezone('UTC', s.seen_at) as timestamp_ntz) as occurred_at,
  s.user_id,
  object_construct_keep_null('size', s.size) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'client.stream_empty' as source,
  s.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_empty as s
where s.seen_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
union all
select
  md5('stream_pages_seen|' || s.id) as event_id,
  'stream_pages_seen' as event,
  1 as event_version,
  cast(convert_timezone('UTC', s.seen_at) as timestamp_ntz) as occurred_at,
  s.user_id,
  object_construct_keep_null('size', s.size) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'client.stream_pages' as source,
  s.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_pages as s
where s.seen_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- each
-- eventspec 1: stream_clicks_seen from streams.events.yml
select
  md5('stream_clicks_seen|' || s.id) as event_id,
  'stream_clicks_seen' as event,
  1 as event_version,
  cast(convert_timezone('UTC', s.seen_at) as timestamp_ntz) as occurred_at,
  s.user_id,
  s.size,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'client.stream_clicks' as source,
  s.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_clicks as s
where s.seen_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- each
-- eventspec 1: stream_empty_seen from streams.events.yml
select
  md5('stream_empty_seen|' || s.id) as event_id,
  'stream_empty_seen' as event,
  1 as event_version,
  cast(convert_timezone('UTC', s.seen_at) as timestamp_ntz) as occurred_at,
  s.user_id,
  s.size,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'client.stream_empty' as source,
  s.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from client.stream_empty as s
where s.seen_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

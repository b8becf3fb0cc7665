-- narrow
-- eventspec 1: stream_clicks_seen, stream_empty_seen and 1 more from streams.events.yml
select
  lower(to_hex(md5(to_utf8('stream_clicks_seen|' || cast(s.id as varchar))))) as event_id,
  'stream_clicks_seen' as event,
  1 as event_version,
  s.seen_at as occurred_at,
  s.user_id,
  json_object('size': s.size) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'client.stream_clicks' as source,
  cast(s.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from client.stream_clicks as s
where s.seen_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('stream_empty_seen|' || cast(s.id as varchar))))) as event_id,
  'stream_empty_seen' as event,
  1 as event_version,
  s.seen_at as occurred_at,
  s.user_id,
  json_object('size': s.size) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'client.stream_empty' as source,
  cast(s.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from client.stream_empty as s
where s.seen_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('stream_pages_seen|' || cast(s.id as varchar))))) as event_id,
  'stream_pages_seen' as event,
  1 as event_version,
  s.seen_at as occurred_at,
  s.user_id,
  json_object('size': s.size) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'client.stream_pages' as source,
  cast(s.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from client.stream_pages as s
where s.seen_at <= timestamp '2027-01-01 00:00:00 UTC'

-- each
-- eventspec 1: stream_clicks_seen from streams.events.yml
select
  lower(to_hex(md5(to_utf8('stream_clicks_seen|' || cast(s.id as varchar))))) as event_id,
  'stream_clicks_seen' as event,
  1 as event_version,
  s.seen_at as occurred_at,
  s.user_id,
  s.size,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'client.stream_clicks' as source,
  cast(s.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from client.stream_clicks as s
where s.seen_at <= timestamp '2027-01-01 00:00:00 UTC'

-- each
-- eventspec 1: stream_empty_seen from streams.events.yml
select
  lower(to_hex(md5(to_utf8('stream_empty_seen|' || cast(s.id as varchar))))) as event_id,
  'stream_empty_seen' as event,
  1 as event_version,
  s.seen_at as occurred_at,
  s.user_id,
  s.size,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'client.stream_empty' as source,
  cast(s.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from client.stream_empty as s
where s.seen_at <= timestamp '2027-01-01 00:00:00 UTC'

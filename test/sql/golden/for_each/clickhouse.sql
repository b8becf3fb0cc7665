-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
with sessions_events as (
  select
    step.event as event,
    toDateTime64(toString(s.started_at), 6, 'UTC') as occurred_at,
    s.visitor as visitor_id,
    toString(page) as page,
    n as place,
    s.session_id as session_id
  from web.sessions as s
  array join s.pages as page, arrayEnumerate(s.pages) as n
  cross join (
    select arrayJoin(['page_viewed', 'page_left']) as event
  ) as step
  where step.event <> 'page_left' or n < 3
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || coalesce(toString(session_id), '~') || '|' || coalesce(toString(place), '~')))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  case event
    when 'page_viewed' then '{' || arrayStringConcat([
      '"page":' || coalesce(toJSONString(page), 'null'),
      '"place":' || coalesce(toString(place), 'null')
    ], ',') || '}'
    when 'page_left' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.sessions' as source,
  coalesce(toString(session_id), '~') || '|' || coalesce(toString(place), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sessions_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'word_seen|' || toString(s.session_id)
    || '|'
    || coalesce(replace(replace(cast(word as String), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(toString(m), '~')
  ))) as event_id,
  'word_seen' as event,
  1 as event_version,
  toDateTime64(toString(s.started_at), 6, 'UTC') as occurred_at,
  s.visitor as visitor_id,
  '{' || arrayStringConcat([
    '"word":' || coalesce(toJSONString(toString(word)), 'null'),
    '"line":' || coalesce(toJSONString(toString(line)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.sessions' as source,
  toString(s.session_id)
  || '|'
  || coalesce(replace(replace(cast(word as String), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(toString(m), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from web.sessions as s
array join s.pages as line
array join splitByChar('/', line) as word, arrayEnumerate(splitByChar('/', line)) as m
where word <> ''
  and s.started_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('title_seen|' || toString(s.session_id) || '|' || coalesce(toString(n), '~')))) as event_id,
  'title_seen' as event,
  1 as event_version,
  toDateTime64(toString(s.started_at), 6, 'UTC') as occurred_at,
  s.visitor as visitor_id,
  '{' || arrayStringConcat([
    '"title":' || coalesce(toJSONString(title.title), 'null'),
    '"place":' || coalesce(toString(n), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.sessions' as source,
  toString(s.session_id) || '|' || coalesce(toString(n), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from web.sessions as s
array join s.pages as page, arrayEnumerate(s.pages) as n
left join web.titles as title
  on title.path = page
where s.started_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
select
  lower(hex(MD5(event || '|' || source_key))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'web.sessions' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'page_viewed'
      when 1 then 'page_left'
    end as event,
    toDateTime64(toString(cast(s.started_at as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    cast(s.visitor as Nullable(String)) as visitor_id,
    case eventspec_event
      when 0 then '{' || arrayStringConcat([
        '"page":' || coalesce(toJSONString(cast(page as Nullable(String))), 'null'),
        '"place":' || coalesce(toString(n), 'null')
      ], ',') || '}'
      when 1 then '{}'
    end as properties,
    coalesce(cast(s.session_id as Nullable(String)), '~') || '|' || coalesce(cast(n as Nullable(String)), '~') as source_key
  from web.sessions as s
    array join s.pages as page, arrayEnumerate(s.pages) as n
    cross join (select arrayJoin([0, 1]) as eventspec_event) as eventspec
  where
    case eventspec_event
      when 0 then true
      when 1 then (n < 3)
    end
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('word_seen|' || source_key))) as event_id,
  'word_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'web.sessions' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(s.started_at as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    cast(s.visitor as Nullable(String)) as visitor_id,
    '{' || arrayStringConcat([
      '"word":' || coalesce(toJSONString(cast(word as Nullable(String))), 'null'),
      '"line":' || coalesce(toJSONString(cast(line as Nullable(String))), 'null')
    ], ',') || '}' as properties,
    coalesce(cast(s.session_id as Nullable(String)), '~') || '|' || coalesce(replace(replace(cast((cast(word as String)) as Nullable(String)), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(m as Nullable(String)), '~') as source_key
  from web.sessions as s
    array join s.pages as line
    array join (splitByChar('/', line)) as word, arrayEnumerate((splitByChar('/', line))) as m
  where
    (word <> '')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('title_seen|' || source_key))) as event_id,
  'title_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'web.sessions' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(s.started_at as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    cast(s.visitor as Nullable(String)) as visitor_id,
    '{' || arrayStringConcat([
      '"title":' || coalesce(toJSONString(title.title), 'null'),
      '"place":' || coalesce(toString(n), 'null')
    ], ',') || '}' as properties,
    coalesce(cast(s.session_id as Nullable(String)), '~') || '|' || coalesce(cast(n as Nullable(String)), '~') as source_key
  from web.sessions as s
    array join s.pages as page, arrayEnumerate(s.pages) as n
    left join web.titles as title on (title.path = page)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

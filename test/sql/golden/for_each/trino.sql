-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || source_key)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'page_viewed'
      when 1 then 'page_left'
    end as event,
    with_timezone(cast(s.started_at as timestamp(6)), 'UTC') as occurred_at,
    cast(s.visitor as varchar) as visitor_id,
    case eventspec_event
      when 0 then '{' || array_join(array[
        '"page":' || coalesce(json_format(cast(cast(page as varchar) as json)), 'null'),
        '"place":' || coalesce(json_format(cast(n as json)), 'null')
      ], ',') || '}'
      when 1 then '{}'
    end as properties,
    coalesce(cast(s.session_id as varchar), '~') || '|' || coalesce(cast(n as varchar), '~') as source_key
  from web.sessions as s
    cross join unnest(s.pages) with ordinality as each_page (page, n)
    cross join (values (0), (1)) as eventspec (eventspec_event)
  where
    case eventspec_event
      when 0 then true
      when 1 then (n < 3)
    end
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('word_seen|' || source_key)))) as event_id,
  'word_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(s.started_at as timestamp(6)), 'UTC') as occurred_at,
    cast(s.visitor as varchar) as visitor_id,
    '{' || array_join(array[
      '"word":' || coalesce(json_format(cast(cast(word as varchar) as json)), 'null'),
      '"line":' || coalesce(json_format(cast(cast(line as varchar) as json)), 'null')
    ], ',') || '}' as properties,
    coalesce(cast(s.session_id as varchar), '~') || '|' || coalesce(replace(replace(cast((cast(word as varchar)) as varchar), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(m as varchar), '~') as source_key
  from web.sessions as s
    cross join unnest(s.pages) as each_line (line)
    cross join unnest((split(line, '/'))) with ordinality as each_word (word, m)
  where
    (word <> '')
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('title_seen|' || source_key)))) as event_id,
  'title_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(s.started_at as timestamp(6)), 'UTC') as occurred_at,
    cast(s.visitor as varchar) as visitor_id,
    '{' || array_join(array[
      '"title":' || coalesce(json_format(cast(title.title as json)), 'null'),
      '"place":' || coalesce(json_format(cast(n as json)), 'null')
    ], ',') || '}' as properties,
    coalesce(cast(s.session_id as varchar), '~') || '|' || coalesce(cast(n as varchar), '~') as source_key
  from web.sessions as s
    cross join unnest(s.pages) with ordinality as each_page (page, n)
    left join web.titles as title on (title.path = page)
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

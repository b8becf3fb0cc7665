-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
select
  md5(event || '|' || source_key) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'page_viewed'
      when 1 then 'page_left'
    end as event,
    cast(concat(s.started_at, ' UTC') as timestamp) as occurred_at,
    cast(s.visitor as string) as visitor_id,
    case eventspec_event
      when 0 then to_json(named_struct('page', cast(page as string), 'place', n), map('ignoreNullFields', 'false'))
      when 1 then to_json(named_struct(), map('ignoreNullFields', 'false'))
    end as properties,
    coalesce(cast(s.session_id as string), '~') || '|' || coalesce(cast(n as string), '~') as source_key
  from web.sessions as s
    cross join lateral (select col as page, pos + 1 as n from posexplode(s.pages)) as each_page
    cross join (values (0), (1)) as eventspec (eventspec_event)
  where
    case eventspec_event
      when 0 then true
      when 1 then (n < 3)
    end
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('word_seen|' || source_key) as event_id,
  'word_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(s.started_at, ' UTC') as timestamp) as occurred_at,
    cast(s.visitor as string) as visitor_id,
    to_json(named_struct('word', cast(word as string), 'line', cast(line as string)), map('ignoreNullFields', 'false')) as properties,
    coalesce(cast(s.session_id as string), '~') || '|' || coalesce(replace(replace(cast((cast(word as string)) as string), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(m as string), '~') as source_key
  from web.sessions as s
    cross join lateral (select col as line from posexplode(s.pages)) as each_line
    cross join lateral (select col as word, pos + 1 as m from posexplode((split(line, '/')))) as each_word
  where
    (word <> '')
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('title_seen|' || source_key) as event_id,
  'title_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(s.started_at, ' UTC') as timestamp) as occurred_at,
    cast(s.visitor as string) as visitor_id,
    to_json(named_struct('title', title.title, 'place', n), map('ignoreNullFields', 'false')) as properties,
    coalesce(cast(s.session_id as string), '~') || '|' || coalesce(cast(n as string), '~') as source_key
  from web.sessions as s
    cross join lateral (select col as page, pos + 1 as n from posexplode(s.pages)) as each_page
    left join web.titles as title on (title.path = page)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
select
  md5(event || '|' || source_key) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'page_viewed'
      when 1 then 'page_left'
    end as event,
    timezone('UTC', s.started_at) as occurred_at,
    cast(s.visitor as text) as visitor_id,
    case eventspec_event
      when 0 then json_build_object('page', cast(page as text), 'place', n)
      when 1 then json_build_object()
    end as properties,
    coalesce(cast(s.session_id as text), '~') || '|' || coalesce(cast(n as text), '~') as source_key
  from web.sessions as s
    cross join lateral unnest(s.pages) with ordinality as each_page (page, n)
    cross join (values (0), (1)) as eventspec (eventspec_event)
  where
    case eventspec_event
      when 0 then true
      when 1 then (n < 3)
    end
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
union all
select
  md5('word_seen|' || source_key) as event_id,
  'word_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', s.started_at) as occurred_at,
    cast(s.visitor as text) as visitor_id,
    json_build_object('word', cast(word as text), 'line', cast(line as text)) as properties,
    coalesce(cast(s.session_id as text), '~') || '|' || coalesce(replace(replace(cast((cast(word as varchar)) as text), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(m as text), '~') as source_key
  from web.sessions as s
    cross join lateral unnest(s.pages) as each_line (line)
    cross join lateral unnest((string_to_array(line, '/'))) with ordinality as each_word (word, m)
  where
    (word <> '')
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
union all
select
  md5('title_seen|' || source_key) as event_id,
  'title_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', s.started_at) as occurred_at,
    cast(s.visitor as text) as visitor_id,
    json_build_object('title', title.title, 'place', n) as properties,
    coalesce(cast(s.session_id as text), '~') || '|' || coalesce(cast(n as text), '~') as source_key
  from web.sessions as s
    cross join lateral unnest(s.pages) with ordinality as each_page (page, n)
    left join web.titles as title on (title.path = page)
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

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
  cast(null as varchar) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'page_viewed'
      when 1 then 'page_left'
    end as event,
    make_timestamptz(epoch_us(s.started_at)) as occurred_at,
    cast(s.visitor as varchar) as visitor_id,
    case eventspec_event
      when 0 then json_object('page', cast(page as varchar), 'place', n)
      when 1 then json_object()
    end as properties,
    coalesce(cast(s.session_id as varchar), '~') || '|' || coalesce(cast(n as varchar), '~') as source_key
  from web.sessions as s
    cross join lateral (select unnest(s.pages) as page, generate_subscripts(s.pages, 1) as n) as each_page
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
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    make_timestamptz(epoch_us(s.started_at)) as occurred_at,
    cast(s.visitor as varchar) as visitor_id,
    json_object('word', cast(word as varchar), 'line', cast(line as varchar)) as properties,
    coalesce(cast(s.session_id as varchar), '~') || '|' || coalesce(replace(replace(cast((cast(word as varchar)) as varchar), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(m as varchar), '~') as source_key
  from web.sessions as s
    cross join lateral (select unnest(s.pages) as line) as each_line
    cross join lateral (select unnest((string_to_array(line, '/'))) as word, generate_subscripts((string_to_array(line, '/')), 1) as m) as each_word
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
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    make_timestamptz(epoch_us(s.started_at)) as occurred_at,
    cast(s.visitor as varchar) as visitor_id,
    json_object('title', title.title, 'place', n) as properties,
    coalesce(cast(s.session_id as varchar), '~') || '|' || coalesce(cast(n as varchar), '~') as source_key
  from web.sessions as s
    cross join lateral (select unnest(s.pages) as page, generate_subscripts(s.pages, 1) as n) as each_page
    left join web.titles as title on (title.path = page)
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

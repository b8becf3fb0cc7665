-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
select
  to_hex(md5(event || '|' || source_key)) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
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
    timestamp(s.started_at) as occurred_at,
    cast(s.visitor as string) as visitor_id,
    case eventspec_event
      when 0 then json_object('page', cast(page as string), 'place', n)
      when 1 then json_object()
    end as properties,
    coalesce(cast(s.session_id as string), '~') || '|' || coalesce(cast(n as string), '~') as source_key
  from web.sessions as s
    cross join unnest(array(select as struct page, place + 1 as n from unnest(s.pages) as page with offset as place)) as each_page
    cross join (select eventspec_event from unnest([0, 1]) as eventspec_event) as eventspec
  where
    case eventspec_event
      when 0 then true
      when 1 then (n < 3)
    end
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'
union all
select
  to_hex(md5('word_seen|' || source_key)) as event_id,
  'word_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    timestamp(s.started_at) as occurred_at,
    cast(s.visitor as string) as visitor_id,
    json_object('word', cast(word as string), 'line', cast(line as string)) as properties,
    coalesce(cast(s.session_id as string), '~') || '|' || coalesce(replace(replace(cast((cast(word as string)) as string), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(m as string), '~') as source_key
  from web.sessions as s
    cross join unnest(s.pages) as line
    cross join unnest(array(select as struct word, place + 1 as m from unnest((split(line, '/'))) as word with offset as place)) as each_word
  where
    (word <> '')
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'
union all
select
  to_hex(md5('title_seen|' || source_key)) as event_id,
  'title_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    timestamp(s.started_at) as occurred_at,
    cast(s.visitor as string) as visitor_id,
    json_object('title', title.title, 'place', n) as properties,
    coalesce(cast(s.session_id as string), '~') || '|' || coalesce(cast(n as string), '~') as source_key
  from web.sessions as s
    cross join unnest(array(select as struct page, place + 1 as n from unnest(s.pages) as page with offset as place)) as each_page
    left join web.titles as title on (title.path = page)
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

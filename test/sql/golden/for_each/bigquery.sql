-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
with sessions_events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    s.visitor as visitor_id,
    cast(page as string) as page,
    n as place,
    s.session_id
  from web.sessions as s
  cross join unnest(array(select as struct page, place + 1 as n from unnest(s.pages) as page with offset as place)) as each_page
  cross join unnest([
    struct('page_viewed' as event, s.started_at as happened_at),
    ('page_left', s.started_at)
  ]) as step
  where step.event <> 'page_left' or n < 3
)

select
  to_hex(md5(
    event || '|' || coalesce(cast(session_id as string), '~') || '|' || coalesce(cast(place as string), '~')
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  case event
    when 'page_viewed' then json_object('page', page, 'place', place)
    when 'page_left' then json_object()
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'web.sessions' as source,
  coalesce(cast(session_id as string), '~') || '|' || coalesce(cast(place as string), '~') as source_key,
  cast(null as timestamp) as loaded_at
from sessions_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5(
    'word_seen|' || cast(s.session_id as string)
    || '|'
    || coalesce(replace(replace(cast(word as string), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(m as string), '~')
  )) as event_id,
  'word_seen' as event,
  1 as event_version,
  timestamp(s.started_at) as occurred_at,
  s.visitor as visitor_id,
  json_object('word', cast(word as string), 'line', cast(line as string)) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'web.sessions' as source,
  cast(s.session_id as string)
  || '|'
  || coalesce(replace(replace(cast(word as string), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(cast(m as string), '~') as source_key,
  cast(null as timestamp) as loaded_at
from web.sessions as s
cross join unnest(s.pages) as line
cross join unnest(array(select as struct word, place + 1 as m from unnest(split(line, '/')) as word with offset as place)) as each_word
where word <> ''
  and s.started_at <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('title_seen|' || cast(s.session_id as string) || '|' || coalesce(cast(n as string), '~'))) as event_id,
  'title_seen' as event,
  1 as event_version,
  timestamp(s.started_at) as occurred_at,
  s.visitor as visitor_id,
  json_object('title', title.title, 'place', n) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'web.sessions' as source,
  cast(s.session_id as string) || '|' || coalesce(cast(n as string), '~') as source_key,
  cast(null as timestamp) as loaded_at
from web.sessions as s
cross join unnest(array(select as struct page, place + 1 as n from unnest(s.pages) as page with offset as place)) as each_page
left join web.titles as title
  on title.path = page
where s.started_at <= datetime '2027-01-01 00:00:00'

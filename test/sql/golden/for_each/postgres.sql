-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
with sessions_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    s.visitor as visitor_id,
    page::text as page,
    n as place,
    s.session_id
  from web.sessions as s
  cross join lateral unnest(s.pages) with ordinality as each_page (page, n)
  cross join lateral (
    values
      ('page_viewed', s.started_at),
      ('page_left', s.started_at)
  ) as step (event, happened_at)
  where step.event <> 'page_left' or n < 3
)

select
  md5(event || '|' || coalesce(session_id::text, '~') || '|' || coalesce(place::text, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  case event
    when 'page_viewed' then json_build_object('page', page, 'place', place)
    when 'page_left' then json_build_object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.sessions' as source,
  coalesce(session_id::text, '~') || '|' || coalesce(place::text, '~') as source_key,
  null::timestamptz as loaded_at
from sessions_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5(
    'word_seen|' || s.session_id
    || '|'
    || coalesce(replace(replace(cast(word as varchar), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(m::text, '~')
  ) as event_id,
  'word_seen' as event,
  1 as event_version,
  s.started_at at time zone 'UTC' as occurred_at,
  s.visitor as visitor_id,
  json_build_object('word', word::text, 'line', line::text) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.sessions' as source,
  s.session_id
  || '|'
  || coalesce(replace(replace(cast(word as varchar), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(m::text, '~') as source_key,
  null::timestamptz as loaded_at
from web.sessions as s
cross join lateral unnest(s.pages) as each_line (line)
cross join lateral unnest(string_to_array(line, '/')) with ordinality as each_word (word, m)
where word <> ''
  and s.started_at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('title_seen|' || s.session_id || '|' || coalesce(n::text, '~')) as event_id,
  'title_seen' as event,
  1 as event_version,
  s.started_at at time zone 'UTC' as occurred_at,
  s.visitor as visitor_id,
  json_build_object('title', title.title, 'place', n) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.sessions' as source,
  s.session_id || '|' || coalesce(n::text, '~') as source_key,
  null::timestamptz as loaded_at
from web.sessions as s
cross join lateral unnest(s.pages) with ordinality as each_page (page, n)
left join web.titles as title
  on title.path = page
where s.started_at <= timestamp '2027-01-01 00:00:00'

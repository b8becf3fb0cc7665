-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
with sessions_events as (
  select
    step.event,
    s.started_at at time zone 'UTC' as occurred_at,
    s.visitor as visitor_id,
    page::varchar as page,
    n as place,
    s.session_id
  from web.sessions as s
  cross join lateral (select unnest(s.pages) as page, generate_subscripts(s.pages, 1) as n) as each_page
  cross join (
    values ('page_viewed'), ('page_left')
  ) as step (event)
  where step.event <> 'page_left' or n < 3
)

select
  md5(event || '|' || coalesce(session_id::varchar, '~') || '|' || coalesce(place::varchar, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  case event
    when 'page_viewed' then json_object('page', page, 'place', place)
    when 'page_left' then json_object()
  end as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'web.sessions' as source,
  coalesce(session_id::varchar, '~') || '|' || coalesce(place::varchar, '~') as source_key,
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
    || coalesce(m::varchar, '~')
  ) as event_id,
  'word_seen' as event,
  1 as event_version,
  s.started_at at time zone 'UTC' as occurred_at,
  s.visitor as visitor_id,
  json_object('word', word::varchar, 'line', line::varchar) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'web.sessions' as source,
  s.session_id
  || '|'
  || coalesce(replace(replace(cast(word as varchar), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(m::varchar, '~') as source_key,
  null::timestamptz as loaded_at
from web.sessions as s
cross join lateral (select unnest(s.pages) as line) as each_line
cross join lateral (select unnest(string_to_array(line, '/')) as word, generate_subscripts(string_to_array(line, '/'), 1) as m) as each_word
where word <> ''
  and s.started_at <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('title_seen|' || s.session_id || '|' || coalesce(n::varchar, '~')) as event_id,
  'title_seen' as event,
  1 as event_version,
  s.started_at at time zone 'UTC' as occurred_at,
  s.visitor as visitor_id,
  json_object('title', title.title, 'place', n) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'web.sessions' as source,
  s.session_id || '|' || coalesce(n::varchar, '~') as source_key,
  null::timestamptz as loaded_at
from web.sessions as s
cross join lateral (select unnest(s.pages) as page, generate_subscripts(s.pages, 1) as n) as each_page
left join web.titles as title
  on title.path = page
where s.started_at <= timestamp '2027-01-01 00:00:00'

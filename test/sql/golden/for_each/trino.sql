-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
with sessions_events as (
  select
    step.event,
    with_timezone(s.started_at, 'UTC') as occurred_at,
    s.visitor as visitor_id,
    cast(page as varchar) as page,
    n as place,
    s.session_id
  from web.sessions as s
  cross join unnest(s.pages) with ordinality as each_page (page, n)
  cross join (
    values ('page_viewed'), ('page_left')
  ) as step (event)
  where step.event <> 'page_left' or n < 3
)

select
  lower(to_hex(md5(to_utf8(
    event || '|' || coalesce(cast(session_id as varchar), '~') || '|' || coalesce(cast(place as varchar), '~')
  )))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  case event
    when 'page_viewed' then json_object('page': page, 'place': place)
    when 'page_left' then json_object()
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.sessions' as source,
  coalesce(cast(session_id as varchar), '~') || '|' || coalesce(cast(place as varchar), '~') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from sessions_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8(
    'word_seen|' || cast(s.session_id as varchar)
    || '|'
    || coalesce(replace(replace(cast(word as varchar), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(m as varchar), '~')
  )))) as event_id,
  'word_seen' as event,
  1 as event_version,
  with_timezone(s.started_at, 'UTC') as occurred_at,
  s.visitor as visitor_id,
  json_object('word': cast(word as varchar), 'line': cast(line as varchar)) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.sessions' as source,
  cast(s.session_id as varchar)
  || '|'
  || coalesce(replace(replace(cast(word as varchar), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(cast(m as varchar), '~') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from web.sessions as s
cross join unnest(s.pages) as each_line (line)
cross join unnest(split(line, '/')) with ordinality as each_word (word, m)
where word <> ''
  and s.started_at <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(
    to_hex(
      md5(to_utf8('title_seen|' || cast(s.session_id as varchar) || '|' || coalesce(cast(n as varchar), '~')))
    )
  ) as event_id,
  'title_seen' as event,
  1 as event_version,
  with_timezone(s.started_at, 'UTC') as occurred_at,
  s.visitor as visitor_id,
  json_object('title': title.title, 'place': n) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.sessions' as source,
  cast(s.session_id as varchar) || '|' || coalesce(cast(n as varchar), '~') as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from web.sessions as s
cross join unnest(s.pages) with ordinality as each_page (page, n)
left join web.titles as title
  on title.path = page
where s.started_at <= timestamp '2027-01-01 00:00:00'

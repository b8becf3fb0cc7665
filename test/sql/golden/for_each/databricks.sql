-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
with sessions_events as (
  select
    step.event,
    s.started_at as occurred_at,
    s.visitor as visitor_id,
    page::string as page,
    n as place,
    s.session_id
  from web.sessions as s
  cross join lateral (select col as page, pos + 1 as n from posexplode(s.pages)) as each_page
  cross join (
    values ('page_viewed'), ('page_left')
  ) as step (event)
  where step.event <> 'page_left' or n < 3
)

select
  md5(event || '|' || coalesce(session_id::string, '~') || '|' || coalesce(place::string, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  case event
    when 'page_viewed' then to_json(struct(page, place), map('ignoreNullFields', 'false'))
    when 'page_left' then to_json(struct(), map('ignoreNullFields', 'false'))
  end as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.sessions' as source,
  coalesce(session_id::string, '~') || '|' || coalesce(place::string, '~') as source_key,
  null::timestamp_ntz as loaded_at
from sessions_events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5(
    'word_seen|' || s.session_id
    || '|'
    || coalesce(replace(replace(cast(word as string), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(m::string, '~')
  ) as event_id,
  'word_seen' as event,
  1 as event_version,
  s.started_at as occurred_at,
  s.visitor as visitor_id,
  to_json(
    struct(word::string as `word`, line::string as `line`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.sessions' as source,
  s.session_id
  || '|'
  || coalesce(replace(replace(cast(word as string), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(m::string, '~') as source_key,
  null::timestamp_ntz as loaded_at
from web.sessions as s
cross join lateral (select col as line from posexplode(s.pages)) as each_line
cross join lateral (select col as word, pos + 1 as m from posexplode(split(line, '/'))) as each_word
where word <> ''
  and s.started_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('title_seen|' || s.session_id || '|' || coalesce(n::string, '~')) as event_id,
  'title_seen' as event,
  1 as event_version,
  s.started_at as occurred_at,
  s.visitor as visitor_id,
  to_json(struct(title.title as `title`, n as `place`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.sessions' as source,
  s.session_id || '|' || coalesce(n::string, '~') as source_key,
  null::timestamp_ntz as loaded_at
from web.sessions as s
cross join lateral (select col as page, pos + 1 as n from posexplode(s.pages)) as each_page
left join web.titles as title
  on title.path = page
where s.started_at <= timestamp_ntz '2027-01-01 00:00:00'

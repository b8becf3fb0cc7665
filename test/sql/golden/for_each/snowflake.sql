-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
with sessions_events as (
  select
    step.event,
    s.started_at as occurred_at,
    s.visitor as visitor_id,
    page::varchar as page,
    n as place,
    s.session_id
  from web.sessions as s
  cross join lateral (select value as page, index + 1 as n from table(flatten(input => s.pages))) as each_page
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
    when 'page_viewed' then object_construct_keep_null('page', page, 'place', place)
    when 'page_left' then object_construct_keep_null()
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.sessions' as source,
  coalesce(session_id::varchar, '~') || '|' || coalesce(place::varchar, '~') as source_key,
  null::timestamp_ntz as loaded_at
from sessions_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
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
  s.started_at as occurred_at,
  s.visitor as visitor_id,
  object_construct_keep_null('word', word::varchar, 'line', line::varchar) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.sessions' as source,
  s.session_id
  || '|'
  || coalesce(replace(replace(cast(word as varchar), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(m::varchar, '~') as source_key,
  null::timestamp_ntz as loaded_at
from web.sessions as s
cross join lateral (select value as line from table(flatten(input => s.pages))) as each_line
cross join lateral (select value as word, index + 1 as m from table(flatten(input => split(line::varchar, '/')))) as each_word
where word::varchar <> ''
  and s.started_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('title_seen|' || s.session_id || '|' || coalesce(n::varchar, '~')) as event_id,
  'title_seen' as event,
  1 as event_version,
  s.started_at as occurred_at,
  s.visitor as visitor_id,
  object_construct_keep_null('title', title.title, 'place', n) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.sessions' as source,
  s.session_id || '|' || coalesce(n::varchar, '~') as source_key,
  null::timestamp_ntz as loaded_at
from web.sessions as s
cross join lateral (select value as page, index + 1 as n from table(flatten(input => s.pages))) as each_page
left join web.titles as title
  on title.path = page::varchar
where s.started_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)

-- narrow
-- eventspec 1: page_viewed, page_left, word_seen, title_seen from visits.events.yml, visits_titled.events.yml
with sessions_events as (
  select
    step.event,
    s.started_at at time zone 'UTC' as occurred_at,
    s.visitor as visitor_id,
    page::varchar(65535) as page,
    n as place,
    s.session_id
  from (
    select
      s.*,
      page,
      eventspec_place + 1 as n
    from web.sessions as s, s.pages as page at eventspec_place
  ) as s
  cross join (
    select 'page_viewed' as event
    union all
    select 'page_left'
  ) as step
  where step.event <> 'page_left' or n < 3
)

select
  md5(
    event || '|' || coalesce(session_id::varchar(65535), '~') || '|' || coalesce(place::varchar(65535), '~')
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id,
  case event
    when 'page_viewed' then object('page', page, 'place', place)
    when 'page_left' then object()
  end as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.sessions' as source,
  coalesce(session_id::varchar(65535), '~') || '|' || coalesce(place::varchar(65535), '~') as source_key,
  null::timestamptz as loaded_at
from sessions_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5(
    'word_seen|' || s.session_id
    || '|'
    || coalesce(replace(replace(cast(word as varchar), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(m::varchar(65535), '~')
  ) as event_id,
  'word_seen' as event,
  1 as event_version,
  s.started_at at time zone 'UTC' as occurred_at,
  s.visitor as visitor_id,
  object('word', word::varchar(65535), 'line', line::varchar(65535)) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.sessions' as source,
  s.session_id
  || '|'
  || coalesce(replace(replace(cast(word as varchar), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(m::varchar(65535), '~') as source_key,
  null::timestamptz as loaded_at
from (
  select
    s.*,
    word,
    eventspec_place + 1 as m
  from (
    select
      s.*,
      split_to_array(line::varchar, '/') as eventspec_word
    from (
      select
        s.*,
        line
      from web.sessions as s, s.pages as line
    ) as s
  ) as s, s.eventspec_word as word at eventspec_place
) as s
where word::varchar <> ''
  and s.started_at <= cast('2027-01-01 00:00:00' as timestamp)
union all
select
  md5('title_seen|' || s.session_id || '|' || coalesce(n::varchar(65535), '~')) as event_id,
  'title_seen' as event,
  1 as event_version,
  s.started_at at time zone 'UTC' as occurred_at,
  s.visitor as visitor_id,
  object('title', title.title, 'place', n) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.sessions' as source,
  s.session_id || '|' || coalesce(n::varchar(65535), '~') as source_key,
  null::timestamptz as loaded_at
from (
  select
    s.*,
    page,
    eventspec_place + 1 as n
  from web.sessions as s, s.pages as page at eventspec_place
) as s
left join web.titles as title
  on title.path = page::varchar
where s.started_at <= cast('2027-01-01 00:00:00' as timestamp)

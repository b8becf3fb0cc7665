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
  cast(null as varchar(65535)) as link,
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
    cast(s.visitor as varchar(65535)) as visitor_id,
    case eventspec_event
      when 0 then object('page', cast(page as varchar(65535)), 'place', n)
      when 1 then object()
    end as properties,
    coalesce(cast(s.session_id as varchar(65535)), '~') || '|' || coalesce(cast(n as varchar(65535)), '~') as source_key
  from (
    select
      s.*,
      page,
      eventspec_place + 1 as n
    from web.sessions as s, s.pages as page at eventspec_place
  ) as s
    cross join (select 0 as eventspec_event union all select 1) as eventspec
  where
    case eventspec_event
      when 0 then true
      when 1 then (n < 3)
    end
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('word_seen|' || source_key) as event_id,
  'word_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', s.started_at) as occurred_at,
    cast(s.visitor as varchar(65535)) as visitor_id,
    object('word', cast(word as varchar(65535)), 'line', cast(line as varchar(65535))) as properties,
    coalesce(cast(s.session_id as varchar(65535)), '~') || '|' || coalesce(replace(replace(cast((cast(word as varchar)) as varchar(65535)), '~', '~0'), '|', '~1'), '~') || '|' || coalesce(cast(m as varchar(65535)), '~') as source_key
  from (
    select
      s.*,
      word,
      eventspec_place + 1 as m
    from (
      select
        s.*,
        (split_to_array(line::varchar, '/')) as eventspec_word
      from (
        select
          s.*,
          line
        from web.sessions as s, s.pages as line
      ) as s
    ) as s, s.eventspec_word as word at eventspec_place
  ) as s
  where
    (word::varchar <> '')
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('title_seen|' || source_key) as event_id,
  'title_seen' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'web.sessions' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', s.started_at) as occurred_at,
    cast(s.visitor as varchar(65535)) as visitor_id,
    object('title', title.title, 'place', n) as properties,
    coalesce(cast(s.session_id as varchar(65535)), '~') || '|' || coalesce(cast(n as varchar(65535)), '~') as source_key
  from (
    select
      s.*,
      page,
      eventspec_place + 1 as n
    from web.sessions as s, s.pages as page at eventspec_place
  ) as s
    left join web.titles as title on (title.path = page::varchar)
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

-- narrow
-- eventspec 1: order_placed, nameless_seen, app_seven and 6 more from web.events.yml
with tracked_named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
),

raw_named as (
  select
    nullif(h.name, '') as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
),

followed_named as (
  select
    case h.place
      when 'void' then 'never_seen'
      else nullif(
        'after_' || case
          when h.visitor_id is not null then lag(h.place) over (
            partition by
              h.visitor_id
            order by
              h.hit_at,
              h.hit_id
          )
        end,
        ''
      )
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place as where_it_was,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  object('place', place) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from tracked_named
where event is not null
union all
select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || visitor_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from raw_named
where event is not null
  and visitor_id is not null
qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id) = 1
union all
select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  object('where_it_was', where_it_was) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from followed_named
where event is not null
union all
select
  md5('visit_begun|' || v.visit_id) as event_id,
  'visit_begun' as event,
  1 as event_version,
  v.begun_at at time zone 'UTC' as occurred_at,
  v.visitor_id::varchar(65535) as visitor_id,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.visits' as source,
  v.visit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from web.visits as v
where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp)
  and v.begun_at >= cast('2026-01-02 00:00:00' as timestamp)

-- one name
-- eventspec 1: app_click from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  place,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('app_click')

-- each name
-- eventspec 1: order_placed from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  place,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('order_placed')

-- each name
-- eventspec 1: nameless_seen from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  place,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('nameless_seen')

-- each name
-- eventspec 1: app_seven from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  place,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('app_seven')

-- each name
-- eventspec 1: app_click from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  place,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('app_click')

-- each name
-- eventspec 1: app_it's|~ from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  place,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('app_it''s|~')

-- each name
-- eventspec 1: Click from web.events.yml
with named as (
  select
    nullif(h.name, '') as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || visitor_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('Click')
  and visitor_id is not null
qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id) = 1

-- each name
-- eventspec 1: raw from web.events.yml
with named as (
  select
    nullif(h.name, '') as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || visitor_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('raw')
  and visitor_id is not null
qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id) = 1

-- each name
-- eventspec 1: never_seen from web.events.yml
with named as (
  select
    case h.place
      when 'void' then 'never_seen'
      else nullif(
        'after_' || case
          when h.visitor_id is not null then lag(h.place) over (
            partition by
              h.visitor_id
            order by
              h.hit_at,
              h.hit_id
          )
        end,
        ''
      )
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place as where_it_was,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  where_it_was,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('never_seen')

-- numbered
-- eventspec 1: order_placed, nameless_seen, app_seven and 6 more from web.events.yml
with tracked_named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
),

raw_named as (
  select
    nullif(h.name, '') as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
),

raw_kept as (
  select
    event,
    occurred_at,
    visitor_id,
    hit_id
  from raw_named
  where event is not null
    and visitor_id is not null
  qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id) = 1
),

followed_named as (
  select
    case h.place
      when 'void' then 'never_seen'
      else nullif(
        'after_' || case
          when h.visitor_id is not null then lag(h.place) over (
            partition by
              h.visitor_id
            order by
              h.hit_at,
              h.hit_id
          )
        end,
        ''
      )
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place as where_it_was,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
),

events as (
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::varchar(65535) as visitor_id,
    object('place', place) as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'web.hits' as source,
    hit_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::timestamptz as next_at
  from tracked_named
  where event is not null
  union all
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || visitor_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::varchar(65535) as visitor_id,
    object() as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'web.hits' as source,
    hit_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::timestamptz as next_at
  from raw_kept
  union all
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::varchar(65535) as visitor_id,
    object('where_it_was', where_it_was) as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'web.hits' as source,
    hit_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::timestamptz as next_at
  from followed_named
  where event is not null
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at at time zone 'UTC' as occurred_at,
    v.visitor_id::varchar(65535) as visitor_id,
    object() as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'web.visits' as source,
    v.visit_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as occurrence,
    null::timestamptz as next_at
  from web.visits as v
  where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp)
),

numbered as (
  select
    event_id,
    event,
    event_version,
    occurred_at,
    visitor_id,
    properties,
    revenue,
    link,
    source,
    source_key,
    loaded_at,
    case
      when visitor_id is not null then row_number() over (partition by visitor_id order by occurred_at, event, occurrence, event_id)
    end as occurrence,
    case
      when visitor_id is not null then lead(occurred_at) over (partition by visitor_id order by occurred_at, event, occurrence, event_id)
    end as next_at
  from events
)

select *
from numbered
where event not in ('visit_begun') or occurred_at >= cast('2026-01-02 00:00:00+00' as timestamptz)

-- of one stream
-- eventspec 1: app_seven, app_click, app_it's|~ from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::varchar(65535) as visitor_id,
  object('place', place) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.hits' as source,
  hit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at,
  case
    when visitor_id is not null then row_number() over (partition by visitor_id, event order by occurred_at, hit_id)
  end as occurrence,
  case
    when visitor_id is not null then lead(occurred_at) over (partition by visitor_id, event order by occurred_at, hit_id)
  end as next_at
from named
where event in ('app_seven', 'app_click', 'app_it''s|~')

-- numbered in a window
-- eventspec 1: order_placed, nameless_seen, app_seven and 6 more from web.events.yml
with tracked_named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as varchar(65535)), '')
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
),

raw_named as (
  select
    nullif(h.name, '') as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
),

raw_kept as (
  select
    event,
    occurred_at,
    visitor_id,
    hit_id
  from raw_named
  where event is not null
    and visitor_id is not null
  qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id) = 1
),

followed_named as (
  select
    case h.place
      when 'void' then 'never_seen'
      else nullif(
        'after_' || case
          when h.visitor_id is not null then lag(h.place) over (
            partition by
              h.visitor_id
            order by
              h.hit_at,
              h.hit_id
          )
        end,
        ''
      )
    end as event,
    h.hit_at at time zone 'UTC' as occurred_at,
    h.visitor_id,
    h.place as where_it_was,
    h.hit_id
  from web.hits as h
  where h.hit_at <= cast('2027-01-01 00:00:00' as timestamp)
),

events as (
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::varchar(65535) as visitor_id,
    object('place', place) as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'web.hits' as source,
    hit_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::timestamptz as next_at
  from tracked_named
  where event is not null
  union all
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || visitor_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::varchar(65535) as visitor_id,
    object() as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'web.hits' as source,
    hit_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::timestamptz as next_at
  from raw_kept
  union all
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::varchar(65535) as visitor_id,
    object('where_it_was', where_it_was) as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'web.hits' as source,
    hit_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::timestamptz as next_at
  from followed_named
  where event is not null
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at at time zone 'UTC' as occurred_at,
    v.visitor_id::varchar(65535) as visitor_id,
    object() as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'web.visits' as source,
    v.visit_id::varchar(65535) as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as occurrence,
    null::timestamptz as next_at
  from web.visits as v
  where v.begun_at <= cast('2027-01-01 00:00:00' as timestamp)
),

numbered as (
  select
    event_id,
    event,
    event_version,
    occurred_at,
    visitor_id,
    properties,
    revenue,
    link,
    source,
    source_key,
    loaded_at,
    case
      when visitor_id is not null then row_number() over (partition by visitor_id order by occurred_at, event, occurrence, event_id)
    end as occurrence,
    case
      when visitor_id is not null then lead(occurred_at) over (partition by visitor_id order by occurred_at, event, occurrence, event_id)
    end as next_at
  from events
)

select *
from numbered
where occurred_at >= cast('2026-01-02 00:00:00+00' as timestamptz)
  and occurred_at < cast('2026-01-04 00:00:00+00' as timestamptz)

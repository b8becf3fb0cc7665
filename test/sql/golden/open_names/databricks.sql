-- narrow
-- eventspec 1: order_placed, nameless_seen, app_seven and 6 more from web.events.yml
with tracked_named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
),

raw_named as (
  select
    nullif(h.name, '') as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
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
              h.hit_id nulls last
          )
        end,
        ''
      )
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place as where_it_was,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  to_json(struct(place), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from tracked_named
where event is not null
union all
select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || visitor_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  to_json(struct(), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from raw_named
where event is not null
  and visitor_id is not null
qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id nulls last) = 1
union all
select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  to_json(struct(where_it_was), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from followed_named
where event is not null
union all
select
  md5('visit_begun|' || v.visit_id) as event_id,
  'visit_begun' as event,
  1 as event_version,
  v.begun_at as occurred_at,
  v.visitor_id::string as visitor_id,
  to_json(struct(), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.visits' as source,
  v.visit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from web.visits as v
where v.begun_at <= timestamp_ntz '2027-01-01 00:00:00'
  and v.begun_at >= timestamp_ntz '2026-01-02 00:00:00'

-- one name
-- eventspec 1: app_click from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  place,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
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
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  place,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
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
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  place,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
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
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  place,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
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
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  place,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
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
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  place,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from named
where event in ('app_it\'s|~')

-- each name
-- eventspec 1: Click from web.events.yml
with named as (
  select
    nullif(h.name, '') as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(event || '|' || visitor_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from named
where event in ('Click')
  and visitor_id is not null
qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id nulls last) = 1

-- each name
-- eventspec 1: raw from web.events.yml
with named as (
  select
    nullif(h.name, '') as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(event || '|' || visitor_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from named
where event in ('raw')
  and visitor_id is not null
qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id nulls last) = 1

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
              h.hit_id nulls last
          )
        end,
        ''
      )
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place as where_it_was,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(event || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  where_it_was,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at
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
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
),

raw_named as (
  select
    nullif(h.name, '') as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
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
  qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id nulls last) = 1
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
              h.hit_id nulls last
          )
        end,
        ''
      )
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place as where_it_was,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
),

events as (
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::string as visitor_id,
    to_json(struct(place), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'web.hits' as source,
    hit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id nulls last) as occurrence,
    null::timestamp_ntz as next_at
  from tracked_named
  where event is not null
  union all
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || visitor_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::string as visitor_id,
    to_json(struct(), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'web.hits' as source,
    hit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id nulls last) as occurrence,
    null::timestamp_ntz as next_at
  from raw_kept
  union all
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::string as visitor_id,
    to_json(struct(where_it_was), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'web.hits' as source,
    hit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id nulls last) as occurrence,
    null::timestamp_ntz as next_at
  from followed_named
  where event is not null
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at as occurred_at,
    v.visitor_id::string as visitor_id,
    to_json(struct(), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'web.visits' as source,
    v.visit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as occurrence,
    null::timestamp_ntz as next_at
  from web.visits as v
  where v.begun_at <= timestamp_ntz '2027-01-01 00:00:00'
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
    case when visitor_id is not null then row_number() over same_entity end as occurrence,
    case when visitor_id is not null then lead(occurred_at) over same_entity end as next_at
  from events
  window same_entity as (partition by visitor_id order by occurred_at, event, occurrence, event_id)
)

select *
from numbered
where event not in ('visit_begun') or occurred_at >= timestamp_ntz '2026-01-02 00:00:00'

-- of one stream
-- eventspec 1: app_seven, app_click, app_it's|~ from web.events.yml
with named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
)

select
  md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  visitor_id::string as visitor_id,
  to_json(struct(place), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.hits' as source,
  hit_id::string as source_key,
  null::timestamp_ntz as loaded_at,
  case when visitor_id is not null then row_number() over same_event end as occurrence,
  case when visitor_id is not null then lead(occurred_at) over same_event end as next_at
from named
where event in ('app_seven', 'app_click', 'app_it\'s|~')
window same_event as (partition by visitor_id, event order by occurred_at, hit_id nulls last)

-- numbered in a window
-- eventspec 1: order_placed, nameless_seen, app_seven and 6 more from web.events.yml
with tracked_named as (
  select
    case h.name
      when 'Order Placed' then 'order_placed'
      when '' then 'nameless_seen'
      when '7' then 'app_seven'
      else nullif(cast(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end as string), '')
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
),

raw_named as (
  select
    nullif(h.name, '') as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
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
  qualify row_number() over (partition by event, visitor_id order by occurred_at, hit_id nulls last) = 1
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
              h.hit_id nulls last
          )
        end,
        ''
      )
    end as event,
    h.hit_at as occurred_at,
    h.visitor_id,
    h.place as where_it_was,
    h.hit_id
  from web.hits as h
  where h.hit_at <= timestamp_ntz '2027-01-01 00:00:00'
),

events as (
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::string as visitor_id,
    to_json(struct(place), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'web.hits' as source,
    hit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id nulls last) as occurrence,
    null::timestamp_ntz as next_at
  from tracked_named
  where event is not null
  union all
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || visitor_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::string as visitor_id,
    to_json(struct(), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'web.hits' as source,
    hit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id nulls last) as occurrence,
    null::timestamp_ntz as next_at
  from raw_kept
  union all
  select
    md5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || hit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    visitor_id::string as visitor_id,
    to_json(struct(where_it_was), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'web.hits' as source,
    hit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id nulls last) as occurrence,
    null::timestamp_ntz as next_at
  from followed_named
  where event is not null
  union all
  select
    md5('visit_begun|' || v.visit_id) as event_id,
    'visit_begun' as event,
    1 as event_version,
    v.begun_at as occurred_at,
    v.visitor_id::string as visitor_id,
    to_json(struct(), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'web.visits' as source,
    v.visit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as occurrence,
    null::timestamp_ntz as next_at
  from web.visits as v
  where v.begun_at <= timestamp_ntz '2027-01-01 00:00:00'
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
    case when visitor_id is not null then row_number() over same_entity end as occurrence,
    case when visitor_id is not null then lead(occurred_at) over same_entity end as next_at
  from events
  window same_entity as (partition by visitor_id order by occurred_at, event, occurrence, event_id)
)

select *
from numbered
where occurred_at >= timestamp_ntz '2026-01-02 00:00:00'
  and occurred_at < timestamp_ntz '2026-01-04 00:00:00'

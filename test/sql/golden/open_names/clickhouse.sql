-- narrow
-- eventspec 1: order_placed, nameless_seen, app_seven and 6 more from web.events.yml
with tracked_named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

raw_named as (
  select
    nullif(h.name, '') as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.hit_id as hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

raw_ranked as (
  select
    event,
    occurred_at,
    visitor_id,
    hit_id,
    row_number() over (partition by event, visitor_id order by occurred_at, hit_id) as place
  from raw_named
  where event is not null
    and visitor_id is not null
),

followed_named as (
  select
    case
      when h.place = 'void' then 'never_seen'
      else nullif(
        'after_' || case
          when h.visitor_id is not null then lag(toNullable(h.place)) over (
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
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as where_it_was,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  '{' || arrayStringConcat(['"place":' || coalesce(toJSONString(place), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from tracked_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(visitor_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from raw_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  '{' || arrayStringConcat(['"where_it_was":' || coalesce(toJSONString(where_it_was), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from followed_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('visit_begun|' || toString(v.visit_id)))) as event_id,
  'visit_begun' as event,
  1 as event_version,
  toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
  toString(v.visitor_id) as visitor_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from web.visits as v
where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
  and v.begun_at >= toDateTime64('2026-01-02 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- one name
-- eventspec 1: app_click from web.events.yml
with named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  place,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('app_click')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each name
-- eventspec 1: order_placed from web.events.yml
with named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  place,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('order_placed')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each name
-- eventspec 1: nameless_seen from web.events.yml
with named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  place,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('nameless_seen')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each name
-- eventspec 1: app_seven from web.events.yml
with named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  place,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('app_seven')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each name
-- eventspec 1: app_click from web.events.yml
with named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  place,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('app_click')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each name
-- eventspec 1: app_it's|~ from web.events.yml
with named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  place,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('app_it''s|~')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each name
-- eventspec 1: Click from web.events.yml
with named as (
  select
    nullif(h.name, '') as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.hit_id as hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

ranked as (
  select
    event,
    occurred_at,
    visitor_id,
    hit_id,
    row_number() over (partition by event, visitor_id order by occurred_at, hit_id) as place
  from named
  where event in ('Click')
    and visitor_id is not null
)

select
  lower(hex(MD5(event || '|' || toString(visitor_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each name
-- eventspec 1: raw from web.events.yml
with named as (
  select
    nullif(h.name, '') as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.hit_id as hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

ranked as (
  select
    event,
    occurred_at,
    visitor_id,
    hit_id,
    row_number() over (partition by event, visitor_id order by occurred_at, hit_id) as place
  from named
  where event in ('raw')
    and visitor_id is not null
)

select
  lower(hex(MD5(event || '|' || toString(visitor_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each name
-- eventspec 1: never_seen from web.events.yml
with named as (
  select
    case
      when h.place = 'void' then 'never_seen'
      else nullif(
        'after_' || case
          when h.visitor_id is not null then lag(toNullable(h.place)) over (
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
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as where_it_was,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  where_it_was,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('never_seen')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered
-- eventspec 1: order_placed, nameless_seen, app_seven and 6 more from web.events.yml
with tracked_named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

raw_named as (
  select
    nullif(h.name, '') as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.hit_id as hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

raw_ranked as (
  select
    event,
    occurred_at,
    visitor_id,
    hit_id,
    row_number() over (partition by event, visitor_id order by occurred_at, hit_id) as place
  from raw_named
  where event is not null
    and visitor_id is not null
),

followed_named as (
  select
    case
      when h.place = 'void' then 'never_seen'
      else nullif(
        'after_' || case
          when h.visitor_id is not null then lag(toNullable(h.place)) over (
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
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as where_it_was,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(hit_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(visitor_id) as visitor_id,
    '{' || arrayStringConcat(['"place":' || coalesce(toJSONString(place), 'null')], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.hits' as source,
    toString(hit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from tracked_named
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(visitor_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(visitor_id) as visitor_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.hits' as source,
    toString(hit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from raw_ranked
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(hit_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(visitor_id) as visitor_id,
    '{' || arrayStringConcat(['"where_it_was":' || coalesce(toJSONString(where_it_was), 'null')], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.hits' as source,
    toString(hit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from followed_named
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('visit_begun|' || toString(v.visit_id)))) as event_id,
    'visit_begun' as event,
    1 as event_version,
    toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
    toString(v.visitor_id) as visitor_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.visits' as source,
    toString(v.visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from web.visits as v
  where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      when visitor_id is not null then lead(toNullable(occurred_at)) over (partition by visitor_id order by occurred_at, event, occurrence, event_id)
    end as next_at
  from events
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select *
from numbered
where event not in ('visit_begun') or occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')

-- of one stream
-- eventspec 1: app_seven, app_click, app_it's|~ from web.events.yml
with named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(hit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(visitor_id) as visitor_id,
  '{' || arrayStringConcat(['"place":' || coalesce(toJSONString(place), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.hits' as source,
  toString(hit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  case
    when visitor_id is not null then row_number() over (partition by visitor_id, event order by occurred_at, hit_id)
  end as occurrence,
  case
    when visitor_id is not null then lead(toNullable(occurred_at)) over (partition by visitor_id, event order by occurred_at, hit_id)
  end as next_at
from named
where event in ('app_seven', 'app_click', 'app_it''s|~')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered in a window
-- eventspec 1: order_placed, nameless_seen, app_seven and 6 more from web.events.yml
with tracked_named as (
  select
    case
      when h.name = 'Order Placed' then 'order_placed'
      when h.name = '' then 'nameless_seen'
      when h.name = '7' then 'app_seven'
      else nullif(toString(case when h.name <> 'void' then 'app_' || lower(h.name) else '' end), '')
    end as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as place,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

raw_named as (
  select
    nullif(h.name, '') as event,
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.hit_id as hit_id
  from web.hits as h
  where h.place = 'app'
    and h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

raw_ranked as (
  select
    event,
    occurred_at,
    visitor_id,
    hit_id,
    row_number() over (partition by event, visitor_id order by occurred_at, hit_id) as place
  from raw_named
  where event is not null
    and visitor_id is not null
),

followed_named as (
  select
    case
      when h.place = 'void' then 'never_seen'
      else nullif(
        'after_' || case
          when h.visitor_id is not null then lag(toNullable(h.place)) over (
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
    toDateTime64(toString(h.hit_at), 6, 'UTC') as occurred_at,
    h.visitor_id as visitor_id,
    h.place as where_it_was,
    h.hit_id as hit_id
  from web.hits as h
  where h.hit_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(hit_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(visitor_id) as visitor_id,
    '{' || arrayStringConcat(['"place":' || coalesce(toJSONString(place), 'null')], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.hits' as source,
    toString(hit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from tracked_named
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(visitor_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(visitor_id) as visitor_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.hits' as source,
    toString(hit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from raw_ranked
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(replace(replace(event, '~', '~0'), '|', '~1') || '|' || toString(hit_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(visitor_id) as visitor_id,
    '{' || arrayStringConcat(['"where_it_was":' || coalesce(toJSONString(where_it_was), 'null')], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.hits' as source,
    toString(hit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by visitor_id order by occurred_at, hit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from followed_named
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('visit_begun|' || toString(v.visit_id)))) as event_id,
    'visit_begun' as event,
    1 as event_version,
    toDateTime64(toString(v.begun_at), 6, 'UTC') as occurred_at,
    toString(v.visitor_id) as visitor_id,
    '{}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.visits' as source,
    toString(v.visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by v.visitor_id order by v.begun_at, v.visit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from web.visits as v
  where v.begun_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      when visitor_id is not null then lead(toNullable(occurred_at)) over (partition by visitor_id order by occurred_at, event, occurrence, event_id)
    end as next_at
  from events
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select *
from numbered
where occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-04 00:00:00', 6, 'UTC')

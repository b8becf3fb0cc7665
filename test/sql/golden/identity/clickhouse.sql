-- journey
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event as event,
    toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id as event_id
  from web.events as w
  cross join (
    select arrayJoin(['page_viewed', 'signed_in']) as event
  ) as step
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.visitor as visitor_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    events_events.visitor_id as visitor_id,
    toString(events_events.customer_id) as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id as visitor_id,
    toString(order_tracked_ranked.customer_id) as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by visitor_id order by proven_at, customer_id) as known_before,
    lag(toNullable(proven_at)) over (partition by visitor_id order by proven_at, customer_id) as proven_before
  from evidence
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by visitor_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_identified as (
  select
    events_events.event as event,
    events_events.occurred_at as occurred_at,
    coalesce(toString(events_events.customer_id), identities.customer_id) as customer_id,
    events_events.visitor_id as visitor_id,
    cast(events_events.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
    events_events.anonymous_id as anonymous_id,
    events_events.event_id as event_id
  from events_events
  left join identities
    on identities.visitor_id = events_events.visitor_id
    and identities.known_from <= events_events.occurred_at
    and events_events.occurred_at < identities.known_until
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_identified as (
  select
    order_tracked_ranked.occurred_at as occurred_at,
    coalesce(toString(order_tracked_ranked.customer_id), identities.customer_id) as customer_id,
    order_tracked_ranked.visitor_id as visitor_id,
    cast(order_tracked_ranked.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
    order_tracked_ranked.order_no as order_no
  from order_tracked_ranked
  left join identities
    on identities.visitor_id = order_tracked_ranked.visitor_id
    and identities.known_from <= order_tracked_ranked.occurred_at
    and order_tracked_ranked.occurred_at < identities.known_until
  where order_tracked_ranked.place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(event_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  resolved,
  case event
    when 'page_viewed' then '{' || arrayStringConcat(['"anonymous_id":' || coalesce(toJSONString(anonymous_id), 'null')], ',') || '}'
    when 'signed_in' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  case
    when customer_id is not null or visitor_id is not null then row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end, event
      order by occurred_at, event_id
    )
  end as occurrence,
  case
    when customer_id is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
      partition by customer_id, case when customer_id is null then visitor_id end, event
      order by occurred_at, event_id
    )
  end as next_at
from events_identified
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  case
    when customer_id is not null or visitor_id is not null then row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, order_no
    )
  end as occurrence,
  case
    when customer_id is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, order_no
    )
  end as next_at
from order_tracked_identified
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('app_opened|' || toString(a.open_id)))) as event_id,
  'app_opened' as event,
  1 as event_version,
  toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
  toString(a.customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(a.device) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(a.open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  case
    when a.customer_id is not null then row_number() over (partition by a.customer_id order by a.at, a.open_id)
  end as occurrence,
  case
    when a.customer_id is not null then lead(toNullable(toDateTime64(toString(a.at), 6, 'UTC'))) over (partition by a.customer_id order by a.at, a.open_id)
  end as next_at
from app.opens as a
where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- across
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event as event,
    toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    case when step.event = 'page_viewed' then w.path end as anonymous_id,
    w.event_id as event_id
  from web.events as w
  cross join (
    select arrayJoin(['page_viewed', 'signed_in']) as event
  ) as step
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.visitor as visitor_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    events_events.visitor_id as visitor_id,
    toString(events_events.customer_id) as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id as visitor_id,
    toString(order_tracked_ranked.customer_id) as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by visitor_id order by proven_at, customer_id) as known_before,
    lag(toNullable(proven_at)) over (partition by visitor_id order by proven_at, customer_id) as proven_before
  from evidence
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by visitor_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_identified as (
  select
    events_events.event as event,
    events_events.occurred_at as occurred_at,
    coalesce(toString(events_events.customer_id), identities.customer_id) as customer_id,
    events_events.visitor_id as visitor_id,
    cast(events_events.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
    events_events.anonymous_id as anonymous_id,
    events_events.event_id as event_id
  from events_events
  left join identities
    on identities.visitor_id = events_events.visitor_id
    and identities.known_from <= events_events.occurred_at
    and events_events.occurred_at < identities.known_until
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_identified as (
  select
    order_tracked_ranked.occurred_at as occurred_at,
    coalesce(toString(order_tracked_ranked.customer_id), identities.customer_id) as customer_id,
    order_tracked_ranked.visitor_id as visitor_id,
    cast(order_tracked_ranked.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
    order_tracked_ranked.order_no as order_no
  from order_tracked_ranked
  left join identities
    on identities.visitor_id = order_tracked_ranked.visitor_id
    and identities.known_from <= order_tracked_ranked.occurred_at
    and order_tracked_ranked.occurred_at < identities.known_until
  where order_tracked_ranked.place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events_2 as (
  select
    lower(hex(MD5(event || '|' || toString(event_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    null::Nullable(String) as device_id,
    null::Nullable(String) as kiosk_id,
    resolved,
    anonymous_id,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.events' as source,
    toString(event_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, event_id
    ) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from events_identified
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
    'order_tracked' as event,
    1 as event_version,
    occurred_at,
    customer_id,
    visitor_id,
    null::Nullable(String) as device_id,
    null::Nullable(String) as kiosk_id,
    resolved,
    null::Nullable(String) as anonymous_id,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.orders' as source,
    order_no as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, order_no
    ) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from order_tracked_identified
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('app_opened|' || toString(a.open_id)))) as event_id,
    'app_opened' as event,
    1 as event_version,
    toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
    toString(a.customer_id) as customer_id,
    null::Nullable(String) as visitor_id,
    toString(a.device) as device_id,
    null::Nullable(String) as kiosk_id,
    false as resolved,
    null::Nullable(String) as anonymous_id,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'app.opens' as source,
    toString(a.open_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by a.customer_id order by a.at, a.open_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from app.opens as a
  where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  visitor_id,
  device_id,
  kiosk_id,
  resolved,
  anonymous_id,
  revenue,
  link,
  source,
  source_key,
  loaded_at,
  case
    when customer_id is not null or visitor_id is not null then row_number() over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, event, occurrence, event_id
    )
  end as occurrence,
  case
    when customer_id is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
      partition by customer_id, case when customer_id is null then visitor_id end
      order by occurred_at, event, occurrence, event_id
    )
  end as next_at
from events_2
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- unnumbered
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event as event,
    toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id as event_id
  from web.events as w
  cross join (
    select arrayJoin(['page_viewed', 'signed_in']) as event
  ) as step
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.visitor as visitor_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    events_events.visitor_id as visitor_id,
    toString(events_events.customer_id) as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id as visitor_id,
    toString(order_tracked_ranked.customer_id) as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by visitor_id order by proven_at, customer_id) as known_before,
    lag(toNullable(proven_at)) over (partition by visitor_id order by proven_at, customer_id) as proven_before
  from evidence
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by visitor_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
)

select
  lower(hex(MD5(events_events.event || '|' || toString(events_events.event_id)))) as event_id,
  events_events.event as event,
  1 as event_version,
  events_events.occurred_at as occurred_at,
  coalesce(toString(events_events.customer_id), identities.customer_id) as customer_id,
  events_events.visitor_id as visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(events_events.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
  case events_events.event
    when 'page_viewed' then '{' || arrayStringConcat(['"anonymous_id":' || coalesce(toJSONString(events_events.anonymous_id), 'null')], ',') || '}'
    when 'signed_in' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(events_events.event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events_events
left join identities
  on identities.visitor_id = events_events.visitor_id
  and identities.known_from <= events_events.occurred_at
  and events_events.occurred_at < identities.known_until
where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_tracked_ranked.order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  order_tracked_ranked.occurred_at as occurred_at,
  coalesce(toString(order_tracked_ranked.customer_id), identities.customer_id) as customer_id,
  order_tracked_ranked.visitor_id as visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(order_tracked_ranked.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_tracked_ranked.order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_tracked_ranked
left join identities
  on identities.visitor_id = order_tracked_ranked.visitor_id
  and identities.known_from <= order_tracked_ranked.occurred_at
  and order_tracked_ranked.occurred_at < identities.known_until
where order_tracked_ranked.place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('app_opened|' || toString(a.open_id)))) as event_id,
  'app_opened' as event,
  1 as event_version,
  toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
  toString(a.customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(a.device) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(a.open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.opens as a
where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- activities
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event as event,
    toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id as event_id
  from web.events as w
  cross join (
    select arrayJoin(['page_viewed', 'signed_in']) as event
  ) as step
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.visitor as visitor_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    events_events.visitor_id as visitor_id,
    toString(events_events.customer_id) as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id as visitor_id,
    toString(order_tracked_ranked.customer_id) as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by visitor_id order by proven_at, customer_id) as known_before,
    lag(toNullable(proven_at)) over (partition by visitor_id order by proven_at, customer_id) as proven_before
  from evidence
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by visitor_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_identified as (
  select
    events_events.event as event,
    events_events.occurred_at as occurred_at,
    coalesce(toString(events_events.customer_id), identities.customer_id) as customer_id,
    events_events.visitor_id as visitor_id,
    cast(events_events.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
    events_events.anonymous_id as anonymous_id,
    events_events.event_id as event_id
  from events_events
  left join identities
    on identities.visitor_id = events_events.visitor_id
    and identities.known_from <= events_events.occurred_at
    and events_events.occurred_at < identities.known_until
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_identified as (
  select
    order_tracked_ranked.occurred_at as occurred_at,
    coalesce(toString(order_tracked_ranked.customer_id), identities.customer_id) as customer_id,
    order_tracked_ranked.visitor_id as visitor_id,
    cast(order_tracked_ranked.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
    order_tracked_ranked.order_no as order_no
  from order_tracked_ranked
  left join identities
    on identities.visitor_id = order_tracked_ranked.visitor_id
    and identities.known_from <= order_tracked_ranked.occurred_at
    and order_tracked_ranked.occurred_at < identities.known_until
  where order_tracked_ranked.place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(event_id)))) as activity_id,
  occurred_at as ts,
  customer_id as customer,
  event as activity,
  visitor_id as anonymous_customer_id,
  case event
    when 'page_viewed' then '{' || arrayStringConcat(['"anonymous_id":' || coalesce(toJSONString(anonymous_id), 'null')], ',') || '}'
    when 'signed_in' then '{}'
  end as feature_json,
  null::Nullable(Decimal(18, 4)) as revenue_impact,
  null::Nullable(String) as link,
  row_number() over (
    partition by customer_id, case when customer_id is null then visitor_id end, event
    order by occurred_at, event_id
  ) as activity_occurrence,
  lead(toNullable(occurred_at)) over (
    partition by customer_id, case when customer_id is null then visitor_id end, event
    order by occurred_at, event_id
  ) as activity_repeated_at
from events_identified
where customer_id is not null or visitor_id is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as activity_id,
  occurred_at as ts,
  customer_id as customer,
  'order_tracked' as activity,
  visitor_id as anonymous_customer_id,
  '{}' as feature_json,
  null::Nullable(Decimal(18, 4)) as revenue_impact,
  null::Nullable(String) as link,
  row_number() over (
    partition by customer_id, case when customer_id is null then visitor_id end
    order by occurred_at, order_no
  ) as activity_occurrence,
  lead(toNullable(occurred_at)) over (
    partition by customer_id, case when customer_id is null then visitor_id end
    order by occurred_at, order_no
  ) as activity_repeated_at
from order_tracked_identified
where customer_id is not null or visitor_id is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('app_opened|' || toString(a.open_id)))) as activity_id,
  toDateTime64(toString(a.at), 6, 'UTC') as ts,
  toString(a.customer_id) as customer,
  'app_opened' as activity,
  null::Nullable(String) as anonymous_customer_id,
  '{}' as feature_json,
  null::Nullable(Decimal(18, 4)) as revenue_impact,
  null::Nullable(String) as link,
  row_number() over (partition by a.customer_id order by a.at, a.open_id) as activity_occurrence,
  lead(toNullable(toDateTime64(toString(a.at), 6, 'UTC'))) over (partition by a.customer_id order by a.at, a.open_id) as activity_repeated_at
from app.opens as a
where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
  and a.customer_id is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: page_viewed from web.events.yml
with found as (
  select
    toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id as event_id
  from web.events as w
  where w.name = 'page'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.visitor as visitor_id,
    o.customer_id as customer_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    w.visitor as visitor_id,
    toString(w.user_id) as customer_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id,
    toString(customer_id) as customer_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by visitor_id order by proven_at, customer_id) as known_before,
    lag(toNullable(proven_at)) over (partition by visitor_id order by proven_at, customer_id) as proven_before
  from evidence
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by visitor_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
)

select
  lower(hex(MD5('page_viewed|' || toString(found.event_id)))) as event_id,
  'page_viewed' as event,
  1 as event_version,
  found.occurred_at as occurred_at,
  identities.customer_id as customer_id,
  found.visitor_id as visitor_id,
  cast(identities.customer_id is not null as Nullable(Bool)) as resolved,
  found.anonymous_id as anonymous_id,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(found.event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from found
left join identities
  on identities.visitor_id = found.visitor_id
  and identities.known_from <= found.occurred_at
  and found.occurred_at < identities.known_until
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event as event,
    toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id as event_id
  from web.events as w
  cross join (
    select arrayJoin(['page_viewed', 'signed_in']) as event
  ) as step
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
    and w.at >= toDateTime64('2026-01-02 00:00:00', 6)
    and w.at < toDateTime64('2026-01-03 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.visitor as visitor_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.visitor as visitor_id,
    o.customer_id as customer_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    w.visitor as visitor_id,
    toString(w.user_id) as customer_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id,
    toString(customer_id) as customer_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by visitor_id order by proven_at, customer_id) as known_before,
    lag(toNullable(proven_at)) over (partition by visitor_id order by proven_at, customer_id) as proven_before
  from evidence
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by visitor_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
)

select
  lower(hex(MD5(events_events.event || '|' || toString(events_events.event_id)))) as event_id,
  events_events.event as event,
  1 as event_version,
  events_events.occurred_at as occurred_at,
  coalesce(toString(events_events.customer_id), identities.customer_id) as customer_id,
  events_events.visitor_id as visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(events_events.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
  case events_events.event
    when 'page_viewed' then '{' || arrayStringConcat(['"anonymous_id":' || coalesce(toJSONString(events_events.anonymous_id), 'null')], ',') || '}'
    when 'signed_in' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(events_events.event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events_events
left join identities
  on identities.visitor_id = events_events.visitor_id
  and identities.known_from <= events_events.occurred_at
  and events_events.occurred_at < identities.known_until
where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and events_events.occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and events_events.occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_tracked_ranked.order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  order_tracked_ranked.occurred_at as occurred_at,
  coalesce(toString(order_tracked_ranked.customer_id), identities.customer_id) as customer_id,
  order_tracked_ranked.visitor_id as visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(order_tracked_ranked.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_tracked_ranked.order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_tracked_ranked
left join identities
  on identities.visitor_id = order_tracked_ranked.visitor_id
  and identities.known_from <= order_tracked_ranked.occurred_at
  and order_tracked_ranked.occurred_at < identities.known_until
where order_tracked_ranked.place = 1
  and order_tracked_ranked.occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and order_tracked_ranked.occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('app_opened|' || toString(a.open_id)))) as event_id,
  'app_opened' as event,
  1 as event_version,
  toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
  toString(a.customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(a.device) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(a.open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.opens as a
where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
  and a.at >= toDateTime64('2026-01-02 00:00:00', 6)
  and a.at < toDateTime64('2026-01-03 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered_window
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with events_events as (
  select
    step.event as event,
    toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
    case when step.event = 'signed_in' then w.user_id end as customer_id,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id as event_id
  from web.events as w
  cross join (
    select arrayJoin(['page_viewed', 'signed_in']) as event
  ) as step
  where (step.event <> 'page_viewed' or w.name = 'page')
    and (step.event <> 'signed_in' or w.name = 'login')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.visitor as visitor_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    events_events.visitor_id as visitor_id,
    toString(events_events.customer_id) as customer_id,
    events_events.occurred_at as proven_at
  from events_events
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and events_events.event = 'signed_in'
    and events_events.visitor_id is not null
    and events_events.customer_id is not null
  union all
  select
    order_tracked_ranked.visitor_id as visitor_id,
    toString(order_tracked_ranked.customer_id) as customer_id,
    order_tracked_ranked.occurred_at as proven_at
  from order_tracked_ranked
  where order_tracked_ranked.place = 1
    and order_tracked_ranked.visitor_id is not null
    and order_tracked_ranked.customer_id is not null
),

proofs as (
  select
    visitor_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by visitor_id order by proven_at, customer_id) as known_before,
    lag(toNullable(proven_at)) over (partition by visitor_id order by proven_at, customer_id) as proven_before
  from evidence
),

changes as (
  select
    visitor_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    visitor_id,
    customer_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by visitor_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_identified as (
  select
    events_events.event as event,
    events_events.occurred_at as occurred_at,
    coalesce(toString(events_events.customer_id), identities.customer_id) as customer_id,
    events_events.visitor_id as visitor_id,
    cast(events_events.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
    events_events.anonymous_id as anonymous_id,
    events_events.event_id as event_id
  from events_events
  left join identities
    on identities.visitor_id = events_events.visitor_id
    and identities.known_from <= events_events.occurred_at
    and events_events.occurred_at < identities.known_until
  where events_events.occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events_numbered as (
  select
    event,
    occurred_at,
    customer_id,
    visitor_id,
    resolved,
    anonymous_id,
    event_id,
    case
      when customer_id is not null or visitor_id is not null then row_number() over (
        partition by customer_id, case when customer_id is null then visitor_id end, event
        order by occurred_at, event_id
      )
    end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
        partition by customer_id, case when customer_id is null then visitor_id end, event
        order by occurred_at, event_id
      )
    end as next_at
  from events_identified
),

order_tracked_identified as (
  select
    order_tracked_ranked.occurred_at as occurred_at,
    coalesce(toString(order_tracked_ranked.customer_id), identities.customer_id) as customer_id,
    order_tracked_ranked.visitor_id as visitor_id,
    cast(order_tracked_ranked.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
    order_tracked_ranked.order_no as order_no
  from order_tracked_ranked
  left join identities
    on identities.visitor_id = order_tracked_ranked.visitor_id
    and identities.known_from <= order_tracked_ranked.occurred_at
    and order_tracked_ranked.occurred_at < identities.known_until
  where order_tracked_ranked.place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_tracked_numbered as (
  select
    occurred_at,
    customer_id,
    visitor_id,
    resolved,
    order_no,
    case
      when customer_id is not null or visitor_id is not null then row_number() over (
        partition by customer_id, case when customer_id is null then visitor_id end
        order by occurred_at, order_no
      )
    end as occurrence,
    case
      when customer_id is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
        partition by customer_id, case when customer_id is null then visitor_id end
        order by occurred_at, order_no
      )
    end as next_at
  from order_tracked_identified
),

app_opened_numbered as (
  select
    toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
    a.customer_id as customer_id,
    a.device as device_id,
    a.open_id as open_id,
    case
      when a.customer_id is not null then row_number() over (partition by a.customer_id order by a.at, a.open_id)
    end as occurrence,
    case
      when a.customer_id is not null then lead(toNullable(toDateTime64(toString(a.at), 6, 'UTC'))) over (partition by a.customer_id order by a.at, a.open_id)
    end as next_at
  from app.opens as a
  where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(event_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  resolved,
  case event
    when 'page_viewed' then '{' || arrayStringConcat(['"anonymous_id":' || coalesce(toJSONString(anonymous_id), 'null')], ',') || '}'
    when 'signed_in' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at
from events_numbered
where occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at
from order_tracked_numbered
where occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('app_opened|' || toString(open_id)))) as event_id,
  'app_opened' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(device_id) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  occurrence,
  next_at
from app_opened_numbered
where occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- of_devices
-- eventspec 1: signed_in, order_tracked, app_opened and 1 more from web.events.yml
with app_opened_found as (
  select
    toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
    a.customer_id as customer_id,
    a.device as device_id,
    a.open_id as open_id
  from app.opens as a
  where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    toString(app_opened_found.device_id) as device_id,
    toString(app_opened_found.customer_id) as customer_id,
    app_opened_found.occurred_at as proven_at
  from app_opened_found
  where app_opened_found.device_id is not null
    and app_opened_found.customer_id is not null
),

proofs as (
  select
    device_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by device_id order by proven_at, customer_id) as known_before
  from evidence
),

identities as (
  select
    device_id,
    customer_id,
    proven_at as known_from,
    coalesce(
      lead(toNullable(proven_at)) over (partition by device_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from proofs
  where customer_id is distinct from known_before
),

order_tracked_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.visitor as visitor_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('signed_in|' || toString(w.event_id)))) as event_id,
  'signed_in' as event,
  1 as event_version,
  toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
  toString(w.user_id) as customer_id,
  w.visitor as visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(w.event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from web.events as w
where w.name = 'login'
  and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_tracked_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('app_opened|' || toString(app_opened_found.open_id)))) as event_id,
  'app_opened' as event,
  1 as event_version,
  app_opened_found.occurred_at as occurred_at,
  coalesce(toString(app_opened_found.customer_id), identities.customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(app_opened_found.device_id) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(app_opened_found.customer_id is null and identities.customer_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(app_opened_found.open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app_opened_found
left join identities
  on identities.device_id = toString(app_opened_found.device_id)
  and identities.known_from <= app_opened_found.occurred_at
  and app_opened_found.occurred_at < identities.known_until
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- of_kiosks
-- eventspec 1: signed_in, order_tracked, app_opened and 2 more from web.events.yml
with kiosk_seen_found as (
  select
    toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
    a.kiosk as kiosk_id,
    a.open_id as open_id
  from app.opens as a
  where a.kiosk is not null
    and a.at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

evidence as (
  select
    cast(null as Nullable(String)) as kiosk_id,
    cast(null as Nullable(String)) as customer_id,
    cast(null as Nullable(DateTime64(6, 'UTC'))) as proven_at
  limit 0
),

proofs as (
  select
    kiosk_id,
    customer_id,
    proven_at,
    lag(toNullable(customer_id)) over (partition by kiosk_id order by proven_at, customer_id) as known_before,
    lag(toNullable(proven_at)) over (partition by kiosk_id order by proven_at, customer_id) as proven_before
  from evidence
),

changes as (
  select
    kiosk_id,
    customer_id,
    proven_at,
    case
      when proven_before is null then proven_at - interval 3600 second
      else greatest(proven_at - interval 3600 second, proven_before)
    end as known_from
  from proofs
  where customer_id is distinct from known_before
),

identities as (
  select
    kiosk_id,
    customer_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by kiosk_id order by proven_at, customer_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

order_tracked_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.visitor as visitor_id,
    o.order_no as order_no,
    row_number() over (partition by o.order_no order by o.ordered_at, o.order_no) as place
  from web.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.order_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('signed_in|' || toString(w.event_id)))) as event_id,
  'signed_in' as event,
  1 as event_version,
  toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
  toString(w.user_id) as customer_id,
  w.visitor as visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(w.event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from web.events as w
where w.name = 'login'
  and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_tracked_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('app_opened|' || toString(a.open_id)))) as event_id,
  'app_opened' as event,
  1 as event_version,
  toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
  toString(a.customer_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(a.device) as device_id,
  null::Nullable(String) as kiosk_id,
  false as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(a.open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.opens as a
where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('kiosk_seen|' || toString(kiosk_seen_found.open_id)))) as event_id,
  'kiosk_seen' as event,
  1 as event_version,
  kiosk_seen_found.occurred_at as occurred_at,
  identities.customer_id as customer_id,
  null::Nullable(String) as visitor_id,
  null::Nullable(String) as device_id,
  kiosk_seen_found.kiosk_id as kiosk_id,
  cast(identities.customer_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(kiosk_seen_found.open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from kiosk_seen_found
left join identities
  on identities.kiosk_id = kiosk_seen_found.kiosk_id
  and identities.known_from <= kiosk_seen_found.occurred_at
  and kiosk_seen_found.occurred_at < identities.known_until
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

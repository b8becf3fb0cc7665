-- journey
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with evidence_ranked as (
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
    w.visitor as anonymous_id_2,
    toString(w.user_id) as known_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id as anonymous_id_2,
    toString(customer_id) as known_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id_2 order by proven_at, known_id) as known_before,
    lag(toNullable(proven_at)) over (partition by anonymous_id_2 order by proven_at, known_id) as proven_before
  from evidence
),

changes as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where known_id is distinct from known_before
),

identities as (
  select
    anonymous_id_2,
    known_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by anonymous_id_2 order by proven_at, known_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_events as (
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
)

select
  lower(hex(MD5(event || '|' || toString(event_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  coalesce(toString(customer_id), identities.known_id) as customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
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
    when coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null then row_number() over (
      partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end, event
      order by occurred_at, event_id
    )
  end as occurrence,
  case
    when coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
      partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end, event
      order by occurred_at, event_id
    )
  end as next_at
from events_events
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  coalesce(toString(customer_id), identities.known_id) as customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
  case
    when coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null then row_number() over (
      partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end
      order by occurred_at, order_no
    )
  end as occurrence,
  case
    when coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
      partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end
      order by occurred_at, order_no
    )
  end as next_at
from order_tracked_ranked
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
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
with evidence_ranked as (
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
    w.visitor as anonymous_id_2,
    toString(w.user_id) as known_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id as anonymous_id_2,
    toString(customer_id) as known_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id_2 order by proven_at, known_id) as known_before,
    lag(toNullable(proven_at)) over (partition by anonymous_id_2 order by proven_at, known_id) as proven_before
  from evidence
),

changes as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where known_id is distinct from known_before
),

identities as (
  select
    anonymous_id_2,
    known_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by anonymous_id_2 order by proven_at, known_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_events as (
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

events_2 as (
  select
    lower(hex(MD5(event || '|' || toString(event_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    coalesce(toString(customer_id), identities.known_id) as customer_id,
    visitor_id,
    null::Nullable(String) as device_id,
    null::Nullable(String) as kiosk_id,
    cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
    anonymous_id,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.events' as source,
    toString(event_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (
      partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end
      order by occurred_at, event_id
    ) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from events_events
  left join identities
    on identities.anonymous_id_2 = visitor_id
    and identities.known_from <= occurred_at
    and occurred_at < identities.known_until
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
    'order_tracked' as event,
    1 as event_version,
    occurred_at,
    coalesce(toString(customer_id), identities.known_id) as customer_id,
    visitor_id,
    null::Nullable(String) as device_id,
    null::Nullable(String) as kiosk_id,
    cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
    null::Nullable(String) as anonymous_id,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'web.orders' as source,
    order_no as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (
      partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end
      order by occurred_at, order_no
    ) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from order_tracked_ranked
  left join identities
    on identities.anonymous_id_2 = visitor_id
    and identities.known_from <= occurred_at
    and occurred_at < identities.known_until
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
with evidence_ranked as (
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
    w.visitor as anonymous_id_2,
    toString(w.user_id) as known_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id as anonymous_id_2,
    toString(customer_id) as known_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id_2 order by proven_at, known_id) as known_before,
    lag(toNullable(proven_at)) over (partition by anonymous_id_2 order by proven_at, known_id) as proven_before
  from evidence
),

changes as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where known_id is distinct from known_before
),

identities as (
  select
    anonymous_id_2,
    known_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by anonymous_id_2 order by proven_at, known_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_events as (
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
)

select
  lower(hex(MD5(event || '|' || toString(event_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  coalesce(toString(customer_id), identities.known_id) as customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
  case event
    when 'page_viewed' then '{' || arrayStringConcat(['"anonymous_id":' || coalesce(toJSONString(anonymous_id), 'null')], ',') || '}'
    when 'signed_in' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events_events
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  coalesce(toString(customer_id), identities.known_id) as customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_tracked_ranked
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
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

-- activities
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with evidence_ranked as (
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
    w.visitor as anonymous_id_2,
    toString(w.user_id) as known_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id as anonymous_id_2,
    toString(customer_id) as known_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id_2 order by proven_at, known_id) as known_before,
    lag(toNullable(proven_at)) over (partition by anonymous_id_2 order by proven_at, known_id) as proven_before
  from evidence
),

changes as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where known_id is distinct from known_before
),

identities as (
  select
    anonymous_id_2,
    known_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by anonymous_id_2 order by proven_at, known_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_events as (
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
)

select
  lower(hex(MD5(event || '|' || toString(event_id)))) as activity_id,
  occurred_at as ts,
  coalesce(toString(customer_id), identities.known_id) as customer,
  event as activity,
  visitor_id as anonymous_customer_id,
  case event
    when 'page_viewed' then '{' || arrayStringConcat(['"anonymous_id":' || coalesce(toJSONString(anonymous_id), 'null')], ',') || '}'
    when 'signed_in' then '{}'
  end as feature_json,
  null::Nullable(Decimal(18, 4)) as revenue_impact,
  null::Nullable(String) as link,
  row_number() over (
    partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end, event
    order by occurred_at, event_id
  ) as activity_occurrence,
  lead(toNullable(occurred_at)) over (
    partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end, event
    order by occurred_at, event_id
  ) as activity_repeated_at
from events_events
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and (coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as activity_id,
  occurred_at as ts,
  coalesce(toString(customer_id), identities.known_id) as customer,
  'order_tracked' as activity,
  visitor_id as anonymous_customer_id,
  '{}' as feature_json,
  null::Nullable(Decimal(18, 4)) as revenue_impact,
  null::Nullable(String) as link,
  row_number() over (
    partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end
    order by occurred_at, order_no
  ) as activity_occurrence,
  lead(toNullable(occurred_at)) over (
    partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end
    order by occurred_at, order_no
  ) as activity_repeated_at
from order_tracked_ranked
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
where place = 1
  and (coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null)
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
with evidence_ranked as (
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
    w.visitor as anonymous_id_2,
    toString(w.user_id) as known_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id as anonymous_id_2,
    toString(customer_id) as known_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id_2 order by proven_at, known_id) as known_before,
    lag(toNullable(proven_at)) over (partition by anonymous_id_2 order by proven_at, known_id) as proven_before
  from evidence
),

changes as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where known_id is distinct from known_before
),

identities as (
  select
    anonymous_id_2,
    known_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by anonymous_id_2 order by proven_at, known_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

found as (
  select
    toDateTime64(toString(w.at), 6, 'UTC') as occurred_at,
    w.visitor as visitor_id,
    w.path as anonymous_id,
    w.event_id as event_id
  from web.events as w
  where w.name = 'page'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('page_viewed|' || toString(event_id)))) as event_id,
  'page_viewed' as event,
  1 as event_version,
  occurred_at,
  identities.known_id as customer_id,
  visitor_id,
  cast(identities.known_id is not null as Nullable(Bool)) as resolved,
  anonymous_id,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from found
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: page_viewed, signed_in, order_tracked and 2 more from web.events.yml
with evidence_ranked as (
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
    w.visitor as anonymous_id_2,
    toString(w.user_id) as known_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id as anonymous_id_2,
    toString(customer_id) as known_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id_2 order by proven_at, known_id) as known_before,
    lag(toNullable(proven_at)) over (partition by anonymous_id_2 order by proven_at, known_id) as proven_before
  from evidence
),

changes as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where known_id is distinct from known_before
),

identities as (
  select
    anonymous_id_2,
    known_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by anonymous_id_2 order by proven_at, known_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_events as (
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
)

select
  lower(hex(MD5(event || '|' || toString(event_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  coalesce(toString(customer_id), identities.known_id) as customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
  case event
    when 'page_viewed' then '{' || arrayStringConcat(['"anonymous_id":' || coalesce(toJSONString(anonymous_id), 'null')], ',') || '}'
    when 'signed_in' then '{}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.events' as source,
  toString(event_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events_events
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_tracked|' || replace(replace(order_no, '~', '~0'), '|', '~1')))) as event_id,
  'order_tracked' as event,
  1 as event_version,
  occurred_at,
  coalesce(toString(customer_id), identities.known_id) as customer_id,
  visitor_id,
  null::Nullable(String) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.orders' as source,
  order_no as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_tracked_ranked
left join identities
  on identities.anonymous_id_2 = visitor_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
where place = 1
  and occurred_at >= toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
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
with evidence_ranked as (
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
    w.visitor as anonymous_id_2,
    toString(w.user_id) as known_id,
    toDateTime64(toString(w.at), 6, 'UTC') as proven_at
  from web.events as w
  where w.name = 'login'
    and w.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and w.visitor is not null
    and w.user_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    visitor_id as anonymous_id_2,
    toString(customer_id) as known_id,
    occurred_at as proven_at
  from evidence_ranked
  where place = 1
    and visitor_id is not null
    and customer_id is not null
),

proofs as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id_2 order by proven_at, known_id) as known_before,
    lag(toNullable(proven_at)) over (partition by anonymous_id_2 order by proven_at, known_id) as proven_before
  from evidence
),

changes as (
  select
    anonymous_id_2,
    known_id,
    proven_at,
    case
      when proven_before is null then toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
      else greatest(proven_at - interval 1800 second, proven_before)
    end as known_from
  from proofs
  where known_id is distinct from known_before
),

identities as (
  select
    anonymous_id_2,
    known_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by anonymous_id_2 order by proven_at, known_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from changes
),

events_events as (
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

events_numbered as (
  select
    event,
    occurred_at,
    coalesce(toString(customer_id), identities.known_id) as customer_id,
    visitor_id,
    cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
    anonymous_id,
    event_id,
    case
      when coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null then row_number() over (
        partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end, event
        order by occurred_at, event_id
      )
    end as occurrence,
    case
      when coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
        partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end, event
        order by occurred_at, event_id
      )
    end as next_at
  from events_events
  left join identities
    on identities.anonymous_id_2 = visitor_id
    and identities.known_from <= occurred_at
    and occurred_at < identities.known_until
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
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

order_tracked_numbered as (
  select
    occurred_at,
    coalesce(toString(customer_id), identities.known_id) as customer_id,
    visitor_id,
    cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
    order_no,
    case
      when coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null then row_number() over (
        partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end
        order by occurred_at, order_no
      )
    end as occurrence,
    case
      when coalesce(toString(customer_id), identities.known_id) is not null or visitor_id is not null then lead(toNullable(occurred_at)) over (
        partition by coalesce(toString(customer_id), identities.known_id), case when coalesce(toString(customer_id), identities.known_id) is null then visitor_id end
        order by occurred_at, order_no
      )
    end as next_at
  from order_tracked_ranked
  left join identities
    on identities.anonymous_id_2 = visitor_id
    and identities.known_from <= occurred_at
    and occurred_at < identities.known_until
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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

-- of_devices
-- eventspec 1: signed_in, order_tracked, app_opened and 1 more from web.events.yml
with evidence as (
  select
    toString(a.device) as anonymous_id,
    toString(a.customer_id) as known_id,
    toDateTime64(toString(a.at), 6, 'UTC') as proven_at
  from app.opens as a
  where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
    and a.device is not null
    and a.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

proofs as (
  select
    anonymous_id,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id order by proven_at, known_id) as known_before
  from evidence
),

identities as (
  select
    anonymous_id,
    known_id,
    proven_at as known_from,
    coalesce(
      lead(toNullable(proven_at)) over (partition by anonymous_id order by proven_at, known_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as known_until
  from proofs
  where known_id is distinct from known_before
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

app_opened_found as (
  select
    toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
    a.customer_id as customer_id,
    a.device as device_id,
    a.open_id as open_id
  from app.opens as a
  where a.at <= toDateTime64('2027-01-01 00:00:00', 6)
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
union all
select
  lower(hex(MD5('app_opened|' || toString(open_id)))) as event_id,
  'app_opened' as event,
  1 as event_version,
  occurred_at,
  coalesce(toString(customer_id), identities.known_id) as customer_id,
  null::Nullable(String) as visitor_id,
  toString(device_id) as device_id,
  null::Nullable(String) as kiosk_id,
  cast(customer_id is null and identities.known_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app_opened_found
left join identities
  on identities.anonymous_id = toString(device_id)
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- of_kiosks
-- eventspec 1: signed_in, order_tracked, app_opened and 2 more from web.events.yml
with evidence as (
  select
    cast(null as Nullable(String)) as anonymous_id,
    cast(null as Nullable(String)) as known_id,
    cast(null as Nullable(DateTime64(6, 'UTC'))) as proven_at
  limit 0
),

proofs as (
  select
    anonymous_id,
    known_id,
    proven_at,
    lag(toNullable(known_id)) over (partition by anonymous_id order by proven_at, known_id) as known_before,
    lag(toNullable(proven_at)) over (partition by anonymous_id order by proven_at, known_id) as proven_before
  from evidence
),

changes as (
  select
    anonymous_id,
    known_id,
    proven_at,
    case
      when proven_before is null then proven_at - interval 3600 second
      else greatest(proven_at - interval 3600 second, proven_before)
    end as known_from
  from proofs
  where known_id is distinct from known_before
),

identities as (
  select
    anonymous_id,
    known_id,
    known_from,
    coalesce(
      lead(toNullable(known_from)) over (partition by anonymous_id order by proven_at, known_id),
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
),

kiosk_seen_found as (
  select
    toDateTime64(toString(a.at), 6, 'UTC') as occurred_at,
    a.kiosk as kiosk_id,
    a.open_id as open_id
  from app.opens as a
  where a.kiosk is not null
    and a.at <= toDateTime64('2027-01-01 00:00:00', 6)
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
  lower(hex(MD5('kiosk_seen|' || toString(open_id)))) as event_id,
  'kiosk_seen' as event,
  1 as event_version,
  occurred_at,
  identities.known_id as customer_id,
  null::Nullable(String) as visitor_id,
  null::Nullable(String) as device_id,
  kiosk_id,
  cast(identities.known_id is not null as Nullable(Bool)) as resolved,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.opens' as source,
  toString(open_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from kiosk_seen_found
left join identities
  on identities.anonymous_id = kiosk_id
  and identities.known_from <= occurred_at
  and occurred_at < identities.known_until
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

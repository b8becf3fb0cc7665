-- customer_events
-- eventspec 1: order_placed, order_paid, page_seen, order_returned from shop.events.yml
select
  md5('order_placed|' || coalesce(source_key, '~')) as event_id,
  'order_placed' as event,
  1 as event_version,
  occurred_at,
  entity_customer as customer_id,
  cast(null as varchar) as visitor_id,
  entity_order as order_id,
  json_object('total', property_total) as properties,
  revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  source_key,
  cast(null as timestamptz) as loaded_at,
  occurrence,
  next_at
from (
  select
    *,
    case when entity_customer is not null then row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) end as occurrence,
    case when entity_customer is not null then lead(occurred_at) over (partition by entity_customer order by occurred_at, key_1 nulls last) end as next_at
  from (
    select
      make_timestamptz(epoch_us(o.placed_at)) as occurred_at,
      cast(o.customer_id as varchar) as entity_customer,
      cast(o.order_id as varchar) as entity_order,
      o.total as property_total,
      cast(o.total as decimal(18, 4)) as revenue,
      cast(o.order_id as varchar) as source_key,
      o.order_id as key_1
    from shop.orders as o
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
union all
select
  md5('order_paid|' || coalesce(source_key, '~')) as event_id,
  'order_paid' as event,
  1 as event_version,
  occurred_at,
  entity_customer as customer_id,
  cast(null as varchar) as visitor_id,
  entity_order as order_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  source_key,
  cast(null as timestamptz) as loaded_at,
  occurrence,
  next_at
from (
  select
    *,
    case when entity_customer is not null then row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) end as occurrence,
    case when entity_customer is not null then lead(occurred_at) over (partition by entity_customer order by occurred_at, key_1 nulls last) end as next_at
  from (
    select
      make_timestamptz(epoch_us(o.paid_at)) as occurred_at,
      cast(o.customer_id as varchar) as entity_customer,
      cast(o.order_id as varchar) as entity_order,
      cast(o.order_id as varchar) as source_key,
      o.order_id as key_1
    from shop.orders as o
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
union all
select
  md5('page_seen|' || coalesce(source_key, '~')) as event_id,
  'page_seen' as event,
  1 as event_version,
  occurred_at,
  entity_customer as customer_id,
  entity_visitor as visitor_id,
  cast(null as varchar) as order_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  link,
  'web.pages' as source,
  source_key,
  cast(null as timestamptz) as loaded_at,
  occurrence,
  next_at
from (
  select
    *,
    case when entity_customer is not null then row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) end as occurrence,
    case when entity_customer is not null then lead(occurred_at) over (partition by entity_customer order by occurred_at, key_1 nulls last) end as next_at
  from (
    select
      make_timestamptz(epoch_us(w.seen_at)) as occurred_at,
      cast(w.customer_id as varchar) as entity_customer,
      cast(w.visitor as varchar) as entity_visitor,
      cast(w.url as varchar) as link,
      cast(w.page_id as varchar) as source_key,
      w.page_id as key_1
    from web.pages as w
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found

-- customer_journey
-- eventspec 1: order_placed, order_paid, page_seen, order_returned from shop.events.yml
select
  *
from (
  select
    event_id,
    event,
    event_version,
    occurred_at,
    customer_id,
    visitor_id,
    order_id,
    properties,
    revenue,
    link,
    source,
    source_key,
    loaded_at,
    case when customer_id is not null then row_number() over (partition by customer_id order by occurred_at, event, occurrence, event_id) end as occurrence,
    case when customer_id is not null then lead(occurred_at) over (partition by customer_id order by occurred_at, event, occurrence, event_id) end as next_at
  from (
    select
      md5('order_placed|' || coalesce(source_key, '~')) as event_id,
      'order_placed' as event,
      1 as event_version,
      occurred_at,
      entity_customer as customer_id,
      cast(null as varchar) as visitor_id,
      entity_order as order_id,
      json_object('total', property_total) as properties,
      revenue,
      cast(null as varchar) as link,
      'shop.orders' as source,
      source_key,
      cast(null as timestamptz) as loaded_at,
      occurrence,
      cast(null as timestamptz) as next_at
    from (
      select
        *,
        row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) as occurrence
      from (
        select
          make_timestamptz(epoch_us(o.placed_at)) as occurred_at,
          cast(o.customer_id as varchar) as entity_customer,
          cast(o.order_id as varchar) as entity_order,
          o.total as property_total,
          cast(o.total as decimal(18, 4)) as revenue,
          cast(o.order_id as varchar) as source_key,
          o.order_id as key_1
        from shop.orders as o
      ) as found
      where
        occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
    ) as found
    union all
    select
      md5('order_paid|' || coalesce(source_key, '~')) as event_id,
      'order_paid' as event,
      1 as event_version,
      occurred_at,
      entity_customer as customer_id,
      cast(null as varchar) as visitor_id,
      entity_order as order_id,
      json_object() as properties,
      cast(null as decimal(18, 4)) as revenue,
      cast(null as varchar) as link,
      'shop.orders' as source,
      source_key,
      cast(null as timestamptz) as loaded_at,
      occurrence,
      cast(null as timestamptz) as next_at
    from (
      select
        *,
        row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) as occurrence
      from (
        select
          make_timestamptz(epoch_us(o.paid_at)) as occurred_at,
          cast(o.customer_id as varchar) as entity_customer,
          cast(o.order_id as varchar) as entity_order,
          cast(o.order_id as varchar) as source_key,
          o.order_id as key_1
        from shop.orders as o
      ) as found
      where
        occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
    ) as found
    union all
    select
      md5('page_seen|' || coalesce(source_key, '~')) as event_id,
      'page_seen' as event,
      1 as event_version,
      occurred_at,
      entity_customer as customer_id,
      entity_visitor as visitor_id,
      cast(null as varchar) as order_id,
      json_object() as properties,
      cast(null as decimal(18, 4)) as revenue,
      link,
      'web.pages' as source,
      source_key,
      cast(null as timestamptz) as loaded_at,
      occurrence,
      cast(null as timestamptz) as next_at
    from (
      select
        *,
        row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) as occurrence
      from (
        select
          make_timestamptz(epoch_us(w.seen_at)) as occurred_at,
          cast(w.customer_id as varchar) as entity_customer,
          cast(w.visitor as varchar) as entity_visitor,
          cast(w.url as varchar) as link,
          cast(w.page_id as varchar) as source_key,
          w.page_id as key_1
        from web.pages as w
      ) as found
      where
        occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
    ) as found
  ) as events
) as events

-- customer_stream
-- eventspec 1: order_placed, order_paid, page_seen, order_returned from shop.events.yml
select
  md5('order_placed|' || coalesce(source_key, '~')) as activity_id,
  occurred_at as ts,
  entity_customer as customer,
  'order_placed' as activity,
  cast(null as varchar) as anonymous_customer_id,
  json_object('total', property_total) as feature_json,
  revenue as revenue_impact,
  cast(null as varchar) as link,
  occurrence as activity_occurrence,
  next_at as activity_repeated_at
from (
  select
    *,
    case when entity_customer is not null then row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) end as occurrence,
    case when entity_customer is not null then lead(occurred_at) over (partition by entity_customer order by occurred_at, key_1 nulls last) end as next_at
  from (
    select
      make_timestamptz(epoch_us(o.placed_at)) as occurred_at,
      cast(o.customer_id as varchar) as entity_customer,
      cast(o.order_id as varchar) as entity_order,
      o.total as property_total,
      cast(o.total as decimal(18, 4)) as revenue,
      cast(o.order_id as varchar) as source_key,
      o.order_id as key_1
    from shop.orders as o
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
where
  entity_customer is not null
union all
select
  md5('order_paid|' || coalesce(source_key, '~')) as activity_id,
  occurred_at as ts,
  entity_customer as customer,
  'order_paid' as activity,
  cast(null as varchar) as anonymous_customer_id,
  json_object() as feature_json,
  cast(null as decimal(18, 4)) as revenue_impact,
  cast(null as varchar) as link,
  occurrence as activity_occurrence,
  next_at as activity_repeated_at
from (
  select
    *,
    case when entity_customer is not null then row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) end as occurrence,
    case when entity_customer is not null then lead(occurred_at) over (partition by entity_customer order by occurred_at, key_1 nulls last) end as next_at
  from (
    select
      make_timestamptz(epoch_us(o.paid_at)) as occurred_at,
      cast(o.customer_id as varchar) as entity_customer,
      cast(o.order_id as varchar) as entity_order,
      cast(o.order_id as varchar) as source_key,
      o.order_id as key_1
    from shop.orders as o
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
where
  entity_customer is not null
union all
select
  md5('page_seen|' || coalesce(source_key, '~')) as activity_id,
  occurred_at as ts,
  entity_customer as customer,
  'page_seen' as activity,
  entity_visitor as anonymous_customer_id,
  json_object() as feature_json,
  cast(null as decimal(18, 4)) as revenue_impact,
  link,
  occurrence as activity_occurrence,
  next_at as activity_repeated_at
from (
  select
    *,
    case when coalesce(entity_customer, entity_visitor) is not null then row_number() over (partition by coalesce(entity_customer, entity_visitor) order by occurred_at, key_1 nulls last) end as occurrence,
    case when coalesce(entity_customer, entity_visitor) is not null then lead(occurred_at) over (partition by coalesce(entity_customer, entity_visitor) order by occurred_at, key_1 nulls last) end as next_at
  from (
    select
      make_timestamptz(epoch_us(w.seen_at)) as occurred_at,
      cast(w.customer_id as varchar) as entity_customer,
      cast(w.visitor as varchar) as entity_visitor,
      cast(w.url as varchar) as link,
      cast(w.page_id as varchar) as source_key,
      w.page_id as key_1
    from web.pages as w
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
where
  (entity_customer is not null or entity_visitor is not null)

-- tracked
-- eventspec 1: page_tracked from shop.events.yml
select
  md5('page_tracked|' || coalesce(source_key, '~')) as event_id,
  'page_tracked' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.pages' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    make_timestamptz(epoch_us(w.seen_at)) as occurred_at,
    cast(w.visitor as varchar) as visitor_id,
    json_object() as properties,
    cast(w.page_id as varchar) as source_key
  from web.pages as w
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

-- everything_wide
-- eventspec 1: order_placed, order_paid, page_seen, order_returned from shop.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  cast(null as varchar) as visitor_id,
  order_id,
  total,
  cast(null as varchar) as reason,
  revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'order_placed'
      when 1 then 'order_paid'
    end as event,
    case eventspec_event
      when 0 then make_timestamptz(epoch_us(o.placed_at))
      when 1 then make_timestamptz(epoch_us(o.paid_at))
    end as occurred_at,
    cast(o.customer_id as varchar) as customer_id,
    cast(o.order_id as varchar) as order_id,
    case eventspec_event
      when 0 then o.total
    end as total,
    case eventspec_event
      when 0 then cast(o.total as decimal(18, 4))
    end as revenue,
    cast(o.order_id as varchar) as source_key
  from shop.orders as o
    cross join (values (0), (1)) as eventspec (eventspec_event)
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
union all
select
  md5('page_seen|' || coalesce(source_key, '~')) as event_id,
  'page_seen' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  visitor_id,
  cast(null as varchar) as order_id,
  cast(null as decimal(10, 2)) as total,
  cast(null as varchar) as reason,
  cast(null as decimal(18, 4)) as revenue,
  link,
  'web.pages' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    make_timestamptz(epoch_us(w.seen_at)) as occurred_at,
    cast(w.customer_id as varchar) as customer_id,
    cast(w.visitor as varchar) as visitor_id,
    cast(w.url as varchar) as link,
    cast(w.page_id as varchar) as source_key
  from web.pages as w
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

-- window
-- eventspec 1: order_placed, order_paid, page_seen, order_returned from shop.events.yml
select
  *
from (
  select
    md5('order_placed|' || coalesce(source_key, '~')) as event_id,
    'order_placed' as event,
    1 as event_version,
    occurred_at,
    entity_customer as customer_id,
    cast(null as varchar) as visitor_id,
    entity_order as order_id,
    json_object('total', property_total) as properties,
    revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    source_key,
    cast(null as timestamptz) as loaded_at,
    occurrence,
    next_at
  from (
    select
      *,
      case when entity_customer is not null then row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) end as occurrence,
      case when entity_customer is not null then lead(occurred_at) over (partition by entity_customer order by occurred_at, key_1 nulls last) end as next_at
    from (
      select
        make_timestamptz(epoch_us(o.placed_at)) as occurred_at,
        cast(o.customer_id as varchar) as entity_customer,
        cast(o.order_id as varchar) as entity_order,
        o.total as property_total,
        cast(o.total as decimal(18, 4)) as revenue,
        cast(o.order_id as varchar) as source_key,
        o.order_id as key_1
      from shop.orders as o
    ) as found
    where
      occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
  ) as found
  union all
  select
    md5('order_paid|' || coalesce(source_key, '~')) as event_id,
    'order_paid' as event,
    1 as event_version,
    occurred_at,
    entity_customer as customer_id,
    cast(null as varchar) as visitor_id,
    entity_order as order_id,
    json_object() as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    source_key,
    cast(null as timestamptz) as loaded_at,
    occurrence,
    next_at
  from (
    select
      *,
      case when entity_customer is not null then row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) end as occurrence,
      case when entity_customer is not null then lead(occurred_at) over (partition by entity_customer order by occurred_at, key_1 nulls last) end as next_at
    from (
      select
        make_timestamptz(epoch_us(o.paid_at)) as occurred_at,
        cast(o.customer_id as varchar) as entity_customer,
        cast(o.order_id as varchar) as entity_order,
        cast(o.order_id as varchar) as source_key,
        o.order_id as key_1
      from shop.orders as o
    ) as found
    where
      occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
  ) as found
  union all
  select
    md5('page_seen|' || coalesce(source_key, '~')) as event_id,
    'page_seen' as event,
    1 as event_version,
    occurred_at,
    entity_customer as customer_id,
    entity_visitor as visitor_id,
    cast(null as varchar) as order_id,
    json_object() as properties,
    cast(null as decimal(18, 4)) as revenue,
    link,
    'web.pages' as source,
    source_key,
    cast(null as timestamptz) as loaded_at,
    occurrence,
    next_at
  from (
    select
      *,
      case when entity_customer is not null then row_number() over (partition by entity_customer order by occurred_at, key_1 nulls last) end as occurrence,
      case when entity_customer is not null then lead(occurred_at) over (partition by entity_customer order by occurred_at, key_1 nulls last) end as next_at
    from (
      select
        make_timestamptz(epoch_us(w.seen_at)) as occurred_at,
        cast(w.customer_id as varchar) as entity_customer,
        cast(w.visitor as varchar) as entity_visitor,
        cast(w.url as varchar) as link,
        cast(w.page_id as varchar) as source_key,
        w.page_id as key_1
      from web.pages as w
    ) as found
    where
      occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
  ) as found
) as events
where
  occurred_at >= timestamptz '2026-01-02 00:00:00.000000+00'
  and occurred_at < timestamptz '2026-01-04 00:00:00.000000+00'

-- off
-- eventspec 1: order_returned from shop.events.yml
select
  cast(null as varchar) as event_id,
  cast(null as varchar) as event,
  cast(null as bigint) as event_version,
  cast(null as timestamptz) as occurred_at,
  cast(null as varchar) as customer_id,
  cast(null as varchar) as reason,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  cast(null as varchar) as source,
  cast(null as varchar) as source_key,
  cast(null as timestamptz) as loaded_at
where
  1 = 0

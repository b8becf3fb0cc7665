-- narrow
-- eventspec 1: order_placed, first_order_placed, order_paid and 2 more from orders.events.yml
with first_order_placed_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.paid_by as paid_by,
    o.order_id as order_id,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as place
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_settled_named as (
  select
    case
      when o.paid_by = 'card' then 'order_paid'
      when o.paid_by = 'none' then 'order_written_off'
    end as event,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.paid_by as paid_by,
    o.order_id as order_id
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_order_placed_ranked_2 as (
  select
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    null::Nullable(String) as paid_by,
    r.shop as shop,
    r.receipt_no as receipt_no,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as place
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and r.card_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_settled_named_2 as (
  select
    case
      when r.kind = 'card' then 'order_paid'
      when r.kind = 'none' then 'order_written_off'
    end as event,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop as shop,
    r.receipt_no as receipt_no
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

review_written_bought_found as (
  select
    toString(o.customer_id) as entity_key,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
    o.total as total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    r.card_no as entity_key,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    lower(hex(MD5('order_placed|~~till.receipts|' || toString(r.shop) || '|' || toString(r.receipt_no)))) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source
  from review_written_bought_found
  where entity_key is not null
  qualify lead(toNullable(occurred_at)) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(o.customer_id) as customer_id,
  '{' || arrayStringConcat([
    '"total":' || coalesce(toString(o.total), 'null'),
    '"paid_by":' || coalesce(toJSONString(o.paid_by), 'null')
  ], ',') || '}' as properties,
  cast(round(o.total, 4) as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(o.order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.orders as o
where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('first_order_placed|' || toString(customer_id)))) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat([
    '"total":' || coalesce(toString(total), 'null'),
    '"paid_by":' || coalesce(toJSONString(paid_by), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_order_placed_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat([
    '"total":' || coalesce(toString(total), 'null'),
    '"paid_by":' || coalesce(toJSONString(paid_by), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_settled_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_placed|~~till.receipts|' || toString(r.shop) || '|' || toString(r.receipt_no)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  r.card_no as customer_id,
  '{' || arrayStringConcat([
    '"total":' || coalesce(toString(r.amount), 'null'),
    '"paid_by":' || coalesce(toJSONString(null::Nullable(String)), 'null')
  ], ',') || '}' as properties,
  cast(round(r.amount, 4) as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as link,
  'till.receipts' as source,
  toString(r.shop) || '|' || toString(r.receipt_no) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from till.receipts as r
where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('first_order_placed|~~till.receipts|' || replace(replace(customer_id, '~', '~0'), '|', '~1')))) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  '{' || arrayStringConcat([
    '"total":' || coalesce(toString(total), 'null'),
    '"paid_by":' || coalesce(toJSONString(paid_by), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'till.receipts' as source,
  toString(shop) || '|' || toString(receipt_no) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_order_placed_ranked_2
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|~~till.receipts|' || toString(shop) || '|' || toString(receipt_no)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  '{' || arrayStringConcat([
    '"total":' || coalesce(toString(total), 'null'),
    '"paid_by":' || coalesce(toJSONString(paid_by), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'till.receipts' as source,
  toString(shop) || '|' || toString(receipt_no) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_settled_named_2
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('review_written|' || toString(v.review_id)))) as event_id,
  'review_written' as event,
  1 as event_version,
  cast(v.written_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  '{' || arrayStringConcat([
    '"bought":' || coalesce(toJSONString(bought.source), 'null'),
    '"total":' || coalesce(toString(bought.total), 'null'),
    '"bought_at":' || coalesce(toJSONString(replace(toString(cast(bought.occurred_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.reviews' as source,
  toString(v.review_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.reviews as v
asof left join review_written_bought_events as bought
  on bought.customer_id = toString(v.customer_id)
  and bought.occurred_at <= cast(v.written_at as Nullable(DateTime64(6, 'UTC')))
where v.written_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- wide
-- eventspec 1: order_placed, review_written from orders.events.yml
with review_written_bought_found as (
  select
    toString(o.customer_id) as entity_key,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
    o.total as total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    r.card_no as entity_key,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    lower(hex(MD5('order_placed|~~till.receipts|' || toString(r.shop) || '|' || toString(r.receipt_no)))) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source
  from review_written_bought_found
  where entity_key is not null
  qualify lead(toNullable(occurred_at)) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(o.customer_id) as customer_id,
  o.total as total,
  o.paid_by as paid_by,
  null::Nullable(String) as bought,
  null::Nullable(DateTime64(6, 'UTC')) as bought_at,
  cast(round(o.total, 4) as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(o.order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.orders as o
where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_placed|~~till.receipts|' || toString(r.shop) || '|' || toString(r.receipt_no)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  null::Nullable(String) as paid_by,
  null::Nullable(String) as bought,
  null::Nullable(DateTime64(6, 'UTC')) as bought_at,
  cast(round(r.amount, 4) as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as link,
  'till.receipts' as source,
  toString(r.shop) || '|' || toString(r.receipt_no) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from till.receipts as r
where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('review_written|' || toString(v.review_id)))) as event_id,
  'review_written' as event,
  1 as event_version,
  cast(v.written_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  bought.total as total,
  null::Nullable(String) as paid_by,
  bought.source as bought,
  bought.occurred_at as bought_at,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.reviews' as source,
  toString(v.review_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.reviews as v
asof left join review_written_bought_events as bought
  on bought.customer_id = toString(v.customer_id)
  and bought.occurred_at <= cast(v.written_at as Nullable(DateTime64(6, 'UTC')))
where v.written_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: order_placed from orders.events.yml
select
  lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(o.customer_id) as customer_id,
  o.total as total,
  o.paid_by as paid_by,
  cast(round(o.total, 4) as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(o.order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.orders as o
where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('order_placed|~~till.receipts|' || toString(r.shop) || '|' || toString(r.receipt_no)))) as event_id,
  'order_placed' as event,
  1 as event_version,
  cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  null::Nullable(String) as paid_by,
  cast(round(r.amount, 4) as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as link,
  'till.receipts' as source,
  toString(r.shop) || '|' || toString(r.receipt_no) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from till.receipts as r
where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: first_order_placed from orders.events.yml
with first_order_placed_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.paid_by as paid_by,
    o.order_id as order_id,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as place
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_order_placed_ranked_2 as (
  select
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    null::Nullable(String) as paid_by,
    r.shop as shop,
    r.receipt_no as receipt_no,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as place
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and r.card_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('first_order_placed|' || toString(customer_id)))) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  total,
  paid_by,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_order_placed_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('first_order_placed|~~till.receipts|' || replace(replace(customer_id, '~', '~0'), '|', '~1')))) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  total,
  paid_by,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'till.receipts' as source,
  toString(shop) || '|' || toString(receipt_no) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_order_placed_ranked_2
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: order_paid from orders.events.yml
with order_settled_named as (
  select
    case
      when o.paid_by = 'card' then 'order_paid'
      when o.paid_by = 'none' then 'order_written_off'
    end as event,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.paid_by as paid_by,
    o.order_id as order_id
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_settled_named_2 as (
  select
    case
      when r.kind = 'card' then 'order_paid'
      when r.kind = 'none' then 'order_written_off'
    end as event,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop as shop,
    r.receipt_no as receipt_no
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  total,
  paid_by,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_settled_named
where event in ('order_paid')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|~~till.receipts|' || toString(shop) || '|' || toString(receipt_no)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  total,
  paid_by,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'till.receipts' as source,
  toString(shop) || '|' || toString(receipt_no) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_settled_named_2
where event in ('order_paid')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: order_written_off from orders.events.yml
with order_settled_named as (
  select
    case
      when o.paid_by = 'card' then 'order_paid'
      when o.paid_by = 'none' then 'order_written_off'
    end as event,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.paid_by as paid_by,
    o.order_id as order_id
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_settled_named_2 as (
  select
    case
      when r.kind = 'card' then 'order_paid'
      when r.kind = 'none' then 'order_written_off'
    end as event,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop as shop,
    r.receipt_no as receipt_no
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  total,
  paid_by,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.orders' as source,
  toString(order_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_settled_named
where event in ('order_written_off')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|~~till.receipts|' || toString(shop) || '|' || toString(receipt_no)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  total,
  paid_by,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'till.receipts' as source,
  toString(shop) || '|' || toString(receipt_no) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from order_settled_named_2
where event in ('order_written_off')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: review_written from orders.events.yml
with bought_found as (
  select
    toString(o.customer_id) as entity_key,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
    o.total as total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    r.card_no as entity_key,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    lower(hex(MD5('order_placed|~~till.receipts|' || toString(r.shop) || '|' || toString(r.receipt_no)))) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source
  from bought_found
  where entity_key is not null
  qualify lead(toNullable(occurred_at)) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('review_written|' || toString(v.review_id)))) as event_id,
  'review_written' as event,
  1 as event_version,
  cast(v.written_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(v.customer_id) as customer_id,
  bought.source as bought,
  bought.total as total,
  bought.occurred_at as bought_at,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.reviews' as source,
  toString(v.review_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.reviews as v
asof left join bought_events as bought
  on bought.customer_id = toString(v.customer_id)
  and bought.occurred_at <= cast(v.written_at as Nullable(DateTime64(6, 'UTC')))
where v.written_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered
-- eventspec 1: order_placed, first_order_placed, order_paid and 2 more from orders.events.yml
with first_order_placed_ranked as (
  select
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.paid_by as paid_by,
    o.order_id as order_id,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as place
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and o.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_settled_named as (
  select
    case
      when o.paid_by = 'card' then 'order_paid'
      when o.paid_by = 'none' then 'order_written_off'
    end as event,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id as customer_id,
    o.total as total,
    o.paid_by as paid_by,
    o.order_id as order_id
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_order_placed_ranked_2 as (
  select
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    null::Nullable(String) as paid_by,
    r.shop as shop,
    r.receipt_no as receipt_no,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as place
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
    and r.card_no is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

order_settled_named_2 as (
  select
    case
      when r.kind = 'card' then 'order_paid'
      when r.kind = 'none' then 'order_written_off'
    end as event,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop as shop,
    r.receipt_no as receipt_no
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

review_written_bought_found as (
  select
    toString(o.customer_id) as entity_key,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
    o.total as total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    r.card_no as entity_key,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    lower(hex(MD5('order_placed|~~till.receipts|' || toString(r.shop) || '|' || toString(r.receipt_no)))) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source
  from review_written_bought_found
  where entity_key is not null
  qualify lead(toNullable(occurred_at)) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5('order_placed|' || toString(o.order_id)))) as event_id,
    'order_placed' as event,
    1 as event_version,
    toTimeZone(toDateTime64(toString(o.ordered_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(o.customer_id) as customer_id,
    '{' || arrayStringConcat([
      '"total":' || coalesce(toString(o.total), 'null'),
      '"paid_by":' || coalesce(toJSONString(o.paid_by), 'null')
    ], ',') || '}' as properties,
    cast(round(o.total, 4) as Nullable(Decimal(18, 4))) as revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(o.order_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from shop.orders as o
  where o.ordered_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('first_order_placed|' || toString(customer_id)))) as event_id,
    'first_order_placed' as event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"paid_by":' || coalesce(toJSONString(paid_by), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(order_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from first_order_placed_ranked
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(event || '|' || toString(order_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"paid_by":' || coalesce(toJSONString(paid_by), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'shop.orders' as source,
    toString(order_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from order_settled_named
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('order_placed|~~till.receipts|' || toString(r.shop) || '|' || toString(r.receipt_no)))) as event_id,
    'order_placed' as event,
    1 as event_version,
    cast(r.printed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    r.card_no as customer_id,
    '{' || arrayStringConcat([
      '"total":' || coalesce(toString(r.amount), 'null'),
      '"paid_by":' || coalesce(toJSONString(null::Nullable(String)), 'null')
    ], ',') || '}' as properties,
    cast(round(r.amount, 4) as Nullable(Decimal(18, 4))) as revenue,
    null::Nullable(String) as link,
    'till.receipts' as source,
    toString(r.shop) || '|' || toString(r.receipt_no) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from till.receipts as r
  where r.printed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('first_order_placed|~~till.receipts|' || replace(replace(customer_id, '~', '~0'), '|', '~1')))) as event_id,
    'first_order_placed' as event,
    1 as event_version,
    occurred_at,
    customer_id,
    '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"paid_by":' || coalesce(toJSONString(paid_by), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'till.receipts' as source,
    toString(shop) || '|' || toString(receipt_no) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, shop, receipt_no) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from first_order_placed_ranked_2
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(event || '|~~till.receipts|' || toString(shop) || '|' || toString(receipt_no)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    '{' || arrayStringConcat([
      '"total":' || coalesce(toString(total), 'null'),
      '"paid_by":' || coalesce(toJSONString(paid_by), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'till.receipts' as source,
    toString(shop) || '|' || toString(receipt_no) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, shop, receipt_no) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from order_settled_named_2
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('review_written|' || toString(v.review_id)))) as event_id,
    'review_written' as event,
    1 as event_version,
    cast(v.written_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    toString(v.customer_id) as customer_id,
    '{' || arrayStringConcat([
      '"bought":' || coalesce(toJSONString(bought.source), 'null'),
      '"total":' || coalesce(toString(bought.total), 'null'),
      '"bought_at":' || coalesce(toJSONString(replace(toString(cast(bought.occurred_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'shop.reviews' as source,
    toString(v.review_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by v.customer_id order by v.written_at, v.review_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from shop.reviews as v
  asof left join review_written_bought_events as bought
    on bought.customer_id = toString(v.customer_id)
    and bought.occurred_at <= cast(v.written_at as Nullable(DateTime64(6, 'UTC')))
  where v.written_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

numbered as (
  select
    event_id,
    event,
    event_version,
    occurred_at,
    customer_id,
    properties,
    revenue,
    link,
    source,
    source_key,
    loaded_at,
    case
      when customer_id is not null then row_number() over (partition by customer_id order by occurred_at, event, occurrence, event_id)
    end as occurrence,
    case
      when customer_id is not null then lead(toNullable(occurred_at)) over (partition by customer_id order by occurred_at, event, occurrence, event_id)
    end as next_at
  from events
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select *
from numbered
where occurred_at >= toDateTime64('2026-01-01 09:30:00', 6, 'UTC')

-- narrow
-- eventspec 1: order_placed, first_order_placed, order_paid and 2 more from orders.events.yml
with order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
),

order_settled_named_2 as (
  select
    case r.kind
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
),

review_written_bought_found as (
  select
    o.customer_id::varchar as entity_key,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    md5('order_placed|' || o.order_id) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    r.printed_at as occurred_at,
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source
  from review_written_bought_found
  where entity_key is not null
  qualify lead(occurred_at) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
)

select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar as customer_id,
  json_object('total', o.total, 'paid_by', o.paid_by) as properties,
  o.total::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  o.order_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp '2027-01-01 01:00:00'
union all
select
  md5('first_order_placed|' || o.customer_id) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar as customer_id,
  json_object('total', o.total, 'paid_by', o.paid_by) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  o.order_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  and o.customer_id is not null
qualify row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) = 1
union all
select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  json_object('total', total, 'paid_by', paid_by) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  null::timestamptz as loaded_at
from order_settled_named
where event is not null
union all
select
  md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
  'order_placed' as event,
  1 as event_version,
  r.printed_at as occurred_at,
  r.card_no as customer_id,
  json_object('total', r.amount, 'paid_by', null::varchar) as properties,
  r.amount::decimal(18, 4) as revenue,
  null::varchar as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamptz as loaded_at
from till.receipts as r
where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('first_order_placed|~~till.receipts|' || replace(replace(r.card_no, '~', '~0'), '|', '~1')) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  r.printed_at as occurred_at,
  r.card_no as customer_id,
  json_object('total', r.amount, 'paid_by', null::varchar) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamptz as loaded_at
from till.receipts as r
where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
  and r.card_no is not null
qualify row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) = 1
union all
select
  md5(event || '|~~till.receipts|' || shop || '|' || receipt_no) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  json_object('total', total, 'paid_by', paid_by) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'till.receipts' as source,
  shop || '|' || receipt_no as source_key,
  null::timestamptz as loaded_at
from order_settled_named_2
where event is not null
union all
select
  md5('review_written|' || v.review_id) as event_id,
  'review_written' as event,
  1 as event_version,
  v.written_at as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object(
    'bought', bought.source,
    'total', bought.total,
    'bought_at', strftime(make_timestamp(epoch_us(bought.occurred_at)), '%Y-%m-%dT%H:%M:%S.%fZ')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.reviews' as source,
  v.review_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.reviews as v
asof left join review_written_bought_events as bought
  on bought.customer_id = v.customer_id::varchar
  and bought.occurred_at <= v.written_at
where v.written_at <= timestamptz '2027-01-01 00:00:00+00'

-- wide
-- eventspec 1: order_placed, review_written from orders.events.yml
with review_written_bought_found as (
  select
    o.customer_id::varchar as entity_key,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    md5('order_placed|' || o.order_id) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    r.printed_at as occurred_at,
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source
  from review_written_bought_found
  where entity_key is not null
  qualify lead(occurred_at) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
)

select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar as customer_id,
  o.total,
  o.paid_by,
  null::varchar as bought,
  null::timestamptz as bought_at,
  o.total::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  o.order_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp '2027-01-01 01:00:00'
union all
select
  md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
  'order_placed' as event,
  1 as event_version,
  r.printed_at as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  null::varchar as paid_by,
  null::varchar as bought,
  null::timestamptz as bought_at,
  r.amount::decimal(18, 4) as revenue,
  null::varchar as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamptz as loaded_at
from till.receipts as r
where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('review_written|' || v.review_id) as event_id,
  'review_written' as event,
  1 as event_version,
  v.written_at as occurred_at,
  v.customer_id::varchar as customer_id,
  bought.total,
  null::varchar as paid_by,
  bought.source as bought,
  bought.occurred_at as bought_at,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.reviews' as source,
  v.review_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.reviews as v
asof left join review_written_bought_events as bought
  on bought.customer_id = v.customer_id::varchar
  and bought.occurred_at <= v.written_at
where v.written_at <= timestamptz '2027-01-01 00:00:00+00'

-- per_event
-- eventspec 1: order_placed from orders.events.yml
select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar as customer_id,
  o.total,
  o.paid_by,
  o.total::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  o.order_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp '2027-01-01 01:00:00'
union all
select
  md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
  'order_placed' as event,
  1 as event_version,
  r.printed_at as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  null::varchar as paid_by,
  r.amount::decimal(18, 4) as revenue,
  null::varchar as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamptz as loaded_at
from till.receipts as r
where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'

-- per_event
-- eventspec 1: first_order_placed from orders.events.yml
select
  md5('first_order_placed|' || o.customer_id) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar as customer_id,
  o.total,
  o.paid_by,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  o.order_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  and o.customer_id is not null
qualify row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) = 1
union all
select
  md5('first_order_placed|~~till.receipts|' || replace(replace(r.card_no, '~', '~0'), '|', '~1')) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  r.printed_at as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  null::varchar as paid_by,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamptz as loaded_at
from till.receipts as r
where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
  and r.card_no is not null
qualify row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) = 1

-- per_event
-- eventspec 1: order_paid from orders.events.yml
with order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
),

order_settled_named_2 as (
  select
    case r.kind
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  total,
  paid_by,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  null::timestamptz as loaded_at
from order_settled_named
where event in ('order_paid')
union all
select
  md5(event || '|~~till.receipts|' || shop || '|' || receipt_no) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  total,
  paid_by,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'till.receipts' as source,
  shop || '|' || receipt_no as source_key,
  null::timestamptz as loaded_at
from order_settled_named_2
where event in ('order_paid')

-- per_event
-- eventspec 1: order_written_off from orders.events.yml
with order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
),

order_settled_named_2 as (
  select
    case r.kind
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  total,
  paid_by,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.orders' as source,
  order_id::varchar as source_key,
  null::timestamptz as loaded_at
from order_settled_named
where event in ('order_written_off')
union all
select
  md5(event || '|~~till.receipts|' || shop || '|' || receipt_no) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  total,
  paid_by,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'till.receipts' as source,
  shop || '|' || receipt_no as source_key,
  null::timestamptz as loaded_at
from order_settled_named_2
where event in ('order_written_off')

-- per_event
-- eventspec 1: review_written from orders.events.yml
with bought_found as (
  select
    o.customer_id::varchar as entity_key,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    md5('order_placed|' || o.order_id) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    r.printed_at as occurred_at,
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
),

bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source
  from bought_found
  where entity_key is not null
  qualify lead(occurred_at) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
)

select
  md5('review_written|' || v.review_id) as event_id,
  'review_written' as event,
  1 as event_version,
  v.written_at as occurred_at,
  v.customer_id::varchar as customer_id,
  bought.source as bought,
  bought.total,
  bought.occurred_at as bought_at,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.reviews' as source,
  v.review_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.reviews as v
asof left join bought_events as bought
  on bought.customer_id = v.customer_id::varchar
  and bought.occurred_at <= v.written_at
where v.written_at <= timestamptz '2027-01-01 00:00:00+00'

-- numbered
-- eventspec 1: order_placed, first_order_placed, order_paid and 2 more from orders.events.yml
with first_order_placed_kept as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.customer_id is not null
  qualify row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) = 1
),

order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
),

first_order_placed_kept_2 as (
  select
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
    and r.card_no is not null
  qualify row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) = 1
),

order_settled_named_2 as (
  select
    case r.kind
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
),

review_written_bought_found as (
  select
    o.customer_id::varchar as entity_key,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    md5('order_placed|' || o.order_id) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    r.printed_at as occurred_at,
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source
  from review_written_bought_found
  where entity_key is not null
  qualify lead(occurred_at) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
),

events as (
  select
    md5('order_placed|' || o.order_id) as event_id,
    'order_placed' as event,
    1 as event_version,
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id::varchar as customer_id,
    json_object('total', o.total, 'paid_by', o.paid_by) as properties,
    o.total::decimal(18, 4) as revenue,
    null::varchar as link,
    'shop.orders' as source,
    o.order_id::varchar as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as occurrence,
    null::timestamptz as next_at
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    md5('first_order_placed|' || customer_id) as event_id,
    'first_order_placed' as event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    json_object('total', total, 'paid_by', paid_by) as properties,
    null::decimal(18, 4) as revenue,
    null::varchar as link,
    'shop.orders' as source,
    order_id::varchar as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::timestamptz as next_at
  from first_order_placed_kept
  union all
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    json_object('total', total, 'paid_by', paid_by) as properties,
    null::decimal(18, 4) as revenue,
    null::varchar as link,
    'shop.orders' as source,
    order_id::varchar as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::timestamptz as next_at
  from order_settled_named
  where event is not null
  union all
  select
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    'order_placed' as event,
    1 as event_version,
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    json_object('total', r.amount, 'paid_by', null::varchar) as properties,
    r.amount::decimal(18, 4) as revenue,
    null::varchar as link,
    'till.receipts' as source,
    r.shop || '|' || r.receipt_no as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as occurrence,
    null::timestamptz as next_at
  from till.receipts as r
  where r.printed_at <= timestamptz '2027-01-01 00:00:00+00'
  union all
  select
    md5('first_order_placed|~~till.receipts|' || replace(replace(customer_id, '~', '~0'), '|', '~1')) as event_id,
    'first_order_placed' as event,
    1 as event_version,
    occurred_at,
    customer_id,
    json_object('total', total, 'paid_by', null::varchar) as properties,
    null::decimal(18, 4) as revenue,
    null::varchar as link,
    'till.receipts' as source,
    shop || '|' || receipt_no as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, shop, receipt_no) as occurrence,
    null::timestamptz as next_at
  from first_order_placed_kept_2
  union all
  select
    md5(event || '|~~till.receipts|' || shop || '|' || receipt_no) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    json_object('total', total, 'paid_by', paid_by) as properties,
    null::decimal(18, 4) as revenue,
    null::varchar as link,
    'till.receipts' as source,
    shop || '|' || receipt_no as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, shop, receipt_no) as occurrence,
    null::timestamptz as next_at
  from order_settled_named_2
  where event is not null
  union all
  select
    md5('review_written|' || v.review_id) as event_id,
    'review_written' as event,
    1 as event_version,
    v.written_at as occurred_at,
    v.customer_id::varchar as customer_id,
    json_object(
      'bought', bought.source,
      'total', bought.total,
      'bought_at', strftime(make_timestamp(epoch_us(bought.occurred_at)), '%Y-%m-%dT%H:%M:%S.%fZ')
    ) as properties,
    null::decimal(18, 4) as revenue,
    null::varchar as link,
    'shop.reviews' as source,
    v.review_id::varchar as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by v.customer_id order by v.written_at, v.review_id) as occurrence,
    null::timestamptz as next_at
  from shop.reviews as v
  asof left join review_written_bought_events as bought
    on bought.customer_id = v.customer_id::varchar
    and bought.occurred_at <= v.written_at
  where v.written_at <= timestamptz '2027-01-01 00:00:00+00'
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
    case when customer_id is not null then row_number() over same_entity end as occurrence,
    case when customer_id is not null then lead(occurred_at) over same_entity end as next_at
  from events
  window same_entity as (partition by customer_id order by occurred_at, event, occurrence, event_id)
)

select *
from numbered
where occurred_at >= timestamptz '2026-01-01 09:30:00+00'

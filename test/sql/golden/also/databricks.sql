-- narrow
-- eventspec 1: order_placed, first_order_placed, order_paid and 2 more from orders.events.yml
with order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
),

order_settled_named_2 as (
  select
    case r.kind
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
),

review_written_bought_found as (
  select
    o.customer_id::string as entity_key,
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    md5('order_placed|' || o.order_id) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    total,
    source,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from review_written_bought_found
  where entity_key is not null
)

select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
  o.customer_id::string as customer_id,
  to_json(
    struct(o.total as `total`, o.paid_by as `paid_by`),
    map('ignoreNullFields', 'false')
  ) as properties,
  o.total::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
union all
select
  md5('first_order_placed|' || o.customer_id) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
  o.customer_id::string as customer_id,
  to_json(
    struct(o.total as `total`, o.paid_by as `paid_by`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
  and o.customer_id is not null
qualify row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) = 1
union all
select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::string as customer_id,
  to_json(struct(total, paid_by), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from order_settled_named
where event is not null
union all
select
  md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
  'order_placed' as event,
  1 as event_version,
  convert_timezone('UTC', r.printed_at) as occurred_at,
  r.card_no as customer_id,
  to_json(
    struct(r.amount as `total`, null::string as `paid_by`),
    map('ignoreNullFields', 'false')
  ) as properties,
  r.amount::decimal(18, 4) as revenue,
  null::string as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamp_ntz as loaded_at
from till.receipts as r
where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
union all
select
  md5('first_order_placed|~~till.receipts|' || replace(replace(r.card_no, '~', '~0'), '|', '~1')) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  convert_timezone('UTC', r.printed_at) as occurred_at,
  r.card_no as customer_id,
  to_json(
    struct(r.amount as `total`, null::string as `paid_by`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamp_ntz as loaded_at
from till.receipts as r
where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
  and r.card_no is not null
qualify row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) = 1
union all
select
  md5(event || '|~~till.receipts|' || shop || '|' || receipt_no) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  to_json(struct(total, paid_by), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'till.receipts' as source,
  shop || '|' || receipt_no as source_key,
  null::timestamp_ntz as loaded_at
from order_settled_named_2
where event is not null
union all
select
  md5('review_written|' || v.review_id) as event_id,
  'review_written' as event,
  1 as event_version,
  convert_timezone('UTC', v.written_at) as occurred_at,
  v.customer_id::string as customer_id,
  to_json(
    struct(
      bought.source as `bought`,
      bought.total as `total`,
      concat(
        concat(
          replace(
            substr(
              cast(
                timestampadd(microsecond, unix_micros(bought.occurred_at), timestamp_ntz '1970-01-01 00:00:00') as string
              ),
              1,
              19
            ),
            ' ',
            'T'
          ),
          '.',
          rpad(
            substr(
              cast(
                timestampadd(microsecond, unix_micros(bought.occurred_at), timestamp_ntz '1970-01-01 00:00:00') as string
              ),
              21
            ),
            6,
            '0'
          )
        ),
        'Z'
      ) as `bought_at`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.reviews' as source,
  v.review_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.reviews as v
left join review_written_bought_events as bought
  on bought.customer_id = v.customer_id::string
  and bought.happened_at <= convert_timezone('UTC', v.written_at)
  and convert_timezone('UTC', v.written_at) < bought.next_at
where v.written_at <= timestamp '2027-01-01 00:00:00Z'

-- wide
-- eventspec 1: order_placed, review_written from orders.events.yml
with review_written_bought_found as (
  select
    o.customer_id::string as entity_key,
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    md5('order_placed|' || o.order_id) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    total,
    source,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from review_written_bought_found
  where entity_key is not null
)

select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
  o.customer_id::string as customer_id,
  o.total,
  o.paid_by,
  null::string as bought,
  null::timestamp as bought_at,
  o.total::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
union all
select
  md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
  'order_placed' as event,
  1 as event_version,
  convert_timezone('UTC', r.printed_at) as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  null::string as paid_by,
  null::string as bought,
  null::timestamp as bought_at,
  r.amount::decimal(18, 4) as revenue,
  null::string as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamp_ntz as loaded_at
from till.receipts as r
where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
union all
select
  md5('review_written|' || v.review_id) as event_id,
  'review_written' as event,
  1 as event_version,
  convert_timezone('UTC', v.written_at) as occurred_at,
  v.customer_id::string as customer_id,
  bought.total,
  null::string as paid_by,
  bought.source as bought,
  bought.occurred_at as bought_at,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.reviews' as source,
  v.review_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.reviews as v
left join review_written_bought_events as bought
  on bought.customer_id = v.customer_id::string
  and bought.happened_at <= convert_timezone('UTC', v.written_at)
  and convert_timezone('UTC', v.written_at) < bought.next_at
where v.written_at <= timestamp '2027-01-01 00:00:00Z'

-- per_event
-- eventspec 1: order_placed from orders.events.yml
select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
  o.customer_id::string as customer_id,
  o.total,
  o.paid_by,
  o.total::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
union all
select
  md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
  'order_placed' as event,
  1 as event_version,
  convert_timezone('UTC', r.printed_at) as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  null::string as paid_by,
  r.amount::decimal(18, 4) as revenue,
  null::string as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamp_ntz as loaded_at
from till.receipts as r
where r.printed_at <= timestamp '2027-01-01 00:00:00Z'

-- per_event
-- eventspec 1: first_order_placed from orders.events.yml
select
  md5('first_order_placed|' || o.customer_id) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
  o.customer_id::string as customer_id,
  o.total,
  o.paid_by,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  o.order_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
  and o.customer_id is not null
qualify row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) = 1
union all
select
  md5('first_order_placed|~~till.receipts|' || replace(replace(r.card_no, '~', '~0'), '|', '~1')) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  convert_timezone('UTC', r.printed_at) as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  null::string as paid_by,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'till.receipts' as source,
  r.shop || '|' || r.receipt_no as source_key,
  null::timestamp_ntz as loaded_at
from till.receipts as r
where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
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
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
),

order_settled_named_2 as (
  select
    case r.kind
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::string as customer_id,
  total,
  paid_by,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  order_id::string as source_key,
  null::timestamp_ntz as loaded_at
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
  null::string as link,
  'till.receipts' as source,
  shop || '|' || receipt_no as source_key,
  null::timestamp_ntz as loaded_at
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
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
),

order_settled_named_2 as (
  select
    case r.kind
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::string as customer_id,
  total,
  paid_by,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.orders' as source,
  order_id::string as source_key,
  null::timestamp_ntz as loaded_at
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
  null::string as link,
  'till.receipts' as source,
  shop || '|' || receipt_no as source_key,
  null::timestamp_ntz as loaded_at
from order_settled_named_2
where event in ('order_written_off')

-- per_event
-- eventspec 1: review_written from orders.events.yml
with bought_found as (
  select
    o.customer_id::string as entity_key,
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    md5('order_placed|' || o.order_id) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
),

bought_events as (
  select
    entity_key as customer_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    total,
    source,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from bought_found
  where entity_key is not null
)

select
  md5('review_written|' || v.review_id) as event_id,
  'review_written' as event,
  1 as event_version,
  convert_timezone('UTC', v.written_at) as occurred_at,
  v.customer_id::string as customer_id,
  bought.source as bought,
  bought.total,
  bought.occurred_at as bought_at,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.reviews' as source,
  v.review_id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.reviews as v
left join bought_events as bought
  on bought.customer_id = v.customer_id::string
  and bought.happened_at <= convert_timezone('UTC', v.written_at)
  and convert_timezone('UTC', v.written_at) < bought.next_at
where v.written_at <= timestamp '2027-01-01 00:00:00Z'

-- numbered
-- eventspec 1: order_placed, first_order_placed, order_paid and 2 more from orders.events.yml
with first_order_placed_kept as (
  select
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
    and o.customer_id is not null
  qualify row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) = 1
),

order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
),

first_order_placed_kept_2 as (
  select
    convert_timezone('UTC', r.printed_at) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
    and r.card_no is not null
  qualify row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) = 1
),

order_settled_named_2 as (
  select
    case r.kind
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.kind as paid_by,
    r.shop,
    r.receipt_no
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
),

review_written_bought_found as (
  select
    o.customer_id::string as entity_key,
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    md5('order_placed|' || o.order_id) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    total,
    source,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from review_written_bought_found
  where entity_key is not null
),

events as (
  select
    md5('order_placed|' || o.order_id) as event_id,
    'order_placed' as event,
    1 as event_version,
    convert_timezone('Europe/Brussels', 'UTC', o.ordered_at) as occurred_at,
    o.customer_id::string as customer_id,
    to_json(
      struct(o.total as `total`, o.paid_by as `paid_by`),
      map('ignoreNullFields', 'false')
    ) as properties,
    o.total::decimal(18, 4) as revenue,
    null::string as link,
    'shop.orders' as source,
    o.order_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as occurrence,
    null::timestamp_ntz as next_at
  from shop.orders as o
  where o.ordered_at <= timestamp_ntz '2027-01-01 01:00:00'
  union all
  select
    md5('first_order_placed|' || customer_id) as event_id,
    'first_order_placed' as event,
    1 as event_version,
    occurred_at,
    customer_id::string as customer_id,
    to_json(struct(total, paid_by), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'shop.orders' as source,
    order_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::timestamp_ntz as next_at
  from first_order_placed_kept
  union all
  select
    md5(event || '|' || order_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::string as customer_id,
    to_json(struct(total, paid_by), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'shop.orders' as source,
    order_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    null::timestamp_ntz as next_at
  from order_settled_named
  where event is not null
  union all
  select
    md5('order_placed|~~till.receipts|' || r.shop || '|' || r.receipt_no) as event_id,
    'order_placed' as event,
    1 as event_version,
    convert_timezone('UTC', r.printed_at) as occurred_at,
    r.card_no as customer_id,
    to_json(
      struct(r.amount as `total`, null::string as `paid_by`),
      map('ignoreNullFields', 'false')
    ) as properties,
    r.amount::decimal(18, 4) as revenue,
    null::string as link,
    'till.receipts' as source,
    r.shop || '|' || r.receipt_no as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as occurrence,
    null::timestamp_ntz as next_at
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00Z'
  union all
  select
    md5('first_order_placed|~~till.receipts|' || replace(replace(customer_id, '~', '~0'), '|', '~1')) as event_id,
    'first_order_placed' as event,
    1 as event_version,
    occurred_at,
    customer_id,
    to_json(struct(total, null::string as `paid_by`), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'till.receipts' as source,
    shop || '|' || receipt_no as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, shop, receipt_no) as occurrence,
    null::timestamp_ntz as next_at
  from first_order_placed_kept_2
  union all
  select
    md5(event || '|~~till.receipts|' || shop || '|' || receipt_no) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    to_json(struct(total, paid_by), map('ignoreNullFields', 'false')) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'till.receipts' as source,
    shop || '|' || receipt_no as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, shop, receipt_no) as occurrence,
    null::timestamp_ntz as next_at
  from order_settled_named_2
  where event is not null
  union all
  select
    md5('review_written|' || v.review_id) as event_id,
    'review_written' as event,
    1 as event_version,
    convert_timezone('UTC', v.written_at) as occurred_at,
    v.customer_id::string as customer_id,
    to_json(
      struct(
        bought.source as `bought`,
        bought.total as `total`,
        concat(
          concat(
            replace(
              substr(
                cast(
                  timestampadd(microsecond, unix_micros(bought.occurred_at), timestamp_ntz '1970-01-01 00:00:00') as string
                ),
                1,
                19
              ),
              ' ',
              'T'
            ),
            '.',
            rpad(
              substr(
                cast(
                  timestampadd(microsecond, unix_micros(bought.occurred_at), timestamp_ntz '1970-01-01 00:00:00') as string
                ),
                21
              ),
              6,
              '0'
            )
          ),
          'Z'
        ) as `bought_at`
      ),
      map('ignoreNullFields', 'false')
    ) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'shop.reviews' as source,
    v.review_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by v.customer_id order by v.written_at, v.review_id) as occurrence,
    null::timestamp_ntz as next_at
  from shop.reviews as v
  left join review_written_bought_events as bought
    on bought.customer_id = v.customer_id::string
    and bought.happened_at <= convert_timezone('UTC', v.written_at)
    and convert_timezone('UTC', v.written_at) < bought.next_at
  where v.written_at <= timestamp '2027-01-01 00:00:00Z'
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
where occurred_at >= timestamp_ntz '2026-01-01 09:30:00'

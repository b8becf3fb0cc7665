-- narrow
-- eventspec 1: order_placed, first_order_placed, order_paid and 2 more from orders.events.yml
with first_order_placed_ranked as (
  select
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as place
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.customer_id is not null
),

order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
),

first_order_placed_ranked_2 as (
  select
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.shop,
    r.receipt_no,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as place
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
    and r.card_no is not null
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
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
),

review_written_bought_found as (
  select
    cast(o.customer_id as varchar) as entity_key,
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    r.printed_at as occurred_at,
    lower(
      to_hex(
        md5(
          to_utf8('order_placed|~~till.receipts|' || cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar))
        )
      )
    ) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp '73000-01-01 00:00:00 UTC'
    ) as next_at
  from review_written_bought_found
  where entity_key is not null
)

select
  lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
  'order_placed' as event,
  1 as event_version,
  at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(o.customer_id as varchar) as customer_id,
  json_object('total': o.total, 'paid_by': o.paid_by) as properties,
  cast(o.total as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(o.order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp '2027-01-01 01:00:00'
union all
select
  lower(to_hex(md5(to_utf8('first_order_placed|' || cast(customer_id as varchar))))) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('total': total, 'paid_by': paid_by) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_order_placed_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object('total': total, 'paid_by': paid_by) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from order_settled_named
where event is not null
union all
select
  lower(
    to_hex(
      md5(
        to_utf8('order_placed|~~till.receipts|' || cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar))
      )
    )
  ) as event_id,
  'order_placed' as event,
  1 as event_version,
  r.printed_at as occurred_at,
  r.card_no as customer_id,
  json_object('total': r.amount, 'paid_by': cast(null as varchar)) as properties,
  cast(r.amount as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'till.receipts' as source,
  cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from till.receipts as r
where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(
    to_hex(
      md5(
        to_utf8('first_order_placed|~~till.receipts|' || replace(replace(customer_id, '~', '~0'), '|', '~1'))
      )
    )
  ) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  json_object('total': total, 'paid_by': cast(null as varchar)) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'till.receipts' as source,
  cast(shop as varchar) || '|' || cast(receipt_no as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_order_placed_ranked_2
where place = 1
union all
select
  lower(
    to_hex(
      md5(
        to_utf8(event || '|~~till.receipts|' || cast(shop as varchar) || '|' || cast(receipt_no as varchar))
      )
    )
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  json_object('total': total, 'paid_by': paid_by) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'till.receipts' as source,
  cast(shop as varchar) || '|' || cast(receipt_no as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from order_settled_named_2
where event is not null
union all
select
  lower(to_hex(md5(to_utf8('review_written|' || cast(v.review_id as varchar))))) as event_id,
  'review_written' as event,
  1 as event_version,
  v.written_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  json_object(
    'bought': bought.source,
    'total': bought.total,
    'bought_at': json_format(cast(replace(cast(cast(at_timezone(bought.occurred_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.reviews' as source,
  cast(v.review_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.reviews as v
left join review_written_bought_events as bought
  on bought.customer_id = cast(v.customer_id as varchar)
  and bought.occurred_at <= v.written_at
  and v.written_at < bought.next_at
where v.written_at <= timestamp '2027-01-01 00:00:00 UTC'

-- wide
-- eventspec 1: order_placed, review_written from orders.events.yml
with review_written_bought_found as (
  select
    cast(o.customer_id as varchar) as entity_key,
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    r.printed_at as occurred_at,
    lower(
      to_hex(
        md5(
          to_utf8('order_placed|~~till.receipts|' || cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar))
        )
      )
    ) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp '73000-01-01 00:00:00 UTC'
    ) as next_at
  from review_written_bought_found
  where entity_key is not null
)

select
  lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
  'order_placed' as event,
  1 as event_version,
  at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(o.customer_id as varchar) as customer_id,
  o.total,
  o.paid_by,
  cast(null as varchar) as bought,
  cast(null as timestamp(6) with time zone) as bought_at,
  cast(o.total as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(o.order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp '2027-01-01 01:00:00'
union all
select
  lower(
    to_hex(
      md5(
        to_utf8('order_placed|~~till.receipts|' || cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar))
      )
    )
  ) as event_id,
  'order_placed' as event,
  1 as event_version,
  r.printed_at as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  cast(null as varchar) as paid_by,
  cast(null as varchar) as bought,
  cast(null as timestamp(6) with time zone) as bought_at,
  cast(r.amount as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'till.receipts' as source,
  cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from till.receipts as r
where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('review_written|' || cast(v.review_id as varchar))))) as event_id,
  'review_written' as event,
  1 as event_version,
  v.written_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  bought.total,
  cast(null as varchar) as paid_by,
  bought.source as bought,
  bought.occurred_at as bought_at,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.reviews' as source,
  cast(v.review_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.reviews as v
left join review_written_bought_events as bought
  on bought.customer_id = cast(v.customer_id as varchar)
  and bought.occurred_at <= v.written_at
  and v.written_at < bought.next_at
where v.written_at <= timestamp '2027-01-01 00:00:00 UTC'

-- per_event
-- eventspec 1: order_placed from orders.events.yml
select
  lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
  'order_placed' as event,
  1 as event_version,
  at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(o.customer_id as varchar) as customer_id,
  o.total,
  o.paid_by,
  cast(o.total as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(o.order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.orders as o
where o.ordered_at <= timestamp '2027-01-01 01:00:00'
union all
select
  lower(
    to_hex(
      md5(
        to_utf8('order_placed|~~till.receipts|' || cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar))
      )
    )
  ) as event_id,
  'order_placed' as event,
  1 as event_version,
  r.printed_at as occurred_at,
  r.card_no as customer_id,
  r.amount as total,
  cast(null as varchar) as paid_by,
  cast(r.amount as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'till.receipts' as source,
  cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from till.receipts as r
where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'

-- per_event
-- eventspec 1: first_order_placed from orders.events.yml
with first_order_placed_ranked as (
  select
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as place
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.customer_id is not null
),

first_order_placed_ranked_2 as (
  select
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.shop,
    r.receipt_no,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as place
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
    and r.card_no is not null
)

select
  lower(to_hex(md5(to_utf8('first_order_placed|' || cast(customer_id as varchar))))) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  total,
  paid_by,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_order_placed_ranked
where place = 1
union all
select
  lower(
    to_hex(
      md5(
        to_utf8('first_order_placed|~~till.receipts|' || replace(replace(customer_id, '~', '~0'), '|', '~1'))
      )
    )
  ) as event_id,
  'first_order_placed' as event,
  1 as event_version,
  occurred_at,
  customer_id,
  total,
  cast(null as varchar) as paid_by,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'till.receipts' as source,
  cast(shop as varchar) || '|' || cast(receipt_no as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_order_placed_ranked_2
where place = 1

-- per_event
-- eventspec 1: order_paid from orders.events.yml
with order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  total,
  paid_by,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from order_settled_named
where event in ('order_paid')
union all
select
  lower(
    to_hex(
      md5(
        to_utf8(event || '|~~till.receipts|' || cast(shop as varchar) || '|' || cast(receipt_no as varchar))
      )
    )
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  total,
  paid_by,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'till.receipts' as source,
  cast(shop as varchar) || '|' || cast(receipt_no as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
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
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  total,
  paid_by,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.orders' as source,
  cast(order_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from order_settled_named
where event in ('order_written_off')
union all
select
  lower(
    to_hex(
      md5(
        to_utf8(event || '|~~till.receipts|' || cast(shop as varchar) || '|' || cast(receipt_no as varchar))
      )
    )
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id,
  total,
  paid_by,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'till.receipts' as source,
  cast(shop as varchar) || '|' || cast(receipt_no as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from order_settled_named_2
where event in ('order_written_off')

-- per_event
-- eventspec 1: review_written from orders.events.yml
with bought_found as (
  select
    cast(o.customer_id as varchar) as entity_key,
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    r.printed_at as occurred_at,
    lower(
      to_hex(
        md5(
          to_utf8('order_placed|~~till.receipts|' || cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar))
        )
      )
    ) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
),

bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp '73000-01-01 00:00:00 UTC'
    ) as next_at
  from bought_found
  where entity_key is not null
)

select
  lower(to_hex(md5(to_utf8('review_written|' || cast(v.review_id as varchar))))) as event_id,
  'review_written' as event,
  1 as event_version,
  v.written_at as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  bought.source as bought,
  bought.total,
  bought.occurred_at as bought_at,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.reviews' as source,
  cast(v.review_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.reviews as v
left join bought_events as bought
  on bought.customer_id = cast(v.customer_id as varchar)
  and bought.occurred_at <= v.written_at
  and v.written_at < bought.next_at
where v.written_at <= timestamp '2027-01-01 00:00:00 UTC'

-- numbered
-- eventspec 1: order_placed, first_order_placed, order_paid and 2 more from orders.events.yml
with first_order_placed_ranked as (
  select
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as place
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
    and o.customer_id is not null
),

order_settled_named as (
  select
    case o.paid_by
      when 'card' then 'order_paid'
      when 'none' then 'order_written_off'
    end as event,
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    o.customer_id,
    o.total,
    o.paid_by,
    o.order_id
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
),

first_order_placed_ranked_2 as (
  select
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    r.amount as total,
    r.shop,
    r.receipt_no,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as place
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
    and r.card_no is not null
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
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
),

review_written_bought_found as (
  select
    cast(o.customer_id as varchar) as entity_key,
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
    o.total,
    'shop.orders' as source
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    r.card_no as entity_key,
    r.printed_at as occurred_at,
    lower(
      to_hex(
        md5(
          to_utf8('order_placed|~~till.receipts|' || cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar))
        )
      )
    ) as event_id,
    r.amount as total,
    'till.receipts' as source
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
),

review_written_bought_events as (
  select
    entity_key as customer_id,
    occurred_at,
    total,
    source,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp '73000-01-01 00:00:00 UTC'
    ) as next_at
  from review_written_bought_found
  where entity_key is not null
),

events as (
  select
    lower(to_hex(md5(to_utf8('order_placed|' || cast(o.order_id as varchar))))) as event_id,
    'order_placed' as event,
    1 as event_version,
    at_timezone(with_timezone(o.ordered_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    cast(o.customer_id as varchar) as customer_id,
    json_object('total': o.total, 'paid_by': o.paid_by) as properties,
    cast(o.total as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(o.order_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from shop.orders as o
  where o.ordered_at <= timestamp '2027-01-01 01:00:00'
  union all
  select
    lower(to_hex(md5(to_utf8('first_order_placed|' || cast(customer_id as varchar))))) as event_id,
    'first_order_placed' as event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    json_object('total': total, 'paid_by': paid_by) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(order_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from first_order_placed_ranked
  where place = 1
  union all
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(order_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    json_object('total': total, 'paid_by': paid_by) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.orders' as source,
    cast(order_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, order_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from order_settled_named
  where event is not null
  union all
  select
    lower(
      to_hex(
        md5(
          to_utf8('order_placed|~~till.receipts|' || cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar))
        )
      )
    ) as event_id,
    'order_placed' as event,
    1 as event_version,
    r.printed_at as occurred_at,
    r.card_no as customer_id,
    json_object('total': r.amount, 'paid_by': cast(null as varchar)) as properties,
    cast(r.amount as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'till.receipts' as source,
    cast(r.shop as varchar) || '|' || cast(r.receipt_no as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by r.card_no order by r.printed_at, r.shop, r.receipt_no) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from till.receipts as r
  where r.printed_at <= timestamp '2027-01-01 00:00:00 UTC'
  union all
  select
    lower(
      to_hex(
        md5(
          to_utf8('first_order_placed|~~till.receipts|' || replace(replace(customer_id, '~', '~0'), '|', '~1'))
        )
      )
    ) as event_id,
    'first_order_placed' as event,
    1 as event_version,
    occurred_at,
    customer_id,
    json_object('total': total, 'paid_by': cast(null as varchar)) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'till.receipts' as source,
    cast(shop as varchar) || '|' || cast(receipt_no as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, shop, receipt_no) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from first_order_placed_ranked_2
  where place = 1
  union all
  select
    lower(
      to_hex(
        md5(
          to_utf8(event || '|~~till.receipts|' || cast(shop as varchar) || '|' || cast(receipt_no as varchar))
        )
      )
    ) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id,
    json_object('total': total, 'paid_by': paid_by) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'till.receipts' as source,
    cast(shop as varchar) || '|' || cast(receipt_no as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, shop, receipt_no) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from order_settled_named_2
  where event is not null
  union all
  select
    lower(to_hex(md5(to_utf8('review_written|' || cast(v.review_id as varchar))))) as event_id,
    'review_written' as event,
    1 as event_version,
    v.written_at as occurred_at,
    cast(v.customer_id as varchar) as customer_id,
    json_object(
      'bought': bought.source,
      'total': bought.total,
      'bought_at': json_format(cast(replace(cast(cast(at_timezone(bought.occurred_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json
    ) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'shop.reviews' as source,
    cast(v.review_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by v.customer_id order by v.written_at, v.review_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from shop.reviews as v
  left join review_written_bought_events as bought
    on bought.customer_id = cast(v.customer_id as varchar)
    and bought.occurred_at <= v.written_at
    and v.written_at < bought.next_at
  where v.written_at <= timestamp '2027-01-01 00:00:00 UTC'
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
where occurred_at >= timestamp '2026-01-01 09:30:00 UTC'

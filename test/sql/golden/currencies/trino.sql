-- narrow
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end, 'UTC') as occurred_at,
    s.customer_id,
    s.amount,
    case step.event
      when 'sale_made' then cast(s.amount as decimal(18, 4))
      when 'sale_refunded' then cast(-s.amount as decimal(18, 4))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id
  from shop.sales as s
  cross join (
    values ('sale_made'), ('sale_refunded'), ('sale_rated')
  ) as step (event)
),

first_sale_ranked as (
  select
    with_timezone(s.sold_at, 'UTC') as occurred_at,
    s.customer_id,
    cast(s.amount as decimal(18, 4)) as revenue,
    cast(case when cast(upper(s.currency) as varchar) in ('??') then null else upper(s.currency) end as varchar) as currency,
    s.sale_id,
    row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) as place
  from shop.sales as s
  where s.sold_at <= timestamp '2027-01-01 00:00:00'
    and s.customer_id is not null
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(sale_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  case event
    when 'sale_made' then json_object()
    when 'sale_refunded' then json_object()
    when 'sale_rated' then json_object('amount': amount)
  end as properties,
  revenue,
  currency,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from sales_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('first_sale|' || cast(customer_id as varchar))))) as event_id,
  'first_sale' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  json_object() as properties,
  revenue,
  currency,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_sale_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8('sale_followed|' || cast(s.sale_id as varchar))))) as event_id,
  'sale_followed' as event,
  1 as event_version,
  with_timezone(s.sold_at, 'UTC') as occurred_at,
  cast(s.customer_id as varchar) as customer_id,
  json_object('amount': s.amount, 'money': nullif(s.currency, '??')) as properties,
  cast(
    s.amount - case
      when s.customer_id is not null then lag(s.amount) over sequence_of_sale_followed
    end as decimal(18, 4)
  ) as revenue,
  nullif(
    case
      when s.customer_id is not null then lag(nullif(s.currency, '??')) over sequence_of_sale_followed
    end,
    '??'
  ) as currency,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(s.sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'
window sequence_of_sale_followed as (partition by s.customer_id order by s.sold_at, s.sale_id)
union all
select
  lower(to_hex(md5(to_utf8('visit_paid|' || cast(v.visit_id as varchar))))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  with_timezone(v.visited_at, 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  json_object() as properties,
  cast(v.fee as decimal(18, 4)) as revenue,
  cast(null as varchar) as currency,
  cast(null as varchar) as link,
  'shop.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.visits as v
where v.visited_at <= timestamp '2027-01-01 00:00:00'

-- wide
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end, 'UTC') as occurred_at,
    s.customer_id,
    case when step.event = 'sale_rated' then s.amount end as amount,
    case step.event
      when 'sale_made' then cast(s.amount as decimal(18, 4))
      when 'sale_refunded' then cast(-s.amount as decimal(18, 4))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id
  from shop.sales as s
  cross join (
    values ('sale_made'), ('sale_refunded'), ('sale_rated')
  ) as step (event)
),

first_sale_ranked as (
  select
    with_timezone(s.sold_at, 'UTC') as occurred_at,
    s.customer_id,
    cast(s.amount as decimal(18, 4)) as revenue,
    cast(case when cast(upper(s.currency) as varchar) in ('??') then null else upper(s.currency) end as varchar) as currency,
    s.sale_id,
    row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) as place
  from shop.sales as s
  where s.sold_at <= timestamp '2027-01-01 00:00:00'
    and s.customer_id is not null
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(sale_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  amount,
  cast(null as varchar) as money,
  revenue,
  currency,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from sales_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('first_sale|' || cast(customer_id as varchar))))) as event_id,
  'first_sale' as event,
  1 as event_version,
  occurred_at,
  cast(customer_id as varchar) as customer_id,
  cast(null as decimal(12, 2)) as amount,
  cast(null as varchar) as money,
  revenue,
  currency,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_sale_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8('sale_followed|' || cast(s.sale_id as varchar))))) as event_id,
  'sale_followed' as event,
  1 as event_version,
  with_timezone(s.sold_at, 'UTC') as occurred_at,
  cast(s.customer_id as varchar) as customer_id,
  s.amount,
  nullif(s.currency, '??') as money,
  cast(
    s.amount - case
      when s.customer_id is not null then lag(s.amount) over sequence_of_sale_followed
    end as decimal(18, 4)
  ) as revenue,
  nullif(
    case
      when s.customer_id is not null then lag(nullif(s.currency, '??')) over sequence_of_sale_followed
    end,
    '??'
  ) as currency,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(s.sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'
window sequence_of_sale_followed as (partition by s.customer_id order by s.sold_at, s.sale_id)
union all
select
  lower(to_hex(md5(to_utf8('visit_paid|' || cast(v.visit_id as varchar))))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  with_timezone(v.visited_at, 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  cast(null as decimal(12, 2)) as amount,
  cast(null as varchar) as money,
  cast(v.fee as decimal(18, 4)) as revenue,
  cast(null as varchar) as currency,
  cast(null as varchar) as link,
  'shop.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.visits as v
where v.visited_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_made from sales.events.yml
select
  lower(to_hex(md5(to_utf8('sale_made|' || cast(s.sale_id as varchar))))) as event_id,
  'sale_made' as event,
  1 as event_version,
  with_timezone(s.sold_at, 'UTC') as occurred_at,
  cast(s.customer_id as varchar) as customer_id,
  cast(s.amount as decimal(18, 4)) as revenue,
  nullif(s.currency, '??') as currency,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(s.sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_refunded from sales.events.yml
select
  lower(to_hex(md5(to_utf8('sale_refunded|' || cast(s.sale_id as varchar))))) as event_id,
  'sale_refunded' as event,
  1 as event_version,
  with_timezone(s.refunded_at, 'UTC') as occurred_at,
  cast(s.customer_id as varchar) as customer_id,
  cast(-s.amount as decimal(18, 4)) as revenue,
  'EUR' as currency,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(s.sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.sales as s
where s.refunded_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_rated from sales.events.yml
select
  lower(to_hex(md5(to_utf8('sale_rated|' || cast(s.sale_id as varchar))))) as event_id,
  'sale_rated' as event,
  1 as event_version,
  with_timezone(s.sold_at, 'UTC') as occurred_at,
  cast(s.customer_id as varchar) as customer_id,
  s.amount,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.sales' as source,
  cast(s.sale_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: visit_paid from sales.events.yml
select
  lower(to_hex(md5(to_utf8('visit_paid|' || cast(v.visit_id as varchar))))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  with_timezone(v.visited_at, 'UTC') as occurred_at,
  cast(v.customer_id as varchar) as customer_id,
  cast(v.fee as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.visits' as source,
  cast(v.visit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.visits as v
where v.visited_at <= timestamp '2027-01-01 00:00:00'

-- numbered
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end, 'UTC') as occurred_at,
    s.customer_id,
    s.amount,
    case step.event
      when 'sale_made' then cast(s.amount as decimal(18, 4))
      when 'sale_refunded' then cast(-s.amount as decimal(18, 4))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id
  from shop.sales as s
  cross join (
    values ('sale_made'), ('sale_refunded'), ('sale_rated')
  ) as step (event)
),

first_sale_ranked as (
  select
    with_timezone(s.sold_at, 'UTC') as occurred_at,
    s.customer_id,
    cast(s.amount as decimal(18, 4)) as revenue,
    cast(case when cast(upper(s.currency) as varchar) in ('??') then null else upper(s.currency) end as varchar) as currency,
    s.sale_id,
    row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) as place
  from shop.sales as s
  where s.sold_at <= timestamp '2027-01-01 00:00:00'
    and s.customer_id is not null
),

sale_followed_sequenced as (
  select
    with_timezone(s.sold_at, 'UTC') as occurred_at,
    s.customer_id,
    s.amount,
    nullif(s.currency, '??') as money,
    cast(
      s.amount - case
        when s.customer_id is not null then lag(s.amount) over sequence_of_sale_followed
      end as decimal(18, 4)
    ) as revenue,
    nullif(
      case
        when s.customer_id is not null then lag(nullif(s.currency, '??')) over sequence_of_sale_followed
      end,
      '??'
    ) as currency,
    s.sale_id
  from shop.sales as s
  where s.sold_at <= timestamp '2027-01-01 00:00:00'
  window sequence_of_sale_followed as (partition by s.customer_id order by s.sold_at, s.sale_id)
),

events as (
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(sale_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    case event
      when 'sale_made' then json_object()
      when 'sale_refunded' then json_object()
      when 'sale_rated' then json_object('amount': amount)
    end as properties,
    revenue,
    currency,
    cast(null as varchar) as link,
    'shop.sales' as source,
    cast(sale_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from sales_events
  where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
  union all
  select
    lower(to_hex(md5(to_utf8('first_sale|' || cast(customer_id as varchar))))) as event_id,
    'first_sale' as event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    json_object() as properties,
    revenue,
    currency,
    cast(null as varchar) as link,
    'shop.sales' as source,
    cast(sale_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from first_sale_ranked
  where place = 1
  union all
  select
    lower(to_hex(md5(to_utf8('sale_followed|' || cast(sale_id as varchar))))) as event_id,
    'sale_followed' as event,
    1 as event_version,
    occurred_at,
    cast(customer_id as varchar) as customer_id,
    json_object('amount': amount, 'money': money) as properties,
    revenue,
    currency,
    cast(null as varchar) as link,
    'shop.sales' as source,
    cast(sale_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from sale_followed_sequenced
  union all
  select
    lower(to_hex(md5(to_utf8('visit_paid|' || cast(v.visit_id as varchar))))) as event_id,
    'visit_paid' as event,
    1 as event_version,
    with_timezone(v.visited_at, 'UTC') as occurred_at,
    cast(v.customer_id as varchar) as customer_id,
    json_object() as properties,
    cast(v.fee as decimal(18, 4)) as revenue,
    cast(null as varchar) as currency,
    cast(null as varchar) as link,
    'shop.visits' as source,
    cast(v.visit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by v.customer_id order by v.visited_at, v.visit_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from shop.visits as v
  where v.visited_at <= timestamp '2027-01-01 00:00:00'
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
    currency,
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

-- activities
-- eventspec 1: sale_refunded from sales.events.yml
select
  lower(to_hex(md5(to_utf8('sale_refunded|' || cast(s.sale_id as varchar))))) as activity_id,
  with_timezone(s.refunded_at, 'UTC') as ts,
  cast(s.customer_id as varchar) as customer,
  'sale_refunded' as activity,
  cast(null as varchar) as anonymous_customer_id,
  json_object() as feature_json,
  cast(-s.amount as decimal(18, 4)) as revenue_impact,
  cast(null as varchar) as link
from shop.sales as s
where s.refunded_at <= timestamp '2027-01-01 00:00:00'
  and s.customer_id is not null

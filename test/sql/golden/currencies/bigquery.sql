-- narrow
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    s.customer_id,
    s.amount,
    case step.event
      when 'sale_made' then cast(s.amount as numeric(18, 4))
      when 'sale_refunded' then cast(-s.amount as numeric(18, 4))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id
  from shop.sales as s
  cross join unnest([
    struct('sale_made' as event, s.sold_at as happened_at),
    ('sale_refunded', s.refunded_at),
    ('sale_rated', s.sold_at)
  ]) as step
)

select
  to_hex(md5(event || '|' || cast(sale_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as string) as customer_id,
  case event
    when 'sale_made' then json_object()
    when 'sale_refunded' then json_object()
    when 'sale_rated' then json_object('amount', amount)
  end as properties,
  revenue,
  currency,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from sales_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('first_sale|' || cast(s.customer_id as string))) as event_id,
  'first_sale' as event,
  1 as event_version,
  timestamp(s.sold_at) as occurred_at,
  cast(s.customer_id as string) as customer_id,
  json_object() as properties,
  cast(s.amount as numeric(18, 4)) as revenue,
  cast(case when cast(upper(s.currency) as string) in ('??') then null else upper(s.currency) end as string) as currency,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(s.sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.sales as s
where s.sold_at <= datetime '2027-01-01 00:00:00'
  and s.customer_id is not null
qualify row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) = 1
union all
select
  to_hex(md5('sale_followed|' || cast(s.sale_id as string))) as event_id,
  'sale_followed' as event,
  1 as event_version,
  timestamp(s.sold_at) as occurred_at,
  cast(s.customer_id as string) as customer_id,
  json_object('amount', s.amount, 'money', nullif(s.currency, '??')) as properties,
  cast(
    s.amount - case
      when s.customer_id is not null then lag(s.amount) over sequence_of_sale_followed
    end as numeric(18, 4)
  ) as revenue,
  nullif(
    case
      when s.customer_id is not null then lag(nullif(s.currency, '??')) over sequence_of_sale_followed
    end,
    '??'
  ) as currency,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(s.sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.sales as s
where s.sold_at <= datetime '2027-01-01 00:00:00'
window sequence_of_sale_followed as (partition by s.customer_id order by s.sold_at, s.sale_id)
union all
select
  to_hex(md5('visit_paid|' || cast(v.visit_id as string))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  timestamp(v.visited_at) as occurred_at,
  cast(v.customer_id as string) as customer_id,
  json_object() as properties,
  cast(v.fee as numeric(18, 4)) as revenue,
  cast(null as string) as currency,
  cast(null as string) as link,
  'shop.visits' as source,
  cast(v.visit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.visits as v
where v.visited_at <= datetime '2027-01-01 00:00:00'

-- wide
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    s.customer_id,
    case when step.event = 'sale_rated' then s.amount end as amount,
    case step.event
      when 'sale_made' then cast(s.amount as numeric(18, 4))
      when 'sale_refunded' then cast(-s.amount as numeric(18, 4))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id
  from shop.sales as s
  cross join unnest([
    struct('sale_made' as event, s.sold_at as happened_at),
    ('sale_refunded', s.refunded_at),
    ('sale_rated', s.sold_at)
  ]) as step
)

select
  to_hex(md5(event || '|' || cast(sale_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(customer_id as string) as customer_id,
  amount,
  cast(null as string) as money,
  revenue,
  currency,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from sales_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('first_sale|' || cast(s.customer_id as string))) as event_id,
  'first_sale' as event,
  1 as event_version,
  timestamp(s.sold_at) as occurred_at,
  cast(s.customer_id as string) as customer_id,
  cast(null as numeric(12, 2)) as amount,
  cast(null as string) as money,
  cast(s.amount as numeric(18, 4)) as revenue,
  cast(case when cast(upper(s.currency) as string) in ('??') then null else upper(s.currency) end as string) as currency,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(s.sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.sales as s
where s.sold_at <= datetime '2027-01-01 00:00:00'
  and s.customer_id is not null
qualify row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) = 1
union all
select
  to_hex(md5('sale_followed|' || cast(s.sale_id as string))) as event_id,
  'sale_followed' as event,
  1 as event_version,
  timestamp(s.sold_at) as occurred_at,
  cast(s.customer_id as string) as customer_id,
  s.amount,
  nullif(s.currency, '??') as money,
  cast(
    s.amount - case
      when s.customer_id is not null then lag(s.amount) over sequence_of_sale_followed
    end as numeric(18, 4)
  ) as revenue,
  nullif(
    case
      when s.customer_id is not null then lag(nullif(s.currency, '??')) over sequence_of_sale_followed
    end,
    '??'
  ) as currency,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(s.sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.sales as s
where s.sold_at <= datetime '2027-01-01 00:00:00'
window sequence_of_sale_followed as (partition by s.customer_id order by s.sold_at, s.sale_id)
union all
select
  to_hex(md5('visit_paid|' || cast(v.visit_id as string))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  timestamp(v.visited_at) as occurred_at,
  cast(v.customer_id as string) as customer_id,
  cast(null as numeric(12, 2)) as amount,
  cast(null as string) as money,
  cast(v.fee as numeric(18, 4)) as revenue,
  cast(null as string) as currency,
  cast(null as string) as link,
  'shop.visits' as source,
  cast(v.visit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.visits as v
where v.visited_at <= datetime '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_made from sales.events.yml
select
  to_hex(md5('sale_made|' || cast(s.sale_id as string))) as event_id,
  'sale_made' as event,
  1 as event_version,
  timestamp(s.sold_at) as occurred_at,
  cast(s.customer_id as string) as customer_id,
  cast(s.amount as numeric(18, 4)) as revenue,
  nullif(s.currency, '??') as currency,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(s.sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.sales as s
where s.sold_at <= datetime '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_refunded from sales.events.yml
select
  to_hex(md5('sale_refunded|' || cast(s.sale_id as string))) as event_id,
  'sale_refunded' as event,
  1 as event_version,
  timestamp(s.refunded_at) as occurred_at,
  cast(s.customer_id as string) as customer_id,
  cast(-s.amount as numeric(18, 4)) as revenue,
  'EUR' as currency,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(s.sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.sales as s
where s.refunded_at <= datetime '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_rated from sales.events.yml
select
  to_hex(md5('sale_rated|' || cast(s.sale_id as string))) as event_id,
  'sale_rated' as event,
  1 as event_version,
  timestamp(s.sold_at) as occurred_at,
  cast(s.customer_id as string) as customer_id,
  s.amount,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.sales' as source,
  cast(s.sale_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.sales as s
where s.sold_at <= datetime '2027-01-01 00:00:00'

-- each
-- eventspec 1: visit_paid from sales.events.yml
select
  to_hex(md5('visit_paid|' || cast(v.visit_id as string))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  timestamp(v.visited_at) as occurred_at,
  cast(v.customer_id as string) as customer_id,
  cast(v.fee as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.visits' as source,
  cast(v.visit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.visits as v
where v.visited_at <= datetime '2027-01-01 00:00:00'

-- numbered
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    s.customer_id,
    s.amount,
    case step.event
      when 'sale_made' then cast(s.amount as numeric(18, 4))
      when 'sale_refunded' then cast(-s.amount as numeric(18, 4))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id
  from shop.sales as s
  cross join unnest([
    struct('sale_made' as event, s.sold_at as happened_at),
    ('sale_refunded', s.refunded_at),
    ('sale_rated', s.sold_at)
  ]) as step
),

first_sale_kept as (
  select
    timestamp(s.sold_at) as occurred_at,
    s.customer_id,
    cast(s.amount as numeric(18, 4)) as revenue,
    cast(case when cast(upper(s.currency) as string) in ('??') then null else upper(s.currency) end as string) as currency,
    s.sale_id
  from shop.sales as s
  where s.sold_at <= datetime '2027-01-01 00:00:00'
    and s.customer_id is not null
  qualify row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) = 1
),

sale_followed_sequenced as (
  select
    timestamp(s.sold_at) as occurred_at,
    s.customer_id,
    s.amount,
    nullif(s.currency, '??') as money,
    cast(
      s.amount - case
        when s.customer_id is not null then lag(s.amount) over sequence_of_sale_followed
      end as numeric(18, 4)
    ) as revenue,
    nullif(
      case
        when s.customer_id is not null then lag(nullif(s.currency, '??')) over sequence_of_sale_followed
      end,
      '??'
    ) as currency,
    s.sale_id
  from shop.sales as s
  where s.sold_at <= datetime '2027-01-01 00:00:00'
  window sequence_of_sale_followed as (partition by s.customer_id order by s.sold_at, s.sale_id)
),

events as (
  select
    to_hex(md5(event || '|' || cast(sale_id as string))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(customer_id as string) as customer_id,
    case event
      when 'sale_made' then json_object()
      when 'sale_refunded' then json_object()
      when 'sale_rated' then json_object('amount', amount)
    end as properties,
    revenue,
    currency,
    cast(null as string) as link,
    'shop.sales' as source,
    cast(sale_id as string) as source_key,
    cast(null as timestamp) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    cast(null as timestamp) as next_at
  from sales_events
  where occurred_at <= timestamp '2027-01-01 00:00:00+00'
  union all
  select
    to_hex(md5('first_sale|' || cast(customer_id as string))) as event_id,
    'first_sale' as event,
    1 as event_version,
    occurred_at,
    cast(customer_id as string) as customer_id,
    json_object() as properties,
    revenue,
    currency,
    cast(null as string) as link,
    'shop.sales' as source,
    cast(sale_id as string) as source_key,
    cast(null as timestamp) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    cast(null as timestamp) as next_at
  from first_sale_kept
  union all
  select
    to_hex(md5('sale_followed|' || cast(sale_id as string))) as event_id,
    'sale_followed' as event,
    1 as event_version,
    occurred_at,
    cast(customer_id as string) as customer_id,
    json_object('amount', amount, 'money', money) as properties,
    revenue,
    currency,
    cast(null as string) as link,
    'shop.sales' as source,
    cast(sale_id as string) as source_key,
    cast(null as timestamp) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    cast(null as timestamp) as next_at
  from sale_followed_sequenced
  union all
  select
    to_hex(md5('visit_paid|' || cast(v.visit_id as string))) as event_id,
    'visit_paid' as event,
    1 as event_version,
    timestamp(v.visited_at) as occurred_at,
    cast(v.customer_id as string) as customer_id,
    json_object() as properties,
    cast(v.fee as numeric(18, 4)) as revenue,
    cast(null as string) as currency,
    cast(null as string) as link,
    'shop.visits' as source,
    cast(v.visit_id as string) as source_key,
    cast(null as timestamp) as loaded_at,
    row_number() over (partition by v.customer_id order by v.visited_at, v.visit_id) as occurrence,
    cast(null as timestamp) as next_at
  from shop.visits as v
  where v.visited_at <= datetime '2027-01-01 00:00:00'
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
where occurred_at >= timestamp '2026-01-01 09:30:00+00'

-- activities
-- eventspec 1: sale_refunded from sales.events.yml
select
  to_hex(md5('sale_refunded|' || cast(s.sale_id as string))) as activity_id,
  timestamp(s.refunded_at) as ts,
  cast(s.customer_id as string) as customer,
  'sale_refunded' as activity,
  cast(null as string) as anonymous_customer_id,
  json_object() as feature_json,
  cast(-s.amount as numeric(18, 4)) as revenue_impact,
  cast(null as string) as link
from shop.sales as s
where s.refunded_at <= datetime '2027-01-01 00:00:00'
  and s.customer_id is not null

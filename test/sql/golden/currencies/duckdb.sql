-- narrow
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end at time zone 'UTC' as occurred_at,
    s.customer_id,
    s.amount,
    case step.event
      when 'sale_made' then s.amount::decimal(18, 4)
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
)

select
  md5(event || '|' || sale_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  case event
    when 'sale_made' then json_object()
    when 'sale_refunded' then json_object()
    when 'sale_rated' then json_object('amount', amount)
  end as properties,
  revenue,
  currency,
  null::varchar as link,
  'shop.sales' as source,
  sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from sales_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('first_sale|' || s.customer_id) as event_id,
  'first_sale' as event,
  1 as event_version,
  s.sold_at at time zone 'UTC' as occurred_at,
  s.customer_id::varchar as customer_id,
  json_object() as properties,
  s.amount::decimal(18, 4) as revenue,
  cast(case when cast(upper(s.currency) as varchar) in ('??') then null else upper(s.currency) end as varchar) as currency,
  null::varchar as link,
  'shop.sales' as source,
  s.sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'
  and s.customer_id is not null
qualify row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) = 1
union all
select
  md5('sale_followed|' || s.sale_id) as event_id,
  'sale_followed' as event,
  1 as event_version,
  s.sold_at at time zone 'UTC' as occurred_at,
  s.customer_id::varchar as customer_id,
  json_object('amount', s.amount, 'money', nullif(s.currency, '??')) as properties,
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
  null::varchar as link,
  'shop.sales' as source,
  s.sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'
window sequence_of_sale_followed as (partition by s.customer_id order by s.sold_at, s.sale_id)
union all
select
  md5('visit_paid|' || v.visit_id) as event_id,
  'visit_paid' as event,
  1 as event_version,
  v.visited_at at time zone 'UTC' as occurred_at,
  v.customer_id::varchar as customer_id,
  json_object() as properties,
  v.fee::decimal(18, 4) as revenue,
  null::varchar as currency,
  null::varchar as link,
  'shop.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.visits as v
where v.visited_at <= timestamp '2027-01-01 00:00:00'

-- wide
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end at time zone 'UTC' as occurred_at,
    s.customer_id,
    case when step.event = 'sale_rated' then s.amount end as amount,
    case step.event
      when 'sale_made' then s.amount::decimal(18, 4)
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
)

select
  md5(event || '|' || sale_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  amount,
  null::varchar as money,
  revenue,
  currency,
  null::varchar as link,
  'shop.sales' as source,
  sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from sales_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('first_sale|' || s.customer_id) as event_id,
  'first_sale' as event,
  1 as event_version,
  s.sold_at at time zone 'UTC' as occurred_at,
  s.customer_id::varchar as customer_id,
  null::decimal(12, 2) as amount,
  null::varchar as money,
  s.amount::decimal(18, 4) as revenue,
  cast(case when cast(upper(s.currency) as varchar) in ('??') then null else upper(s.currency) end as varchar) as currency,
  null::varchar as link,
  'shop.sales' as source,
  s.sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'
  and s.customer_id is not null
qualify row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) = 1
union all
select
  md5('sale_followed|' || s.sale_id) as event_id,
  'sale_followed' as event,
  1 as event_version,
  s.sold_at at time zone 'UTC' as occurred_at,
  s.customer_id::varchar as customer_id,
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
  null::varchar as link,
  'shop.sales' as source,
  s.sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'
window sequence_of_sale_followed as (partition by s.customer_id order by s.sold_at, s.sale_id)
union all
select
  md5('visit_paid|' || v.visit_id) as event_id,
  'visit_paid' as event,
  1 as event_version,
  v.visited_at at time zone 'UTC' as occurred_at,
  v.customer_id::varchar as customer_id,
  null::decimal(12, 2) as amount,
  null::varchar as money,
  v.fee::decimal(18, 4) as revenue,
  null::varchar as currency,
  null::varchar as link,
  'shop.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.visits as v
where v.visited_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_made from sales.events.yml
select
  md5('sale_made|' || s.sale_id) as event_id,
  'sale_made' as event,
  1 as event_version,
  s.sold_at at time zone 'UTC' as occurred_at,
  s.customer_id::varchar as customer_id,
  s.amount::decimal(18, 4) as revenue,
  nullif(s.currency, '??') as currency,
  null::varchar as link,
  'shop.sales' as source,
  s.sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_refunded from sales.events.yml
select
  md5('sale_refunded|' || s.sale_id) as event_id,
  'sale_refunded' as event,
  1 as event_version,
  s.refunded_at at time zone 'UTC' as occurred_at,
  s.customer_id::varchar as customer_id,
  cast(-s.amount as decimal(18, 4)) as revenue,
  'EUR' as currency,
  null::varchar as link,
  'shop.sales' as source,
  s.sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.sales as s
where s.refunded_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: sale_rated from sales.events.yml
select
  md5('sale_rated|' || s.sale_id) as event_id,
  'sale_rated' as event,
  1 as event_version,
  s.sold_at at time zone 'UTC' as occurred_at,
  s.customer_id::varchar as customer_id,
  s.amount,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.sales' as source,
  s.sale_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.sales as s
where s.sold_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: visit_paid from sales.events.yml
select
  md5('visit_paid|' || v.visit_id) as event_id,
  'visit_paid' as event,
  1 as event_version,
  v.visited_at at time zone 'UTC' as occurred_at,
  v.customer_id::varchar as customer_id,
  v.fee::decimal(18, 4) as revenue,
  null::varchar as link,
  'shop.visits' as source,
  v.visit_id::varchar as source_key,
  null::timestamptz as loaded_at
from shop.visits as v
where v.visited_at <= timestamp '2027-01-01 00:00:00'

-- numbered
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event,
    case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end at time zone 'UTC' as occurred_at,
    s.customer_id,
    s.amount,
    case step.event
      when 'sale_made' then s.amount::decimal(18, 4)
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

first_sale_kept as (
  select
    s.sold_at at time zone 'UTC' as occurred_at,
    s.customer_id,
    s.amount::decimal(18, 4) as revenue,
    cast(case when cast(upper(s.currency) as varchar) in ('??') then null else upper(s.currency) end as varchar) as currency,
    s.sale_id
  from shop.sales as s
  where s.sold_at <= timestamp '2027-01-01 00:00:00'
    and s.customer_id is not null
  qualify row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) = 1
),

sale_followed_sequenced as (
  select
    s.sold_at at time zone 'UTC' as occurred_at,
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
    md5(event || '|' || sale_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    case event
      when 'sale_made' then json_object()
      when 'sale_refunded' then json_object()
      when 'sale_rated' then json_object('amount', amount)
    end as properties,
    revenue,
    currency,
    null::varchar as link,
    'shop.sales' as source,
    sale_id::varchar as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    null::timestamptz as next_at
  from sales_events
  where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
  union all
  select
    md5('first_sale|' || customer_id) as event_id,
    'first_sale' as event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    json_object() as properties,
    revenue,
    currency,
    null::varchar as link,
    'shop.sales' as source,
    sale_id::varchar as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    null::timestamptz as next_at
  from first_sale_kept
  union all
  select
    md5('sale_followed|' || sale_id) as event_id,
    'sale_followed' as event,
    1 as event_version,
    occurred_at,
    customer_id::varchar as customer_id,
    json_object('amount', amount, 'money', money) as properties,
    revenue,
    currency,
    null::varchar as link,
    'shop.sales' as source,
    sale_id::varchar as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    null::timestamptz as next_at
  from sale_followed_sequenced
  union all
  select
    md5('visit_paid|' || v.visit_id) as event_id,
    'visit_paid' as event,
    1 as event_version,
    v.visited_at at time zone 'UTC' as occurred_at,
    v.customer_id::varchar as customer_id,
    json_object() as properties,
    v.fee::decimal(18, 4) as revenue,
    null::varchar as currency,
    null::varchar as link,
    'shop.visits' as source,
    v.visit_id::varchar as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by v.customer_id order by v.visited_at, v.visit_id) as occurrence,
    null::timestamptz as next_at
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
where occurred_at >= timestamptz '2026-01-01 09:30:00+00'

-- activities
-- eventspec 1: sale_refunded from sales.events.yml
select
  md5('sale_refunded|' || s.sale_id) as activity_id,
  s.refunded_at at time zone 'UTC' as ts,
  s.customer_id::varchar as customer,
  'sale_refunded' as activity,
  null::varchar as anonymous_customer_id,
  json_object() as feature_json,
  cast(-s.amount as decimal(18, 4)) as revenue_impact,
  null::varchar as link
from shop.sales as s
where s.refunded_at <= timestamp '2027-01-01 00:00:00'
  and s.customer_id is not null

-- narrow
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    s.amount as amount,
    case step.event
      when 'sale_made' then cast(round(s.amount, 4) as Nullable(Decimal(18, 4)))
      when 'sale_refunded' then cast(round(toDecimal128(toString(-s.amount), 10), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id as sale_id
  from shop.sales as s
  cross join (
    select arrayJoin(['sale_made', 'sale_refunded', 'sale_rated']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_sale_ranked as (
  select
    toDateTime64(toString(s.sold_at), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    cast(round(s.amount, 4) as Nullable(Decimal(18, 4))) as revenue,
    toString(case when cast(upper(s.currency) as Nullable(String)) in ('??') then null else upper(s.currency) end) as currency,
    s.sale_id as sale_id,
    row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) as place
  from shop.sales as s
  where s.sold_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and s.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

sale_followed_sequenced as (
  select
    toDateTime64(toString(s.sold_at), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    s.amount as amount,
    nullif(s.currency, '??') as money,
    cast(
      round(
        toDecimal128(
          toString(
            s.amount - case
              when s.customer_id is not null then lag(toNullable(s.amount)) over (
                partition by
                  s.customer_id
                order by
                  s.sold_at,
                  s.sale_id
              )
            end
          ),
          10
        ),
        4
      ) as Nullable(Decimal(18, 4))
    ) as revenue,
    nullif(
      case
        when s.customer_id is not null then lag(toNullable(nullif(s.currency, '??'))) over (
          partition by
            s.customer_id
          order by
            s.sold_at,
            s.sale_id
        )
      end,
      '??'
    ) as currency,
    s.sale_id as sale_id
  from shop.sales as s
  where s.sold_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(sale_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  case event
    when 'sale_made' then '{}'
    when 'sale_refunded' then '{}'
    when 'sale_rated' then '{' || arrayStringConcat(['"amount":' || coalesce(toString(amount), 'null')], ',') || '}'
  end as properties,
  revenue,
  currency,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sales_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('first_sale|' || toString(customer_id)))) as event_id,
  'first_sale' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{}' as properties,
  revenue,
  currency,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_sale_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('sale_followed|' || toString(sale_id)))) as event_id,
  'sale_followed' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  '{' || arrayStringConcat([
    '"amount":' || coalesce(toString(amount), 'null'),
    '"money":' || coalesce(toJSONString(money), 'null')
  ], ',') || '}' as properties,
  revenue,
  currency,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sale_followed_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('visit_paid|' || toString(v.visit_id)))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  toDateTime64(toString(v.visited_at), 6, 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  '{}' as properties,
  cast(v.fee as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as currency,
  null::Nullable(String) as link,
  'shop.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.visits as v
where v.visited_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- wide
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    case when step.event = 'sale_rated' then s.amount end as amount,
    case step.event
      when 'sale_made' then cast(round(s.amount, 4) as Nullable(Decimal(18, 4)))
      when 'sale_refunded' then cast(round(toDecimal128(toString(-s.amount), 10), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id as sale_id
  from shop.sales as s
  cross join (
    select arrayJoin(['sale_made', 'sale_refunded', 'sale_rated']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_sale_ranked as (
  select
    toDateTime64(toString(s.sold_at), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    cast(round(s.amount, 4) as Nullable(Decimal(18, 4))) as revenue,
    toString(case when cast(upper(s.currency) as Nullable(String)) in ('??') then null else upper(s.currency) end) as currency,
    s.sale_id as sale_id,
    row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) as place
  from shop.sales as s
  where s.sold_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and s.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

sale_followed_sequenced as (
  select
    toDateTime64(toString(s.sold_at), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    s.amount as amount,
    nullif(s.currency, '??') as money,
    cast(
      round(
        toDecimal128(
          toString(
            s.amount - case
              when s.customer_id is not null then lag(toNullable(s.amount)) over (
                partition by
                  s.customer_id
                order by
                  s.sold_at,
                  s.sale_id
              )
            end
          ),
          10
        ),
        4
      ) as Nullable(Decimal(18, 4))
    ) as revenue,
    nullif(
      case
        when s.customer_id is not null then lag(toNullable(nullif(s.currency, '??'))) over (
          partition by
            s.customer_id
          order by
            s.sold_at,
            s.sale_id
        )
      end,
      '??'
    ) as currency,
    s.sale_id as sale_id
  from shop.sales as s
  where s.sold_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(sale_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  amount,
  null::Nullable(String) as money,
  revenue,
  currency,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sales_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('first_sale|' || toString(customer_id)))) as event_id,
  'first_sale' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  null::Nullable(Decimal(12, 2)) as amount,
  null::Nullable(String) as money,
  revenue,
  currency,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_sale_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('sale_followed|' || toString(sale_id)))) as event_id,
  'sale_followed' as event,
  1 as event_version,
  occurred_at,
  toString(customer_id) as customer_id,
  amount,
  money,
  revenue,
  currency,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sale_followed_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('visit_paid|' || toString(v.visit_id)))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  toDateTime64(toString(v.visited_at), 6, 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  null::Nullable(Decimal(12, 2)) as amount,
  null::Nullable(String) as money,
  cast(v.fee as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as currency,
  null::Nullable(String) as link,
  'shop.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.visits as v
where v.visited_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: sale_made from sales.events.yml
select
  lower(hex(MD5('sale_made|' || toString(s.sale_id)))) as event_id,
  'sale_made' as event,
  1 as event_version,
  toDateTime64(toString(s.sold_at), 6, 'UTC') as occurred_at,
  toString(s.customer_id) as customer_id,
  cast(round(s.amount, 4) as Nullable(Decimal(18, 4))) as revenue,
  nullif(s.currency, '??') as currency,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(s.sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.sales as s
where s.sold_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: sale_refunded from sales.events.yml
select
  lower(hex(MD5('sale_refunded|' || toString(s.sale_id)))) as event_id,
  'sale_refunded' as event,
  1 as event_version,
  toDateTime64(toString(s.refunded_at), 6, 'UTC') as occurred_at,
  toString(s.customer_id) as customer_id,
  cast(round(toDecimal128(toString(-s.amount), 10), 4) as Nullable(Decimal(18, 4))) as revenue,
  'EUR' as currency,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(s.sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.sales as s
where s.refunded_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: sale_rated from sales.events.yml
select
  lower(hex(MD5('sale_rated|' || toString(s.sale_id)))) as event_id,
  'sale_rated' as event,
  1 as event_version,
  toDateTime64(toString(s.sold_at), 6, 'UTC') as occurred_at,
  toString(s.customer_id) as customer_id,
  s.amount as amount,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.sales' as source,
  toString(s.sale_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.sales as s
where s.sold_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: visit_paid from sales.events.yml
select
  lower(hex(MD5('visit_paid|' || toString(v.visit_id)))) as event_id,
  'visit_paid' as event,
  1 as event_version,
  toDateTime64(toString(v.visited_at), 6, 'UTC') as occurred_at,
  toString(v.customer_id) as customer_id,
  cast(v.fee as Nullable(Decimal(18, 4))) as revenue,
  null::Nullable(String) as link,
  'shop.visits' as source,
  toString(v.visit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.visits as v
where v.visited_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered
-- eventspec 1: sale_made, sale_refunded, sale_rated and 3 more from sales.events.yml
with sales_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'sale_made' then s.sold_at
      when 'sale_refunded' then s.refunded_at
      when 'sale_rated' then s.sold_at
    end), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    s.amount as amount,
    case step.event
      when 'sale_made' then cast(round(s.amount, 4) as Nullable(Decimal(18, 4)))
      when 'sale_refunded' then cast(round(toDecimal128(toString(-s.amount), 10), 4) as Nullable(Decimal(18, 4)))
    end as revenue,
    case step.event
      when 'sale_made' then nullif(s.currency, '??')
      when 'sale_refunded' then 'EUR'
    end as currency,
    s.sale_id as sale_id
  from shop.sales as s
  cross join (
    select arrayJoin(['sale_made', 'sale_refunded', 'sale_rated']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_sale_ranked as (
  select
    toDateTime64(toString(s.sold_at), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    cast(round(s.amount, 4) as Nullable(Decimal(18, 4))) as revenue,
    toString(case when cast(upper(s.currency) as Nullable(String)) in ('??') then null else upper(s.currency) end) as currency,
    s.sale_id as sale_id,
    row_number() over (partition by s.customer_id order by s.sold_at, s.sale_id) as place
  from shop.sales as s
  where s.sold_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and s.customer_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

sale_followed_sequenced as (
  select
    toDateTime64(toString(s.sold_at), 6, 'UTC') as occurred_at,
    s.customer_id as customer_id,
    s.amount as amount,
    nullif(s.currency, '??') as money,
    cast(
      round(
        toDecimal128(
          toString(
            s.amount - case
              when s.customer_id is not null then lag(toNullable(s.amount)) over (
                partition by
                  s.customer_id
                order by
                  s.sold_at,
                  s.sale_id
              )
            end
          ),
          10
        ),
        4
      ) as Nullable(Decimal(18, 4))
    ) as revenue,
    nullif(
      case
        when s.customer_id is not null then lag(toNullable(nullif(s.currency, '??'))) over (
          partition by
            s.customer_id
          order by
            s.sold_at,
            s.sale_id
        )
      end,
      '??'
    ) as currency,
    s.sale_id as sale_id
  from shop.sales as s
  where s.sold_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5(event || '|' || toString(sale_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    case event
      when 'sale_made' then '{}'
      when 'sale_refunded' then '{}'
      when 'sale_rated' then '{' || arrayStringConcat(['"amount":' || coalesce(toString(amount), 'null')], ',') || '}'
    end as properties,
    revenue,
    currency,
    null::Nullable(String) as link,
    'shop.sales' as source,
    toString(sale_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from sales_events
  where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('first_sale|' || toString(customer_id)))) as event_id,
    'first_sale' as event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    '{}' as properties,
    revenue,
    currency,
    null::Nullable(String) as link,
    'shop.sales' as source,
    toString(sale_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from first_sale_ranked
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('sale_followed|' || toString(sale_id)))) as event_id,
    'sale_followed' as event,
    1 as event_version,
    occurred_at,
    toString(customer_id) as customer_id,
    '{' || arrayStringConcat([
      '"amount":' || coalesce(toString(amount), 'null'),
      '"money":' || coalesce(toJSONString(money), 'null')
    ], ',') || '}' as properties,
    revenue,
    currency,
    null::Nullable(String) as link,
    'shop.sales' as source,
    toString(sale_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by customer_id order by occurred_at, sale_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from sale_followed_sequenced
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('visit_paid|' || toString(v.visit_id)))) as event_id,
    'visit_paid' as event,
    1 as event_version,
    toDateTime64(toString(v.visited_at), 6, 'UTC') as occurred_at,
    toString(v.customer_id) as customer_id,
    '{}' as properties,
    cast(v.fee as Nullable(Decimal(18, 4))) as revenue,
    null::Nullable(String) as currency,
    null::Nullable(String) as link,
    'shop.visits' as source,
    toString(v.visit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by v.customer_id order by v.visited_at, v.visit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from shop.visits as v
  where v.visited_at <= toDateTime64('2027-01-01 00:00:00', 6)
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
    currency,
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

-- activities
-- eventspec 1: sale_refunded from sales.events.yml
select
  lower(hex(MD5('sale_refunded|' || toString(s.sale_id)))) as activity_id,
  toDateTime64(toString(s.refunded_at), 6, 'UTC') as ts,
  toString(s.customer_id) as customer,
  'sale_refunded' as activity,
  null::Nullable(String) as anonymous_customer_id,
  '{}' as feature_json,
  cast(round(toDecimal128(toString(-s.amount), 10), 4) as Nullable(Decimal(18, 4))) as revenue_impact,
  null::Nullable(String) as link
from shop.sales as s
where s.refunded_at <= toDateTime64('2027-01-01 00:00:00', 6)
  and s.customer_id is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

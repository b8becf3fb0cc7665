-- together
-- eventspec 1: deal_opened, deal_seen, deal_closed, deal_ended and 4 more from deals.events.yml
with deals_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'deal_opened' then d.opened_at
      when 'deal_seen' then d.opened_at
      when 'deal_closed' then d.closed_at
    end), 6, 'UTC') as occurred_at,
    d.deal_id as deal_id
  from crm.deals as d
  cross join (
    select arrayJoin(['deal_opened', 'deal_seen', 'deal_closed']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

deal_ended_ranked as (
  select
    toDateTime64(toString(d.closed_at), 6, 'UTC') as occurred_at,
    d.deal_id as deal_id,
    d.account_id as account_id,
    row_number() over (partition by d.account_id order by d.closed_at, d.deal_id) as place
  from crm.deals as d
  where d.closed_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and d.account_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

deal_rated_named as (
  select
    case
      when d.rating = 'a' then 'deal_won'
      when d.rating = 'b' then 'deal_lost'
      when d.rating = 'c' then 'deal_gone'
    end as event,
    toDateTime64(toString(d.closed_at), 6, 'UTC') as occurred_at,
    d.deal_id as deal_id
  from crm.deals as d
  where d.closed_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

deal_named_named as (
  select
    case
      when d.rating = 'a' then 'deal_best'
      else nullif('deal_rated_' || d.rating, '')
    end as event,
    toDateTime64(toString(d.closed_at), 6, 'UTC') as occurred_at,
    d.deal_id as deal_id
  from crm.deals as d
  where d.closed_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(
    case event
      when 'deal_opened' then 'deal_created'
      when 'deal_closed' then 'Deal''s~1end'
      else event
    end || '|' || toString(deal_id)
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from deals_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('deal_over|' || toString(account_id)))) as event_id,
  'deal_ended' as event,
  1 as event_version,
  occurred_at,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from deal_ended_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || toString(deal_id)
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from deal_rated_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    case event
      when 'deal_best' then 'deal_good'
      else replace(replace(event, '~', '~0'), '|', '~1')
    end || '|' || toString(deal_id)
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from deal_named_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: deal_opened from deals.events.yml
select
  lower(hex(MD5('deal_created|' || toString(d.deal_id)))) as event_id,
  'deal_opened' as event,
  1 as event_version,
  toDateTime64(toString(d.opened_at), 6, 'UTC') as occurred_at,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(d.deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from crm.deals as d
where d.opened_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: deal_ended from deals.events.yml
with ranked as (
  select
    toDateTime64(toString(d.closed_at), 6, 'UTC') as occurred_at,
    d.deal_id as deal_id,
    d.account_id as account_id,
    row_number() over (partition by d.account_id order by d.closed_at, d.deal_id) as place
  from crm.deals as d
  where d.closed_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and d.account_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('deal_over|' || toString(account_id)))) as event_id,
  'deal_ended' as event,
  1 as event_version,
  occurred_at,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: deal_won from deals.events.yml
with named as (
  select
    case
      when d.rating = 'a' then 'deal_won'
      when d.rating = 'b' then 'deal_lost'
      when d.rating = 'c' then 'deal_gone'
    end as event,
    toDateTime64(toString(d.closed_at), 6, 'UTC') as occurred_at,
    d.deal_id as deal_id
  from crm.deals as d
  where d.closed_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || toString(deal_id)
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('deal_won')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: deal_gone from deals.events.yml
with named as (
  select
    case
      when d.rating = 'a' then 'deal_won'
      when d.rating = 'b' then 'deal_lost'
      when d.rating = 'c' then 'deal_gone'
    end as event,
    toDateTime64(toString(d.closed_at), 6, 'UTC') as occurred_at,
    d.deal_id as deal_id
  from crm.deals as d
  where d.closed_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || toString(deal_id)
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('deal_gone')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

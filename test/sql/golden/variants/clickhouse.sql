-- narrow
-- eventspec 1: deal_won, deal_lost, deal_cold, deal_warm and 2 more from deals.events.yml
with deal_moved_named as (
  select
    case
      when d.stage = 'closedwon' then 'deal_won'
      when d.stage = 'closedlost' then 'deal_lost'
      when d.stage = 'abandoned' then 'deal_lost'
    end as event,
    toDateTime64(toString(d.moved_at), 6, 'UTC') as occurred_at,
    d.account_id as account_id,
    d.stage as stage,
    d.deal_id as deal_id
  from crm.deals as d
  where d.moved_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

deal_scored_named as (
  select
    case
      when d.score = 1 then 'deal_cold'
      when d.score = 2 then 'deal_warm'
    end as event,
    toDateTime64(toString(d.moved_at), 6, 'UTC') as occurred_at,
    d.account_id as account_id,
    d.deal_id as deal_id
  from crm.deals as d
  where d.moved_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_deal_named as (
  select
    case
      when d.stage = 'closedwon' then 'first_deal_won'
      when d.stage = 'closedlost' then 'first_deal_lost'
    end as event,
    toDateTime64(toString(d.moved_at), 6, 'UTC') as occurred_at,
    d.account_id as account_id,
    d.deal_id as deal_id
  from crm.deals as d
  where d.moved_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

first_deal_ranked as (
  select
    event,
    occurred_at,
    account_id,
    deal_id,
    row_number() over (partition by event, account_id order by occurred_at, deal_id) as place
  from first_deal_named
  where event is not null
    and account_id is not null
)

select
  lower(hex(MD5(event || '|' || toString(deal_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  '{' || arrayStringConcat(['"stage":' || coalesce(toJSONString(stage), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from deal_moved_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(deal_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from deal_scored_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(account_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  '{}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_deal_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: deal_lost from deals.events.yml
with named as (
  select
    case
      when d.stage = 'closedwon' then 'deal_won'
      when d.stage = 'closedlost' then 'deal_lost'
      when d.stage = 'abandoned' then 'deal_lost'
    end as event,
    toDateTime64(toString(d.moved_at), 6, 'UTC') as occurred_at,
    d.account_id as account_id,
    d.stage as stage,
    d.deal_id as deal_id
  from crm.deals as d
  where d.moved_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(deal_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  stage,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from named
where event in ('deal_lost')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- per_event
-- eventspec 1: first_deal_won from deals.events.yml
with named as (
  select
    case
      when d.stage = 'closedwon' then 'first_deal_won'
      when d.stage = 'closedlost' then 'first_deal_lost'
    end as event,
    toDateTime64(toString(d.moved_at), 6, 'UTC') as occurred_at,
    d.account_id as account_id,
    d.deal_id as deal_id
  from crm.deals as d
  where d.moved_at <= toDateTime64('2027-01-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

ranked as (
  select
    event,
    occurred_at,
    account_id,
    deal_id,
    row_number() over (partition by event, account_id order by occurred_at, deal_id) as place
  from named
  where event in ('first_deal_won')
    and account_id is not null
)

select
  lower(hex(MD5(event || '|' || toString(account_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.deals' as source,
  toString(deal_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: deal_won, deal_lost, deal_cold, deal_warm and 2 more from deals.events.yml
with deal_moved_named as (
  select
    case d.stage
      when 'closedwon' then 'deal_won'
      when 'closedlost' then 'deal_lost'
      when 'abandoned' then 'deal_lost'
    end as event,
    d.moved_at at time zone 'UTC' as occurred_at,
    d.account_id,
    d.stage,
    d.deal_id
  from crm.deals as d
  where d.moved_at <= timestamp '2027-01-01 00:00:00'
),

deal_scored_named as (
  select
    case d.score
      when 1 then 'deal_cold'
      when 2 then 'deal_warm'
    end as event,
    d.moved_at at time zone 'UTC' as occurred_at,
    d.account_id,
    d.deal_id
  from crm.deals as d
  where d.moved_at <= timestamp '2027-01-01 00:00:00'
),

first_deal_named as (
  select
    case d.stage
      when 'closedwon' then 'first_deal_won'
      when 'closedlost' then 'first_deal_lost'
    end as event,
    d.moved_at at time zone 'UTC' as occurred_at,
    d.account_id,
    d.deal_id
  from crm.deals as d
  where d.moved_at <= timestamp '2027-01-01 00:00:00'
)

select
  md5(event || '|' || deal_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  json_object('stage', stage) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'crm.deals' as source,
  deal_id::varchar as source_key,
  null::timestamptz as loaded_at
from deal_moved_named
where event is not null
union all
select
  md5(event || '|' || deal_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  json_object() as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'crm.deals' as source,
  deal_id::varchar as source_key,
  null::timestamptz as loaded_at
from deal_scored_named
where event is not null
union all
select
  md5(event || '|' || account_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  json_object() as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'crm.deals' as source,
  deal_id::varchar as source_key,
  null::timestamptz as loaded_at
from first_deal_named
where event is not null
  and account_id is not null
qualify row_number() over (partition by event, account_id order by occurred_at, deal_id) = 1

-- per_event
-- eventspec 1: deal_lost from deals.events.yml
with named as (
  select
    case d.stage
      when 'closedwon' then 'deal_won'
      when 'closedlost' then 'deal_lost'
      when 'abandoned' then 'deal_lost'
    end as event,
    d.moved_at at time zone 'UTC' as occurred_at,
    d.account_id,
    d.stage,
    d.deal_id
  from crm.deals as d
  where d.moved_at <= timestamp '2027-01-01 00:00:00'
)

select
  md5(event || '|' || deal_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  stage,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'crm.deals' as source,
  deal_id::varchar as source_key,
  null::timestamptz as loaded_at
from named
where event in ('deal_lost')

-- per_event
-- eventspec 1: first_deal_won from deals.events.yml
with named as (
  select
    case d.stage
      when 'closedwon' then 'first_deal_won'
      when 'closedlost' then 'first_deal_lost'
    end as event,
    d.moved_at at time zone 'UTC' as occurred_at,
    d.account_id,
    d.deal_id
  from crm.deals as d
  where d.moved_at <= timestamp '2027-01-01 00:00:00'
)

select
  md5(event || '|' || account_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'crm.deals' as source,
  deal_id::varchar as source_key,
  null::timestamptz as loaded_at
from named
where event in ('first_deal_won')
  and account_id is not null
qualify row_number() over (partition by event, account_id order by occurred_at, deal_id) = 1

-- narrow
-- eventspec 1: deal_won, deal_lost, deal_cold, deal_warm and 2 more from deals.events.yml
with deal_moved_named as (
  select
    case d.stage
      when 'closedwon' then 'deal_won'
      when 'closedlost' then 'deal_lost'
      when 'abandoned' then 'deal_lost'
    end as event,
    with_timezone(d.moved_at, 'UTC') as occurred_at,
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
    with_timezone(d.moved_at, 'UTC') as occurred_at,
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
    with_timezone(d.moved_at, 'UTC') as occurred_at,
    d.account_id,
    d.deal_id
  from crm.deals as d
  where d.moved_at <= timestamp '2027-01-01 00:00:00'
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(deal_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as varchar) as account_id,
  json_object('stage': stage) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  cast(deal_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from deal_moved_named
where event is not null
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(deal_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as varchar) as account_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  cast(deal_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from deal_scored_named
where event is not null
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(account_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as varchar) as account_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  cast(deal_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_deal_ranked
where place = 1

-- per_event
-- eventspec 1: deal_lost from deals.events.yml
with named as (
  select
    case d.stage
      when 'closedwon' then 'deal_won'
      when 'closedlost' then 'deal_lost'
      when 'abandoned' then 'deal_lost'
    end as event,
    with_timezone(d.moved_at, 'UTC') as occurred_at,
    d.account_id,
    d.stage,
    d.deal_id
  from crm.deals as d
  where d.moved_at <= timestamp '2027-01-01 00:00:00'
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(deal_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as varchar) as account_id,
  stage,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  cast(deal_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
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
    with_timezone(d.moved_at, 'UTC') as occurred_at,
    d.account_id,
    d.deal_id
  from crm.deals as d
  where d.moved_at <= timestamp '2027-01-01 00:00:00'
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(account_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as varchar) as account_id,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  cast(deal_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from ranked
where place = 1

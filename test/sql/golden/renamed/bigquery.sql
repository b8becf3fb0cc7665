-- together
-- eventspec 1: deal_opened, deal_seen, deal_closed, deal_ended and 4 more from deals.events.yml
with deals_events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    d.deal_id
  from crm.deals as d
  cross join unnest([
    struct('deal_opened' as event, d.opened_at as happened_at),
    ('deal_seen', d.opened_at),
    ('deal_closed', d.closed_at)
  ]) as step
),

deal_rated_named as (
  select
    case d.rating
      when 'a' then 'deal_won'
      when 'b' then 'deal_lost'
      when 'c' then 'deal_gone'
    end as event,
    timestamp(d.closed_at) as occurred_at,
    d.deal_id
  from crm.deals as d
  where d.closed_at <= datetime '2027-01-01 00:00:00'
),

deal_named_named as (
  select
    case d.rating
      when 'a' then 'deal_best'
      else nullif('deal_rated_' || d.rating, '')
    end as event,
    timestamp(d.closed_at) as occurred_at,
    d.deal_id
  from crm.deals as d
  where d.closed_at <= datetime '2027-01-01 00:00:00'
)

select
  to_hex(md5(
    case event
      when 'deal_opened' then 'deal_created'
      when 'deal_closed' then 'Deal\'s~1end'
      else event
    end || '|' || cast(deal_id as string)
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.deals' as source,
  cast(deal_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from deals_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('deal_over|' || cast(d.account_id as string))) as event_id,
  'deal_ended' as event,
  1 as event_version,
  timestamp(d.closed_at) as occurred_at,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.deals' as source,
  cast(d.deal_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from crm.deals as d
where d.closed_at <= datetime '2027-01-01 00:00:00'
  and d.account_id is not null
qualify row_number() over (partition by d.account_id order by d.closed_at, d.deal_id) = 1
union all
select
  to_hex(md5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || cast(deal_id as string)
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.deals' as source,
  cast(deal_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from deal_rated_named
where event is not null
union all
select
  to_hex(md5(
    case event
      when 'deal_best' then 'deal_good'
      else replace(replace(event, '~', '~0'), '|', '~1')
    end || '|' || cast(deal_id as string)
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object() as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.deals' as source,
  cast(deal_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from deal_named_named
where event is not null

-- each
-- eventspec 1: deal_opened from deals.events.yml
select
  to_hex(md5('deal_created|' || cast(d.deal_id as string))) as event_id,
  'deal_opened' as event,
  1 as event_version,
  timestamp(d.opened_at) as occurred_at,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.deals' as source,
  cast(d.deal_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from crm.deals as d
where d.opened_at <= datetime '2027-01-01 00:00:00'

-- each
-- eventspec 1: deal_ended from deals.events.yml
select
  to_hex(md5('deal_over|' || cast(d.account_id as string))) as event_id,
  'deal_ended' as event,
  1 as event_version,
  timestamp(d.closed_at) as occurred_at,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.deals' as source,
  cast(d.deal_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from crm.deals as d
where d.closed_at <= datetime '2027-01-01 00:00:00'
  and d.account_id is not null
qualify row_number() over (partition by d.account_id order by d.closed_at, d.deal_id) = 1

-- each
-- eventspec 1: deal_won from deals.events.yml
with named as (
  select
    case d.rating
      when 'a' then 'deal_won'
      when 'b' then 'deal_lost'
      when 'c' then 'deal_gone'
    end as event,
    timestamp(d.closed_at) as occurred_at,
    d.deal_id
  from crm.deals as d
  where d.closed_at <= datetime '2027-01-01 00:00:00'
)

select
  to_hex(md5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || cast(deal_id as string)
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.deals' as source,
  cast(deal_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from named
where event in ('deal_won')

-- each
-- eventspec 1: deal_gone from deals.events.yml
with named as (
  select
    case d.rating
      when 'a' then 'deal_won'
      when 'b' then 'deal_lost'
      when 'c' then 'deal_gone'
    end as event,
    timestamp(d.closed_at) as occurred_at,
    d.deal_id
  from crm.deals as d
  where d.closed_at <= datetime '2027-01-01 00:00:00'
)

select
  to_hex(md5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || cast(deal_id as string)
  )) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.deals' as source,
  cast(deal_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from named
where event in ('deal_gone')

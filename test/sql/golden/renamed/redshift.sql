-- together
-- eventspec 1: deal_opened, deal_seen, deal_closed, deal_ended and 4 more from deals.events.yml
with deals_events as (
  select
    step.event,
    case step.event
      when 'deal_opened' then d.opened_at
      when 'deal_seen' then d.opened_at
      when 'deal_closed' then d.closed_at
    end at time zone 'UTC' as occurred_at,
    d.deal_id
  from crm.deals as d
  cross join (
    select 'deal_opened' as event
    union all
    select 'deal_seen'
    union all
    select 'deal_closed'
  ) as step
),

deal_rated_named as (
  select
    case d.rating
      when 'a' then 'deal_won'
      when 'b' then 'deal_lost'
      when 'c' then 'deal_gone'
    end as event,
    d.closed_at at time zone 'UTC' as occurred_at,
    d.deal_id
  from crm.deals as d
  where d.closed_at <= cast('2027-01-01 00:00:00' as timestamp)
),

deal_named_named as (
  select
    case d.rating
      when 'a' then 'deal_best'
      else nullif('deal_rated_' || d.rating, '')
    end as event,
    d.closed_at at time zone 'UTC' as occurred_at,
    d.deal_id
  from crm.deals as d
  where d.closed_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(
    case event
      when 'deal_opened' then 'deal_created'
      when 'deal_closed' then 'Deal''s~1end'
      else event
    end || '|' || deal_id
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.deals' as source,
  deal_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from deals_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5('deal_over|' || d.account_id) as event_id,
  'deal_ended' as event,
  1 as event_version,
  d.closed_at at time zone 'UTC' as occurred_at,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.deals' as source,
  d.deal_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from crm.deals as d
where d.closed_at <= cast('2027-01-01 00:00:00' as timestamp)
  and d.account_id is not null
qualify row_number() over (partition by d.account_id order by d.closed_at, d.deal_id) = 1
union all
select
  md5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || deal_id
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.deals' as source,
  deal_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from deal_rated_named
where event is not null
union all
select
  md5(
    case event
      when 'deal_best' then 'deal_good'
      else replace(replace(event, '~', '~0'), '|', '~1')
    end || '|' || deal_id
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object() as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.deals' as source,
  deal_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from deal_named_named
where event is not null

-- each
-- eventspec 1: deal_opened from deals.events.yml
select
  md5('deal_created|' || d.deal_id) as event_id,
  'deal_opened' as event,
  1 as event_version,
  d.opened_at at time zone 'UTC' as occurred_at,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.deals' as source,
  d.deal_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from crm.deals as d
where d.opened_at <= cast('2027-01-01 00:00:00' as timestamp)

-- each
-- eventspec 1: deal_ended from deals.events.yml
select
  md5('deal_over|' || d.account_id) as event_id,
  'deal_ended' as event,
  1 as event_version,
  d.closed_at at time zone 'UTC' as occurred_at,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.deals' as source,
  d.deal_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from crm.deals as d
where d.closed_at <= cast('2027-01-01 00:00:00' as timestamp)
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
    d.closed_at at time zone 'UTC' as occurred_at,
    d.deal_id
  from crm.deals as d
  where d.closed_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || deal_id
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.deals' as source,
  deal_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
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
    d.closed_at at time zone 'UTC' as occurred_at,
    d.deal_id
  from crm.deals as d
  where d.closed_at <= cast('2027-01-01 00:00:00' as timestamp)
)

select
  md5(
    case event
      when 'deal_won' then 'deal~1won'
      when 'deal_gone' then 'deal_left'
      else event
    end || '|' || deal_id
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.deals' as source,
  deal_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from named
where event in ('deal_gone')

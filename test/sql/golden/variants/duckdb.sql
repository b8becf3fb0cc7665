-- narrow
-- eventspec 1: deal_won, deal_lost, deal_cold, deal_warm, deal_hot, first_deal_won, first_deal_lost from deals.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  entity_account as account_id,
  json_object('stage', property_stage) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    case
      when variant in ('closedwon') then 'deal_won'
      when variant in ('closedlost') then 'deal_lost'
      when variant in ('abandoned') then 'deal_lost'
    end as event
  from (
    select
      make_timestamptz(epoch_us(d.moved_at)) as occurred_at,
      cast(d.account_id as varchar) as entity_account,
      d.stage as property_stage,
      cast(d.deal_id as varchar) as source_key,
      d.deal_id as key_1,
      d.stage as variant
    from crm.deals as d
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
where
  event is not null
union all
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  entity_account as account_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    case
      when variant in (1) then 'deal_cold'
      when variant in (2) then 'deal_warm'
      when variant in (3) then 'deal_hot'
      else cast(error('Event deal_scored has no variant for the value ' || coalesce(cast(variant as varchar), 'null')) as varchar)
    end as event
  from (
    select
      make_timestamptz(epoch_us(d.moved_at)) as occurred_at,
      cast(d.account_id as varchar) as entity_account,
      cast(d.deal_id as varchar) as source_key,
      d.deal_id as key_1,
      d.score as variant
    from crm.deals as d
    where
      (d.score is not null)
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
where
  event is not null
union all
select
  md5(event || '|' || coalesce(cast(once_1 as varchar), '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  entity_account as account_id,
  json_object() as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    row_number() over (partition by event, once_1 order by occurred_at, key_1 nulls last) as place
  from (
    select
      *,
      case
        when variant in ('closedwon') then 'first_deal_won'
        when variant in ('closedlost') then 'first_deal_lost'
      end as event
    from (
      select
        make_timestamptz(epoch_us(d.moved_at)) as occurred_at,
        cast(d.account_id as varchar) as entity_account,
        cast(d.deal_id as varchar) as source_key,
        d.deal_id as key_1,
        d.stage as variant,
        d.account_id as once_1
      from crm.deals as d
    ) as found
    where
      occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
  ) as found
  where
    event is not null
    and once_1 is not null
) as found
where
  place = 1

-- per_event
-- eventspec 1: deal_lost from deals.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  entity_account as account_id,
  property_stage as stage,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    case
      when variant in ('closedwon') then 'deal_won'
      when variant in ('closedlost') then 'deal_lost'
      when variant in ('abandoned') then 'deal_lost'
    end as event
  from (
    select
      make_timestamptz(epoch_us(d.moved_at)) as occurred_at,
      cast(d.account_id as varchar) as entity_account,
      d.stage as property_stage,
      cast(d.deal_id as varchar) as source_key,
      d.deal_id as key_1,
      d.stage as variant
    from crm.deals as d
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
where
  event in ('deal_lost')

-- per_event
-- eventspec 1: first_deal_won from deals.events.yml
select
  md5(event || '|' || coalesce(cast(once_1 as varchar), '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  entity_account as account_id,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.deals' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    row_number() over (partition by event, once_1 order by occurred_at, key_1 nulls last) as place
  from (
    select
      *,
      case
        when variant in ('closedwon') then 'first_deal_won'
        when variant in ('closedlost') then 'first_deal_lost'
      end as event
    from (
      select
        make_timestamptz(epoch_us(d.moved_at)) as occurred_at,
        cast(d.account_id as varchar) as entity_account,
        cast(d.deal_id as varchar) as source_key,
        d.deal_id as key_1,
        d.stage as variant,
        d.account_id as once_1
      from crm.deals as d
    ) as found
    where
      occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
  ) as found
  where
    event in ('first_deal_won')
    and once_1 is not null
) as found
where
  place = 1

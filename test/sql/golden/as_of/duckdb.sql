-- wide
-- eventspec 1: account_opened, account_closed and 1 more from orders.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end as occurred_at,
    a.account_id,
    plan.plan,
    owner.name as owner,
    price.cents as price,
    r.name as region,
    rate.cents as rate,
    era.name as era,
    season.name as season
  from crm.accounts as a
  left join crm.regions as r
    on r.region_id = a.region_id
  cross join (
    values ('account_opened'), ('account_closed'), ('account_reviewed')
  ) as step (event)
  left join crm.plan_history as plan
    on plan.account_id = a.account_id
    and plan.valid_from at time zone 'Europe/Brussels' <= case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end
    and case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end < coalesce(plan.valid_to at time zone 'Europe/Brussels', timestamptz 'infinity')
  left join (
    select
      owner.*,
      lead(cast(owner.since as timestamp) at time zone 'Europe/Brussels') over (
        partition by
          owner.account_id
        order by
          cast(owner.since as timestamp) at time zone 'Europe/Brussels'
      ) as eventspec_end
    from crm.owner_history as owner
    where cast(owner.since as timestamp) at time zone 'Europe/Brussels' is not null
  ) as owner
    on owner.account_id = a.account_id
    and cast(owner.since as timestamp) at time zone 'Europe/Brussels' <= case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end
    and case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end < coalesce(owner.eventspec_end, timestamptz 'infinity')
  inner join crm.price_history as price
    on price.plan = plan.plan
    and price.valid_from <= a.priced_at at time zone 'Europe/Brussels'
    and a.priced_at at time zone 'Europe/Brussels' < coalesce(price.valid_to, timestamptz 'infinity')
  left join (
    select
      rate.*,
      lead(cast(rate.day as timestamp) at time zone 'Europe/Brussels') over (
        order by
          cast(rate.day as timestamp) at time zone 'Europe/Brussels'
      ) as eventspec_end
    from crm.rates as rate
    where rate.currency = 'EUR'
      and cast(rate.day as timestamp) at time zone 'Europe/Brussels' is not null
  ) as rate
    on rate.currency = 'EUR'
    and cast(rate.day as timestamp) at time zone 'Europe/Brussels' <= case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end
    and case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end < coalesce(rate.eventspec_end, timestamptz 'infinity')
  left join (
    select
      era.*,
      lead(era.since at time zone 'Europe/Brussels') over (order by era.since at time zone 'Europe/Brussels') as eventspec_end
    from crm.eras as era
    where era.since at time zone 'Europe/Brussels' is not null
  ) as era
    on true
    and era.since at time zone 'Europe/Brussels' <= a.reviewed_at
    and a.reviewed_at < coalesce(era.eventspec_end, timestamptz 'infinity')
  left join crm.seasons as season
    on season.open
    and cast(season.first_day as timestamp) at time zone 'Europe/Brussels' <= case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end
    and case step.event
      when 'account_opened' then a.opened_at at time zone 'Europe/Brussels'
      when 'account_closed' then a.closed_at at time zone 'Europe/Brussels'
      when 'account_reviewed' then a.reviewed_at
    end < coalesce(cast(season.next_day as timestamp) at time zone 'Europe/Brussels', timestamptz 'infinity')
  where step.event <> 'account_closed' or plan.plan <> 'none'
)

select
  md5(event || '|' || account_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  plan,
  owner,
  price,
  region,
  rate,
  era,
  season,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'crm.accounts' as source,
  account_id::varchar as source_key,
  null::timestamptz as loaded_at
from events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'

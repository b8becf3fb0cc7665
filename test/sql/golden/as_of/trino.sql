-- wide
-- eventspec 1: account_opened, account_closed and 1 more from orders.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
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
    and at_timezone(with_timezone(plan.valid_from, 'Europe/Brussels'), 'UTC') <= case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then a.reviewed_at
    end
    and case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then a.reviewed_at
    end < coalesce(at_timezone(with_timezone(plan.valid_to, 'Europe/Brussels'), 'UTC'), timestamp '73000-01-01 00:00:00 UTC')
  left join (
    select
      owner.*,
      lead(at_timezone(with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels'), 'UTC')) over (
        partition by
          owner.account_id
        order by
          at_timezone(with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels'), 'UTC')
      ) as eventspec_end
    from crm.owner_history as owner
    where at_timezone(with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels'), 'UTC') is not null
  ) as owner
    on owner.account_id = a.account_id
    and at_timezone(with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels'), 'UTC') <= case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then a.reviewed_at
    end
    and case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then a.reviewed_at
    end < coalesce(owner.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
  inner join crm.price_history as price
    on price.plan = plan.plan
    and price.valid_from <= at_timezone(with_timezone(a.priced_at, 'Europe/Brussels'), 'UTC')
    and at_timezone(with_timezone(a.priced_at, 'Europe/Brussels'), 'UTC') < coalesce(price.valid_to, timestamp '73000-01-01 00:00:00 UTC')
  left join (
    select
      rate.*,
      lead(at_timezone(with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels'), 'UTC')) over (
        order by
          at_timezone(with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels'), 'UTC')
      ) as eventspec_end
    from crm.rates as rate
    where rate.currency = 'EUR'
      and at_timezone(with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels'), 'UTC') is not null
  ) as rate
    on rate.currency = 'EUR'
    and at_timezone(with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels'), 'UTC') <= case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then a.reviewed_at
    end
    and case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then a.reviewed_at
    end < coalesce(rate.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
  left join (
    select
      era.*,
      lead(at_timezone(with_timezone(era.since, 'Europe/Brussels'), 'UTC')) over (
        order by
          at_timezone(with_timezone(era.since, 'Europe/Brussels'), 'UTC')
      ) as eventspec_end
    from crm.eras as era
    where at_timezone(with_timezone(era.since, 'Europe/Brussels'), 'UTC') is not null
  ) as era
    on true
    and at_timezone(with_timezone(era.since, 'Europe/Brussels'), 'UTC') <= a.reviewed_at
    and a.reviewed_at < coalesce(era.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
  left join crm.seasons as season
    on season.open
    and at_timezone(with_timezone(cast(season.first_day as timestamp(6)), 'Europe/Brussels'), 'UTC') <= case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then a.reviewed_at
    end
    and case step.event
      when 'account_opened' then at_timezone(with_timezone(a.opened_at, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then at_timezone(with_timezone(a.closed_at, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then a.reviewed_at
    end < coalesce(at_timezone(with_timezone(cast(season.next_day as timestamp(6)), 'Europe/Brussels'), 'UTC'), timestamp '73000-01-01 00:00:00 UTC')
  where step.event <> 'account_closed' or plan.plan <> 'none'
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(account_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as varchar) as account_id,
  plan,
  owner,
  price,
  region,
  rate,
  era,
  season,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.accounts' as source,
  cast(account_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'

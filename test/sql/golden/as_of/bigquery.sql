-- wide
-- eventspec 1: account_opened, account_closed and 1 more from orders.events.yml
with events as (
  select
    step.event,
    step.happened_at as occurred_at,
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
  cross join unnest([
    struct('account_opened' as event, timestamp(a.opened_at, 'Europe/Brussels') as happened_at),
    ('account_closed', timestamp(a.closed_at, 'Europe/Brussels')),
    ('account_reviewed', a.reviewed_at)
  ]) as step
  left join crm.plan_history as plan
    on plan.account_id = a.account_id
    and timestamp(plan.valid_from, 'Europe/Brussels') <= step.happened_at
    and step.happened_at < coalesce(timestamp(plan.valid_to, 'Europe/Brussels'), timestamp '9999-12-31 23:59:59.999999+00')
  left join (
    select
      owner.*,
      lead(timestamp(owner.since, 'Europe/Brussels')) over (
        partition by
          owner.account_id
        order by
          timestamp(owner.since, 'Europe/Brussels')
      ) as eventspec_end
    from crm.owner_history as owner
    where timestamp(owner.since, 'Europe/Brussels') is not null
  ) as owner
    on owner.account_id = a.account_id
    and timestamp(owner.since, 'Europe/Brussels') <= step.happened_at
    and step.happened_at < coalesce(owner.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
  inner join crm.price_history as price
    on price.plan = plan.plan
    and price.valid_from <= timestamp(a.priced_at, 'Europe/Brussels')
    and timestamp(a.priced_at, 'Europe/Brussels') < coalesce(price.valid_to, timestamp '9999-12-31 23:59:59.999999+00')
  left join (
    select
      rate.*,
      lead(timestamp(rate.day, 'Europe/Brussels')) over (order by timestamp(rate.day, 'Europe/Brussels')) as eventspec_end
    from crm.rates as rate
    where rate.currency = 'EUR'
      and timestamp(rate.day, 'Europe/Brussels') is not null
  ) as rate
    on rate.currency = 'EUR'
    and (rate.day is null) = (step.happened_at is null)
    and timestamp(rate.day, 'Europe/Brussels') <= step.happened_at
    and step.happened_at < coalesce(rate.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
  left join (
    select
      era.*,
      lead(timestamp(era.since, 'Europe/Brussels')) over (order by timestamp(era.since, 'Europe/Brussels')) as eventspec_end
    from crm.eras as era
    where timestamp(era.since, 'Europe/Brussels') is not null
  ) as era
    on true
    and (era.since is null) = (a.reviewed_at is null)
    and timestamp(era.since, 'Europe/Brussels') <= a.reviewed_at
    and a.reviewed_at < coalesce(era.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
  left join crm.seasons as season
    on season.open
    and (season.first_day is null) = (step.happened_at is null)
    and timestamp(season.first_day, 'Europe/Brussels') <= step.happened_at
    and step.happened_at < coalesce(timestamp(season.next_day, 'Europe/Brussels'), timestamp '9999-12-31 23:59:59.999999+00')
  where step.event <> 'account_closed' or plan.plan <> 'none'
)

select
  to_hex(md5(event || '|' || cast(account_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as string) as account_id,
  plan,
  owner,
  price,
  region,
  rate,
  era,
  season,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.accounts' as source,
  cast(account_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'

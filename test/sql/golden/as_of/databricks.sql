-- wide
-- eventspec 1: account_opened, account_closed and 1 more from orders.events.yml
with events as (
  select
    step.event,
    case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
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
    and convert_timezone('Europe/Brussels', 'UTC', plan.valid_from) <= case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
    end
    and case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
    end < coalesce(convert_timezone('Europe/Brussels', 'UTC', plan.valid_to), timestamp_ntz '9999-12-31 23:59:59.999999')
  left join (
    select
      owner.*,
      lead(convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))) over (
        partition by
          owner.account_id
        order by
          convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))
      ) as eventspec_end
    from crm.owner_history as owner
    where convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)) is not null
  ) as owner
    on owner.account_id = a.account_id
    and convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)) <= case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
    end
    and case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
    end < coalesce(owner.eventspec_end, timestamp_ntz '9999-12-31 23:59:59.999999')
  inner join crm.price_history as price
    on price.plan = plan.plan
    and convert_timezone('UTC', price.valid_from) <= convert_timezone('Europe/Brussels', 'UTC', a.priced_at)
    and convert_timezone('Europe/Brussels', 'UTC', a.priced_at) < coalesce(convert_timezone('UTC', price.valid_to), timestamp_ntz '9999-12-31 23:59:59.999999')
  left join (
    select
      rate.*,
      lead(convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz))) over (
        order by
          convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz))
      ) as eventspec_end
    from crm.rates as rate
    where rate.currency = 'EUR'
      and convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)) is not null
  ) as rate
    on rate.currency = 'EUR'
    and convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)) <= case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
    end
    and case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
    end < coalesce(rate.eventspec_end, timestamp_ntz '9999-12-31 23:59:59.999999')
  left join (
    select
      era.*,
      lead(convert_timezone('Europe/Brussels', 'UTC', era.since)) over (
        order by
          convert_timezone('Europe/Brussels', 'UTC', era.since)
      ) as eventspec_end
    from crm.eras as era
    where convert_timezone('Europe/Brussels', 'UTC', era.since) is not null
  ) as era
    on true
    and convert_timezone('Europe/Brussels', 'UTC', era.since) <= convert_timezone('UTC', a.reviewed_at)
    and convert_timezone('UTC', a.reviewed_at) < coalesce(era.eventspec_end, timestamp_ntz '9999-12-31 23:59:59.999999')
  left join crm.seasons as season
    on season.open
    and convert_timezone('Europe/Brussels', 'UTC', cast(season.first_day as timestamp_ntz)) <= case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
    end
    and case step.event
      when 'account_opened' then convert_timezone('Europe/Brussels', 'UTC', a.opened_at)
      when 'account_closed' then convert_timezone('Europe/Brussels', 'UTC', a.closed_at)
      when 'account_reviewed' then convert_timezone('UTC', a.reviewed_at)
    end < coalesce(convert_timezone('Europe/Brussels', 'UTC', cast(season.next_day as timestamp_ntz)), timestamp_ntz '9999-12-31 23:59:59.999999')
  where step.event <> 'account_closed' or plan.plan <> 'none'
)

select
  md5(event || '|' || account_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::string as account_id,
  plan,
  owner,
  price,
  region,
  rate,
  era,
  season,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'crm.accounts' as source,
  account_id::string as source_key,
  null::timestamp_ntz as loaded_at
from events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'

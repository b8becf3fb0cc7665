-- wide
-- eventspec 1: account_opened, account_closed, account_reviewed from orders.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
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
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'account_opened'
      when 1 then 'account_closed'
      when 2 then 'account_reviewed'
    end as event,
    case eventspec_event
      when 0 then timezone('Europe/Brussels', a.opened_at)
      when 1 then timezone('Europe/Brussels', a.closed_at)
      when 2 then a.reviewed_at
    end as occurred_at,
    cast(a.account_id as varchar) as account_id,
    plan.plan as plan,
    owner.name as owner,
    price.cents as price,
    r.name as region,
    rate.cents as rate,
    era.name as era,
    season.name as season,
    cast(a.account_id as varchar) as source_key
  from crm.accounts as a
    left join crm.regions as r on (r.region_id = a.region_id)
    cross join (values (0), (1), (2)) as eventspec (eventspec_event)
    left join crm.plan_history as plan on (plan.account_id = a.account_id)
      and timezone('Europe/Brussels', plan.valid_from) <= case eventspec_event
        when 0 then timezone('Europe/Brussels', a.opened_at)
        when 1 then timezone('Europe/Brussels', a.closed_at)
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then timezone('Europe/Brussels', a.opened_at)
        when 1 then timezone('Europe/Brussels', a.closed_at)
        when 2 then a.reviewed_at
      end < coalesce(timezone('Europe/Brussels', plan.valid_to), timestamptz 'infinity')
    left join (
      select
        owner.*,
        lead(timezone('Europe/Brussels', cast(owner.since as timestamp))) over (partition by owner.account_id order by timezone('Europe/Brussels', cast(owner.since as timestamp))) as eventspec_end
      from crm.owner_history as owner
      where
        timezone('Europe/Brussels', cast(owner.since as timestamp)) is not null
    ) as owner on (owner.account_id = a.account_id)
      and timezone('Europe/Brussels', cast(owner.since as timestamp)) <= case eventspec_event
        when 0 then timezone('Europe/Brussels', a.opened_at)
        when 1 then timezone('Europe/Brussels', a.closed_at)
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then timezone('Europe/Brussels', a.opened_at)
        when 1 then timezone('Europe/Brussels', a.closed_at)
        when 2 then a.reviewed_at
      end < coalesce(owner.eventspec_end, timestamptz 'infinity')
    inner join crm.price_history as price on (price.plan = plan.plan)
      and price.valid_from <= timezone('Europe/Brussels', a.priced_at)
      and timezone('Europe/Brussels', a.priced_at) < coalesce(price.valid_to, timestamptz 'infinity')
    left join (
      select
        rate.*,
        lead(timezone('Europe/Brussels', cast(rate.day as timestamp))) over (order by timezone('Europe/Brussels', cast(rate.day as timestamp))) as eventspec_end
      from crm.rates as rate
      where
        (rate.currency = 'EUR')
        and timezone('Europe/Brussels', cast(rate.day as timestamp)) is not null
    ) as rate on (rate.currency = 'EUR')
      and timezone('Europe/Brussels', cast(rate.day as timestamp)) <= case eventspec_event
        when 0 then timezone('Europe/Brussels', a.opened_at)
        when 1 then timezone('Europe/Brussels', a.closed_at)
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then timezone('Europe/Brussels', a.opened_at)
        when 1 then timezone('Europe/Brussels', a.closed_at)
        when 2 then a.reviewed_at
      end < coalesce(rate.eventspec_end, timestamptz 'infinity')
    left join (
      select
        era.*,
        lead(timezone('Europe/Brussels', era.since)) over (order by timezone('Europe/Brussels', era.since)) as eventspec_end
      from crm.eras as era
      where
        timezone('Europe/Brussels', era.since) is not null
    ) as era on true
      and timezone('Europe/Brussels', era.since) <= a.reviewed_at
      and a.reviewed_at < coalesce(era.eventspec_end, timestamptz 'infinity')
    left join crm.seasons as season on season.open
      and timezone('Europe/Brussels', cast(season.first_day as timestamp)) <= case eventspec_event
        when 0 then timezone('Europe/Brussels', a.opened_at)
        when 1 then timezone('Europe/Brussels', a.closed_at)
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then timezone('Europe/Brussels', a.opened_at)
        when 1 then timezone('Europe/Brussels', a.closed_at)
        when 2 then a.reviewed_at
      end < coalesce(timezone('Europe/Brussels', cast(season.next_day as timestamp)), timestamptz 'infinity')
  where
    case eventspec_event
      when 0 then true
      when 1 then (plan.plan <> 'none')
      when 2 then true
    end
) as found
where
  occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'

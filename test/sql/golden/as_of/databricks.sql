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
  cast(null as string) as link,
  'crm.accounts' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'account_opened'
      when 1 then 'account_closed'
      when 2 then 'account_reviewed'
    end as event,
    case eventspec_event
      when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      when 2 then a.reviewed_at
    end as occurred_at,
    cast(a.account_id as string) as account_id,
    plan.plan as plan,
    owner.name as owner,
    price.cents as price,
    r.name as region,
    rate.cents as rate,
    era.name as era,
    season.name as season,
    cast(a.account_id as string) as source_key
  from crm.accounts as a
    left join crm.regions as r on (r.region_id = a.region_id)
    cross join (values (0), (1), (2)) as eventspec (eventspec_event)
    left join crm.plan_history as plan on (plan.account_id = a.account_id)
      and greatest(cast(concat(plan.valid_from, ' Europe/Brussels') as timestamp), cast(concat(plan.valid_from + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) <= case eventspec_event
        when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 2 then a.reviewed_at
      end < coalesce(greatest(cast(concat(plan.valid_to, ' Europe/Brussels') as timestamp), cast(concat(plan.valid_to + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour), timestamp'9999-12-31 23:59:59.999999Z')
    left join (
      select
        owner.*,
        lead(greatest(cast(concat(cast(owner.since as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(owner.since as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)) over (partition by owner.account_id order by greatest(cast(concat(cast(owner.since as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(owner.since as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)) as eventspec_end
      from crm.owner_history as owner
      where
        greatest(cast(concat(cast(owner.since as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(owner.since as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) is not null
    ) as owner on (owner.account_id = a.account_id)
      and greatest(cast(concat(cast(owner.since as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(owner.since as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) <= case eventspec_event
        when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 2 then a.reviewed_at
      end < coalesce(owner.eventspec_end, timestamp'9999-12-31 23:59:59.999999Z')
    inner join crm.price_history as price on (price.plan = plan.plan)
      and price.valid_from <= greatest(cast(concat(a.priced_at, ' Europe/Brussels') as timestamp), cast(concat(a.priced_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
      and greatest(cast(concat(a.priced_at, ' Europe/Brussels') as timestamp), cast(concat(a.priced_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) < coalesce(price.valid_to, timestamp'9999-12-31 23:59:59.999999Z')
    left join (
      select
        rate.*,
        lead(greatest(cast(concat(cast(rate.day as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(rate.day as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)) over (order by greatest(cast(concat(cast(rate.day as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(rate.day as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)) as eventspec_end
      from crm.rates as rate
      where
        (rate.currency = 'EUR')
        and greatest(cast(concat(cast(rate.day as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(rate.day as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) is not null
    ) as rate on (rate.currency = 'EUR')
      and greatest(cast(concat(cast(rate.day as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(rate.day as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) <= case eventspec_event
        when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 2 then a.reviewed_at
      end < coalesce(rate.eventspec_end, timestamp'9999-12-31 23:59:59.999999Z')
    left join (
      select
        era.*,
        lead(greatest(cast(concat(era.since, ' Europe/Brussels') as timestamp), cast(concat(era.since + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)) over (order by greatest(cast(concat(era.since, ' Europe/Brussels') as timestamp), cast(concat(era.since + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)) as eventspec_end
      from crm.eras as era
      where
        greatest(cast(concat(era.since, ' Europe/Brussels') as timestamp), cast(concat(era.since + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) is not null
    ) as era on true
      and greatest(cast(concat(era.since, ' Europe/Brussels') as timestamp), cast(concat(era.since + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) <= a.reviewed_at
      and a.reviewed_at < coalesce(era.eventspec_end, timestamp'9999-12-31 23:59:59.999999Z')
    left join crm.seasons as season on season.open
      and greatest(cast(concat(cast(season.first_day as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(season.first_day as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour) <= case eventspec_event
        when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then greatest(cast(concat(a.opened_at, ' Europe/Brussels') as timestamp), cast(concat(a.opened_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 1 then greatest(cast(concat(a.closed_at, ' Europe/Brussels') as timestamp), cast(concat(a.closed_at + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour)
        when 2 then a.reviewed_at
      end < coalesce(greatest(cast(concat(cast(season.next_day as timestamp_ntz), ' Europe/Brussels') as timestamp), cast(concat(cast(season.next_day as timestamp_ntz) + interval 1 hour, ' Europe/Brussels') as timestamp) - interval 1 hour), timestamp'9999-12-31 23:59:59.999999Z')
  where
    case eventspec_event
      when 0 then true
      when 1 then (plan.plan <> 'none')
      when 2 then true
    end
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

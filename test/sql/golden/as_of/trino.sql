-- wide
-- eventspec 1: account_opened, account_closed, account_reviewed from orders.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
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
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'account_opened'
      when 1 then 'account_closed'
      when 2 then 'account_reviewed'
    end as event,
    case eventspec_event
      when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
      when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
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
      and at_timezone(case when cast(with_timezone(cast(plan.valid_from as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(plan.valid_from as timestamp(6)) then with_timezone(cast(plan.valid_from as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(plan.valid_from as timestamp(6)), 'Europe/Brussels') end, 'UTC') <= case eventspec_event
        when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 2 then a.reviewed_at
      end < coalesce(at_timezone(case when cast(with_timezone(cast(plan.valid_to as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(plan.valid_to as timestamp(6)) then with_timezone(cast(plan.valid_to as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(plan.valid_to as timestamp(6)), 'Europe/Brussels') end, 'UTC'), timestamp '73000-01-01 00:00:00 UTC')
    left join (
      select
        owner.*,
        lead(at_timezone(case when cast(with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(owner.since as timestamp(6)) then with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') end, 'UTC')) over (partition by owner.account_id order by at_timezone(case when cast(with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(owner.since as timestamp(6)) then with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') end, 'UTC')) as eventspec_end
      from crm.owner_history as owner
      where
        at_timezone(case when cast(with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(owner.since as timestamp(6)) then with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') end, 'UTC') is not null
    ) as owner on (owner.account_id = a.account_id)
      and at_timezone(case when cast(with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(owner.since as timestamp(6)) then with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(owner.since as timestamp(6)), 'Europe/Brussels') end, 'UTC') <= case eventspec_event
        when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 2 then a.reviewed_at
      end < coalesce(owner.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
    inner join crm.price_history as price on (price.plan = plan.plan)
      and price.valid_from <= at_timezone(case when cast(with_timezone(cast(a.priced_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.priced_at as timestamp(6)) then with_timezone(cast(a.priced_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.priced_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
      and at_timezone(case when cast(with_timezone(cast(a.priced_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.priced_at as timestamp(6)) then with_timezone(cast(a.priced_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.priced_at as timestamp(6)), 'Europe/Brussels') end, 'UTC') < coalesce(price.valid_to, timestamp '73000-01-01 00:00:00 UTC')
    left join (
      select
        rate.*,
        lead(at_timezone(case when cast(with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(rate.day as timestamp(6)) then with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') end, 'UTC')) over (order by at_timezone(case when cast(with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(rate.day as timestamp(6)) then with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') end, 'UTC')) as eventspec_end
      from crm.rates as rate
      where
        (rate.currency = 'EUR')
        and at_timezone(case when cast(with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(rate.day as timestamp(6)) then with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') end, 'UTC') is not null
    ) as rate on (rate.currency = 'EUR')
      and at_timezone(case when cast(with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(rate.day as timestamp(6)) then with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(rate.day as timestamp(6)), 'Europe/Brussels') end, 'UTC') <= case eventspec_event
        when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 2 then a.reviewed_at
      end < coalesce(rate.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
    left join (
      select
        era.*,
        lead(at_timezone(case when cast(with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(era.since as timestamp(6)) then with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') end, 'UTC')) over (order by at_timezone(case when cast(with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(era.since as timestamp(6)) then with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') end, 'UTC')) as eventspec_end
      from crm.eras as era
      where
        at_timezone(case when cast(with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(era.since as timestamp(6)) then with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') end, 'UTC') is not null
    ) as era on true
      and at_timezone(case when cast(with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(era.since as timestamp(6)) then with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(era.since as timestamp(6)), 'Europe/Brussels') end, 'UTC') <= a.reviewed_at
      and a.reviewed_at < coalesce(era.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
    left join crm.seasons as season on season.open
      and at_timezone(case when cast(with_timezone(cast(season.first_day as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(season.first_day as timestamp(6)) then with_timezone(cast(season.first_day as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(season.first_day as timestamp(6)), 'Europe/Brussels') end, 'UTC') <= case eventspec_event
        when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then at_timezone(case when cast(with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.opened_at as timestamp(6)) then with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.opened_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 1 then at_timezone(case when cast(with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(a.closed_at as timestamp(6)) then with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(a.closed_at as timestamp(6)), 'Europe/Brussels') end, 'UTC')
        when 2 then a.reviewed_at
      end < coalesce(at_timezone(case when cast(with_timezone(cast(season.next_day as timestamp(6)), 'Europe/Brussels') + interval '60' minute as timestamp(6)) = cast(season.next_day as timestamp(6)) then with_timezone(cast(season.next_day as timestamp(6)), 'Europe/Brussels') + interval '60' minute else with_timezone(cast(season.next_day as timestamp(6)), 'Europe/Brussels') end, 'UTC'), timestamp '73000-01-01 00:00:00 UTC')
  where
    case eventspec_event
      when 0 then true
      when 1 then (plan.plan <> 'none')
      when 2 then true
    end
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

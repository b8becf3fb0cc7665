-- wide
-- eventspec 1: account_opened, account_closed, account_reviewed from orders.events.yml
select
  to_hex(md5(event || '|' || coalesce(source_key, '~'))) as event_id,
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
  cast(null as numeric(18, 4)) as revenue,
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
      when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
      when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
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
    cross join (select eventspec_event from unnest([0, 1, 2]) as eventspec_event) as eventspec
    left join crm.plan_history as plan on (plan.account_id = a.account_id)
      and if(plan.valid_from between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(plan.valid_from, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(plan.valid_from, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(plan.valid_from)) <= case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end < coalesce(if(plan.valid_to between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(plan.valid_to, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(plan.valid_to, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(plan.valid_to)), timestamp '9999-12-31 23:59:59.999999+00')
    left join (
      select
        owner.*,
        lead(if(datetime(owner.since) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(owner.since), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(owner.since), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(owner.since)))) over (partition by owner.account_id order by if(datetime(owner.since) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(owner.since), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(owner.since), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(owner.since)))) as eventspec_end
      from crm.owner_history as owner
      where
        if(datetime(owner.since) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(owner.since), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(owner.since), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(owner.since))) is not null
    ) as owner on (owner.account_id = a.account_id)
      and if(datetime(owner.since) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(owner.since), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(owner.since), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(owner.since))) <= case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end < coalesce(owner.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
    inner join crm.price_history as price on (price.plan = plan.plan)
      and price.valid_from <= if(a.priced_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.priced_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.priced_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.priced_at))
      and if(a.priced_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.priced_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.priced_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.priced_at)) < coalesce(price.valid_to, timestamp '9999-12-31 23:59:59.999999+00')
    left join (
      select
        rate.*,
        lead(if(datetime(rate.day) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(rate.day), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(rate.day), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(rate.day)))) over (order by if(datetime(rate.day) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(rate.day), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(rate.day), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(rate.day)))) as eventspec_end
      from crm.rates as rate
      where
        (rate.currency = 'EUR')
        and if(datetime(rate.day) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(rate.day), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(rate.day), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(rate.day))) is not null
    ) as rate on (rate.currency = 'EUR')
      and (rate.day is null) = (case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end is null)
      and if(datetime(rate.day) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(rate.day), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(rate.day), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(rate.day))) <= case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end < coalesce(rate.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
    left join (
      select
        era.*,
        lead(if(era.since between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(era.since, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(era.since, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(era.since))) over (order by if(era.since between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(era.since, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(era.since, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(era.since))) as eventspec_end
      from crm.eras as era
      where
        if(era.since between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(era.since, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(era.since, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(era.since)) is not null
    ) as era on true
      and (era.since is null) = (a.reviewed_at is null)
      and if(era.since between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(era.since, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(era.since, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(era.since)) <= a.reviewed_at
      and a.reviewed_at < coalesce(era.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
    left join crm.seasons as season on season.open
      and (season.first_day is null) = (case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end is null)
      and if(datetime(season.first_day) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(season.first_day), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(season.first_day), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(season.first_day))) <= case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then if(a.opened_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.opened_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.opened_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.opened_at))
        when 1 then if(a.closed_at between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(a.closed_at, 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(a.closed_at, interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(a.closed_at))
        when 2 then a.reviewed_at
      end < coalesce(if(datetime(season.next_day) between datetime '0001-01-03' and datetime '9999-12-29', greatest(timestamp(datetime(season.next_day), 'Europe/Brussels'), timestamp_sub(timestamp(datetime_add(datetime(season.next_day), interval 1 hour), 'Europe/Brussels'), interval 1 hour)), timestamp(datetime(season.next_day))), timestamp '9999-12-31 23:59:59.999999+00')
  where
    case eventspec_event
      when 0 then true
      when 1 then (plan.plan <> 'none')
      when 2 then true
    end
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

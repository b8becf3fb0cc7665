-- wide
-- eventspec 1: account_opened, account_closed and 1 more from orders.events.yml
with events as (
  select
    step.event as event,
    case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end as occurred_at,
    a.account_id as account_id,
    plan.plan as plan,
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
    select arrayJoin(['account_opened', 'account_closed', 'account_reviewed']) as event
  ) as step
  left join crm.plan_history as plan
    on plan.account_id = a.account_id
    and toTimeZone(toDateTime64(toString(plan.valid_from), 6, 'Europe/Brussels'), 'UTC') <= case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end
    and case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end < coalesce(toTimeZone(toDateTime64(toString(plan.valid_to), 6, 'Europe/Brussels'), 'UTC'), toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  left join (
    select
      owner.*,
      lead(
        toNullable(
          toTimeZone(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
        )
      ) over (
        partition by
          owner.account_id
        order by
          toTimeZone(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
      ) as eventspec_end
    from crm.owner_history as owner
    where toTimeZone(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') is not null
  ) as owner
    on owner.account_id = a.account_id
    and toTimeZone(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') <= case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end
    and case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end < coalesce(owner.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  inner join crm.price_history as price
    on price.plan = plan.plan
    and cast(price.valid_from as Nullable(DateTime64(6, 'UTC'))) <= toTimeZone(toDateTime64(toString(a.priced_at), 6, 'Europe/Brussels'), 'UTC')
    and toTimeZone(toDateTime64(toString(a.priced_at), 6, 'Europe/Brussels'), 'UTC') < coalesce(
      cast(price.valid_to as Nullable(DateTime64(6, 'UTC'))),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    )
  left join (
    select
      rate.*,
      lead(
        toNullable(
          toTimeZone(toDateTime64(toString(cast(rate.day as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
        )
      ) over (
        order by
          toTimeZone(toDateTime64(toString(cast(rate.day as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC')
      ) as eventspec_end
    from crm.rates as rate
    where rate.currency = 'EUR'
      and toTimeZone(toDateTime64(toString(cast(rate.day as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') is not null
  ) as rate
    on rate.currency = 'EUR'
    and (toNullable(rate.day) is null) = (toNullable(case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end) is null)
    and toTimeZone(toDateTime64(toString(cast(rate.day as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') <= case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end
    and case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end < coalesce(rate.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  left join (
    select
      era.*,
      lead(toNullable(toTimeZone(toDateTime64(toString(era.since), 6, 'Europe/Brussels'), 'UTC'))) over (
        order by
          toTimeZone(toDateTime64(toString(era.since), 6, 'Europe/Brussels'), 'UTC')
      ) as eventspec_end
    from crm.eras as era
    where toTimeZone(toDateTime64(toString(era.since), 6, 'Europe/Brussels'), 'UTC') is not null
  ) as era
    on true
    and (toNullable(era.since) is null) = (toNullable(a.reviewed_at) is null)
    and toTimeZone(toDateTime64(toString(era.since), 6, 'Europe/Brussels'), 'UTC') <= cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    and cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC'))) < coalesce(era.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  left join crm.seasons as season
    on season.open
    and (toNullable(season.first_day) is null) = (toNullable(case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end) is null)
    and toTimeZone(toDateTime64(toString(cast(season.first_day as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC') <= case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end
    and case step.event
      when 'account_opened' then toTimeZone(toDateTime64(toString(a.opened_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_closed' then toTimeZone(toDateTime64(toString(a.closed_at), 6, 'Europe/Brussels'), 'UTC')
      when 'account_reviewed' then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end < coalesce(toTimeZone(toDateTime64(toString(cast(season.next_day as Nullable(DateTime64(6)))), 6, 'Europe/Brussels'), 'UTC'), toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  where step.event <> 'account_closed' or plan.plan <> 'none'
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(account_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  plan,
  owner,
  price,
  region,
  rate,
  era,
  season,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.accounts' as source,
  toString(account_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

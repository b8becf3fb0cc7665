-- wide
-- eventspec 1: account_opened, account_closed, account_reviewed from orders.events.yml
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  plan,
  owner,
  price,
  region,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'crm.accounts' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'account_opened'
      when 1 then 'account_closed'
      when 2 then 'account_reviewed'
    end as event,
    case eventspec_event
      when 0 then toTimeZone(case when toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.opened_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.opened_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      when 1 then toTimeZone(case when toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.closed_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.closed_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      when 2 then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
    end as occurred_at,
    cast(a.account_id as Nullable(String)) as account_id,
    plan.plan as plan,
    owner.name as owner,
    price.cents as price,
    r.name as region,
    cast(a.account_id as Nullable(String)) as source_key
  from crm.accounts as a
    left join crm.regions as r on (r.region_id = a.region_id)
    cross join (select arrayJoin([0, 1, 2]) as eventspec_event) as eventspec
    left join crm.plan_history as plan on (plan.account_id = a.account_id)
      and toTimeZone(case when toString(toDateTime64(toString(cast(plan.valid_from as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(plan.valid_from as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(plan.valid_from as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(plan.valid_from as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(plan.valid_from as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(plan.valid_from as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') <= case eventspec_event
        when 0 then toTimeZone(case when toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.opened_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.opened_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
        when 1 then toTimeZone(case when toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.closed_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.closed_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
        when 2 then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
      end
      and case eventspec_event
        when 0 then toTimeZone(case when toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.opened_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.opened_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
        when 1 then toTimeZone(case when toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.closed_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.closed_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
        when 2 then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
      end < coalesce(toTimeZone(case when toString(toDateTime64(toString(cast(plan.valid_to as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(plan.valid_to as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(plan.valid_to as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(plan.valid_to as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(plan.valid_to as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(plan.valid_to as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC'), toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
    left join (
      select
        owner.*,
        lead(toTimeZone(case when toString(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(owner.since as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(owner.since as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')) over (partition by owner.account_id order by toTimeZone(case when toString(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(owner.since as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(owner.since as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')) as eventspec_end
      from crm.owner_history as owner
      where
        toTimeZone(case when toString(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(owner.since as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(owner.since as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') is not null
    ) as owner on (owner.account_id = a.account_id)
      and toTimeZone(case when toString(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(owner.since as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(owner.since as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(owner.since as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') <= case eventspec_event
        when 0 then toTimeZone(case when toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.opened_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.opened_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
        when 1 then toTimeZone(case when toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.closed_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.closed_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
        when 2 then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
      end
      and case eventspec_event
        when 0 then toTimeZone(case when toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.opened_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.opened_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.opened_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
        when 1 then toTimeZone(case when toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.closed_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.closed_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.closed_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
        when 2 then cast(a.reviewed_at as Nullable(DateTime64(6, 'UTC')))
      end < coalesce(owner.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
    inner join crm.price_history as price on (price.plan = plan.plan)
      and cast(price.valid_from as Nullable(DateTime64(6, 'UTC'))) <= toTimeZone(case when toString(toDateTime64(toString(cast(a.priced_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.priced_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.priced_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.priced_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.priced_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.priced_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC')
      and toTimeZone(case when toString(toDateTime64(toString(cast(a.priced_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(a.priced_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(a.priced_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(a.priced_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(a.priced_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(a.priced_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') < coalesce(cast(price.valid_to as Nullable(DateTime64(6, 'UTC'))), toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  where
    case eventspec_event
      when 0 then true
      when 1 then (plan.plan <> 'none')
      when 2 then true
    end
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

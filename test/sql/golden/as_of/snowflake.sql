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
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.accounts' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'account_opened'
      when 1 then 'account_closed'
      when 2 then 'account_reviewed'
    end as event,
    case eventspec_event
      when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
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
      and dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', plan.valid_from))) = plan.valid_from, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', plan.valid_from)), convert_timezone('Europe/Brussels', 'UTC', plan.valid_from))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) <= case eventspec_event
        when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 2 then a.reviewed_at
      end < coalesce(dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', plan.valid_to))) = plan.valid_to, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', plan.valid_to)), convert_timezone('Europe/Brussels', 'UTC', plan.valid_to))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)), cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
    left join (
      select
        owner.*,
        lead(dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))) = cast(owner.since as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))) over (partition by owner.account_id order by dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))) = cast(owner.since as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))) as eventspec_end
      from crm.owner_history as owner
      where
        dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))) = cast(owner.since as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) is not null
    ) as owner on (owner.account_id = a.account_id)
      and dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))) = cast(owner.since as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) <= case eventspec_event
        when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 2 then a.reviewed_at
      end < coalesce(owner.eventspec_end, cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
    inner join crm.price_history as price on (price.plan = plan.plan)
      and price.valid_from <= dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.priced_at))) = a.priced_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.priced_at)), convert_timezone('Europe/Brussels', 'UTC', a.priced_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      and dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.priced_at))) = a.priced_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.priced_at)), convert_timezone('Europe/Brussels', 'UTC', a.priced_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) < coalesce(price.valid_to, cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
    left join (
      select
        rate.*,
        lead(dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)))) = cast(rate.day as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))) over (order by dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)))) = cast(rate.day as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))) as eventspec_end
      from crm.rates as rate
      where
        (rate.currency = 'EUR')
        and dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)))) = cast(rate.day as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) is not null
    ) as rate on (rate.currency = 'EUR')
      and dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)))) = cast(rate.day as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(rate.day as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) <= case eventspec_event
        when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 2 then a.reviewed_at
      end < coalesce(rate.eventspec_end, cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
    left join (
      select
        era.*,
        lead(dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', era.since))) = era.since, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', era.since)), convert_timezone('Europe/Brussels', 'UTC', era.since))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))) over (order by dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', era.since))) = era.since, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', era.since)), convert_timezone('Europe/Brussels', 'UTC', era.since))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))) as eventspec_end
      from crm.eras as era
      where
        dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', era.since))) = era.since, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', era.since)), convert_timezone('Europe/Brussels', 'UTC', era.since))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) is not null
    ) as era on true
      and dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', era.since))) = era.since, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', era.since)), convert_timezone('Europe/Brussels', 'UTC', era.since))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) <= a.reviewed_at
      and a.reviewed_at < coalesce(era.eventspec_end, cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
    left join crm.seasons as season on season.open
      and dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(season.first_day as timestamp_ntz)))) = cast(season.first_day as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(season.first_day as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(season.first_day as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) <= case eventspec_event
        when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 2 then a.reviewed_at
      end
      and case eventspec_event
        when 0 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 1 then dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
        when 2 then a.reviewed_at
      end < coalesce(dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(season.next_day as timestamp_ntz)))) = cast(season.next_day as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(season.next_day as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(season.next_day as timestamp_ntz)))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)), cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
  where
    case eventspec_event
      when 0 then true
      when 1 then (plan.plan <> 'none')
      when 2 then true
    end
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)

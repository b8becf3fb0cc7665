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
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.accounts' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    case branch.n
      when 0 then 'account_opened'
      when 1 then 'account_closed'
      when 2 then 'account_reviewed'
    end as event,
    case branch.n
      when 0 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), 6))
      when 1 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), 6))
      when 2 then convert_timezone('UTC', a.reviewed_at)
    end as occurred_at,
    cast(a.account_id as varchar) as account_id,
    plan.plan as plan,
    owner.name as owner,
    price.cents as price,
    r.name as region,
    cast(a.account_id as varchar) as source_key
  from crm.accounts as a
    left join crm.regions as r on (r.region_id = a.region_id)
    cross join (values (0), (1), (2)) as branch (n)
    left join crm.plan_history as plan on (plan.account_id = a.account_id)
      and convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', plan.valid_from))) = plan.valid_from, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', plan.valid_from)), convert_timezone('Europe/Brussels', 'UTC', plan.valid_from))), 6)) <= case branch.n
        when 0 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), 6))
        when 1 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), 6))
        when 2 then convert_timezone('UTC', a.reviewed_at)
      end
      and case branch.n
        when 0 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), 6))
        when 1 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), 6))
        when 2 then convert_timezone('UTC', a.reviewed_at)
      end < coalesce(convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', plan.valid_to))) = plan.valid_to, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', plan.valid_to)), convert_timezone('Europe/Brussels', 'UTC', plan.valid_to))), 6)), cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
    left join (
      select
        owner.*,
        lead(convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))) = cast(owner.since as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))), 6))) over (partition by owner.account_id order by convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))) = cast(owner.since as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))), 6))) as next_start
      from crm.owner_history as owner
      where
        convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))) = cast(owner.since as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))), 6)) is not null
    ) as owner on (owner.account_id = a.account_id)
      and convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))) = cast(owner.since as timestamp_ntz), dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz))), convert_timezone('Europe/Brussels', 'UTC', cast(owner.since as timestamp_ntz)))), 6)) <= case branch.n
        when 0 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), 6))
        when 1 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), 6))
        when 2 then convert_timezone('UTC', a.reviewed_at)
      end
      and case branch.n
        when 0 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at))) = a.opened_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.opened_at)), convert_timezone('Europe/Brussels', 'UTC', a.opened_at))), 6))
        when 1 then convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at))) = a.closed_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.closed_at)), convert_timezone('Europe/Brussels', 'UTC', a.closed_at))), 6))
        when 2 then convert_timezone('UTC', a.reviewed_at)
      end < coalesce(owner.next_start, cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
    inner join crm.price_history as price on (price.plan = plan.plan)
      and convert_timezone('UTC', price.valid_from) <= convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.priced_at))) = a.priced_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.priced_at)), convert_timezone('Europe/Brussels', 'UTC', a.priced_at))), 6))
      and convert_timezone('UTC', to_timestamp_tz(date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.priced_at))) = a.priced_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', a.priced_at)), convert_timezone('Europe/Brussels', 'UTC', a.priced_at))), 6)) < coalesce(convert_timezone('UTC', price.valid_to), cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
  where
    case branch.n
      when 0 then true
      when 1 then (plan.plan <> 'none')
      when 2 then true
    end
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)

-- narrow
-- eventspec 1: visit_made, visit_noted, value_set, value_joined, branch_opened, branch_closed, value_owned, value_named, value_paid from names.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.event' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'visit_made'
      when 1 then 'visit_noted'
    end as event,
    case eventspec_event
      when 0 then cast(concat(event.time, ' UTC') as timestamp)
      when 1 then cast(concat(event.at, ' UTC') as timestamp)
    end as occurred_at,
    cast(event.owner as string) as account_id,
    case eventspec_event
      when 0 then to_json(named_struct(
        'noted_at', concat(replace(substr(cast(cast(event.at as timestamp_ntz) as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(cast(event.at as timestamp_ntz) as string), 21), 6, '0')),
        'plan', found.plan,
        'newest', latest.plan,
        'account', a.name,
        'asked', cast(param.owner as bigint),
        'seen', cast((case when a.since <= event_2.`at` then 'before' else 'never' end) as string)
      ), map('ignoreNullFields', 'false'))
      when 1 then to_json(named_struct(
        'account', a.name,
        'asked', cast(param.owner as bigint),
        'seen', cast((case when a.since <= event_2.`at` then 'before' else 'never' end) as string)
      ), map('ignoreNullFields', 'false'))
    end as properties,
    cast(event.id as string) as source_key
  from shop.event as event
    cross join (values (0), (1)) as eventspec (eventspec_event)
    cross join lateral (select case eventspec_event
      when 0 then cast(concat(event.time, ' UTC') as timestamp)
      when 1 then cast(concat(event.at, ' UTC') as timestamp)
    end as `at`) as event_2
    cross join lateral (select event.owner as owner) as param
    left join shop.plans as found on (found.account_id = event.owner)
      and found.valid_from <= case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end
      and case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end < coalesce(found.valid_to, timestamp_ntz'9999-12-31 23:59:59.999999')
    left join (
      select
        latest.*,
        lead(latest.valid_from) over (partition by latest.account_id order by latest.valid_from) as eventspec_end
      from shop.plans as latest
      where
        latest.valid_from is not null
    ) as latest on (latest.account_id = event.owner)
      and latest.valid_from <= case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end
      and case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end < coalesce(latest.eventspec_end, timestamp_ntz'9999-12-31 23:59:59.999999')
    left join shop.accounts as a on (a.account_id = param.owner and a.since <= event_2.`at`)
  where
    case eventspec_event
      when 0 then true
      when 1 then (event.at is not null)
    end
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('value_set|' || coalesce(source_key, '~')) as event_id,
  'value_set' as event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(param.time, ' UTC') as timestamp) as occurred_at,
    to_json(named_struct(
      'own', param.owner,
      'account', a.name,
      'asked', param_2.owner,
      'seen', cast((case when a.since <= event.`at` then 'before' else 'never' end) as string)
    ), map('ignoreNullFields', 'false')) as properties,
    cast(param.id as string) as source_key
  from shop.param as param
    cross join lateral (select cast(concat(param.time, ' UTC') as timestamp) as `at`) as event
    cross join lateral (select param.account as owner) as param_2
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event.`at`)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('value_joined|' || coalesce(source_key, '~')) as event_id,
  'value_joined' as event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(r.time, ' UTC') as timestamp) as occurred_at,
    to_json(named_struct(
      'noted_at', concat(replace(substr(cast(cast(event.at as timestamp_ntz) as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(cast(event.at as timestamp_ntz) as string), 21), 6, '0')),
      'account', a.name,
      'asked', cast(param.owner as bigint),
      'seen', cast((case when a.since <= event_2.`at` then 'before' else 'never' end) as string)
    ), map('ignoreNullFields', 'false')) as properties,
    cast(r.id as string) as source_key
  from shop.param as r
    left join shop.event as event on (event.id = r.id)
    cross join lateral (select cast(concat(r.time, ' UTC') as timestamp) as `at`) as event_2
    cross join lateral (select r.account as owner) as param
    left join shop.accounts as a on (a.account_id = param.owner and a.since <= event_2.`at`)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.branches' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    case eventspec_event_2
      when 0 then 'branch_opened'
      when 1 then 'branch_closed'
    end as event,
    case eventspec_event_2
      when 0 then cast(concat(eventspec.opened, ' UTC') as timestamp)
      when 1 then cast(concat(eventspec.closed, ' UTC') as timestamp)
    end as occurred_at,
    case eventspec_event_2
      when 0 then to_json(named_struct('place', eventspec_event, 'plan', source.plan), map('ignoreNullFields', 'false'))
      when 1 then to_json(named_struct('place', eventspec.eventspec_event), map('ignoreNullFields', 'false'))
    end as properties,
    cast(eventspec.id as string) as source_key
  from shop.branches as eventspec
    left join shop.plans as source on (source.account_id = eventspec.id and source.valid_to is null)
    cross join (values (0), (1)) as eventspec_2 (eventspec_event_2)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('value_owned|' || coalesce(source_key, '~')) as event_id,
  'value_owned' as event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(time, ' UTC') as timestamp) as occurred_at,
    to_json(named_struct(
      'owner', owner,
      'account', a.name,
      'asked', cast(param.owner_2 as bigint),
      'seen', cast((case when a.since <= event.`at` then 'before' else 'never' end) as string)
    ), map('ignoreNullFields', 'false')) as properties,
    cast(id as string) as source_key
  from shop.param as p
    cross join lateral (select cast(concat(time, ' UTC') as timestamp) as `at`) as event
    cross join lateral (select account as owner_2) as param
    left join shop.accounts as a on (a.account_id = param.owner_2 and a.since <= event.`at`)
  where
    (owner > 0)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('value_named|' || coalesce(source_key, '~')) as event_id,
  'value_named' as event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(p.time, ' UTC') as timestamp) as occurred_at,
    to_json(named_struct('own_name', name), map('ignoreNullFields', 'false')) as properties,
    cast(p.id as string) as source_key
  from shop.param as p
    cross join lateral (select p.account as name_2) as param
    left join shop.accounts as n on (n.account_id = param.name_2)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('value_paid|' || coalesce(source_key, '~')) as event_id,
  'value_paid' as event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(param.time, ' UTC') as timestamp) as occurred_at,
    to_json(named_struct(
      'own', param.owner,
      'account', a.name,
      'asked', param_2.owner,
      'seen', cast((case when a.since <= event.`at` then 'before' else 'never' end) as string),
      'payer', b.name,
      'paid_by', ((param.owner))
    ), map('ignoreNullFields', 'false')) as properties,
    cast(param.id as string) as source_key
  from shop.param as param
    cross join lateral (select cast(concat(param.time, ' UTC') as timestamp) as `at`) as event
    cross join lateral (select param.account as owner) as param_2
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event.`at`)
    left join shop.accounts as b on (b.account_id = (param.owner) - 58 and b.since > event.`at`)
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

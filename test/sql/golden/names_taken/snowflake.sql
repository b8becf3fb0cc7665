-- narrow
-- eventspec 1: visit_made, visit_noted, value_set, value_joined, branch_opened, branch_closed, value_owned, value_named, value_paid from names.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.event' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'visit_made'
      when 1 then 'visit_noted'
    end as event,
    case eventspec_event
      when 0 then dateadd(microsecond, date_part(epoch_microsecond, event.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 1 then dateadd(microsecond, date_part(epoch_microsecond, event.at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
    end as occurred_at,
    cast(event.owner as varchar) as account_id,
    case eventspec_event
      when 0 then object_construct_keep_null(
        'noted_at', to_varchar(cast(event.at as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6'),
        'plan', found.plan,
        'newest', latest.plan,
        'account', a.name,
        'asked', cast(param.owner as bigint),
        'seen', cast((case when a.since <= event_2."AT" then 'before' else 'never' end) as varchar)
      )
      when 1 then object_construct_keep_null(
        'account', a.name,
        'asked', cast(param.owner as bigint),
        'seen', cast((case when a.since <= event_2."AT" then 'before' else 'never' end) as varchar)
      )
    end as properties,
    cast(event.id as varchar) as source_key
  from shop.event as event
    cross join (values (0), (1)) as eventspec (eventspec_event)
    cross join lateral (select case eventspec_event
      when 0 then dateadd(microsecond, date_part(epoch_microsecond, event.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 1 then dateadd(microsecond, date_part(epoch_microsecond, event.at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
    end as "AT") as event_2
    cross join lateral (select event.owner as owner) as param
    left join shop.plans as found on (found.account_id = event.owner)
      and found.valid_from <= case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end
      and case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end < coalesce(found.valid_to, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
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
      end < coalesce(latest.eventspec_end, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
    left join shop.accounts as a on (a.account_id = param.owner and a.since <= event_2."AT")
  where
    case eventspec_event
      when 0 then true
      when 1 then (event.at is not null)
    end
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5('value_set|' || coalesce(source_key, '~')) as event_id,
  'value_set' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, param.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    object_construct_keep_null(
      'own', param.owner,
      'account', a.name,
      'asked', param_2.owner,
      'seen', cast((case when a.since <= event."AT" then 'before' else 'never' end) as varchar)
    ) as properties,
    cast(param.id as varchar) as source_key
  from shop.param as param
    cross join lateral (select dateadd(microsecond, date_part(epoch_microsecond, param.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as "AT") as event
    cross join lateral (select param.account as owner) as param_2
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event."AT")
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5('value_joined|' || coalesce(source_key, '~')) as event_id,
  'value_joined' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, r.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    object_construct_keep_null(
      'noted_at', to_varchar(cast(event.at as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6'),
      'account', a.name,
      'asked', cast(param.owner as bigint),
      'seen', cast((case when a.since <= event_2."AT" then 'before' else 'never' end) as varchar)
    ) as properties,
    cast(r.id as varchar) as source_key
  from shop.param as r
    left join shop.event as event on (event.id = r.id)
    cross join lateral (select dateadd(microsecond, date_part(epoch_microsecond, r.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as "AT") as event_2
    cross join lateral (select r.account as owner) as param
    left join shop.accounts as a on (a.account_id = param.owner and a.since <= event_2."AT")
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.branches' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    case eventspec_event_2
      when 0 then 'branch_opened'
      when 1 then 'branch_closed'
    end as event,
    case eventspec_event_2
      when 0 then dateadd(microsecond, date_part(epoch_microsecond, eventspec.opened), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
      when 1 then dateadd(microsecond, date_part(epoch_microsecond, eventspec.closed), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
    end as occurred_at,
    case eventspec_event_2
      when 0 then object_construct_keep_null('place', eventspec_event, 'plan', source.plan)
      when 1 then object_construct_keep_null('place', eventspec.eventspec_event)
    end as properties,
    cast(eventspec.id as varchar) as source_key
  from shop.branches as eventspec
    left join shop.plans as source on (source.account_id = eventspec.id and source.valid_to is null)
    cross join (values (0), (1)) as eventspec_2 (eventspec_event_2)
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5('value_owned|' || coalesce(source_key, '~')) as event_id,
  'value_owned' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    object_construct_keep_null(
      'owner', owner,
      'account', a.name,
      'asked', cast(param.owner_2 as bigint),
      'seen', cast((case when a.since <= event."AT" then 'before' else 'never' end) as varchar)
    ) as properties,
    cast(id as varchar) as source_key
  from shop.param as p
    cross join lateral (select dateadd(microsecond, date_part(epoch_microsecond, time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as "AT") as event
    cross join lateral (select account as owner_2) as param
    left join shop.accounts as a on (a.account_id = param.owner_2 and a.since <= event."AT")
  where
    (owner > 0)
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5('value_named|' || coalesce(source_key, '~')) as event_id,
  'value_named' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, p.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    object_construct_keep_null('own_name', name) as properties,
    cast(p.id as varchar) as source_key
  from shop.param as p
    cross join lateral (select p.account as name_2) as param
    left join shop.accounts as n on (n.account_id = param.name_2)
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5('value_paid|' || coalesce(source_key, '~')) as event_id,
  'value_paid' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, param.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    object_construct_keep_null(
      'own', param.owner,
      'account', a.name,
      'asked', param_2.owner,
      'seen', cast((case when a.since <= event."AT" then 'before' else 'never' end) as varchar),
      'payer', b.name,
      'paid_by', ((param.owner))
    ) as properties,
    cast(param.id as varchar) as source_key
  from shop.param as param
    cross join lateral (select dateadd(microsecond, date_part(epoch_microsecond, param.time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as "AT") as event
    cross join lateral (select param.account as owner) as param_2
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event."AT")
    left join shop.accounts as b on (b.account_id = (param.owner) - 58 and b.since > event."AT")
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)

-- narrow
-- eventspec 1: visit_made, visit_noted, value_set, value_joined, branch_opened, branch_closed, value_owned, value_named, value_paid from names.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.event' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'visit_made'
      when 1 then 'visit_noted'
    end as event,
    case eventspec_event
      when 0 then timezone('UTC', event.time)
      when 1 then timezone('UTC', event.at)
    end as occurred_at,
    cast(event.owner as varchar(65535)) as account_id,
    case eventspec_event
      when 0 then object(
        'noted_at', to_char(event.at, 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        'plan', found.plan,
        'newest', latest.plan,
        'account', a.name,
        'asked', cast(((event.owner)) as bigint),
        'seen', cast((
          case when a.since <= (case eventspec_event
            when 0 then timezone('UTC', event.time)
            when 1 then timezone('UTC', event.at)
          end) then 'before' else 'never' end
        ) as varchar(65535))
      )
      when 1 then object(
        'account', a.name,
        'asked', cast(((event.owner)) as bigint),
        'seen', cast((
          case when a.since <= (case eventspec_event
            when 0 then timezone('UTC', event.time)
            when 1 then timezone('UTC', event.at)
          end) then 'before' else 'never' end
        ) as varchar(65535))
      )
    end as properties,
    cast(event.id as varchar(65535)) as source_key
  from shop.event as event
    cross join (select 0 as eventspec_event union all select 1) as eventspec
    left join shop.plans as found on (found.account_id = event.owner)
      and found.valid_from <= case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end
      and case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end < coalesce(found.valid_to, cast('9999-12-31 23:59:59.999999' as timestamp))
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
      end < coalesce(latest.eventspec_end, cast('9999-12-31 23:59:59.999999' as timestamp))
    left join shop.accounts as a on (
      a.account_id = (event.owner) and a.since <= (case eventspec_event
        when 0 then timezone('UTC', event.time)
        when 1 then timezone('UTC', event.at)
      end)
    )
  where
    case eventspec_event
      when 0 then true
      when 1 then (event.at is not null)
    end
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('value_set|' || coalesce(source_key, '~')) as event_id,
  'value_set' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar(65535)) as account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', param.time) as occurred_at,
    object(
      'own', param.owner,
      'account', a.name,
      'asked', ((param.account)),
      'seen', cast((case when a.since <= (timezone('UTC', param.time)) then 'before' else 'never' end) as varchar(65535))
    ) as properties,
    cast(param.id as varchar(65535)) as source_key
  from shop.param as param
    left join shop.accounts as a on (a.account_id = (param.account) and a.since <= (timezone('UTC', param.time)))
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('value_joined|' || coalesce(source_key, '~')) as event_id,
  'value_joined' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar(65535)) as account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', r.time) as occurred_at,
    object(
      'noted_at', to_char(event.at, 'YYYY-MM-DD"T"HH24:MI:SS.US'),
      'account', a.name,
      'asked', cast(((r.account)) as bigint),
      'seen', cast((case when a.since <= (timezone('UTC', r.time)) then 'before' else 'never' end) as varchar(65535))
    ) as properties,
    cast(r.id as varchar(65535)) as source_key
  from shop.param as r
    left join shop.event as event on (event.id = r.id)
    left join shop.accounts as a on (a.account_id = (r.account) and a.since <= (timezone('UTC', r.time)))
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as varchar(65535)) as account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.branches' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event_2
      when 0 then 'branch_opened'
      when 1 then 'branch_closed'
    end as event,
    case eventspec_event_2
      when 0 then timezone('UTC', eventspec.opened)
      when 1 then timezone('UTC', eventspec.closed)
    end as occurred_at,
    case eventspec_event_2
      when 0 then object('place', eventspec_event, 'plan', source.plan)
      when 1 then object('place', eventspec.eventspec_event)
    end as properties,
    cast(eventspec.id as varchar(65535)) as source_key
  from shop.branches as eventspec
    left join shop.plans as source on (source.account_id = eventspec.id and source.valid_to is null)
    cross join (select 0 as eventspec_event_2 union all select 1) as eventspec_2
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('value_owned|' || coalesce(source_key, '~')) as event_id,
  'value_owned' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar(65535)) as account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', time) as occurred_at,
    object(
      'owner', owner,
      'account', a.name,
      'asked', cast(((account)) as bigint),
      'seen', cast((case when a.since <= (timezone('UTC', time)) then 'before' else 'never' end) as varchar(65535))
    ) as properties,
    cast(id as varchar(65535)) as source_key
  from shop.param as p
    left join shop.accounts as a on (a.account_id = (account) and a.since <= (timezone('UTC', time)))
  where
    (owner > 0)
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('value_named|' || coalesce(source_key, '~')) as event_id,
  'value_named' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar(65535)) as account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', p.time) as occurred_at,
    object('own_name', name) as properties,
    cast(p.id as varchar(65535)) as source_key
  from shop.param as p
    left join shop.accounts as n on (n.account_id = (p.account))
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('value_paid|' || coalesce(source_key, '~')) as event_id,
  'value_paid' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar(65535)) as account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', param.time) as occurred_at,
    object(
      'own', param.owner,
      'account', a.name,
      'asked', ((param.account)),
      'seen', cast((case when a.since <= (timezone('UTC', param.time)) then 'before' else 'never' end) as varchar(65535)),
      'payer', b.name,
      'paid_by', ((param.owner))
    ) as properties,
    cast(param.id as varchar(65535)) as source_key
  from shop.param as param
    left join shop.accounts as a on (a.account_id = (param.account) and a.since <= (timezone('UTC', param.time)))
    left join shop.accounts as b on (b.account_id = (param.owner) - 58 and b.since > (timezone('UTC', param.time)))
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

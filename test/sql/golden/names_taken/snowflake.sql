-- narrow
-- eventspec 1: visit_made, visit_noted, value_set and 6 more from names.events.yml
with event_events as (
  select
    step.event_2 as event,
    case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end as occurred_at,
    event.owner as account_id,
    event.at as noted_at,
    found.plan,
    latest.plan as newest,
    a.name as account,
    event.owner::bigint as asked,
    cast(case when a.since <= dateadd(microsecond, date_part(epoch_microsecond, case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) then 'before' else 'never' end as varchar) as seen,
    event.id
  from shop.event as event
  cross join (
    values ('visit_made'), ('visit_noted')
  ) as step (event_2)
  left join shop.plans as found
    on found.account_id = event.owner
    and found.valid_from <= case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end
    and case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end < coalesce(found.valid_to, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
  left join (
    select
      latest.*,
      lead(latest.valid_from) over (partition by latest.account_id order by latest.valid_from) as eventspec_end
    from shop.plans as latest
    where latest.valid_from is not null
  ) as latest
    on latest.account_id = event.owner
    and latest.valid_from <= case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end
    and case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end < coalesce(latest.eventspec_end, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
  left join shop.accounts as a
    on a.account_id = event.owner and a.since <= dateadd(microsecond, date_part(epoch_microsecond, case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
  where step.event_2 <> 'visit_noted' or event.at is not null
),

branches_events as (
  select
    step.event,
    case step.event
      when 'branch_opened' then eventspec.opened
      when 'branch_closed' then eventspec.closed
    end as occurred_at,
    case step.event
      when 'branch_opened' then eventspec_event
      when 'branch_closed' then eventspec.eventspec_event
    end as place,
    source.plan,
    eventspec.id
  from shop.branches as eventspec
  left join shop.plans as source
    on source.account_id = eventspec.id and source.valid_to is null
  cross join (
    values ('branch_opened'), ('branch_closed')
  ) as step (event)
)

select
  md5(event || '|' || id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  case event
    when 'visit_made' then object_construct_keep_null(
      'noted_at', to_varchar(cast(noted_at as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6'),
      'plan', plan,
      'newest', newest,
      'account', account,
      'asked', asked,
      'seen', seen
    )
    when 'visit_noted' then object_construct_keep_null('account', account, 'asked', asked, 'seen', seen)
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.event' as source,
  id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from event_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('value_set|' || param.id) as event_id,
  'value_set' as event,
  1 as event_version,
  param.time as occurred_at,
  null::varchar as account_id,
  object_construct_keep_null(
    'own', param.owner,
    'account', a.name,
    'asked', param.account,
    'seen', cast(
      case
        when a.since <= dateadd(
          microsecond,
          date_part(epoch_microsecond, param.time),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        ) then 'before'
        else 'never'
      end as varchar
    )
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.param' as source,
  param.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account
  and a.since <= dateadd(
    microsecond,
    date_part(epoch_microsecond, param.time),
    cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
  )
where param.time <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('value_joined|' || r.id) as event_id,
  'value_joined' as event,
  1 as event_version,
  r.time as occurred_at,
  null::varchar as account_id,
  object_construct_keep_null(
    'noted_at', to_varchar(cast(event.at as timestamp_ntz), 'YYYY-MM-DD"T"HH24:MI:SS.FF6'),
    'account', a.name,
    'asked', r.account::bigint,
    'seen', cast(
      case
        when a.since <= dateadd(
          microsecond,
          date_part(epoch_microsecond, r.time),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        ) then 'before'
        else 'never'
      end as varchar
    )
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.param' as source,
  r.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as r
left join shop.event as event
  on event.id = r.id
left join shop.accounts as a
  on a.account_id = r.account
  and a.since <= dateadd(
    microsecond,
    date_part(epoch_microsecond, r.time),
    cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
  )
where r.time <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5(event || '|' || id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  null::varchar as account_id,
  case event
    when 'branch_opened' then object_construct_keep_null('place', place, 'plan', plan)
    when 'branch_closed' then object_construct_keep_null('place', place)
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.branches' as source,
  id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from branches_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('value_owned|' || id) as event_id,
  'value_owned' as event,
  1 as event_version,
  time as occurred_at,
  null::varchar as account_id,
  object_construct_keep_null(
    'owner', owner,
    'account', a.name,
    'asked', account::bigint,
    'seen', cast(
      case
        when a.since <= dateadd(microsecond, date_part(epoch_microsecond, time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) then 'before'
        else 'never'
      end as varchar
    )
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.param' as source,
  id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as p
left join shop.accounts as a
  on a.account_id = account
  and a.since <= dateadd(microsecond, date_part(epoch_microsecond, time), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
where owner > 0
  and time <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('value_named|' || p.id) as event_id,
  'value_named' as event,
  1 as event_version,
  p.time as occurred_at,
  null::varchar as account_id,
  object_construct_keep_null('own_name', n.name) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.param' as source,
  p.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as p
left join shop.accounts as n
  on n.account_id = p.account
where p.time <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('value_paid|' || param.id) as event_id,
  'value_paid' as event,
  1 as event_version,
  param.time as occurred_at,
  null::varchar as account_id,
  object_construct_keep_null(
    'own', param.owner,
    'account', a.name,
    'asked', param.account,
    'seen', cast(
      case
        when a.since <= dateadd(
          microsecond,
          date_part(epoch_microsecond, param.time),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        ) then 'before'
        else 'never'
      end as varchar
    ),
    'payer', b.name,
    'paid_by', param.owner
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'shop.param' as source,
  param.id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account
  and a.since <= dateadd(
    microsecond,
    date_part(epoch_microsecond, param.time),
    cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
  )
left join shop.accounts as b
  on b.account_id = param.owner - 58
  and b.since > dateadd(
    microsecond,
    date_part(epoch_microsecond, param.time),
    cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
  )
where param.time <= cast('2027-01-01 00:00:00' as timestamp_ntz)

-- narrow
-- eventspec 1: visit_made, visit_noted, value_set and 6 more from names.events.yml
with event_events as (
  select
    step.event_2 as event,
    with_timezone(case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end, 'UTC') as occurred_at,
    event.owner as account_id,
    event.at as noted_at,
    found.plan,
    latest.plan as newest,
    a.name as account,
    cast(event.owner as bigint) as asked,
    cast(case when a.since <= with_timezone(case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end, 'UTC') then 'before' else 'never' end as varchar) as seen,
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
    end < coalesce(found.valid_to, timestamp '73000-01-01 00:00:00')
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
    end < coalesce(latest.eventspec_end, timestamp '73000-01-01 00:00:00')
  left join shop.accounts as a
    on a.account_id = event.owner and a.since <= with_timezone(case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end, 'UTC')
  where step.event_2 <> 'visit_noted' or event.at is not null
),

branches_events as (
  select
    step.event,
    with_timezone(case step.event
      when 'branch_opened' then eventspec.opened
      when 'branch_closed' then eventspec.closed
    end, 'UTC') as occurred_at,
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as varchar) as account_id,
  case event
    when 'visit_made' then json_object(
      'noted_at': json_format(cast(replace(cast(cast(noted_at as timestamp(6)) as varchar), ' ', 'T') as json)) format json,
      'plan': plan,
      'newest': newest,
      'account': account,
      'asked': asked,
      'seen': seen
    )
    when 'visit_noted' then json_object('account': account, 'asked': asked, 'seen': seen)
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.event' as source,
  cast(id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from event_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('value_set|' || cast(param.id as varchar))))) as event_id,
  'value_set' as event,
  1 as event_version,
  with_timezone(param.time, 'UTC') as occurred_at,
  cast(null as varchar) as account_id,
  json_object(
    'own': param.owner,
    'account': a.name,
    'asked': param.account,
    'seen': cast(case when a.since <= with_timezone(param.time, 'UTC') then 'before' else 'never' end as varchar)
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  cast(param.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and a.since <= with_timezone(param.time, 'UTC')
where param.time <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8('value_joined|' || cast(r.id as varchar))))) as event_id,
  'value_joined' as event,
  1 as event_version,
  with_timezone(r.time, 'UTC') as occurred_at,
  cast(null as varchar) as account_id,
  json_object(
    'noted_at': json_format(cast(replace(cast(cast(event.at as timestamp(6)) as varchar), ' ', 'T') as json)) format json,
    'account': a.name,
    'asked': cast(r.account as bigint),
    'seen': cast(case when a.since <= with_timezone(r.time, 'UTC') then 'before' else 'never' end as varchar)
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  cast(r.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.param as r
left join shop.event as event
  on event.id = r.id
left join shop.accounts as a
  on a.account_id = r.account and a.since <= with_timezone(r.time, 'UTC')
where r.time <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  case event
    when 'branch_opened' then json_object('place': place, 'plan': plan)
    when 'branch_closed' then json_object('place': place)
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.branches' as source,
  cast(id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from branches_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('value_owned|' || cast(id as varchar))))) as event_id,
  'value_owned' as event,
  1 as event_version,
  with_timezone(time, 'UTC') as occurred_at,
  cast(null as varchar) as account_id,
  json_object(
    'owner': owner,
    'account': a.name,
    'asked': cast(account as bigint),
    'seen': cast(case when a.since <= with_timezone(time, 'UTC') then 'before' else 'never' end as varchar)
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  cast(id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.param as p
left join shop.accounts as a
  on a.account_id = account and a.since <= with_timezone(time, 'UTC')
where owner > 0
  and time <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8('value_named|' || cast(p.id as varchar))))) as event_id,
  'value_named' as event,
  1 as event_version,
  with_timezone(p.time, 'UTC') as occurred_at,
  cast(null as varchar) as account_id,
  json_object('own_name': n.name) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  cast(p.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.param as p
left join shop.accounts as n
  on n.account_id = p.account
where p.time <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8('value_paid|' || cast(param.id as varchar))))) as event_id,
  'value_paid' as event,
  1 as event_version,
  with_timezone(param.time, 'UTC') as occurred_at,
  cast(null as varchar) as account_id,
  json_object(
    'own': param.owner,
    'account': a.name,
    'asked': param.account,
    'seen': cast(case when a.since <= with_timezone(param.time, 'UTC') then 'before' else 'never' end as varchar),
    'payer': b.name,
    'paid_by': param.owner
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  cast(param.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and a.since <= with_timezone(param.time, 'UTC')
left join shop.accounts as b
  on b.account_id = param.owner - 58 and b.since > with_timezone(param.time, 'UTC')
where param.time <= timestamp '2027-01-01 00:00:00'

-- narrow
-- eventspec 1: visit_made, visit_noted, value_set and 6 more from names.events.yml
with event_events as (
  select
    step.event_2 as event,
    timestamp(step.happened_at) as occurred_at,
    event.owner as account_id,
    event.at as noted_at,
    found.plan,
    latest.plan as newest,
    a.name as account,
    cast(event.owner as int64) as asked,
    cast(case when timestamp(a.since) <= timestamp(step.happened_at) then 'before' else 'never' end as string) as seen,
    event.id
  from shop.event as event
  cross join unnest([
    struct('visit_made' as event_2, event.time as happened_at),
    ('visit_noted', event.at)
  ]) as step
  left join shop.plans as found
    on found.account_id = event.owner
    and found.valid_from <= step.happened_at
    and step.happened_at < coalesce(found.valid_to, datetime '9999-12-31 23:59:59.999999')
  left join (
    select
      latest.*,
      lead(latest.valid_from) over (partition by latest.account_id order by latest.valid_from) as eventspec_end
    from shop.plans as latest
    where latest.valid_from is not null
  ) as latest
    on latest.account_id = event.owner
    and latest.valid_from <= step.happened_at
    and step.happened_at < coalesce(latest.eventspec_end, datetime '9999-12-31 23:59:59.999999')
  left join shop.accounts as a
    on a.account_id = event.owner and timestamp(a.since) <= timestamp(step.happened_at)
  where step.event_2 <> 'visit_noted' or event.at is not null
),

branches_events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    case step.event
      when 'branch_opened' then eventspec_event
      when 'branch_closed' then eventspec.eventspec_event
    end as place,
    source.plan,
    eventspec.id
  from shop.branches as eventspec
  left join shop.plans as source
    on source.account_id = eventspec.id and source.valid_to is null
  cross join unnest([
    struct('branch_opened' as event, eventspec.opened as happened_at),
    ('branch_closed', eventspec.closed)
  ]) as step
)

select
  to_hex(md5(event || '|' || cast(id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as string) as account_id,
  case event
    when 'visit_made' then json_object(
      'noted_at', format_datetime('%E4Y-%m-%dT%H:%M:%E6S', noted_at),
      'plan', plan,
      'newest', newest,
      'account', account,
      'asked', asked,
      'seen', seen
    )
    when 'visit_noted' then json_object('account', account, 'asked', asked, 'seen', seen)
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.event' as source,
  cast(id as string) as source_key,
  cast(null as timestamp) as loaded_at
from event_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('value_set|' || cast(param.id as string))) as event_id,
  'value_set' as event,
  1 as event_version,
  timestamp(param.time) as occurred_at,
  cast(null as string) as account_id,
  json_object(
    'own', param.owner,
    'account', a.name,
    'asked', param.account,
    'seen', cast(case when timestamp(a.since) <= timestamp(param.time) then 'before' else 'never' end as string)
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  cast(param.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and timestamp(a.since) <= timestamp(param.time)
where param.time <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('value_joined|' || cast(r.id as string))) as event_id,
  'value_joined' as event,
  1 as event_version,
  timestamp(r.time) as occurred_at,
  cast(null as string) as account_id,
  json_object(
    'noted_at', format_datetime('%E4Y-%m-%dT%H:%M:%E6S', event.at),
    'account', a.name,
    'asked', cast(r.account as int64),
    'seen', cast(case when timestamp(a.since) <= timestamp(r.time) then 'before' else 'never' end as string)
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  cast(r.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.param as r
left join shop.event as event
  on event.id = r.id
left join shop.accounts as a
  on a.account_id = r.account and timestamp(a.since) <= timestamp(r.time)
where r.time <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5(event || '|' || cast(id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  case event
    when 'branch_opened' then json_object('place', place, 'plan', plan)
    when 'branch_closed' then json_object('place', place)
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.branches' as source,
  cast(id as string) as source_key,
  cast(null as timestamp) as loaded_at
from branches_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('value_owned|' || cast(id as string))) as event_id,
  'value_owned' as event,
  1 as event_version,
  timestamp(time) as occurred_at,
  cast(null as string) as account_id,
  json_object(
    'owner', owner,
    'account', a.name,
    'asked', cast(account as int64),
    'seen', cast(case when timestamp(a.since) <= timestamp(time) then 'before' else 'never' end as string)
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  cast(id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.param as p
left join shop.accounts as a
  on a.account_id = account and timestamp(a.since) <= timestamp(time)
where owner > 0
  and time <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('value_named|' || cast(p.id as string))) as event_id,
  'value_named' as event,
  1 as event_version,
  timestamp(p.time) as occurred_at,
  cast(null as string) as account_id,
  json_object('own_name', n.name) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  cast(p.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.param as p
left join shop.accounts as n
  on n.account_id = p.account
where p.time <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('value_paid|' || cast(param.id as string))) as event_id,
  'value_paid' as event,
  1 as event_version,
  timestamp(param.time) as occurred_at,
  cast(null as string) as account_id,
  json_object(
    'own', param.owner,
    'account', a.name,
    'asked', param.account,
    'seen', cast(case when timestamp(a.since) <= timestamp(param.time) then 'before' else 'never' end as string),
    'payer', b.name,
    'paid_by', param.owner
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'shop.param' as source,
  cast(param.id as string) as source_key,
  cast(null as timestamp) as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and timestamp(a.since) <= timestamp(param.time)
left join shop.accounts as b
  on b.account_id = param.owner - 58 and timestamp(b.since) > timestamp(param.time)
where param.time <= datetime '2027-01-01 00:00:00'

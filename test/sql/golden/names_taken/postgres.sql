-- narrow
-- eventspec 1: visit_made, visit_noted, value_set and 6 more from names.events.yml
with event_events as (
  select
    step.event_2 as event,
    step.happened_at at time zone 'UTC' as occurred_at,
    event.owner as account_id,
    event.at as noted_at,
    found.plan,
    latest.plan as newest,
    a.name as account,
    event.owner::bigint as asked,
    cast(case when a.since <= (step.happened_at at time zone 'UTC') then 'before' else 'never' end as text) as seen,
    event.id
  from shop.event as event
  cross join lateral (
    values
      ('visit_made', event.time),
      ('visit_noted', event.at)
  ) as step (event_2, happened_at)
  left join shop.plans as found
    on found.account_id = event.owner
    and found.valid_from <= step.happened_at
    and step.happened_at < coalesce(found.valid_to, timestamp 'infinity')
  left join (
    select
      latest.*,
      lead(latest.valid_from) over (partition by latest.account_id order by latest.valid_from) as eventspec_end
    from shop.plans as latest
    where latest.valid_from is not null
  ) as latest
    on latest.account_id = event.owner
    and latest.valid_from <= step.happened_at
    and step.happened_at < coalesce(latest.eventspec_end, timestamp 'infinity')
  left join shop.accounts as a
    on a.account_id = event.owner and a.since <= (step.happened_at at time zone 'UTC')
  where step.event_2 <> 'visit_noted' or event.at is not null
),

branches_events as (
  select
    step.event,
    step.happened_at at time zone 'UTC' as occurred_at,
    case step.event
      when 'branch_opened' then eventspec_event
      when 'branch_closed' then eventspec.eventspec_event
    end as place,
    source.plan,
    eventspec.id
  from shop.branches as eventspec
  left join shop.plans as source
    on source.account_id = eventspec.id and source.valid_to is null
  cross join lateral (
    values
      ('branch_opened', eventspec.opened),
      ('branch_closed', eventspec.closed)
  ) as step (event, happened_at)
)

select
  md5(event || '|' || id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::text as account_id,
  case event
    when 'visit_made' then json_build_object(
      'noted_at', to_char(noted_at, 'YYYY-MM-DD"T"HH24:MI:SS.US'),
      'plan', plan,
      'newest', newest,
      'account', account,
      'asked', asked,
      'seen', seen
    )
    when 'visit_noted' then json_build_object('account', account, 'asked', asked, 'seen', seen)
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.event' as source,
  id::text as source_key,
  null::timestamptz as loaded_at
from event_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('value_set|' || param.id) as event_id,
  'value_set' as event,
  1 as event_version,
  param.time at time zone 'UTC' as occurred_at,
  null::text as account_id,
  json_build_object(
    'own', param.owner,
    'account', a.name,
    'asked', param.account,
    'seen', cast(case when a.since <= (param.time at time zone 'UTC') then 'before' else 'never' end as text)
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.param' as source,
  param.id::text as source_key,
  null::timestamptz as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and a.since <= (param.time at time zone 'UTC')
where param.time <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('value_joined|' || r.id) as event_id,
  'value_joined' as event,
  1 as event_version,
  r.time at time zone 'UTC' as occurred_at,
  null::text as account_id,
  json_build_object(
    'noted_at', to_char(event.at, 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    'account', a.name,
    'asked', r.account::bigint,
    'seen', cast(case when a.since <= (r.time at time zone 'UTC') then 'before' else 'never' end as text)
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.param' as source,
  r.id::text as source_key,
  null::timestamptz as loaded_at
from shop.param as r
left join shop.event as event
  on event.id = r.id
left join shop.accounts as a
  on a.account_id = r.account and a.since <= (r.time at time zone 'UTC')
where r.time <= timestamp '2027-01-01 00:00:00'
union all
select
  md5(event || '|' || id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  null::text as account_id,
  case event
    when 'branch_opened' then json_build_object('place', place, 'plan', plan)
    when 'branch_closed' then json_build_object('place', place)
  end as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.branches' as source,
  id::text as source_key,
  null::timestamptz as loaded_at
from branches_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('value_owned|' || id) as event_id,
  'value_owned' as event,
  1 as event_version,
  timezone('UTC', time) as occurred_at,
  null::text as account_id,
  json_build_object(
    'owner', owner,
    'account', a.name,
    'asked', account::bigint,
    'seen', cast(case when a.since <= timezone('UTC', time) then 'before' else 'never' end as text)
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.param' as source,
  id::text as source_key,
  null::timestamptz as loaded_at
from shop.param as p
left join shop.accounts as a
  on a.account_id = account and a.since <= timezone('UTC', time)
where owner > 0
  and time <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('value_named|' || p.id) as event_id,
  'value_named' as event,
  1 as event_version,
  p.time at time zone 'UTC' as occurred_at,
  null::text as account_id,
  json_build_object('own_name', n.name) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.param' as source,
  p.id::text as source_key,
  null::timestamptz as loaded_at
from shop.param as p
left join shop.accounts as n
  on n.account_id = p.account
where p.time <= timestamp '2027-01-01 00:00:00'
union all
select
  md5('value_paid|' || param.id) as event_id,
  'value_paid' as event,
  1 as event_version,
  param.time at time zone 'UTC' as occurred_at,
  null::text as account_id,
  json_build_object(
    'own', param.owner,
    'account', a.name,
    'asked', param.account,
    'seen', cast(case when a.since <= (param.time at time zone 'UTC') then 'before' else 'never' end as text),
    'payer', b.name,
    'paid_by', param.owner
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'shop.param' as source,
  param.id::text as source_key,
  null::timestamptz as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and a.since <= (param.time at time zone 'UTC')
left join shop.accounts as b
  on b.account_id = param.owner - 58 and b.since > (param.time at time zone 'UTC')
where param.time <= timestamp '2027-01-01 00:00:00'

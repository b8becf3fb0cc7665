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
    cast(case when a.since <= cast(concat(case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end, ' UTC') as timestamp) then 'before' else 'never' end as string) as seen,
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
    end < coalesce(found.valid_to, timestamp_ntz '9999-12-31 23:59:59.999999')
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
    end < coalesce(latest.eventspec_end, timestamp_ntz '9999-12-31 23:59:59.999999')
  left join shop.accounts as a
    on a.account_id = event.owner and a.since <= cast(concat(case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end, ' UTC') as timestamp)
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
  account_id::string as account_id,
  case event
    when 'visit_made' then to_json(
      struct(
        concat(
          replace(substr(cast(cast(noted_at as timestamp_ntz) as string), 1, 19), ' ', 'T'),
          '.',
          rpad(substr(cast(cast(noted_at as timestamp_ntz) as string), 21), 6, '0')
        ) as `noted_at`,
        plan,
        newest,
        account,
        asked,
        seen
      ),
      map('ignoreNullFields', 'false')
    )
    when 'visit_noted' then to_json(struct(account, asked, seen), map('ignoreNullFields', 'false'))
  end as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.event' as source,
  id::string as source_key,
  null::timestamp_ntz as loaded_at
from event_events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('value_set|' || param.id) as event_id,
  'value_set' as event,
  1 as event_version,
  param.time as occurred_at,
  null::string as account_id,
  to_json(
    struct(
      param.owner as `own`,
      a.name as `account`,
      param.account as `asked`,
      cast(case when a.since <= cast(concat(param.time, ' UTC') as timestamp) then 'before' else 'never' end as string) as `seen`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.param' as source,
  param.id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and a.since <= cast(concat(param.time, ' UTC') as timestamp)
where param.time <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('value_joined|' || r.id) as event_id,
  'value_joined' as event,
  1 as event_version,
  r.time as occurred_at,
  null::string as account_id,
  to_json(
    struct(
      concat(
        replace(substr(cast(cast(event.at as timestamp_ntz) as string), 1, 19), ' ', 'T'),
        '.',
        rpad(substr(cast(cast(event.at as timestamp_ntz) as string), 21), 6, '0')
      ) as `noted_at`,
      a.name as `account`,
      r.account::bigint as `asked`,
      cast(case when a.since <= cast(concat(r.time, ' UTC') as timestamp) then 'before' else 'never' end as string) as `seen`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.param' as source,
  r.id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as r
left join shop.event as event
  on event.id = r.id
left join shop.accounts as a
  on a.account_id = r.account and a.since <= cast(concat(r.time, ' UTC') as timestamp)
where r.time <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5(event || '|' || id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  null::string as account_id,
  case event
    when 'branch_opened' then to_json(struct(place, plan), map('ignoreNullFields', 'false'))
    when 'branch_closed' then to_json(struct(place), map('ignoreNullFields', 'false'))
  end as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.branches' as source,
  id::string as source_key,
  null::timestamp_ntz as loaded_at
from branches_events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('value_owned|' || id) as event_id,
  'value_owned' as event,
  1 as event_version,
  time as occurred_at,
  null::string as account_id,
  to_json(
    struct(
      owner,
      a.name as `account`,
      account::bigint as `asked`,
      cast(case when a.since <= cast(concat(time, ' UTC') as timestamp) then 'before' else 'never' end as string) as `seen`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.param' as source,
  id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as p
left join shop.accounts as a
  on a.account_id = account and a.since <= cast(concat(time, ' UTC') as timestamp)
where owner > 0
  and time <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('value_named|' || p.id) as event_id,
  'value_named' as event,
  1 as event_version,
  p.time as occurred_at,
  null::string as account_id,
  to_json(struct(n.name as `own_name`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.param' as source,
  p.id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as p
left join shop.accounts as n
  on n.account_id = p.account
where p.time <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('value_paid|' || param.id) as event_id,
  'value_paid' as event,
  1 as event_version,
  param.time as occurred_at,
  null::string as account_id,
  to_json(
    struct(
      param.owner as `own`,
      a.name as `account`,
      param.account as `asked`,
      cast(case when a.since <= cast(concat(param.time, ' UTC') as timestamp) then 'before' else 'never' end as string) as `seen`,
      b.name as `payer`,
      param.owner as `paid_by`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'shop.param' as source,
  param.id::string as source_key,
  null::timestamp_ntz as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and a.since <= cast(concat(param.time, ' UTC') as timestamp)
left join shop.accounts as b
  on b.account_id = param.owner - 58 and b.since > cast(concat(param.time, ' UTC') as timestamp)
where param.time <= timestamp_ntz '2027-01-01 00:00:00'

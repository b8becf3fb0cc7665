-- narrow
-- eventspec 1: visit_made, visit_noted, value_set and 6 more from names.events.yml
with event_events as (
  select
    step.event_2 as event,
    toDateTime64(toString(case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end), 6, 'UTC') as occurred_at,
    event.owner as account_id,
    event.at as noted_at,
    found.plan as plan,
    latest.plan as newest,
    a.name as account,
    event.owner::Nullable(Int64) as asked,
    toString(case when a.since <= toDateTime64(toString(case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end), 6, 'UTC') then 'before' else 'never' end) as seen,
    event.id as id
  from shop.event as event
  cross join (
    select arrayJoin(['visit_made', 'visit_noted']) as event_2
  ) as step
  left join shop.plans as found
    on found.account_id = event.owner
    and found.valid_from <= case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end
    and case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end < coalesce(found.valid_to, toDateTime64('9999-12-31 23:59:59.999999', 6))
  left join (
    select
      latest.*,
      lead(toNullable(latest.valid_from)) over (partition by latest.account_id order by latest.valid_from) as eventspec_end
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
    end < coalesce(latest.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6))
  left join shop.accounts as a
    on a.account_id = event.owner and a.since <= toDateTime64(toString(case step.event_2
      when 'visit_made' then event.time
      when 'visit_noted' then event.at
    end), 6, 'UTC')
  where step.event_2 <> 'visit_noted' or event.at is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

branches_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'branch_opened' then eventspec.opened
      when 'branch_closed' then eventspec.closed
    end), 6, 'UTC') as occurred_at,
    case step.event
      when 'branch_opened' then eventspec_event
      when 'branch_closed' then eventspec.eventspec_event
    end as place,
    source.plan as plan,
    eventspec.id as id
  from shop.branches as eventspec
  left join shop.plans as source
    on source.account_id = eventspec.id and source.valid_to is null
  cross join (
    select arrayJoin(['branch_opened', 'branch_closed']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  case event
    when 'visit_made' then '{' || arrayStringConcat([
      '"noted_at":' || coalesce(toJSONString(replace(toString(cast(noted_at as Nullable(DateTime64(6)))), ' ', 'T')), 'null'),
      '"plan":' || coalesce(toJSONString(plan), 'null'),
      '"newest":' || coalesce(toJSONString(newest), 'null'),
      '"account":' || coalesce(toJSONString(account), 'null'),
      '"asked":' || coalesce(toString(asked), 'null'),
      '"seen":' || coalesce(toJSONString(seen), 'null')
    ], ',') || '}'
    when 'visit_noted' then '{' || arrayStringConcat([
      '"account":' || coalesce(toJSONString(account), 'null'),
      '"asked":' || coalesce(toString(asked), 'null'),
      '"seen":' || coalesce(toJSONString(seen), 'null')
    ], ',') || '}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.event' as source,
  toString(id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from event_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('value_set|' || toString(param.id)))) as event_id,
  'value_set' as event,
  1 as event_version,
  toDateTime64(toString(param.time), 6, 'UTC') as occurred_at,
  null::Nullable(String) as account_id,
  '{' || arrayStringConcat([
    '"own":' || coalesce(toString(param.owner), 'null'),
    '"account":' || coalesce(toJSONString(a.name), 'null'),
    '"asked":' || coalesce(toString(param.account), 'null'),
    '"seen":' || coalesce(toJSONString(toString(case when a.since <= toDateTime64(toString(param.time), 6, 'UTC') then 'before' else 'never' end)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.param' as source,
  toString(param.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and a.since <= toDateTime64(toString(param.time), 6, 'UTC')
where param.time <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('value_joined|' || toString(r.id)))) as event_id,
  'value_joined' as event,
  1 as event_version,
  toDateTime64(toString(r.time), 6, 'UTC') as occurred_at,
  null::Nullable(String) as account_id,
  '{' || arrayStringConcat([
    '"noted_at":' || coalesce(toJSONString(replace(toString(cast(event.at as Nullable(DateTime64(6)))), ' ', 'T')), 'null'),
    '"account":' || coalesce(toJSONString(a.name), 'null'),
    '"asked":' || coalesce(toString(r.account::Nullable(Int64)), 'null'),
    '"seen":' || coalesce(toJSONString(toString(case when a.since <= toDateTime64(toString(r.time), 6, 'UTC') then 'before' else 'never' end)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.param' as source,
  toString(r.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.param as r
left join shop.event as event
  on event.id = r.id
left join shop.accounts as a
  on a.account_id = r.account and a.since <= toDateTime64(toString(r.time), 6, 'UTC')
where r.time <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  null::Nullable(String) as account_id,
  case event
    when 'branch_opened' then '{' || arrayStringConcat([
      '"place":' || coalesce(toString(place), 'null'),
      '"plan":' || coalesce(toJSONString(plan), 'null')
    ], ',') || '}'
    when 'branch_closed' then '{' || arrayStringConcat(['"place":' || coalesce(toString(place), 'null')], ',') || '}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.branches' as source,
  toString(id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from branches_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('value_owned|' || toString(id)))) as event_id,
  'value_owned' as event,
  1 as event_version,
  toDateTime64(toString(time), 6, 'UTC') as occurred_at,
  null::Nullable(String) as account_id,
  '{' || arrayStringConcat([
    '"owner":' || coalesce(toString(owner), 'null'),
    '"account":' || coalesce(toJSONString(a.name), 'null'),
    '"asked":' || coalesce(toString(account::Nullable(Int64)), 'null'),
    '"seen":' || coalesce(toJSONString(toString(case when a.since <= toDateTime64(toString(time), 6, 'UTC') then 'before' else 'never' end)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.param' as source,
  toString(id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.param as p
left join shop.accounts as a
  on a.account_id = account and a.since <= toDateTime64(toString(time), 6, 'UTC')
where owner > 0
  and time <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('value_named|' || toString(p.id)))) as event_id,
  'value_named' as event,
  1 as event_version,
  toDateTime64(toString(p.time), 6, 'UTC') as occurred_at,
  null::Nullable(String) as account_id,
  '{' || arrayStringConcat(['"own_name":' || coalesce(toJSONString(n.name), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.param' as source,
  toString(p.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.param as p
left join shop.accounts as n
  on n.account_id = p.account
where p.time <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('value_paid|' || toString(param.id)))) as event_id,
  'value_paid' as event,
  1 as event_version,
  toDateTime64(toString(param.time), 6, 'UTC') as occurred_at,
  null::Nullable(String) as account_id,
  '{' || arrayStringConcat([
    '"own":' || coalesce(toString(param.owner), 'null'),
    '"account":' || coalesce(toJSONString(a.name), 'null'),
    '"asked":' || coalesce(toString(param.account), 'null'),
    '"seen":' || coalesce(toJSONString(toString(case when a.since <= toDateTime64(toString(param.time), 6, 'UTC') then 'before' else 'never' end)), 'null'),
    '"payer":' || coalesce(toJSONString(b.name), 'null'),
    '"paid_by":' || coalesce(toString(param.owner), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'shop.param' as source,
  toString(param.id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from shop.param as param
left join shop.accounts as a
  on a.account_id = param.account and a.since <= toDateTime64(toString(param.time), 6, 'UTC')
left join shop.accounts as b
  on b.account_id = param.owner - 58 and b.since > toDateTime64(toString(param.time), 6, 'UTC')
where param.time <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: visit_made, visit_noted, value_set, value_joined, branch_opened, branch_closed, value_owned, value_named, value_paid from names.events.yml
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.event' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'visit_made'
      when 1 then 'visit_noted'
    end as event,
    case eventspec_event
      when 0 then toDateTime64(toString(cast(event.time as Nullable(DateTime64(6)))), 6, 'UTC')
      when 1 then toDateTime64(toString(cast(event.at as Nullable(DateTime64(6)))), 6, 'UTC')
    end as occurred_at,
    cast(event.owner as Nullable(String)) as account_id,
    case eventspec_event
      when 0 then '{' || arrayStringConcat([
        '"noted_at":' || coalesce(toJSONString(replace(toString(cast(event.at as Nullable(DateTime64(6)))), ' ', 'T')), 'null'),
        '"plan":' || coalesce(toJSONString(found.plan), 'null'),
        '"newest":' || coalesce(toJSONString(latest.plan), 'null'),
        '"account":' || coalesce(toJSONString(a.name), 'null'),
        '"asked":' || coalesce(toString(cast(param.owner as Nullable(Int64))), 'null'),
        '"seen":' || coalesce(toJSONString(cast((case when a.since <= event_2."at" then 'before' else 'never' end) as Nullable(String))), 'null')
      ], ',') || '}'
      when 1 then '{' || arrayStringConcat([
        '"account":' || coalesce(toJSONString(a.name), 'null'),
        '"asked":' || coalesce(toString(cast(param.owner as Nullable(Int64))), 'null'),
        '"seen":' || coalesce(toJSONString(cast((case when a.since <= event_2."at" then 'before' else 'never' end) as Nullable(String))), 'null')
      ], ',') || '}'
    end as properties,
    cast(event.id as Nullable(String)) as source_key
  from shop.event as event
    cross join (select arrayJoin([0, 1]) as eventspec_event) as eventspec
    array join [case eventspec_event
      when 0 then toDateTime64(toString(cast(event.time as Nullable(DateTime64(6)))), 6, 'UTC')
      when 1 then toDateTime64(toString(cast(event.at as Nullable(DateTime64(6)))), 6, 'UTC')
    end] as `event_2.at`
    array join [event.owner] as `param.owner`
    left join shop.plans as found on (found.account_id = event.owner)
      and found.valid_from <= case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end
      and case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end < coalesce(found.valid_to, toDateTime64('9999-12-31 23:59:59.999999', 6))
    left join (
      select
        latest.*,
        lead(toNullable(latest.valid_from)) over (partition by latest.account_id order by latest.valid_from) as eventspec_end
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
      end < coalesce(latest.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6))
    left join shop.accounts as a on (a.account_id = param.owner and a.since <= event_2."at")
  where
    case eventspec_event
      when 0 then true
      when 1 then (event.at is not null)
    end
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('value_set|' || coalesce(source_key, '~')))) as event_id,
  'value_set' as event,
  1 as event_version,
  occurred_at,
  cast(null as Nullable(String)) as account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.param' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(param.time as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    '{' || arrayStringConcat([
      '"own":' || coalesce(toString(param.owner), 'null'),
      '"account":' || coalesce(toJSONString(a.name), 'null'),
      '"asked":' || coalesce(toString(param_2.owner), 'null'),
      '"seen":' || coalesce(toJSONString(cast((case when a.since <= event."at" then 'before' else 'never' end) as Nullable(String))), 'null')
    ], ',') || '}' as properties,
    cast(param.id as Nullable(String)) as source_key
  from shop.param as param
    array join [toDateTime64(toString(cast(param.time as Nullable(DateTime64(6)))), 6, 'UTC')] as `event.at`
    array join [param.account] as `param_2.owner`
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event."at")
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('value_joined|' || coalesce(source_key, '~')))) as event_id,
  'value_joined' as event,
  1 as event_version,
  occurred_at,
  cast(null as Nullable(String)) as account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.param' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(r.time as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    '{' || arrayStringConcat([
      '"noted_at":' || coalesce(toJSONString(replace(toString(cast(event.at as Nullable(DateTime64(6)))), ' ', 'T')), 'null'),
      '"account":' || coalesce(toJSONString(a.name), 'null'),
      '"asked":' || coalesce(toString(cast(param_2.owner as Nullable(Int64))), 'null'),
      '"seen":' || coalesce(toJSONString(cast((case when a.since <= event_2."at" then 'before' else 'never' end) as Nullable(String))), 'null')
    ], ',') || '}' as properties,
    cast(r.id as Nullable(String)) as source_key
  from shop.param as r
    left join shop.event as event on (event.id = r.id)
    array join [toDateTime64(toString(cast(r.time as Nullable(DateTime64(6)))), 6, 'UTC')] as `event_2.at`
    array join [r.account] as `param_2.owner`
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event_2."at")
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as Nullable(String)) as account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.branches' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    case eventspec_event_2
      when 0 then 'branch_opened'
      when 1 then 'branch_closed'
    end as event,
    case eventspec_event_2
      when 0 then toDateTime64(toString(cast(eventspec.opened as Nullable(DateTime64(6)))), 6, 'UTC')
      when 1 then toDateTime64(toString(cast(eventspec.closed as Nullable(DateTime64(6)))), 6, 'UTC')
    end as occurred_at,
    case eventspec_event_2
      when 0 then '{' || arrayStringConcat([
        '"place":' || coalesce(toString(eventspec_event), 'null'),
        '"plan":' || coalesce(toJSONString(source.plan), 'null')
      ], ',') || '}'
      when 1 then '{' || arrayStringConcat(['"place":' || coalesce(toString(eventspec.eventspec_event), 'null')], ',') || '}'
    end as properties,
    cast(eventspec.id as Nullable(String)) as source_key
  from shop.branches as eventspec
    left join shop.plans as source on (source.account_id = eventspec.id and source.valid_to is null)
    cross join (select arrayJoin([0, 1]) as eventspec_event_2) as eventspec_2
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('value_owned|' || coalesce(source_key, '~')))) as event_id,
  'value_owned' as event,
  1 as event_version,
  occurred_at,
  cast(null as Nullable(String)) as account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.param' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(time as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    '{' || arrayStringConcat([
      '"owner":' || coalesce(toString(owner), 'null'),
      '"account":' || coalesce(toJSONString(a.name), 'null'),
      '"asked":' || coalesce(toString(cast(param_2.owner_2 as Nullable(Int64))), 'null'),
      '"seen":' || coalesce(toJSONString(cast((case when a.since <= event."at" then 'before' else 'never' end) as Nullable(String))), 'null')
    ], ',') || '}' as properties,
    cast(id as Nullable(String)) as source_key
  from shop.param as p
    array join [toDateTime64(toString(cast(time as Nullable(DateTime64(6)))), 6, 'UTC')] as `event.at`
    array join [account] as `param_2.owner_2`
    left join shop.accounts as a on (a.account_id = param_2.owner_2 and a.since <= event."at")
  where
    (owner > 0)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('value_named|' || coalesce(source_key, '~')))) as event_id,
  'value_named' as event,
  1 as event_version,
  occurred_at,
  cast(null as Nullable(String)) as account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.param' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(p.time as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    '{' || arrayStringConcat(['"own_name":' || coalesce(toJSONString(name), 'null')], ',') || '}' as properties,
    cast(p.id as Nullable(String)) as source_key
  from shop.param as p
    array join [p.account] as `param_2.name_2`
    left join shop.accounts as n on (n.account_id = param_2.name_2)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('value_paid|' || coalesce(source_key, '~')))) as event_id,
  'value_paid' as event,
  1 as event_version,
  occurred_at,
  cast(null as Nullable(String)) as account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'shop.param' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(param.time as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    '{' || arrayStringConcat([
      '"own":' || coalesce(toString(param.owner), 'null'),
      '"account":' || coalesce(toJSONString(a.name), 'null'),
      '"asked":' || coalesce(toString(param_2.owner), 'null'),
      '"seen":' || coalesce(toJSONString(cast((case when a.since <= event."at" then 'before' else 'never' end) as Nullable(String))), 'null'),
      '"payer":' || coalesce(toJSONString(b.name), 'null'),
      '"paid_by":' || coalesce(toString(((param.owner))), 'null')
    ], ',') || '}' as properties,
    cast(param.id as Nullable(String)) as source_key
  from shop.param as param
    array join [toDateTime64(toString(cast(param.time as Nullable(DateTime64(6)))), 6, 'UTC')] as `event.at`
    array join [param.account] as `param_2.owner`
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event."at")
    left join shop.accounts as b on (b.account_id = (param.owner) - 58 and b.since > event."at")
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

-- narrow
-- eventspec 1: visit_made, visit_noted, value_set, value_joined, branch_opened, branch_closed, value_owned, value_named, value_paid from names.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.event' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'visit_made'
      when 1 then 'visit_noted'
    end as event,
    case eventspec_event
      when 0 then with_timezone(cast(event.time as timestamp(6)), 'UTC')
      when 1 then with_timezone(cast(event.at as timestamp(6)), 'UTC')
    end as occurred_at,
    cast(event.owner as varchar) as account_id,
    case eventspec_event
      when 0 then '{' || array_join(array[
        '"noted_at":' || coalesce(json_format(cast(replace(cast(cast(event.at as timestamp(6)) as varchar), ' ', 'T') as json)), 'null'),
        '"plan":' || coalesce(json_format(cast(found.plan as json)), 'null'),
        '"newest":' || coalesce(json_format(cast(latest.plan as json)), 'null'),
        '"account":' || coalesce(json_format(cast(a.name as json)), 'null'),
        '"asked":' || coalesce(json_format(cast(cast(param.owner as bigint) as json)), 'null'),
        '"seen":' || coalesce(json_format(cast(cast((case when a.since <= event_2."at" then 'before' else 'never' end) as varchar) as json)), 'null')
      ], ',') || '}'
      when 1 then '{' || array_join(array[
        '"account":' || coalesce(json_format(cast(a.name as json)), 'null'),
        '"asked":' || coalesce(json_format(cast(cast(param.owner as bigint) as json)), 'null'),
        '"seen":' || coalesce(json_format(cast(cast((case when a.since <= event_2."at" then 'before' else 'never' end) as varchar) as json)), 'null')
      ], ',') || '}'
    end as properties,
    cast(event.id as varchar) as source_key
  from shop.event as event
    cross join (values (0), (1)) as eventspec (eventspec_event)
    cross join lateral (select case eventspec_event
      when 0 then with_timezone(cast(event.time as timestamp(6)), 'UTC')
      when 1 then with_timezone(cast(event.at as timestamp(6)), 'UTC')
    end as "at") as event_2
    cross join lateral (select event.owner as owner) as param
    left join shop.plans as found on (found.account_id = event.owner)
      and found.valid_from <= case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end
      and case eventspec_event
        when 0 then event.time
        when 1 then event.at
      end < coalesce(found.valid_to, timestamp '73000-01-01 00:00:00')
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
      end < coalesce(latest.eventspec_end, timestamp '73000-01-01 00:00:00')
    left join shop.accounts as a on (a.account_id = param.owner and a.since <= event_2."at")
  where
    case eventspec_event
      when 0 then true
      when 1 then (event.at is not null)
    end
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('value_set|' || coalesce(source_key, '~'))))) as event_id,
  'value_set' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(param.time as timestamp(6)), 'UTC') as occurred_at,
    '{' || array_join(array[
      '"own":' || coalesce(json_format(cast(param.owner as json)), 'null'),
      '"account":' || coalesce(json_format(cast(a.name as json)), 'null'),
      '"asked":' || coalesce(json_format(cast(param_2.owner as json)), 'null'),
      '"seen":' || coalesce(json_format(cast(cast((case when a.since <= event."at" then 'before' else 'never' end) as varchar) as json)), 'null')
    ], ',') || '}' as properties,
    cast(param.id as varchar) as source_key
  from shop.param as param
    cross join lateral (select with_timezone(cast(param.time as timestamp(6)), 'UTC') as "at") as event
    cross join lateral (select param.account as owner) as param_2
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event."at")
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('value_joined|' || coalesce(source_key, '~'))))) as event_id,
  'value_joined' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(r.time as timestamp(6)), 'UTC') as occurred_at,
    '{' || array_join(array[
      '"noted_at":' || coalesce(json_format(cast(replace(cast(cast(event.at as timestamp(6)) as varchar), ' ', 'T') as json)), 'null'),
      '"account":' || coalesce(json_format(cast(a.name as json)), 'null'),
      '"asked":' || coalesce(json_format(cast(cast(param.owner as bigint) as json)), 'null'),
      '"seen":' || coalesce(json_format(cast(cast((case when a.since <= event_2."at" then 'before' else 'never' end) as varchar) as json)), 'null')
    ], ',') || '}' as properties,
    cast(r.id as varchar) as source_key
  from shop.param as r
    left join shop.event as event on (event.id = r.id)
    cross join lateral (select with_timezone(cast(r.time as timestamp(6)), 'UTC') as "at") as event_2
    cross join lateral (select r.account as owner) as param
    left join shop.accounts as a on (a.account_id = param.owner and a.since <= event_2."at")
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.branches' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    case eventspec_event_2
      when 0 then 'branch_opened'
      when 1 then 'branch_closed'
    end as event,
    case eventspec_event_2
      when 0 then with_timezone(cast(eventspec.opened as timestamp(6)), 'UTC')
      when 1 then with_timezone(cast(eventspec.closed as timestamp(6)), 'UTC')
    end as occurred_at,
    case eventspec_event_2
      when 0 then '{' || array_join(array[
        '"place":' || coalesce(json_format(cast(eventspec_event as json)), 'null'),
        '"plan":' || coalesce(json_format(cast(source.plan as json)), 'null')
      ], ',') || '}'
      when 1 then '{' || array_join(array['"place":' || coalesce(json_format(cast(eventspec.eventspec_event as json)), 'null')], ',') || '}'
    end as properties,
    cast(eventspec.id as varchar) as source_key
  from shop.branches as eventspec
    left join shop.plans as source on (source.account_id = eventspec.id and source.valid_to is null)
    cross join (values (0), (1)) as eventspec_2 (eventspec_event_2)
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('value_owned|' || coalesce(source_key, '~'))))) as event_id,
  'value_owned' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(time as timestamp(6)), 'UTC') as occurred_at,
    '{' || array_join(array[
      '"owner":' || coalesce(json_format(cast(owner as json)), 'null'),
      '"account":' || coalesce(json_format(cast(a.name as json)), 'null'),
      '"asked":' || coalesce(json_format(cast(cast(param.owner_2 as bigint) as json)), 'null'),
      '"seen":' || coalesce(json_format(cast(cast((case when a.since <= event."at" then 'before' else 'never' end) as varchar) as json)), 'null')
    ], ',') || '}' as properties,
    cast(id as varchar) as source_key
  from shop.param as p
    cross join lateral (select with_timezone(cast(time as timestamp(6)), 'UTC') as "at") as event
    cross join lateral (select account as owner_2) as param
    left join shop.accounts as a on (a.account_id = param.owner_2 and a.since <= event."at")
  where
    (owner > 0)
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('value_named|' || coalesce(source_key, '~'))))) as event_id,
  'value_named' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(p.time as timestamp(6)), 'UTC') as occurred_at,
    '{' || array_join(array['"own_name":' || coalesce(json_format(cast(name as json)), 'null')], ',') || '}' as properties,
    cast(p.id as varchar) as source_key
  from shop.param as p
    cross join lateral (select p.account as name_2) as param
    left join shop.accounts as n on (n.account_id = param.name_2)
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('value_paid|' || coalesce(source_key, '~'))))) as event_id,
  'value_paid' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'shop.param' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(param.time as timestamp(6)), 'UTC') as occurred_at,
    '{' || array_join(array[
      '"own":' || coalesce(json_format(cast(param.owner as json)), 'null'),
      '"account":' || coalesce(json_format(cast(a.name as json)), 'null'),
      '"asked":' || coalesce(json_format(cast(param_2.owner as json)), 'null'),
      '"seen":' || coalesce(json_format(cast(cast((case when a.since <= event."at" then 'before' else 'never' end) as varchar) as json)), 'null'),
      '"payer":' || coalesce(json_format(cast(b.name as json)), 'null'),
      '"paid_by":' || coalesce(json_format(cast(((param.owner)) as json)), 'null')
    ], ',') || '}' as properties,
    cast(param.id as varchar) as source_key
  from shop.param as param
    cross join lateral (select with_timezone(cast(param.time as timestamp(6)), 'UTC') as "at") as event
    cross join lateral (select param.account as owner) as param_2
    left join shop.accounts as a on (a.account_id = param_2.owner and a.since <= event."at")
    left join shop.accounts as b on (b.account_id = (param.owner) - 58 and b.since > event."at")
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

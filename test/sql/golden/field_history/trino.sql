-- narrow
-- eventspec 1: issue_created, issue_resolved, issue_priced from issues.events.yml
with issues_events as (
  select
    step.event,
    case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end as occurred_at,
    f.team,
    f.status,
    f.never,
    many.labels,
    many.codes,
    many.last_status as "any",
    i.issue_id
  from jira.issues as i
  cross join (
    values ('issue_created'), ('issue_resolved')
  ) as step (event)
  left join (
    select
      f.issue_id,
      f.is_active,
      f.time,
      (last_value(case when f.field_id = 'customfield_10001' then row(f.value) end) ignore nulls over changes)[1] as team,
      (last_value(case when f.field_id = 'status' then row(f.value) end) ignore nulls over changes)[1] as status,
      (last_value(case when f.field_id = 'nothing' then row(f.value) end) ignore nulls over changes)[1] as never,
      lead(f.time) over changes as eventspec_end
    from jira.issue_field_history as f
    where f.field_id in ('customfield_10001', 'status', 'nothing')
      and f.time is not null
      and f.is_active
    window changes as (partition by f.issue_id order by f.time, f.value nulls first)
  ) as f
    on f.issue_id = i.issue_id and f.is_active
    and f.time <= case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end
    and case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end < coalesce(f.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
  left join (
    select
      many.issue_id,
      many.time,
      (
        last_value(
          case
            when many.eventspec_field = 'labels' then row(many.eventspec_list_1)
          end
        ) ignore nulls over changes
      ) [1] as labels,
      (
        last_value(
          case
            when many.eventspec_field = 'labels' then row(many.eventspec_list_2)
          end
        ) ignore nulls over changes
      ) [1] as codes,
      (
        last_value(
          case
            when many.eventspec_field = 'status' then row(many.eventspec_value)
          end
        ) ignore nulls over changes
      ) [1] as last_status,
      lead(many.time) over changes as eventspec_end
    from (
      select
        many.issue_id,
        many.time,
        many.field_id as eventspec_field,
        max(many.value) as eventspec_value,
        listagg(many.value, ', ') within group (order by many.value) as eventspec_list_1,
        listagg(many.value, '|') within group (order by many.value) as eventspec_list_2
      from jira.issue_field_history as many
      where many.field_id in ('labels', 'status')
        and many.time is not null
      group by 1, 2, 3
    ) as many
    window changes as (partition by many.issue_id order by many.time)
  ) as many
    on many.issue_id = i.issue_id
    and many.time <= case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end
    and case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end < coalesce(many.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
  where step.event <> 'issue_resolved' or f.status is distinct from 'lost'
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(issue_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object(
    'team': team,
    'status': status,
    'never': never,
    'labels': labels,
    'codes': codes,
    'any': "any"
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'jira.issues' as source,
  cast(issue_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from issues_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('issue_priced|' || cast(i.issue_id as varchar))))) as event_id,
  'issue_priced' as event,
  1 as event_version,
  i.resolved_at as occurred_at,
  json_object('spread': cast(r.high - r.low as bigint), 'low': r.low) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'jira.issues' as source,
  cast(i.issue_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from jira.issues as i
left join (
  select
    r.since,
    (last_value(case when r.kind = 1 then row(r.amount) end) ignore nulls over changes)[1] as low,
    (last_value(case when r.kind = 2 then row(r.amount) end) ignore nulls over changes)[1] as high,
    lead(at_timezone(with_timezone(r.since, 'Europe/Brussels'), 'UTC')) over changes as eventspec_end
  from jira.rates as r
  where r.kind in (1, 2)
    and at_timezone(with_timezone(r.since, 'Europe/Brussels'), 'UTC') is not null
  window changes as (
    order by at_timezone(with_timezone(r.since, 'Europe/Brussels'), 'UTC'), r.amount nulls first
  )
) as r
  on true
  and at_timezone(with_timezone(r.since, 'Europe/Brussels'), 'UTC') <= i.created_at
  and i.created_at < coalesce(r.eventspec_end, timestamp '73000-01-01 00:00:00 UTC')
where i.resolved_at <= timestamp '2027-01-01 00:00:00 UTC'

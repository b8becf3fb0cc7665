-- narrow
-- eventspec 1: issue_created, issue_resolved, issue_priced from issues.events.yml
with issues_events as (
  select
    step.event,
    step.happened_at as occurred_at,
    f.team,
    f.status,
    f.never,
    many.labels,
    many.codes,
    many.last_status as `any`,
    i.issue_id
  from jira.issues as i
  cross join unnest([
    struct('issue_created' as event, i.created_at as happened_at),
    ('issue_resolved', i.resolved_at)
  ]) as step
  left join (
    select
      f.issue_id,
      f.is_active,
      f.time,
      (
        last_value(
          case
            when f.field_id = 'customfield_10001' then struct(f.value as value)
          end ignore nulls
        ) over changes
      ).value as team,
      (last_value(case when f.field_id = 'status' then struct(f.value as value) end ignore nulls) over changes).value as status,
      (last_value(case when f.field_id = 'nothing' then struct(f.value as value) end ignore nulls) over changes).value as never,
      lead(f.time) over changes as eventspec_end
    from jira.issue_field_history as f
    where f.field_id in ('customfield_10001', 'status', 'nothing')
      and f.time is not null
      and f.is_active
    window changes as (partition by f.issue_id order by f.time, f.value)
  ) as f
    on f.issue_id = i.issue_id and f.is_active
    and f.time <= step.happened_at
    and step.happened_at < coalesce(f.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
  left join (
    select
      many.issue_id,
      many.time,
      (
        last_value(
          case
            when many.eventspec_field = 'labels' then struct(many.eventspec_list_1 as value)
          end ignore nulls
        ) over changes
      ).value as labels,
      (
        last_value(
          case
            when many.eventspec_field = 'labels' then struct(many.eventspec_list_2 as value)
          end ignore nulls
        ) over changes
      ).value as codes,
      (
        last_value(
          case
            when many.eventspec_field = 'status' then struct(many.eventspec_value as value)
          end ignore nulls
        ) over changes
      ).value as last_status,
      lead(many.time) over changes as eventspec_end
    from (
      select
        many.issue_id,
        many.time,
        many.field_id as eventspec_field,
        max(many.value) as eventspec_value,
        string_agg(many.value, ', ' order by many.value) as eventspec_list_1,
        string_agg(many.value, '|' order by many.value) as eventspec_list_2
      from jira.issue_field_history as many
      where many.field_id in ('labels', 'status')
        and many.time is not null
      group by 1, 2, 3
    ) as many
    window changes as (partition by many.issue_id order by many.time)
  ) as many
    on many.issue_id = i.issue_id
    and many.time <= step.happened_at
    and step.happened_at < coalesce(many.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
  where step.event <> 'issue_resolved' or f.status is distinct from 'lost'
)

select
  to_hex(md5(event || '|' || cast(issue_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object(
    'team', team,
    'status', status,
    'never', never,
    'labels', labels,
    'codes', codes,
    'any', `any`
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'jira.issues' as source,
  cast(issue_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from issues_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('issue_priced|' || cast(i.issue_id as string))) as event_id,
  'issue_priced' as event,
  1 as event_version,
  i.resolved_at as occurred_at,
  json_object('spread', cast(r.high - r.low as int64), 'low', r.low) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'jira.issues' as source,
  cast(i.issue_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from jira.issues as i
left join (
  select
    r.since,
    (last_value(case when r.kind = 1 then struct(r.amount as value) end ignore nulls) over changes).value as low,
    (last_value(case when r.kind = 2 then struct(r.amount as value) end ignore nulls) over changes).value as high,
    lead(timestamp(r.since, 'Europe/Brussels')) over changes as eventspec_end
  from jira.rates as r
  where r.kind in (1, 2)
    and timestamp(r.since, 'Europe/Brussels') is not null
  window changes as (order by timestamp(r.since, 'Europe/Brussels'), r.amount)
) as r
  on true
  and timestamp(r.since, 'Europe/Brussels') <= i.created_at
  and i.created_at < coalesce(r.eventspec_end, timestamp '9999-12-31 23:59:59.999999+00')
where i.resolved_at <= timestamp '2027-01-01 00:00:00+00'

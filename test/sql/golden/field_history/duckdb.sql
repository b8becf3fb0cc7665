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
      (last_value(case when f.field_id = 'customfield_10001' then {value: f.value} end ignore nulls) over changes).value as team,
      (last_value(case when f.field_id = 'status' then {value: f.value} end ignore nulls) over changes).value as status,
      (last_value(case when f.field_id = 'nothing' then {value: f.value} end ignore nulls) over changes).value as never,
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
    end < coalesce(f.eventspec_end, timestamptz 'infinity')
  left join (
    select
      many.issue_id,
      many.time,
      (
        last_value(
          case
            when many.eventspec_field = 'labels' then {value: many.eventspec_list_1}
          end ignore nulls
        ) over changes
      ).value as labels,
      (
        last_value(
          case
            when many.eventspec_field = 'labels' then {value: many.eventspec_list_2}
          end ignore nulls
        ) over changes
      ).value as codes,
      (
        last_value(
          case
            when many.eventspec_field = 'status' then {value: many.eventspec_value}
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
    and many.time <= case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end
    and case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end < coalesce(many.eventspec_end, timestamptz 'infinity')
  where step.event <> 'issue_resolved' or f.status is distinct from 'lost'
)

select
  md5(event || '|' || issue_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_object(
    'team', team,
    'status', status,
    'never', never,
    'labels', labels,
    'codes', codes,
    'any', "any"
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'jira.issues' as source,
  issue_id::varchar as source_key,
  null::timestamptz as loaded_at
from issues_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('issue_priced|' || i.issue_id) as event_id,
  'issue_priced' as event,
  1 as event_version,
  i.resolved_at as occurred_at,
  json_object('spread', cast(r.high - r.low as bigint), 'low', r.low) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'jira.issues' as source,
  i.issue_id::varchar as source_key,
  null::timestamptz as loaded_at
from jira.issues as i
left join (
  select
    r.since,
    (last_value(case when r.kind = 1 then {value: r.amount} end ignore nulls) over changes).value as low,
    (last_value(case when r.kind = 2 then {value: r.amount} end ignore nulls) over changes).value as high,
    lead(r.since at time zone 'Europe/Brussels') over changes as eventspec_end
  from jira.rates as r
  where r.kind in (1, 2)
    and r.since at time zone 'Europe/Brussels' is not null
  window changes as (order by r.since at time zone 'Europe/Brussels', r.amount nulls first)
) as r
  on true
  and r.since at time zone 'Europe/Brussels' <= i.created_at
  and i.created_at < coalesce(r.eventspec_end, timestamptz 'infinity')
where i.resolved_at <= timestamptz '2027-01-01 00:00:00+00'

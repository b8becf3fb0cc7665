-- narrow
-- eventspec 1: issue_created, issue_resolved, issue_priced from issues.events.yml
with issues_events as (
  select
    step.event,
    convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end) as occurred_at,
    f.team,
    f.status,
    f.never,
    many.labels,
    many.codes,
    many.last_status as `any`,
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
      (
        last_value(
          case
            when f.field_id = 'customfield_10001' then struct(f.value as value)
          end
        ) ignore nulls over changes
      ).value as team,
      (last_value(case when f.field_id = 'status' then struct(f.value as value) end) ignore nulls over changes).value as status,
      (last_value(case when f.field_id = 'nothing' then struct(f.value as value) end) ignore nulls over changes).value as never,
      lead(convert_timezone('UTC', f.time)) over changes as eventspec_end
    from jira.issue_field_history as f
    where f.field_id in ('customfield_10001', 'status', 'nothing')
      and convert_timezone('UTC', f.time) is not null
      and f.is_active
    window changes as (partition by f.issue_id order by convert_timezone('UTC', f.time), f.value)
  ) as f
    on f.issue_id = i.issue_id and f.is_active
    and convert_timezone('UTC', f.time) <= convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end)
    and convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end) < coalesce(f.eventspec_end, timestamp_ntz '9999-12-31 23:59:59.999999')
  left join (
    select
      many.issue_id,
      many.time,
      (
        last_value(
          case
            when many.eventspec_field = 'labels' then struct(many.eventspec_list_1 as value)
          end
        ) ignore nulls over changes
      ).value as labels,
      (
        last_value(
          case
            when many.eventspec_field = 'labels' then struct(many.eventspec_list_2 as value)
          end
        ) ignore nulls over changes
      ).value as codes,
      (
        last_value(
          case
            when many.eventspec_field = 'status' then struct(many.eventspec_value as value)
          end
        ) ignore nulls over changes
      ).value as last_status,
      lead(convert_timezone('UTC', many.time)) over changes as eventspec_end
    from (
      select
        many.issue_id,
        many.time,
        many.field_id as eventspec_field,
        max(many.value) as eventspec_value,
        nullif(array_join(array_sort(collect_list(many.value)), ', '), '') as eventspec_list_1,
        nullif(array_join(array_sort(collect_list(many.value)), '|'), '') as eventspec_list_2
      from jira.issue_field_history as many
      where many.field_id in ('labels', 'status')
        and convert_timezone('UTC', many.time) is not null
      group by 1, 2, 3
    ) as many
    window changes as (partition by many.issue_id order by convert_timezone('UTC', many.time))
  ) as many
    on many.issue_id = i.issue_id
    and convert_timezone('UTC', many.time) <= convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end)
    and convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end) < coalesce(many.eventspec_end, timestamp_ntz '9999-12-31 23:59:59.999999')
  where step.event <> 'issue_resolved' or f.status is distinct from 'lost'
)

select
  md5(event || '|' || issue_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  to_json(
    struct(team, status, never, labels, codes, `any` as `any`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'jira.issues' as source,
  issue_id::string as source_key,
  null::timestamp_ntz as loaded_at
from issues_events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('issue_priced|' || i.issue_id) as event_id,
  'issue_priced' as event,
  1 as event_version,
  convert_timezone('UTC', i.resolved_at) as occurred_at,
  to_json(
    struct(cast(r.high - r.low as bigint) as `spread`, r.low as `low`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'jira.issues' as source,
  i.issue_id::string as source_key,
  null::timestamp_ntz as loaded_at
from jira.issues as i
left join (
  select
    r.since,
    (last_value(case when r.kind = 1 then struct(r.amount as value) end) ignore nulls over changes).value as low,
    (last_value(case when r.kind = 2 then struct(r.amount as value) end) ignore nulls over changes).value as high,
    lead(convert_timezone('Europe/Brussels', 'UTC', r.since)) over changes as eventspec_end
  from jira.rates as r
  where r.kind in (1, 2)
    and convert_timezone('Europe/Brussels', 'UTC', r.since) is not null
  window changes as (order by convert_timezone('Europe/Brussels', 'UTC', r.since), r.amount)
) as r
  on true
  and convert_timezone('Europe/Brussels', 'UTC', r.since) <= convert_timezone('UTC', i.created_at)
  and convert_timezone('UTC', i.created_at) < coalesce(r.eventspec_end, timestamp_ntz '9999-12-31 23:59:59.999999')
where i.resolved_at <= timestamp '2027-01-01 00:00:00Z'

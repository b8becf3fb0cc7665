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
    many.last_status as "any",
    i.issue_id
  from jira.issues as i
  cross join lateral (
    values
      ('issue_created', i.created_at),
      ('issue_resolved', i.resolved_at)
  ) as step (event, happened_at)
  left join (
    select
      f.issue_id,
      f.is_active,
      f.time,
      max(
        case
          when f.field_id = 'customfield_10001' then f.value
        end
      ) over (
        partition by
          f.issue_id,
          f.eventspec_change_1
      ) as team,
      max(case when f.field_id = 'status' then f.value end) over (partition by f.issue_id, f.eventspec_change_2) as status,
      max(case when f.field_id = 'nothing' then f.value end) over (partition by f.issue_id, f.eventspec_change_3) as never,
      lead(f.time) over changes as eventspec_end
    from (
      select
        f.*,
        count(case when f.field_id = 'customfield_10001' then 1 end) over so_far as eventspec_change_1,
        count(case when f.field_id = 'status' then 1 end) over so_far as eventspec_change_2,
        count(case when f.field_id = 'nothing' then 1 end) over so_far as eventspec_change_3
      from jira.issue_field_history as f
      where f.field_id in ('customfield_10001', 'status', 'nothing')
        and f.time is not null
        and f.is_active
      window so_far as (partition by f.issue_id order by f.time, f.value collate "C" nulls first rows unbounded preceding)
    ) as f
    window changes as (partition by f.issue_id order by f.time, f.value collate "C" nulls first)
  ) as f
    on f.issue_id = i.issue_id and f.is_active
    and f.time <= step.happened_at
    and step.happened_at < coalesce(f.eventspec_end, timestamptz 'infinity')
  left join (
    select
      many.issue_id,
      many.time,
      max(
        case
          when many.eventspec_field = 'labels' then many.eventspec_list_1
        end
      ) over (
        partition by
          many.issue_id,
          many.eventspec_change_1
      ) as labels,
      max(
        case
          when many.eventspec_field = 'labels' then many.eventspec_list_2
        end
      ) over (
        partition by
          many.issue_id,
          many.eventspec_change_2
      ) as codes,
      max(
        case
          when many.eventspec_field = 'status' then many.eventspec_value
        end
      ) over (
        partition by
          many.issue_id,
          many.eventspec_change_3
      ) as last_status,
      lead(many.time) over changes as eventspec_end
    from (
      select
        many.*,
        count(case when many.eventspec_field = 'labels' then 1 end) over so_far as eventspec_change_1,
        count(case when many.eventspec_field = 'labels' then 1 end) over so_far as eventspec_change_2,
        count(case when many.eventspec_field = 'status' then 1 end) over so_far as eventspec_change_3
      from (
        select
          many.issue_id,
          many.time,
          many.field_id as eventspec_field,
          max(many.value) as eventspec_value,
          string_agg(many.value, ', ' order by many.value collate "C") as eventspec_list_1,
          string_agg(many.value, '|' order by many.value collate "C") as eventspec_list_2
        from jira.issue_field_history as many
        where many.field_id in ('labels', 'status')
          and many.time is not null
        group by 1, 2, 3
      ) as many
      window so_far as (partition by many.issue_id order by many.time rows unbounded preceding)
    ) as many
    window changes as (partition by many.issue_id order by many.time)
  ) as many
    on many.issue_id = i.issue_id
    and many.time <= step.happened_at
    and step.happened_at < coalesce(many.eventspec_end, timestamptz 'infinity')
  where step.event <> 'issue_resolved' or f.status is distinct from 'lost'
)

select
  md5(event || '|' || issue_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  json_build_object(
    'team', team,
    'status', status,
    'never', never,
    'labels', labels,
    'codes', codes,
    'any', "any"
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'jira.issues' as source,
  issue_id::text as source_key,
  null::timestamptz as loaded_at
from issues_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('issue_priced|' || i.issue_id) as event_id,
  'issue_priced' as event,
  1 as event_version,
  i.resolved_at as occurred_at,
  json_build_object('spread', cast(r.high - r.low as bigint), 'low', r.low) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'jira.issues' as source,
  i.issue_id::text as source_key,
  null::timestamptz as loaded_at
from jira.issues as i
left join (
  select
    r.since,
    max(case when r.kind = 1 then r.amount end) over (partition by r.eventspec_change_1) as low,
    max(case when r.kind = 2 then r.amount end) over (partition by r.eventspec_change_2) as high,
    lead(r.since at time zone 'Europe/Brussels') over changes as eventspec_end
  from (
    select
      r.*,
      count(case when r.kind = 1 then 1 end) over so_far as eventspec_change_1,
      count(case when r.kind = 2 then 1 end) over so_far as eventspec_change_2
    from jira.rates as r
    where r.kind in (1, 2)
      and r.since at time zone 'Europe/Brussels' is not null
    window so_far as (order by r.since at time zone 'Europe/Brussels', r.amount nulls first rows unbounded preceding)
  ) as r
  window changes as (order by r.since at time zone 'Europe/Brussels', r.amount nulls first)
) as r
  on true
  and r.since at time zone 'Europe/Brussels' <= i.created_at
  and i.created_at < coalesce(r.eventspec_end, timestamptz 'infinity')
where i.resolved_at <= timestamptz '2027-01-01 00:00:00+00'

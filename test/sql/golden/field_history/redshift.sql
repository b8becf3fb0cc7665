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
    select 'issue_created' as event
    union all
    select 'issue_resolved'
  ) as step
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
      lead(f.time) over (partition by f.issue_id order by f.time, f.value nulls first) as eventspec_end
    from (
      select
        f.*,
        count(case when f.field_id = 'customfield_10001' then 1 end) over (partition by f.issue_id order by f.time, f.value nulls first rows unbounded preceding) as eventspec_change_1,
        count(case when f.field_id = 'status' then 1 end) over (partition by f.issue_id order by f.time, f.value nulls first rows unbounded preceding) as eventspec_change_2,
        count(case when f.field_id = 'nothing' then 1 end) over (partition by f.issue_id order by f.time, f.value nulls first rows unbounded preceding) as eventspec_change_3
      from jira.issue_field_history as f
      where f.field_id in ('customfield_10001', 'status', 'nothing')
        and f.time is not null
        and f.is_active
    ) as f
  ) as f
    on f.issue_id = i.issue_id and f.is_active
    and f.time <= case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end
    and case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end < coalesce(f.eventspec_end, cast('9999-12-31 23:59:59.999999+00' as timestamptz))
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
      lead(many.time) over (partition by many.issue_id order by many.time) as eventspec_end
    from (
      select
        many.*,
        count(case when many.eventspec_field = 'labels' then 1 end) over (partition by many.issue_id order by many.time rows unbounded preceding) as eventspec_change_1,
        count(case when many.eventspec_field = 'labels' then 1 end) over (partition by many.issue_id order by many.time rows unbounded preceding) as eventspec_change_2,
        count(case when many.eventspec_field = 'status' then 1 end) over (partition by many.issue_id order by many.time rows unbounded preceding) as eventspec_change_3
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
    ) as many
  ) as many
    on many.issue_id = i.issue_id
    and many.time <= case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end
    and case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end < coalesce(many.eventspec_end, cast('9999-12-31 23:59:59.999999+00' as timestamptz))
  where step.event <> 'issue_resolved' or f.status is distinct from 'lost'
)

select
  md5(event || '|' || issue_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object(
    'team', team,
    'status', status,
    'never', never,
    'labels', labels,
    'codes', codes,
    'any', "any"
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'jira.issues' as source,
  issue_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from issues_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5('issue_priced|' || i.issue_id) as event_id,
  'issue_priced' as event,
  1 as event_version,
  i.resolved_at as occurred_at,
  object('spread', cast(r.high - r.low as bigint), 'low', r.low) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'jira.issues' as source,
  i.issue_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from jira.issues as i
left join (
  select
    r.since,
    max(case when r.kind = 1 then r.amount end) over (partition by r.eventspec_change_1) as low,
    max(case when r.kind = 2 then r.amount end) over (partition by r.eventspec_change_2) as high,
    lead(r.since at time zone 'Europe/Brussels') over (
      order by
        r.since at time zone 'Europe/Brussels',
        r.amount nulls first
    ) as eventspec_end
  from (
    select
      r.*,
      count(case when r.kind = 1 then 1 end) over (order by r.since at time zone 'Europe/Brussels', r.amount nulls first rows unbounded preceding) as eventspec_change_1,
      count(case when r.kind = 2 then 1 end) over (order by r.since at time zone 'Europe/Brussels', r.amount nulls first rows unbounded preceding) as eventspec_change_2
    from jira.rates as r
    where r.kind in (1, 2)
      and r.since at time zone 'Europe/Brussels' is not null
  ) as r
) as r
  on true
  and r.since at time zone 'Europe/Brussels' <= i.created_at
  and i.created_at < coalesce(r.eventspec_end, cast('9999-12-31 23:59:59.999999+00' as timestamptz))
where i.resolved_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

-- narrow
-- eventspec 1: issue_created, issue_resolved, issue_priced from issues.events.yml
with issues_events as (
  select
    step.event,
    cast(convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end) as timestamp_ntz) as occurred_at,
    f.team,
    f.status,
    f.never,
    many.labels,
    many.codes,
    many.last_status as "ANY",
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
      lead(cast(convert_timezone('UTC', f.time) as timestamp_ntz)) over (
        partition by f.issue_id
        order by cast(convert_timezone('UTC', f.time) as timestamp_ntz), f.value nulls first
      ) as eventspec_end
    from (
      select
        f.*,
        count(case when f.field_id = 'customfield_10001' then 1 end) over (
          partition by f.issue_id
          order by cast(convert_timezone('UTC', f.time) as timestamp_ntz), f.value nulls first
         rows unbounded preceding) as eventspec_change_1,
        count(case when f.field_id = 'status' then 1 end) over (
          partition by f.issue_id
          order by cast(convert_timezone('UTC', f.time) as timestamp_ntz), f.value nulls first
         rows unbounded preceding) as eventspec_change_2,
        count(case when f.field_id = 'nothing' then 1 end) over (
          partition by f.issue_id
          order by cast(convert_timezone('UTC', f.time) as timestamp_ntz), f.value nulls first
         rows unbounded preceding) as eventspec_change_3
      from jira.issue_field_history as f
      where f.field_id in ('customfield_10001', 'status', 'nothing')
        and cast(convert_timezone('UTC', f.time) as timestamp_ntz) is not null
        and f.is_active
    ) as f
  ) as f
    on f.issue_id = i.issue_id and f.is_active
    and cast(convert_timezone('UTC', f.time) as timestamp_ntz) <= cast(convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end) as timestamp_ntz)
    and cast(convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end) as timestamp_ntz) < coalesce(f.eventspec_end, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
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
      lead(cast(convert_timezone('UTC', many.time) as timestamp_ntz)) over (
        partition by many.issue_id
        order by cast(convert_timezone('UTC', many.time) as timestamp_ntz)
      ) as eventspec_end
    from (
      select
        many.*,
        count(case when many.eventspec_field = 'labels' then 1 end) over (
          partition by many.issue_id
          order by cast(convert_timezone('UTC', many.time) as timestamp_ntz)
         rows unbounded preceding) as eventspec_change_1,
        count(case when many.eventspec_field = 'labels' then 1 end) over (
          partition by many.issue_id
          order by cast(convert_timezone('UTC', many.time) as timestamp_ntz)
         rows unbounded preceding) as eventspec_change_2,
        count(case when many.eventspec_field = 'status' then 1 end) over (
          partition by many.issue_id
          order by cast(convert_timezone('UTC', many.time) as timestamp_ntz)
         rows unbounded preceding) as eventspec_change_3
      from (
        select
          many.issue_id,
          many.time,
          many.field_id as eventspec_field,
          max(many.value) as eventspec_value,
          nullif(listagg(many.value, ', ') within group (order by many.value), '') as eventspec_list_1,
          nullif(listagg(many.value, '|') within group (order by many.value), '') as eventspec_list_2
        from jira.issue_field_history as many
        where many.field_id in ('labels', 'status')
          and cast(convert_timezone('UTC', many.time) as timestamp_ntz) is not null
        group by 1, 2, 3
      ) as many
    ) as many
  ) as many
    on many.issue_id = i.issue_id
    and cast(convert_timezone('UTC', many.time) as timestamp_ntz) <= cast(convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end) as timestamp_ntz)
    and cast(convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end) as timestamp_ntz) < coalesce(many.eventspec_end, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
  where step.event <> 'issue_resolved' or f.status is distinct from 'lost'
)

select
  md5(event || '|' || issue_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  object_construct_keep_null(
    'team', team,
    'status', status,
    'never', never,
    'labels', labels,
    'codes', codes,
    'any', "ANY"
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'jira.issues' as source,
  issue_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from issues_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('issue_priced|' || i.issue_id) as event_id,
  'issue_priced' as event,
  1 as event_version,
  cast(convert_timezone('UTC', i.resolved_at) as timestamp_ntz) as occurred_at,
  object_construct_keep_null('spread', cast(r.high - r.low as bigint), 'low', r.low) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'jira.issues' as source,
  i.issue_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from jira.issues as i
left join (
  select
    r.since,
    max(case when r.kind = 1 then r.amount end) over (partition by r.eventspec_change_1) as low,
    max(case when r.kind = 2 then r.amount end) over (partition by r.eventspec_change_2) as high,
    lead(convert_timezone('Europe/Brussels', 'UTC', r.since)) over (
      order by convert_timezone('Europe/Brussels', 'UTC', r.since), r.amount nulls first
    ) as eventspec_end
  from (
    select
      r.*,
      count(case when r.kind = 1 then 1 end) over (
        order by convert_timezone('Europe/Brussels', 'UTC', r.since), r.amount nulls first
       rows unbounded preceding) as eventspec_change_1,
      count(case when r.kind = 2 then 1 end) over (
        order by convert_timezone('Europe/Brussels', 'UTC', r.since), r.amount nulls first
       rows unbounded preceding) as eventspec_change_2
    from jira.rates as r
    where r.kind in (1, 2)
      and convert_timezone('Europe/Brussels', 'UTC', r.since) is not null
  ) as r
) as r
  on true
  and convert_timezone('Europe/Brussels', 'UTC', r.since) <= cast(convert_timezone('UTC', i.created_at) as timestamp_ntz)
  and cast(convert_timezone('UTC', i.created_at) as timestamp_ntz) < coalesce(r.eventspec_end, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
where i.resolved_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- narrow
-- eventspec 1: issue_created, issue_resolved, issue_priced from issues.events.yml
with issues_events as (
  select
    step.event as event,
    cast(case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    f.team as team,
    f.status as status,
    f.never as never,
    many.labels as labels,
    many.codes as codes,
    many.last_status as "any",
    i.issue_id as issue_id
  from jira.issues as i
  cross join (
    select arrayJoin(['issue_created', 'issue_resolved']) as event
  ) as step
  left join (
    select
      f.issue_id,
      f.is_active,
      f.time,
      tupleElement(anyLastIf(tuple(toNullable(f.value)), f.field_id = 'customfield_10001') over (
        partition by f.issue_id
        order by cast(f.time as Nullable(DateTime64(6, 'UTC'))), f.value nulls first
      ), 1) as team,
      tupleElement(anyLastIf(tuple(toNullable(f.value)), f.field_id = 'status') over (
        partition by f.issue_id
        order by cast(f.time as Nullable(DateTime64(6, 'UTC'))), f.value nulls first
      ), 1) as status,
      tupleElement(anyLastIf(tuple(toNullable(f.value)), f.field_id = 'nothing') over (
        partition by f.issue_id
        order by cast(f.time as Nullable(DateTime64(6, 'UTC'))), f.value nulls first
      ), 1) as never,
      lead(toNullable(cast(f.time as Nullable(DateTime64(6, 'UTC'))))) over (
        partition by f.issue_id
        order by cast(f.time as Nullable(DateTime64(6, 'UTC'))), f.value nulls first
      ) as eventspec_end
    from jira.issue_field_history as f
    where f.field_id in ('customfield_10001', 'status', 'nothing')
      and cast(f.time as Nullable(DateTime64(6, 'UTC'))) is not null
      and f.is_active
  ) as f
    on f.issue_id = i.issue_id and f.is_active
    and cast(f.time as Nullable(DateTime64(6, 'UTC'))) <= cast(case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end as Nullable(DateTime64(6, 'UTC')))
    and cast(case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end as Nullable(DateTime64(6, 'UTC'))) < coalesce(f.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  left join (
    select
      many.issue_id,
      many.time,
      tupleElement(anyLastIf(tuple(toNullable(many.eventspec_list_1)), many.eventspec_field = 'labels') over (
        partition by many.issue_id
        order by cast(many.time as Nullable(DateTime64(6, 'UTC')))
      ), 1) as labels,
      tupleElement(anyLastIf(tuple(toNullable(many.eventspec_list_2)), many.eventspec_field = 'labels') over (
        partition by many.issue_id
        order by cast(many.time as Nullable(DateTime64(6, 'UTC')))
      ), 1) as codes,
      tupleElement(anyLastIf(tuple(toNullable(many.eventspec_value)), many.eventspec_field = 'status') over (
        partition by many.issue_id
        order by cast(many.time as Nullable(DateTime64(6, 'UTC')))
      ), 1) as last_status,
      lead(toNullable(cast(many.time as Nullable(DateTime64(6, 'UTC'))))) over (
        partition by many.issue_id
        order by cast(many.time as Nullable(DateTime64(6, 'UTC')))
      ) as eventspec_end
    from (
      select
        many.issue_id,
        many.time,
        many.field_id as eventspec_field,
        max(many.value) as eventspec_value,
        nullIf(arrayStringConcat(arraySort(groupArray(many.value)), ', '), '') as eventspec_list_1,
        nullIf(arrayStringConcat(arraySort(groupArray(many.value)), '|'), '') as eventspec_list_2
      from jira.issue_field_history as many
      where many.field_id in ('labels', 'status')
        and cast(many.time as Nullable(DateTime64(6, 'UTC'))) is not null
      group by 1, 2, 3
    ) as many
  ) as many
    on many.issue_id = i.issue_id
    and cast(many.time as Nullable(DateTime64(6, 'UTC'))) <= cast(case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end as Nullable(DateTime64(6, 'UTC')))
    and cast(case step.event
      when 'issue_created' then i.created_at
      when 'issue_resolved' then i.resolved_at
    end as Nullable(DateTime64(6, 'UTC'))) < coalesce(many.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  where step.event <> 'issue_resolved' or f.status is distinct from 'lost'
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(issue_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat([
    '"team":' || coalesce(toJSONString(team), 'null'),
    '"status":' || coalesce(toJSONString(status), 'null'),
    '"never":' || coalesce(toJSONString(never), 'null'),
    '"labels":' || coalesce(toJSONString(labels), 'null'),
    '"codes":' || coalesce(toJSONString(codes), 'null'),
    '"any":' || coalesce(toJSONString("any"), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'jira.issues' as source,
  toString(issue_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from issues_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('issue_priced|' || toString(i.issue_id)))) as event_id,
  'issue_priced' as event,
  1 as event_version,
  cast(i.resolved_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  '{' || arrayStringConcat([
    '"spread":' || coalesce(toString(cast(r.high - r.low as Nullable(Int64))), 'null'),
    '"low":' || coalesce(toString(r.low), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'jira.issues' as source,
  toString(i.issue_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from jira.issues as i
left join (
  select
    r.since,
    tupleElement(anyLastIf(tuple(toNullable(r.amount)), r.kind = 1) over (
      order by
        toTimeZone(toDateTime64(toString(r.since), 6, 'Europe/Brussels'), 'UTC'),
        r.amount nulls first
    ), 1) as low,
    tupleElement(anyLastIf(tuple(toNullable(r.amount)), r.kind = 2) over (
      order by
        toTimeZone(toDateTime64(toString(r.since), 6, 'Europe/Brussels'), 'UTC'),
        r.amount nulls first
    ), 1) as high,
    lead(toNullable(toTimeZone(toDateTime64(toString(r.since), 6, 'Europe/Brussels'), 'UTC'))) over (
      order by
        toTimeZone(toDateTime64(toString(r.since), 6, 'Europe/Brussels'), 'UTC'),
        r.amount nulls first
    ) as eventspec_end
  from jira.rates as r
  where r.kind in (1, 2)
    and toTimeZone(toDateTime64(toString(r.since), 6, 'Europe/Brussels'), 'UTC') is not null
) as r
  on true
  and toTimeZone(toDateTime64(toString(r.since), 6, 'Europe/Brussels'), 'UTC') <= cast(i.created_at as Nullable(DateTime64(6, 'UTC')))
  and cast(i.created_at as Nullable(DateTime64(6, 'UTC'))) < coalesce(r.eventspec_end, toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
where i.resolved_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

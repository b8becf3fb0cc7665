-- narrow
-- eventspec 1: step_taken, step_left, step_first, call_made from stages.events.yml
with steps_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'step_taken' then s.taken_at
      when 'step_left' then s.left_at
    end), 6, 'UTC') as occurred_at,
    case step.event
      when 'step_taken' then s.label
      when 'step_left' then 'none'
    end as label,
    case step.event
      when 'step_taken' then 'secure'
      when 'step_left' then 'it''s "left"'
    end as stage,
    toDecimal128('12.50', 2) as share,
    s.step_id as step_id
  from app.steps as s
  cross join (
    select arrayJoin(['step_taken', 'step_left']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

step_first_ranked as (
  select
    toDateTime64(toString(s.taken_at), 6, 'UTC') as occurred_at,
    s.label as label,
    toDecimal128('12.50', 2) as share,
    s.step_id as step_id,
    row_number() over (partition by s.label order by s.taken_at, s.step_id) as place
  from app.steps as s
  where s.taken_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and s.label is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(step_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'step_taken' then '{' || arrayStringConcat([
      '"label":' || coalesce(toJSONString(label), 'null'),
      '"stage":' || coalesce(toJSONString(stage), 'null'),
      '"priority":' || coalesce(toString(2), 'null'),
      '"share":' || coalesce(toString(share), 'null'),
      '"is_paid":' || coalesce(toJSONString(true), 'null'),
      '"code":' || coalesce(toJSONString('007'), 'null'),
      '"since":' || coalesce(toJSONString('2026-01-05'), 'null')
    ], ',') || '}'
    when 'step_left' then '{' || arrayStringConcat([
      '"label":' || coalesce(toJSONString(label), 'null'),
      '"stage":' || coalesce(toJSONString(stage), 'null'),
      '"share":' || coalesce(toString(share), 'null'),
      '"is_paid":' || coalesce(toJSONString(true), 'null'),
      '"code":' || coalesce(toJSONString('007'), 'null'),
      '"since":' || coalesce(toJSONString('2026-01-05'), 'null'),
      '"big":' || coalesce(toString(9007199254740993), 'null')
    ], ',') || '}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.steps' as source,
  toString(step_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from steps_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('step_first|' || replace(replace(label, '~', '~0'), '|', '~1')))) as event_id,
  'step_first' as event,
  1 as event_version,
  occurred_at,
  '{' || arrayStringConcat([
    '"label":' || coalesce(toJSONString(label), 'null'),
    '"stage":' || coalesce(toJSONString('secure'), 'null'),
    '"priority":' || coalesce(toString(2), 'null'),
    '"share":' || coalesce(toString(share), 'null'),
    '"is_paid":' || coalesce(toJSONString(false), 'null'),
    '"code":' || coalesce(toJSONString('007'), 'null'),
    '"since":' || coalesce(toJSONString('2026-01-05'), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.steps' as source,
  toString(step_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from step_first_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('call_made|' || toString(c.call_id)))) as event_id,
  'call_made' as event,
  1 as event_version,
  toDateTime64(toString(c.called_at), 6, 'UTC') as occurred_at,
  '{' || arrayStringConcat([
    '"stage":' || coalesce(toJSONString(''), 'null'),
    '"priority":' || coalesce(toString(-7), 'null'),
    '"share":' || coalesce(toString(toDecimal128('0.25', 2)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.calls' as source,
  toString(c.call_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.calls as c
where c.called_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- wide
-- eventspec 1: step_taken, step_left, step_first, call_made from stages.events.yml
with steps_events as (
  select
    step.event as event,
    toDateTime64(toString(case step.event
      when 'step_taken' then s.taken_at
      when 'step_left' then s.left_at
    end), 6, 'UTC') as occurred_at,
    case step.event
      when 'step_taken' then s.label
      when 'step_left' then 'none'
    end as label,
    case step.event
      when 'step_taken' then 'secure'
      when 'step_left' then 'it''s "left"'
    end as stage,
    case when step.event = 'step_taken' then 2 end as priority,
    toDecimal128('12.50', 2) as share,
    case when step.event = 'step_left' then 9007199254740993 end as big,
    s.step_id as step_id
  from app.steps as s
  cross join (
    select arrayJoin(['step_taken', 'step_left']) as event
  ) as step
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

step_first_ranked as (
  select
    toDateTime64(toString(s.taken_at), 6, 'UTC') as occurred_at,
    s.label as label,
    toDecimal128('12.50', 2) as share,
    s.step_id as step_id,
    row_number() over (partition by s.label order by s.taken_at, s.step_id) as place
  from app.steps as s
  where s.taken_at <= toDateTime64('2027-01-01 00:00:00', 6)
    and s.label is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(step_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  label,
  stage,
  priority,
  share,
  true as is_paid,
  '007' as code,
  '2026-01-05' as since,
  big,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.steps' as source,
  toString(step_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from steps_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('step_first|' || replace(replace(label, '~', '~0'), '|', '~1')))) as event_id,
  'step_first' as event,
  1 as event_version,
  occurred_at,
  label,
  'secure' as stage,
  2 as priority,
  share,
  false as is_paid,
  '007' as code,
  '2026-01-05' as since,
  null::Nullable(Int64) as big,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.steps' as source,
  toString(step_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from step_first_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('call_made|' || toString(c.call_id)))) as event_id,
  'call_made' as event,
  1 as event_version,
  toDateTime64(toString(c.called_at), 6, 'UTC') as occurred_at,
  null::Nullable(String) as label,
  '' as stage,
  -7 as priority,
  toDecimal128('0.25', 2) as share,
  null::Nullable(Bool) as is_paid,
  null::Nullable(String) as code,
  null::Nullable(String) as since,
  null::Nullable(Int64) as big,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.calls' as source,
  toString(c.call_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.calls as c
where c.called_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: step_taken from stages.events.yml
select
  lower(hex(MD5('step_taken|' || toString(s.step_id)))) as event_id,
  'step_taken' as event,
  1 as event_version,
  toDateTime64(toString(s.taken_at), 6, 'UTC') as occurred_at,
  s.label as label,
  'secure' as stage,
  2 as priority,
  toDecimal128('12.50', 2) as share,
  true as is_paid,
  '007' as code,
  '2026-01-05' as since,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.steps' as source,
  toString(s.step_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.steps as s
where s.taken_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: step_left from stages.events.yml
select
  lower(hex(MD5('step_left|' || toString(s.step_id)))) as event_id,
  'step_left' as event,
  1 as event_version,
  toDateTime64(toString(s.left_at), 6, 'UTC') as occurred_at,
  'none' as label,
  'it''s "left"' as stage,
  toDecimal128('12.50', 2) as share,
  true as is_paid,
  '007' as code,
  '2026-01-05' as since,
  9007199254740993 as big,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.steps' as source,
  toString(s.step_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.steps as s
where s.left_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: call_made from stages.events.yml
select
  lower(hex(MD5('call_made|' || toString(c.call_id)))) as event_id,
  'call_made' as event,
  1 as event_version,
  toDateTime64(toString(c.called_at), 6, 'UTC') as occurred_at,
  '' as stage,
  -7 as priority,
  toDecimal128('0.25', 2) as share,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'app.calls' as source,
  toString(c.call_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from app.calls as c
where c.called_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

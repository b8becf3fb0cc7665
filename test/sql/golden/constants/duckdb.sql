-- narrow
-- eventspec 1: step_taken, step_left, step_first, call_made from stages.events.yml
with steps_events as (
  select
    step.event,
    case step.event
      when 'step_taken' then s.taken_at
      when 'step_left' then s.left_at
    end at time zone 'UTC' as occurred_at,
    case step.event
      when 'step_taken' then s.label
      when 'step_left' then 'none'
    end as label,
    case step.event
      when 'step_taken' then 'secure'
      when 'step_left' then 'it''s "left"'
    end as stage,
    s.step_id
  from app.steps as s
  cross join (
    values ('step_taken'), ('step_left')
  ) as step (event)
)

select
  md5(event || '|' || step_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'step_taken' then json_object(
      'label', label,
      'stage', stage,
      'priority', 2,
      'share', 12.50,
      'is_paid', true,
      'code', '007',
      'since', '2026-01-05'
    )
    when 'step_left' then json_object(
      'label', label,
      'stage', stage,
      'share', 12.50,
      'is_paid', true,
      'code', '007',
      'since', '2026-01-05',
      'big', 9007199254740993
    )
  end as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.steps' as source,
  step_id::varchar as source_key,
  null::timestamptz as loaded_at
from steps_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('step_first|' || replace(replace(s.label, '~', '~0'), '|', '~1')) as event_id,
  'step_first' as event,
  1 as event_version,
  s.taken_at at time zone 'UTC' as occurred_at,
  json_object(
    'label', s.label,
    'stage', 'secure',
    'priority', 2,
    'share', 12.50,
    'is_paid', false,
    'code', '007',
    'since', '2026-01-05'
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.steps' as source,
  s.step_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.steps as s
where s.taken_at <= timestamp '2027-01-01 00:00:00'
  and s.label is not null
qualify row_number() over (partition by s.label order by s.taken_at, s.step_id) = 1
union all
select
  md5('call_made|' || c.call_id) as event_id,
  'call_made' as event,
  1 as event_version,
  c.called_at at time zone 'UTC' as occurred_at,
  json_object('stage', '', 'priority', -7, 'share', 0.25) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.calls' as source,
  c.call_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.calls as c
where c.called_at <= timestamp '2027-01-01 00:00:00'

-- wide
-- eventspec 1: step_taken, step_left, step_first, call_made from stages.events.yml
with steps_events as (
  select
    step.event,
    case step.event
      when 'step_taken' then s.taken_at
      when 'step_left' then s.left_at
    end at time zone 'UTC' as occurred_at,
    case step.event
      when 'step_taken' then s.label
      when 'step_left' then 'none'
    end as label,
    case step.event
      when 'step_taken' then 'secure'
      when 'step_left' then 'it''s "left"'
    end as stage,
    case when step.event = 'step_taken' then 2 end as priority,
    case when step.event = 'step_left' then 9007199254740993 end as big,
    s.step_id
  from app.steps as s
  cross join (
    values ('step_taken'), ('step_left')
  ) as step (event)
)

select
  md5(event || '|' || step_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  label,
  stage,
  priority,
  12.50 as share,
  true as is_paid,
  '007' as code,
  '2026-01-05' as since,
  big,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.steps' as source,
  step_id::varchar as source_key,
  null::timestamptz as loaded_at
from steps_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('step_first|' || replace(replace(s.label, '~', '~0'), '|', '~1')) as event_id,
  'step_first' as event,
  1 as event_version,
  s.taken_at at time zone 'UTC' as occurred_at,
  s.label,
  'secure' as stage,
  2 as priority,
  12.50 as share,
  false as is_paid,
  '007' as code,
  '2026-01-05' as since,
  null::bigint as big,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.steps' as source,
  s.step_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.steps as s
where s.taken_at <= timestamp '2027-01-01 00:00:00'
  and s.label is not null
qualify row_number() over (partition by s.label order by s.taken_at, s.step_id) = 1
union all
select
  md5('call_made|' || c.call_id) as event_id,
  'call_made' as event,
  1 as event_version,
  c.called_at at time zone 'UTC' as occurred_at,
  null::varchar as label,
  '' as stage,
  -7 as priority,
  0.25 as share,
  null::boolean as is_paid,
  null::varchar as code,
  null::varchar as since,
  null::bigint as big,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.calls' as source,
  c.call_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.calls as c
where c.called_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: step_taken from stages.events.yml
select
  md5('step_taken|' || s.step_id) as event_id,
  'step_taken' as event,
  1 as event_version,
  s.taken_at at time zone 'UTC' as occurred_at,
  s.label,
  'secure' as stage,
  2 as priority,
  12.50 as share,
  true as is_paid,
  '007' as code,
  '2026-01-05' as since,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.steps' as source,
  s.step_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.steps as s
where s.taken_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: step_left from stages.events.yml
select
  md5('step_left|' || s.step_id) as event_id,
  'step_left' as event,
  1 as event_version,
  s.left_at at time zone 'UTC' as occurred_at,
  'none' as label,
  'it''s "left"' as stage,
  12.50 as share,
  true as is_paid,
  '007' as code,
  '2026-01-05' as since,
  9007199254740993 as big,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.steps' as source,
  s.step_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.steps as s
where s.left_at <= timestamp '2027-01-01 00:00:00'

-- each
-- eventspec 1: call_made from stages.events.yml
select
  md5('call_made|' || c.call_id) as event_id,
  'call_made' as event,
  1 as event_version,
  c.called_at at time zone 'UTC' as occurred_at,
  '' as stage,
  -7 as priority,
  0.25 as share,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'app.calls' as source,
  c.call_id::varchar as source_key,
  null::timestamptz as loaded_at
from app.calls as c
where c.called_at <= timestamp '2027-01-01 00:00:00'

-- narrow
-- eventspec 1: step_taken, step_left, step_first, call_made from stages.events.yml
with steps_events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    case step.event
      when 'step_taken' then s.label
      when 'step_left' then 'none'
    end as label,
    case step.event
      when 'step_taken' then 'secure'
      when 'step_left' then 'it\'s "left"'
    end as stage,
    numeric '12.50' as share,
    s.step_id
  from app.steps as s
  cross join unnest([
    struct('step_taken' as event, s.taken_at as happened_at),
    ('step_left', s.left_at)
  ]) as step
)

select
  to_hex(md5(event || '|' || cast(step_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'step_taken' then json_object(
      'label', label,
      'stage', stage,
      'priority', 2,
      'share', share,
      'is_paid', true,
      'code', '007',
      'since', '2026-01-05'
    )
    when 'step_left' then json_object(
      'label', label,
      'stage', stage,
      'share', share,
      'is_paid', true,
      'code', '007',
      'since', '2026-01-05',
      'big', 9007199254740993
    )
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.steps' as source,
  cast(step_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from steps_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('step_first|' || replace(replace(s.label, '~', '~0'), '|', '~1'))) as event_id,
  'step_first' as event,
  1 as event_version,
  timestamp(s.taken_at) as occurred_at,
  json_object(
    'label', s.label,
    'stage', 'secure',
    'priority', 2,
    'share', numeric '12.50',
    'is_paid', false,
    'code', '007',
    'since', '2026-01-05'
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.steps' as source,
  cast(s.step_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.steps as s
where s.taken_at <= datetime '2027-01-01 00:00:00'
  and s.label is not null
qualify row_number() over (partition by s.label order by s.taken_at, s.step_id) = 1
union all
select
  to_hex(md5('call_made|' || cast(c.call_id as string))) as event_id,
  'call_made' as event,
  1 as event_version,
  timestamp(c.called_at) as occurred_at,
  json_object('stage', '', 'priority', -7, 'share', numeric '0.25') as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.calls' as source,
  cast(c.call_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.calls as c
where c.called_at <= datetime '2027-01-01 00:00:00'

-- wide
-- eventspec 1: step_taken, step_left, step_first, call_made from stages.events.yml
with steps_events as (
  select
    step.event,
    timestamp(step.happened_at) as occurred_at,
    case step.event
      when 'step_taken' then s.label
      when 'step_left' then 'none'
    end as label,
    case step.event
      when 'step_taken' then 'secure'
      when 'step_left' then 'it\'s "left"'
    end as stage,
    case when step.event = 'step_taken' then 2 end as priority,
    numeric '12.50' as share,
    case when step.event = 'step_left' then 9007199254740993 end as big,
    s.step_id
  from app.steps as s
  cross join unnest([
    struct('step_taken' as event, s.taken_at as happened_at),
    ('step_left', s.left_at)
  ]) as step
)

select
  to_hex(md5(event || '|' || cast(step_id as string))) as event_id,
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
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.steps' as source,
  cast(step_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from steps_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('step_first|' || replace(replace(s.label, '~', '~0'), '|', '~1'))) as event_id,
  'step_first' as event,
  1 as event_version,
  timestamp(s.taken_at) as occurred_at,
  s.label,
  'secure' as stage,
  2 as priority,
  numeric '12.50' as share,
  false as is_paid,
  '007' as code,
  '2026-01-05' as since,
  cast(null as int64) as big,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.steps' as source,
  cast(s.step_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.steps as s
where s.taken_at <= datetime '2027-01-01 00:00:00'
  and s.label is not null
qualify row_number() over (partition by s.label order by s.taken_at, s.step_id) = 1
union all
select
  to_hex(md5('call_made|' || cast(c.call_id as string))) as event_id,
  'call_made' as event,
  1 as event_version,
  timestamp(c.called_at) as occurred_at,
  cast(null as string) as label,
  '' as stage,
  -7 as priority,
  numeric '0.25' as share,
  cast(null as bool) as is_paid,
  cast(null as string) as code,
  cast(null as string) as since,
  cast(null as int64) as big,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.calls' as source,
  cast(c.call_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.calls as c
where c.called_at <= datetime '2027-01-01 00:00:00'

-- each
-- eventspec 1: step_taken from stages.events.yml
select
  to_hex(md5('step_taken|' || cast(s.step_id as string))) as event_id,
  'step_taken' as event,
  1 as event_version,
  timestamp(s.taken_at) as occurred_at,
  s.label,
  'secure' as stage,
  2 as priority,
  numeric '12.50' as share,
  true as is_paid,
  '007' as code,
  '2026-01-05' as since,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.steps' as source,
  cast(s.step_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.steps as s
where s.taken_at <= datetime '2027-01-01 00:00:00'

-- each
-- eventspec 1: step_left from stages.events.yml
select
  to_hex(md5('step_left|' || cast(s.step_id as string))) as event_id,
  'step_left' as event,
  1 as event_version,
  timestamp(s.left_at) as occurred_at,
  'none' as label,
  'it\'s "left"' as stage,
  numeric '12.50' as share,
  true as is_paid,
  '007' as code,
  '2026-01-05' as since,
  9007199254740993 as big,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.steps' as source,
  cast(s.step_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.steps as s
where s.left_at <= datetime '2027-01-01 00:00:00'

-- each
-- eventspec 1: call_made from stages.events.yml
select
  to_hex(md5('call_made|' || cast(c.call_id as string))) as event_id,
  'call_made' as event,
  1 as event_version,
  timestamp(c.called_at) as occurred_at,
  '' as stage,
  -7 as priority,
  numeric '0.25' as share,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'app.calls' as source,
  cast(c.call_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from app.calls as c
where c.called_at <= datetime '2027-01-01 00:00:00'

-- edits
-- eventspec 1: ticket_edited from edits.events.yml
select
  md5('ticket_edited|' || h.edit_id) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  h.edited_at at time zone 'Europe/Brussels' as occurred_at,
  h.ticket_id::text as ticket_id,
  h.agent,
  h.score,
  case when h.ticket_id is not null then row_number() over sequence end as nth,
  case when h.ticket_id is not null then lag(h.status) over sequence end as was,
  h.status,
  (case when h.ticket_id is not null then lag(h.agent) over sequence end = h.agent)::boolean as same_agent,
  cast(h.score - case when h.ticket_id is not null then lag(h.score) over sequence end as numeric(10, 2)) as better_by,
  case when h.ticket_id is not null then lead(h.agent) over sequence end as next_agent,
  case when h.ticket_id is not null then lag(h.edited_at at time zone 'Europe/Brussels') over sequence end as previous_at,
  (
    case
      when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over sequence
    end > (h.edited_at at time zone 'Europe/Brussels')
  )::boolean as is_apart,
  (
    case
      when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over sequence
    end is null
  )::boolean as is_last,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'support.history' as source,
  h.edit_id::text as source_key,
  null::timestamptz as loaded_at
from support.history as h
where h.status <> 'spam'
  and h.edited_at <= timestamp '2026-11-01 01:00:00'
window sequence as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)

-- changes
-- eventspec 1: status_changed from edits.events.yml
with changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "position",
    h.status,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
)

select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::text as ticket_id,
  agent,
  score,
  case when ticket_id is not null then lag(status) over sequence end as was,
  case when ticket_id is not null then lead(status) over sequence end as becomes,
  case when ticket_id is not null then lead(occurred_at) over sequence end as until,
  (agent <> case when ticket_id is not null then lag(agent) over sequence end)::boolean as by_other,
  case when ticket_id is not null then row_number() over sequence end as nth,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'support.history' as source,
  edit_id::text as source_key,
  null::timestamptz as loaded_at
from changes
where status is distinct from status_before
window sequence as (partition by ticket_id order by occurred_at, "position", edit_id)

-- others
-- eventspec 1: ticket_reopened_or_held, first_of_agent and 2 more from edits.events.yml
with ticket_reopened_or_held_changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "position",
    h.status,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
),

first_of_agent_sequenced as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then lag(h.agent) over sequence_of_first_of_agent end as before,
    case when h.ticket_id is not null then row_number() over sequence_of_first_of_agent end as nth,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_first_of_agent as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
),

first_of_agent_ranked as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    before,
    nth,
    edit_id,
    row_number() over (
      partition by ticket_id, agent
      order by occurred_at desc, "position" desc, edit_id desc
    ) as place
  from first_of_agent_sequenced
  where ticket_id is not null or agent is not null
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn
        end = h.agent then 'same'
        else 'other'
      end as text
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn end as before,
    cast(
      h.score - coalesce(
        case
          when h.ticket_id is not null then lag(h.score) over sequence_of_by_turn
        end,
        0
      ) as numeric(18, 4)
    ) as revenue,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_by_turn as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
)

select
  md5('ticket_reopened_or_held|' || edit_id) as event_id,
  'ticket_reopened_or_held' as event,
  1 as event_version,
  occurred_at,
  ticket_id::text as ticket_id,
  json_build_object(
    'agent', agent,
    'score', score,
    'was', case when ticket_id is not null then lag(status) over sequence_of_ticket_reopened_or_held end,
    'nth', case when ticket_id is not null then row_number() over sequence_of_ticket_reopened_or_held end
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'support.history' as source,
  edit_id::text as source_key,
  null::timestamptz as loaded_at
from ticket_reopened_or_held_changes
where status in ('hold', 'open')
  and status is distinct from status_before
window sequence_of_ticket_reopened_or_held as (partition by ticket_id order by occurred_at, "position", edit_id)
union all
select
  md5(
    'first_of_agent|' || coalesce(ticket_id::text, '~')
    || '|'
    || coalesce(replace(replace(agent, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'first_of_agent' as event,
  1 as event_version,
  occurred_at,
  ticket_id::text as ticket_id,
  json_build_object('agent', agent, 'score', score, 'before', before, 'nth', nth) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'support.history' as source,
  edit_id::text as source_key,
  null::timestamptz as loaded_at
from first_of_agent_ranked
where place = 1
union all
select
  md5(event || '|' || edit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  ticket_id::text as ticket_id,
  json_build_object('agent', agent, 'score', score, 'before', before) as properties,
  revenue,
  null::text as link,
  'support.history' as source,
  edit_id::text as source_key,
  null::timestamptz as loaded_at
from by_turn_named
where event is not null

-- a history
-- eventspec 1: lately_edited from edits.events.yml
with sequenced as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case
      when h.ticket_id is not null then lag(h.agent) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as before,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
)

select
  md5('lately_edited|' || edit_id) as event_id,
  'lately_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::text as ticket_id,
  agent,
  score,
  before,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'support.history' as source,
  edit_id::text as source_key,
  null::timestamptz as loaded_at
from sequenced
where occurred_at >= timestamptz '2026-10-25 03:00:00+00'

-- a window never cuts the sequence
-- eventspec 1: ticket_edited, status_changed from edits.events.yml
with ticket_edited_sequenced as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then row_number() over sequence_of_ticket_edited end as nth,
    case when h.ticket_id is not null then lag(h.status) over sequence_of_ticket_edited end as was,
    h.status,
    (case when h.ticket_id is not null then lag(h.agent) over sequence_of_ticket_edited end = h.agent)::boolean as same_agent,
    cast(
      h.score - case
        when h.ticket_id is not null then lag(h.score) over sequence_of_ticket_edited
      end as numeric(10, 2)
    ) as better_by,
    case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end as next_agent,
    case
      when h.ticket_id is not null then lag(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
    end as previous_at,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
      end > (h.edited_at at time zone 'Europe/Brussels')
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
      end is null
    )::boolean as is_last,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
),

status_changed_changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "position",
    h.status,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case when ticket_id is not null then lag(status) over sequence_of_status_changed end as was,
    case when ticket_id is not null then lead(status) over sequence_of_status_changed end as becomes,
    case when ticket_id is not null then lead(occurred_at) over sequence_of_status_changed end as until,
    (agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end)::boolean as by_other,
    case when ticket_id is not null then row_number() over sequence_of_status_changed end as nth,
    edit_id,
    status
  from status_changed_changes
  where status is distinct from status_before
  window sequence_of_status_changed as (partition by ticket_id order by occurred_at, "position", edit_id)
)

select
  md5('ticket_edited|' || edit_id) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::text as ticket_id,
  json_build_object(
    'agent', agent,
    'score', score,
    'nth', nth,
    'was', was,
    'status', status,
    'same_agent', same_agent,
    'better_by', better_by,
    'next_agent', next_agent,
    'previous_at', to_char(timezone('UTC', previous_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'is_apart', is_apart,
    'is_last', is_last
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'support.history' as source,
  edit_id::text as source_key,
  null::timestamptz as loaded_at
from ticket_edited_sequenced
where occurred_at >= timestamptz '2026-10-25 02:30:00+00'
  and occurred_at < timestamptz '2026-10-26 00:00:00+00'
union all
select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::text as ticket_id,
  json_build_object(
    'agent', agent,
    'score', score,
    'was', was,
    'becomes', becomes,
    'until', to_char(timezone('UTC', until), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'by_other', by_other,
    'nth', nth
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'support.history' as source,
  edit_id::text as source_key,
  null::timestamptz as loaded_at
from status_changed_sequenced
where occurred_at >= timestamptz '2026-10-25 02:30:00+00'
  and occurred_at < timestamptz '2026-10-26 00:00:00+00'

-- numbered
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with status_changed_changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "position",
    h.status,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn
        end = h.agent then 'same'
        else 'other'
      end as text
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn end as before,
    cast(
      h.score - coalesce(
        case
          when h.ticket_id is not null then lag(h.score) over sequence_of_by_turn
        end,
        0
      ) as numeric(18, 4)
    ) as revenue,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_by_turn as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
),

events as (
  select
    md5('ticket_edited|' || h.edit_id) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id::text as ticket_id,
    json_build_object(
      'agent', h.agent,
      'score', h.score,
      'nth', case when h.ticket_id is not null then row_number() over sequence_of_ticket_edited end,
      'was', case when h.ticket_id is not null then lag(h.status) over sequence_of_ticket_edited end,
      'status', h.status,
      'same_agent', (case when h.ticket_id is not null then lag(h.agent) over sequence_of_ticket_edited end = h.agent)::boolean,
      'better_by', cast(
        h.score - case
          when h.ticket_id is not null then lag(h.score) over sequence_of_ticket_edited
        end as numeric(10, 2)
      ),
      'next_agent', case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end,
      'previous_at', to_char(
        timezone(
          'UTC',
          case
            when h.ticket_id is not null then lag(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
          end
        ),
        'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
      ),
      'is_apart', (
        case
          when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
        end > (h.edited_at at time zone 'Europe/Brussels')
      )::boolean,
      'is_last', (
        case
          when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
        end is null
      )::boolean
    ) as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'support.history' as source,
    h.edit_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as occurrence,
    null::timestamptz as next_at
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
  union all
  select
    md5('status_changed|' || edit_id) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    ticket_id::text as ticket_id,
    json_build_object(
      'agent', agent,
      'score', score,
      'was', case when ticket_id is not null then lag(status) over sequence_of_status_changed end,
      'becomes', case when ticket_id is not null then lead(status) over sequence_of_status_changed end,
      'until', to_char(
        timezone(
          'UTC',
          case
            when ticket_id is not null then lead(occurred_at) over sequence_of_status_changed
          end
        ),
        'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
      ),
      'by_other', (agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end)::boolean,
      'nth', case when ticket_id is not null then row_number() over sequence_of_status_changed end
    ) as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'support.history' as source,
    edit_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::timestamptz as next_at
  from status_changed_changes
  where status is distinct from status_before
  window sequence_of_status_changed as (partition by ticket_id order by occurred_at, "position", edit_id)
  union all
  select
    md5(event || '|' || edit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    ticket_id::text as ticket_id,
    json_build_object('agent', agent, 'score', score, 'before', before) as properties,
    revenue,
    null::text as link,
    'support.history' as source,
    edit_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::timestamptz as next_at
  from by_turn_named
  where event is not null
)

select
  event_id,
  event,
  event_version,
  occurred_at,
  ticket_id,
  properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at,
  case when ticket_id is not null then row_number() over same_entity end as occurrence,
  case when ticket_id is not null then lead(occurred_at) over same_entity end as next_at
from events
window same_entity as (
  partition by ticket_id
  order by occurred_at, event collate "C", occurrence, event_id
)

-- numbered in a window
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with ticket_edited_sequenced as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then row_number() over sequence_of_ticket_edited end as nth,
    case when h.ticket_id is not null then lag(h.status) over sequence_of_ticket_edited end as was,
    h.status,
    (case when h.ticket_id is not null then lag(h.agent) over sequence_of_ticket_edited end = h.agent)::boolean as same_agent,
    cast(
      h.score - case
        when h.ticket_id is not null then lag(h.score) over sequence_of_ticket_edited
      end as numeric(10, 2)
    ) as better_by,
    case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end as next_agent,
    case
      when h.ticket_id is not null then lag(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
    end as previous_at,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
      end > (h.edited_at at time zone 'Europe/Brussels')
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over sequence_of_ticket_edited
      end is null
    )::boolean as is_last,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
),

status_changed_changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "position",
    h.status,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case when ticket_id is not null then lag(status) over sequence_of_status_changed end as was,
    case when ticket_id is not null then lead(status) over sequence_of_status_changed end as becomes,
    case when ticket_id is not null then lead(occurred_at) over sequence_of_status_changed end as until,
    (agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end)::boolean as by_other,
    case when ticket_id is not null then row_number() over sequence_of_status_changed end as nth,
    edit_id,
    "position",
    status
  from status_changed_changes
  where status is distinct from status_before
  window sequence_of_status_changed as (partition by ticket_id order by occurred_at, "position", edit_id)
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn
        end = h.agent then 'same'
        else 'other'
      end as text
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn end as before,
    cast(
      h.score - coalesce(
        case
          when h.ticket_id is not null then lag(h.score) over sequence_of_by_turn
        end,
        0
      ) as numeric(18, 4)
    ) as revenue,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_by_turn as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
),

events as (
  select
    md5('ticket_edited|' || edit_id) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    ticket_id::text as ticket_id,
    json_build_object(
      'agent', agent,
      'score', score,
      'nth', nth,
      'was', was,
      'status', status,
      'same_agent', same_agent,
      'better_by', better_by,
      'next_agent', next_agent,
      'previous_at', to_char(timezone('UTC', previous_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'is_apart', is_apart,
      'is_last', is_last
    ) as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'support.history' as source,
    edit_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::timestamptz as next_at
  from ticket_edited_sequenced
  union all
  select
    md5('status_changed|' || edit_id) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    ticket_id::text as ticket_id,
    json_build_object(
      'agent', agent,
      'score', score,
      'was', was,
      'becomes', becomes,
      'until', to_char(timezone('UTC', until), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'by_other', by_other,
      'nth', nth
    ) as properties,
    null::numeric(18, 4) as revenue,
    null::text as link,
    'support.history' as source,
    edit_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::timestamptz as next_at
  from status_changed_sequenced
  union all
  select
    md5(event || '|' || edit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    ticket_id::text as ticket_id,
    json_build_object('agent', agent, 'score', score, 'before', before) as properties,
    revenue,
    null::text as link,
    'support.history' as source,
    edit_id::text as source_key,
    null::timestamptz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::timestamptz as next_at
  from by_turn_named
  where event is not null
),

numbered as (
  select
    event_id,
    event,
    event_version,
    occurred_at,
    ticket_id,
    properties,
    revenue,
    link,
    source,
    source_key,
    loaded_at,
    case when ticket_id is not null then row_number() over same_entity end as occurrence,
    case when ticket_id is not null then lead(occurred_at) over same_entity end as next_at
  from events
  window same_entity as (
    partition by ticket_id
    order by occurred_at, event collate "C", occurrence, event_id
  )
)

select *
from numbered
where occurred_at >= timestamptz '2026-10-25 02:30:00+00'

-- views
-- eventspec 1: page_viewed, page_clicked from visits.events.yml
with page_viewed_gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case
      when lag(v.seen_at) over in_order_of_page_viewed >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over in_order_of_page_viewed as place
  from web.views as v
  where v.seen_at <= timestamptz '2026-11-01 00:00:00+00'
  window in_order_of_page_viewed as (partition by v.visitor order by v.seen_at, v.view_id collate "C")
),

page_clicked_gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(v.seen_at) over in_order_of_page_clicked >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over in_order_of_page_clicked as place
  from web.views as v
  where v.kind = 'click'
    and v.seen_at <= timestamptz '2026-11-01 00:00:00+00'
  window in_order_of_page_clicked as (partition by v.visitor order by v.seen_at, v.view_id collate "C")
)

select
  md5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')) as event_id,
  'page_viewed' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  page_id as page,
  case when visitor_id is not null then count(session_start) over so_far_of_page_viewed end as session,
  case when visitor_id is not null then max(session_start) over so_far_of_page_viewed end as session_at,
  case
    when visitor_id is not null then place - max(
      case
        when session_start is not null then place
      end
    ) over so_far_of_page_viewed + 1
  end as nth,
  case when visitor_id is not null then place end as nth_of_all,
  case when visitor_id is not null then lag(page_id) over sequence_of_page_viewed end as before,
  (case when visitor_id is not null then lag(page_id) over sequence_of_page_viewed end = page)::boolean as is_same,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from page_viewed_gaps
window sequence_of_page_viewed as (partition by visitor_id order by occurred_at, view_id collate "C"),
  so_far_of_page_viewed as (partition by visitor_id order by occurred_at, view_id collate "C" rows unbounded preceding)
union all
select
  md5('page_clicked|' || replace(replace(view_id, '~', '~0'), '|', '~1')) as event_id,
  'page_clicked' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  page_id as page,
  null::bigint as session,
  null::timestamptz as session_at,
  case
    when visitor_id is not null then place - max(
      case
        when session_start is not null then place
      end
    ) over so_far_of_page_clicked + 1
  end as nth,
  null::bigint as nth_of_all,
  null::text as before,
  null::boolean as is_same,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from page_clicked_gaps
window so_far_of_page_clicked as (partition by visitor_id order by occurred_at, view_id collate "C" rows unbounded preceding)

-- sessions
-- eventspec 1: session_started from visits.events.yml
with gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case when lag(v.seen_at) over in_order >= v.seen_at - interval '1800 seconds' then null else v.seen_at end as session_start,
    row_number() over in_order as place
  from web.views as v
  where v.seen_at <= timestamptz '2026-11-01 00:00:00+00'
  window in_order as (partition by v.visitor order by v.seen_at, v.view_id collate "C")
),

sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case when visitor_id is not null then count(session_start) over so_far end as session,
    view_id
  from gaps
  window so_far as (partition by visitor_id order by occurred_at, view_id collate "C" rows unbounded preceding)
),

ranked as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    session,
    view_id,
    row_number() over (partition by visitor_id, session order by occurred_at, view_id collate "C") as place
  from sequenced
  where visitor_id is not null or session is not null
)

select
  md5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(session::text, '~')
  ) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  page_id as page,
  session,
  page_id as landing_page,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from ranked
where place = 1

-- sessions in a window
-- eventspec 1: page_viewed, session_started from visits.events.yml
with page_viewed_gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case
      when lag(v.seen_at) over in_order_of_page_viewed >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over in_order_of_page_viewed as place
  from web.views as v
  where v.seen_at <= timestamptz '2026-11-01 00:00:00+00'
  window in_order_of_page_viewed as (partition by v.visitor order by v.seen_at, v.view_id collate "C")
),

page_viewed_sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case when visitor_id is not null then count(session_start) over so_far_of_page_viewed end as session,
    case when visitor_id is not null then max(session_start) over so_far_of_page_viewed end as session_at,
    case
      when visitor_id is not null then place - max(
        case
          when session_start is not null then place
        end
      ) over so_far_of_page_viewed + 1
    end as nth,
    case when visitor_id is not null then place end as nth_of_all,
    case when visitor_id is not null then lag(page_id) over sequence_of_page_viewed end as before,
    (case when visitor_id is not null then lag(page_id) over sequence_of_page_viewed end = page)::boolean as is_same,
    view_id
  from page_viewed_gaps
  window sequence_of_page_viewed as (partition by visitor_id order by occurred_at, view_id collate "C"),
    so_far_of_page_viewed as (partition by visitor_id order by occurred_at, view_id collate "C" rows unbounded preceding)
),

session_started_gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(v.seen_at) over in_order_of_session_started >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over in_order_of_session_started as place
  from web.views as v
  where v.seen_at <= timestamptz '2026-11-01 00:00:00+00'
  window in_order_of_session_started as (partition by v.visitor order by v.seen_at, v.view_id collate "C")
),

session_started_sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case when visitor_id is not null then count(session_start) over so_far_of_session_started end as session,
    view_id
  from session_started_gaps
  window so_far_of_session_started as (partition by visitor_id order by occurred_at, view_id collate "C" rows unbounded preceding)
),

session_started_ranked as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    session,
    view_id,
    row_number() over (partition by visitor_id, session order by occurred_at, view_id collate "C") as place
  from session_started_sequenced
  where visitor_id is not null or session is not null
)

select
  md5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')) as event_id,
  'page_viewed' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  json_build_object(
    'page', page_id,
    'session', session,
    'session_at', to_char(timezone('UTC', session_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'nth', nth,
    'nth_of_all', nth_of_all,
    'before', before,
    'is_same', is_same
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from page_viewed_sequenced
where occurred_at >= timestamptz '2026-03-29 01:30:00+00'
union all
select
  md5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(session::text, '~')
  ) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  json_build_object('page', page_id, 'session', session, 'landing_page', page_id) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from session_started_ranked
where place = 1
  and occurred_at >= timestamptz '2026-03-29 01:30:00+00'

-- activities
-- eventspec 1: page_viewed from visits.events.yml
with gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case when lag(v.seen_at) over in_order >= v.seen_at - interval '1800 seconds' then null else v.seen_at end as session_start,
    row_number() over in_order as place
  from web.views as v
  where v.seen_at <= timestamptz '2026-11-01 00:00:00+00'
  window in_order as (partition by v.visitor order by v.seen_at, v.view_id collate "C")
),

sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case when visitor_id is not null then count(session_start) over so_far end as session,
    case when visitor_id is not null then max(session_start) over so_far end as session_at,
    case
      when visitor_id is not null then place - max(
        case
          when session_start is not null then place
        end
      ) over so_far + 1
    end as nth,
    case when visitor_id is not null then place end as nth_of_all,
    case when visitor_id is not null then lag(page_id) over sequence end as before,
    (case when visitor_id is not null then lag(page_id) over sequence end = page)::boolean as is_same,
    view_id
  from gaps
  window sequence as (partition by visitor_id order by occurred_at, view_id collate "C"),
    so_far as (partition by visitor_id order by occurred_at, view_id collate "C" rows unbounded preceding)
)

select
  md5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')) as activity_id,
  occurred_at as ts,
  page_id as customer,
  'page_viewed' as activity,
  login_id as anonymous_customer_id,
  json_build_object(
    'page', page_id,
    'session', session,
    'session_at', to_char(timezone('UTC', session_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'nth', nth,
    'nth_of_all', nth_of_all,
    'before', before,
    'is_same', is_same
  ) as feature_json,
  null::numeric(18, 4) as revenue_impact,
  null::text as link
from sequenced
where page_id is not null or login_id is not null

-- nothing
-- eventspec 1: nothing_seen from edits.events.yml
select
  md5('nothing_seen|' || n.id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  n.at at time zone 'UTC' as occurred_at,
  lag(n.at at time zone 'UTC') over (partition by n.id order by n.at, n.id) as before,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'web.empty_log' as source,
  n.id::text as source_key,
  null::timestamptz as loaded_at
from web.empty_log as n
where n.id > 1
  and n.at <= timestamp '2026-11-01 00:00:00'

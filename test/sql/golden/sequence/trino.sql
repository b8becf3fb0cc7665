-- edits
-- eventspec 1: ticket_edited from edits.events.yml
select
  lower(to_hex(md5(to_utf8('ticket_edited|' || cast(h.edit_id as varchar))))) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
  cast(h.ticket_id as varchar) as ticket_id,
  h.agent,
  h.score,
  case when h.ticket_id is not null then row_number() over sequence end as nth,
  case when h.ticket_id is not null then lag(h.status) over sequence end as was,
  h.status,
  cast((case when h.ticket_id is not null then lag(h.agent) over sequence end = h.agent) as boolean) as same_agent,
  cast(h.score - case when h.ticket_id is not null then lag(h.score) over sequence end as decimal(10, 2)) as better_by,
  case when h.ticket_id is not null then lead(h.agent) over sequence end as next_agent,
  case
    when h.ticket_id is not null then lag(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence
  end as previous_at,
  cast((
      case
        when h.ticket_id is not null then lead(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence
      end > at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')
    ) as boolean
  ) as is_apart,
  cast((
      case
        when h.ticket_id is not null then lead(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence
      end is null
    ) as boolean
  ) as is_last,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(h.edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from support.history as h
where h.status <> 'spam'
  and h.edited_at <= timestamp '2026-11-01 01:00:00'
window sequence as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)

-- changes
-- eventspec 1: status_changed from edits.events.yml
with changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
  lower(to_hex(md5(to_utf8('status_changed|' || cast(edit_id as varchar))))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  agent,
  score,
  case when ticket_id is not null then lag(status) over sequence end as was,
  case when ticket_id is not null then lead(status) over sequence end as becomes,
  case when ticket_id is not null then lead(occurred_at) over sequence end as until,
  cast((agent <> case when ticket_id is not null then lag(agent) over sequence end) as boolean) as by_other,
  case when ticket_id is not null then row_number() over sequence end as nth,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from changes
where status is distinct from status_before
window sequence as (partition by ticket_id order by occurred_at, "position", edit_id)

-- others
-- eventspec 1: ticket_reopened_or_held, first_of_agent and 2 more from edits.events.yml
with ticket_reopened_or_held_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
      order by occurred_at desc, "position" desc nulls first, edit_id desc
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
      end as varchar
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
      ) as decimal(18, 4)
    ) as revenue,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_by_turn as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
)

select
  lower(to_hex(md5(to_utf8('ticket_reopened_or_held|' || cast(edit_id as varchar))))) as event_id,
  'ticket_reopened_or_held' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object(
    'agent': agent,
    'score': score,
    'was': case when ticket_id is not null then lag(status) over sequence_of_ticket_reopened_or_held end,
    'nth': case when ticket_id is not null then row_number() over sequence_of_ticket_reopened_or_held end
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from ticket_reopened_or_held_changes
where status in ('hold', 'open')
  and status is distinct from status_before
window sequence_of_ticket_reopened_or_held as (partition by ticket_id order by occurred_at, "position", edit_id)
union all
select
  lower(to_hex(md5(to_utf8(
    'first_of_agent|' || coalesce(cast(ticket_id as varchar), '~')
    || '|'
    || coalesce(replace(replace(agent, '~', '~0'), '|', '~1'), '~')
  )))) as event_id,
  'first_of_agent' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('agent': agent, 'score': score, 'before': before, 'nth': nth) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from first_of_agent_ranked
where place = 1
union all
select
  lower(to_hex(md5(to_utf8(event || '|' || cast(edit_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('agent': agent, 'score': score, 'before': before) as properties,
  revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from by_turn_named
where event is not null

-- a history
-- eventspec 1: lately_edited from edits.events.yml
with sequenced as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
  lower(to_hex(md5(to_utf8('lately_edited|' || cast(edit_id as varchar))))) as event_id,
  'lately_edited' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  agent,
  score,
  before,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from sequenced
where occurred_at >= timestamp '2026-10-25 03:00:00 UTC'

-- a window never cuts the sequence
-- eventspec 1: ticket_edited, status_changed from edits.events.yml
with ticket_edited_sequenced as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then row_number() over sequence_of_ticket_edited end as nth,
    case when h.ticket_id is not null then lag(h.status) over sequence_of_ticket_edited end as was,
    h.status,
    cast((case when h.ticket_id is not null then lag(h.agent) over sequence_of_ticket_edited end = h.agent) as boolean) as same_agent,
    cast(
      h.score - case
        when h.ticket_id is not null then lag(h.score) over sequence_of_ticket_edited
      end as decimal(10, 2)
    ) as better_by,
    case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end as next_agent,
    case
      when h.ticket_id is not null then lag(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
    end as previous_at,
    cast((
        case
          when h.ticket_id is not null then lead(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
        end > at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')
      ) as boolean
    ) as is_apart,
    cast((
        case
          when h.ticket_id is not null then lead(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
        end is null
      ) as boolean
    ) as is_last,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
),

status_changed_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
    cast((agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end) as boolean) as by_other,
    case when ticket_id is not null then row_number() over sequence_of_status_changed end as nth,
    edit_id,
    status
  from status_changed_changes
  where status is distinct from status_before
  window sequence_of_status_changed as (partition by ticket_id order by occurred_at, "position", edit_id)
)

select
  lower(to_hex(md5(to_utf8('ticket_edited|' || cast(edit_id as varchar))))) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object(
    'agent': agent,
    'score': score,
    'nth': nth,
    'was': was,
    'status': status,
    'same_agent': same_agent,
    'better_by': better_by,
    'next_agent': next_agent,
    'previous_at': json_format(cast(replace(cast(cast(at_timezone(previous_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json,
    'is_apart': is_apart,
    'is_last': is_last
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from ticket_edited_sequenced
where occurred_at >= timestamp '2026-10-25 02:30:00 UTC'
  and occurred_at < timestamp '2026-10-26 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('status_changed|' || cast(edit_id as varchar))))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object(
    'agent': agent,
    'score': score,
    'was': was,
    'becomes': becomes,
    'until': json_format(cast(replace(cast(cast(at_timezone(until, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json,
    'by_other': by_other,
    'nth': nth
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from status_changed_sequenced
where occurred_at >= timestamp '2026-10-25 02:30:00 UTC'
  and occurred_at < timestamp '2026-10-26 00:00:00 UTC'

-- numbered
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with status_changed_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
      end as varchar
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
      ) as decimal(18, 4)
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
    lower(to_hex(md5(to_utf8('ticket_edited|' || cast(h.edit_id as varchar))))) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    cast(h.ticket_id as varchar) as ticket_id,
    json_object(
      'agent': h.agent,
      'score': h.score,
      'nth': case when h.ticket_id is not null then row_number() over sequence_of_ticket_edited end,
      'was': case when h.ticket_id is not null then lag(h.status) over sequence_of_ticket_edited end,
      'status': h.status,
      'same_agent': cast((case when h.ticket_id is not null then lag(h.agent) over sequence_of_ticket_edited end = h.agent) as boolean),
      'better_by': cast(
        h.score - case
          when h.ticket_id is not null then lag(h.score) over sequence_of_ticket_edited
        end as decimal(10, 2)
      ),
      'next_agent': case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end,
      'previous_at': json_format(cast(replace(
        cast(
          cast(
            at_timezone(
              case
                when h.ticket_id is not null then lag(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
              end,
              'UTC'
            ) as timestamp(6)
          ) as varchar
        ),
        ' ',
        'T'
      ) || 'Z' as json)) format json,
      'is_apart': cast((
          case
            when h.ticket_id is not null then lead(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
          end > at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')
        ) as boolean
      ),
      'is_last': cast((
          case
            when h.ticket_id is not null then lead(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
          end is null
        ) as boolean
      )
    ) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'support.history' as source,
    cast(h.edit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
  union all
  select
    lower(to_hex(md5(to_utf8('status_changed|' || cast(edit_id as varchar))))) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    cast(ticket_id as varchar) as ticket_id,
    json_object(
      'agent': agent,
      'score': score,
      'was': case when ticket_id is not null then lag(status) over sequence_of_status_changed end,
      'becomes': case when ticket_id is not null then lead(status) over sequence_of_status_changed end,
      'until': json_format(cast(replace(
        cast(
          cast(
            at_timezone(
              case
                when ticket_id is not null then lead(occurred_at) over sequence_of_status_changed
              end,
              'UTC'
            ) as timestamp(6)
          ) as varchar
        ),
        ' ',
        'T'
      ) || 'Z' as json)) format json,
      'by_other': cast((agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end) as boolean),
      'nth': case when ticket_id is not null then row_number() over sequence_of_status_changed end
    ) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'support.history' as source,
    cast(edit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from status_changed_changes
  where status is distinct from status_before
  window sequence_of_status_changed as (partition by ticket_id order by occurred_at, "position", edit_id)
  union all
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(edit_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(ticket_id as varchar) as ticket_id,
    json_object('agent': agent, 'score': score, 'before': before) as properties,
    revenue,
    cast(null as varchar) as link,
    'support.history' as source,
    cast(edit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
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
window same_entity as (partition by ticket_id order by occurred_at, event, occurrence, event_id)

-- numbered in a window
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with ticket_edited_sequenced as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then row_number() over sequence_of_ticket_edited end as nth,
    case when h.ticket_id is not null then lag(h.status) over sequence_of_ticket_edited end as was,
    h.status,
    cast((case when h.ticket_id is not null then lag(h.agent) over sequence_of_ticket_edited end = h.agent) as boolean) as same_agent,
    cast(
      h.score - case
        when h.ticket_id is not null then lag(h.score) over sequence_of_ticket_edited
      end as decimal(10, 2)
    ) as better_by,
    case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end as next_agent,
    case
      when h.ticket_id is not null then lag(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
    end as previous_at,
    cast((
        case
          when h.ticket_id is not null then lead(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
        end > at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')
      ) as boolean
    ) as is_apart,
    cast((
        case
          when h.ticket_id is not null then lead(at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC')) over sequence_of_ticket_edited
        end is null
      ) as boolean
    ) as is_last,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
),

status_changed_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
    cast((agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end) as boolean) as by_other,
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
      end as varchar
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
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
      ) as decimal(18, 4)
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
    lower(to_hex(md5(to_utf8('ticket_edited|' || cast(edit_id as varchar))))) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    cast(ticket_id as varchar) as ticket_id,
    json_object(
      'agent': agent,
      'score': score,
      'nth': nth,
      'was': was,
      'status': status,
      'same_agent': same_agent,
      'better_by': better_by,
      'next_agent': next_agent,
      'previous_at': json_format(cast(replace(cast(cast(at_timezone(previous_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json,
      'is_apart': is_apart,
      'is_last': is_last
    ) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'support.history' as source,
    cast(edit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from ticket_edited_sequenced
  union all
  select
    lower(to_hex(md5(to_utf8('status_changed|' || cast(edit_id as varchar))))) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    cast(ticket_id as varchar) as ticket_id,
    json_object(
      'agent': agent,
      'score': score,
      'was': was,
      'becomes': becomes,
      'until': json_format(cast(replace(cast(cast(at_timezone(until, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json,
      'by_other': by_other,
      'nth': nth
    ) as properties,
    cast(null as decimal(18, 4)) as revenue,
    cast(null as varchar) as link,
    'support.history' as source,
    cast(edit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
  from status_changed_sequenced
  union all
  select
    lower(to_hex(md5(to_utf8(event || '|' || cast(edit_id as varchar))))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    cast(ticket_id as varchar) as ticket_id,
    json_object('agent': agent, 'score': score, 'before': before) as properties,
    revenue,
    cast(null as varchar) as link,
    'support.history' as source,
    cast(edit_id as varchar) as source_key,
    cast(null as timestamp(6) with time zone) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    cast(null as timestamp(6) with time zone) as next_at
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
  window same_entity as (partition by ticket_id order by occurred_at, event, occurrence, event_id)
)

select *
from numbered
where occurred_at >= timestamp '2026-10-25 02:30:00 UTC'

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
      when lag(v.seen_at) over in_order_of_page_viewed >= v.seen_at - interval '1800' second then null
      else v.seen_at
    end as session_start,
    row_number() over in_order_of_page_viewed as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00 UTC'
  window in_order_of_page_viewed as (partition by v.visitor order by v.seen_at, v.view_id)
),

page_clicked_gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(v.seen_at) over in_order_of_page_clicked >= v.seen_at - interval '1800' second then null
      else v.seen_at
    end as session_start,
    row_number() over in_order_of_page_clicked as place
  from web.views as v
  where v.kind = 'click'
    and v.seen_at <= timestamp '2026-11-01 00:00:00 UTC'
  window in_order_of_page_clicked as (partition by v.visitor order by v.seen_at, v.view_id)
)

select
  lower(to_hex(md5(to_utf8('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1'))))) as event_id,
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
  cast((case when visitor_id is not null then lag(page_id) over sequence_of_page_viewed end = page) as boolean) as is_same,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.views' as source,
  view_id as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from page_viewed_gaps
window sequence_of_page_viewed as (partition by visitor_id order by occurred_at, view_id),
  so_far_of_page_viewed as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)
union all
select
  lower(to_hex(md5(to_utf8('page_clicked|' || replace(replace(view_id, '~', '~0'), '|', '~1'))))) as event_id,
  'page_clicked' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  page_id as page,
  cast(null as bigint) as session,
  cast(null as timestamp(6) with time zone) as session_at,
  case
    when visitor_id is not null then place - max(
      case
        when session_start is not null then place
      end
    ) over so_far_of_page_clicked + 1
  end as nth,
  cast(null as bigint) as nth_of_all,
  cast(null as varchar) as before,
  cast(null as boolean) as is_same,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.views' as source,
  view_id as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from page_clicked_gaps
window so_far_of_page_clicked as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)

-- sessions
-- eventspec 1: session_started from visits.events.yml
with gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case when lag(v.seen_at) over in_order >= v.seen_at - interval '1800' second then null else v.seen_at end as session_start,
    row_number() over in_order as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00 UTC'
  window in_order as (partition by v.visitor order by v.seen_at, v.view_id)
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
  window so_far as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)
),

ranked as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    session,
    view_id,
    row_number() over (partition by visitor_id, session order by occurred_at, view_id) as place
  from sequenced
  where visitor_id is not null or session is not null
)

select
  lower(to_hex(md5(to_utf8(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(session as varchar), '~')
  )))) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  page_id as page,
  session,
  page_id as landing_page,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.views' as source,
  view_id as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
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
      when lag(v.seen_at) over in_order_of_page_viewed >= v.seen_at - interval '1800' second then null
      else v.seen_at
    end as session_start,
    row_number() over in_order_of_page_viewed as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00 UTC'
  window in_order_of_page_viewed as (partition by v.visitor order by v.seen_at, v.view_id)
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
    cast((case when visitor_id is not null then lag(page_id) over sequence_of_page_viewed end = page) as boolean) as is_same,
    view_id
  from page_viewed_gaps
  window sequence_of_page_viewed as (partition by visitor_id order by occurred_at, view_id),
    so_far_of_page_viewed as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)
),

session_started_gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(v.seen_at) over in_order_of_session_started >= v.seen_at - interval '1800' second then null
      else v.seen_at
    end as session_start,
    row_number() over in_order_of_session_started as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00 UTC'
  window in_order_of_session_started as (partition by v.visitor order by v.seen_at, v.view_id)
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
  window so_far_of_session_started as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)
),

session_started_ranked as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    session,
    view_id,
    row_number() over (partition by visitor_id, session order by occurred_at, view_id) as place
  from session_started_sequenced
  where visitor_id is not null or session is not null
)

select
  lower(to_hex(md5(to_utf8('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1'))))) as event_id,
  'page_viewed' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  json_object(
    'page': page_id,
    'session': session,
    'session_at': json_format(cast(replace(cast(cast(at_timezone(session_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json,
    'nth': nth,
    'nth_of_all': nth_of_all,
    'before': before,
    'is_same': is_same
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.views' as source,
  view_id as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from page_viewed_sequenced
where occurred_at >= timestamp '2026-03-29 01:30:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(cast(session as varchar), '~')
  )))) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  json_object('page': page_id, 'session': session, 'landing_page': page_id) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.views' as source,
  view_id as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from session_started_ranked
where place = 1
  and occurred_at >= timestamp '2026-03-29 01:30:00 UTC'

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
    case when lag(v.seen_at) over in_order >= v.seen_at - interval '1800' second then null else v.seen_at end as session_start,
    row_number() over in_order as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00 UTC'
  window in_order as (partition by v.visitor order by v.seen_at, v.view_id)
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
    cast((case when visitor_id is not null then lag(page_id) over sequence end = page) as boolean) as is_same,
    view_id
  from gaps
  window sequence as (partition by visitor_id order by occurred_at, view_id),
    so_far as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)
)

select
  lower(to_hex(md5(to_utf8('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1'))))) as activity_id,
  occurred_at as ts,
  page_id as customer,
  'page_viewed' as activity,
  login_id as anonymous_customer_id,
  json_object(
    'page': page_id,
    'session': session,
    'session_at': json_format(cast(replace(cast(cast(at_timezone(session_at, 'UTC') as timestamp(6)) as varchar), ' ', 'T') || 'Z' as json)) format json,
    'nth': nth,
    'nth_of_all': nth_of_all,
    'before': before,
    'is_same': is_same
  ) as feature_json,
  cast(null as decimal(18, 4)) as revenue_impact,
  cast(null as varchar) as link
from sequenced
where page_id is not null or login_id is not null

-- nothing
-- eventspec 1: nothing_seen from edits.events.yml
select
  lower(to_hex(md5(to_utf8('nothing_seen|' || cast(n.id as varchar))))) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  with_timezone(n.at, 'UTC') as occurred_at,
  lag(with_timezone(n.at, 'UTC')) over (partition by n.id order by n.at, n.id) as before,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'web.empty_log' as source,
  cast(n.id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from web.empty_log as n
where n.id > 1
  and n.at <= timestamp '2026-11-01 00:00:00'

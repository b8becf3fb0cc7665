-- edits
-- eventspec 1: ticket_edited from edits.events.yml
with sequenced as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as nth,
    case
      when h.ticket_id is not null then lag(h.status) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as was,
    h.status,
    (
      case
        when h.ticket_id is not null then lag(h.agent) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end = h.agent
    )::boolean as same_agent,
    cast(
      h.score - case
        when h.ticket_id is not null then lag(h.score) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end as numeric(10, 2)
    ) as better_by,
    case
      when h.ticket_id is not null then lead(h.agent) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as next_agent,
    case
      when h.ticket_id is not null then lag(h.edited_at at time zone 'Europe/Brussels') over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as previous_at,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > (h.edited_at at time zone 'Europe/Brussels')
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end is null
    )::boolean as is_last,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
)

select
  md5('ticket_edited|' || edit_id) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  agent,
  score,
  nth,
  was,
  status,
  same_agent,
  better_by,
  next_agent,
  previous_at,
  is_apart,
  is_last,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from sequenced

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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
),

sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(occurred_at) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as until,
    (
      agent <> case
        when ticket_id is not null then lag(agent) over (
          partition by
            ticket_id
          order by
            occurred_at,
            "position",
            edit_id
        )
      end
    )::boolean as by_other,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as nth,
    edit_id,
    status
  from changes
  where status <> status_before or status is null and status_before is not null or status is not null and status_before is null
)

select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  agent,
  score,
  was,
  becomes,
  until,
  by_other,
  nth,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from sequenced

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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
),

ticket_reopened_or_held_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as nth,
    edit_id,
    status
  from ticket_reopened_or_held_changes
  where status in ('hold', 'open')
    and (status <> status_before or status is null and status_before is not null or status is not null and status_before is null)
),

first_of_agent_sequenced as (
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
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as nth,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over (
            partition by
              h.ticket_id
            order by
              h.edited_at,
              h.position,
              h.edit_id
          )
        end = h.agent then 'same'
        else 'other'
      end as varchar(65535)
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
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
    cast(
      h.score - coalesce(
        case
          when h.ticket_id is not null then lag(h.score) over (
            partition by
              h.ticket_id
            order by
              h.edited_at,
              h.position,
              h.edit_id
          )
        end,
        0
      ) as numeric(18, 4)
    ) as revenue,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
)

select
  md5('ticket_reopened_or_held|' || edit_id) as event_id,
  'ticket_reopened_or_held' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object('agent', agent, 'score', score, 'was', was, 'nth', nth) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from ticket_reopened_or_held_sequenced
union all
select
  md5(
    'first_of_agent|' || coalesce(ticket_id::varchar(65535), '~')
    || '|'
    || coalesce(replace(replace(agent, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'first_of_agent' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object('agent', agent, 'score', score, 'before', before, 'nth', nth) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from first_of_agent_sequenced
where ticket_id is not null or agent is not null
qualify row_number() over (
  partition by ticket_id, agent
  order by occurred_at desc, "position" desc, edit_id desc
) = 1
union all
select
  md5(event || '|' || edit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object('agent', agent, 'score', score, 'before', before) as properties,
  revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
)

select
  md5('lately_edited|' || edit_id) as event_id,
  'lately_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  agent,
  score,
  before,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from sequenced
where occurred_at >= cast('2026-10-25 03:00:00+00' as timestamptz)

-- a window never cuts the sequence
-- eventspec 1: ticket_edited, status_changed from edits.events.yml
with ticket_edited_sequenced as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as nth,
    case
      when h.ticket_id is not null then lag(h.status) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as was,
    h.status,
    (
      case
        when h.ticket_id is not null then lag(h.agent) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end = h.agent
    )::boolean as same_agent,
    cast(
      h.score - case
        when h.ticket_id is not null then lag(h.score) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end as numeric(10, 2)
    ) as better_by,
    case
      when h.ticket_id is not null then lead(h.agent) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as next_agent,
    case
      when h.ticket_id is not null then lag(h.edited_at at time zone 'Europe/Brussels') over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as previous_at,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > (h.edited_at at time zone 'Europe/Brussels')
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end is null
    )::boolean as is_last,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(occurred_at) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as until,
    (
      agent <> case
        when ticket_id is not null then lag(agent) over (
          partition by
            ticket_id
          order by
            occurred_at,
            "position",
            edit_id
        )
      end
    )::boolean as by_other,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as nth,
    edit_id,
    status
  from status_changed_changes
  where status <> status_before or status is null and status_before is not null or status is not null and status_before is null
)

select
  md5('ticket_edited|' || edit_id) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object(
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
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from ticket_edited_sequenced
where occurred_at >= cast('2026-10-25 02:30:00+00' as timestamptz)
  and occurred_at < cast('2026-10-26 00:00:00+00' as timestamptz)
union all
select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object(
    'agent', agent,
    'score', score,
    'was', was,
    'becomes', becomes,
    'until', to_char(timezone('UTC', until), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'by_other', by_other,
    'nth', nth
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from status_changed_sequenced
where occurred_at >= cast('2026-10-25 02:30:00+00' as timestamptz)
  and occurred_at < cast('2026-10-26 00:00:00+00' as timestamptz)

-- numbered
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with ticket_edited_sequenced as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as nth,
    case
      when h.ticket_id is not null then lag(h.status) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as was,
    h.status,
    (
      case
        when h.ticket_id is not null then lag(h.agent) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end = h.agent
    )::boolean as same_agent,
    cast(
      h.score - case
        when h.ticket_id is not null then lag(h.score) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end as numeric(10, 2)
    ) as better_by,
    case
      when h.ticket_id is not null then lead(h.agent) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as next_agent,
    case
      when h.ticket_id is not null then lag(h.edited_at at time zone 'Europe/Brussels') over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as previous_at,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > (h.edited_at at time zone 'Europe/Brussels')
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end is null
    )::boolean as is_last,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(occurred_at) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as until,
    (
      agent <> case
        when ticket_id is not null then lag(agent) over (
          partition by
            ticket_id
          order by
            occurred_at,
            "position",
            edit_id
        )
      end
    )::boolean as by_other,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as nth,
    edit_id,
    "position",
    status
  from status_changed_changes
  where status <> status_before or status is null and status_before is not null or status is not null and status_before is null
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over (
            partition by
              h.ticket_id
            order by
              h.edited_at,
              h.position,
              h.edit_id
          )
        end = h.agent then 'same'
        else 'other'
      end as varchar(65535)
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
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
    cast(
      h.score - coalesce(
        case
          when h.ticket_id is not null then lag(h.score) over (
            partition by
              h.ticket_id
            order by
              h.edited_at,
              h.position,
              h.edit_id
          )
        end,
        0
      ) as numeric(18, 4)
    ) as revenue,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
),

events as (
  select
    md5('ticket_edited|' || edit_id) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar(65535) as ticket_id,
    object(
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
    null::varchar(65535) as link,
    'support.history' as source,
    edit_id::varchar(65535) as source_key,
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
    ticket_id::varchar(65535) as ticket_id,
    object(
      'agent', agent,
      'score', score,
      'was', was,
      'becomes', becomes,
      'until', to_char(timezone('UTC', until), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'by_other', by_other,
      'nth', nth
    ) as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'support.history' as source,
    edit_id::varchar(65535) as source_key,
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
    ticket_id::varchar(65535) as ticket_id,
    object('agent', agent, 'score', score, 'before', before) as properties,
    revenue,
    null::varchar(65535) as link,
    'support.history' as source,
    edit_id::varchar(65535) as source_key,
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
  case
    when ticket_id is not null then row_number() over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
  end as occurrence,
  case
    when ticket_id is not null then lead(occurred_at) over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
  end as next_at
from events

-- numbered in a window
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with ticket_edited_sequenced as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as nth,
    case
      when h.ticket_id is not null then lag(h.status) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as was,
    h.status,
    (
      case
        when h.ticket_id is not null then lag(h.agent) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end = h.agent
    )::boolean as same_agent,
    cast(
      h.score - case
        when h.ticket_id is not null then lag(h.score) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end as numeric(10, 2)
    ) as better_by,
    case
      when h.ticket_id is not null then lead(h.agent) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as next_agent,
    case
      when h.ticket_id is not null then lag(h.edited_at at time zone 'Europe/Brussels') over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as previous_at,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > (h.edited_at at time zone 'Europe/Brussels')
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(h.edited_at at time zone 'Europe/Brussels') over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end is null
    )::boolean as is_last,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(occurred_at) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as until,
    (
      agent <> case
        when ticket_id is not null then lag(agent) over (
          partition by
            ticket_id
          order by
            occurred_at,
            "position",
            edit_id
        )
      end
    )::boolean as by_other,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as nth,
    edit_id,
    "position",
    status
  from status_changed_changes
  where status <> status_before or status is null and status_before is not null or status is not null and status_before is null
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over (
            partition by
              h.ticket_id
            order by
              h.edited_at,
              h.position,
              h.edit_id
          )
        end = h.agent then 'same'
        else 'other'
      end as varchar(65535)
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
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
    cast(
      h.score - coalesce(
        case
          when h.ticket_id is not null then lag(h.score) over (
            partition by
              h.ticket_id
            order by
              h.edited_at,
              h.position,
              h.edit_id
          )
        end,
        0
      ) as numeric(18, 4)
    ) as revenue,
    h.edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp)
),

events as (
  select
    md5('ticket_edited|' || edit_id) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar(65535) as ticket_id,
    object(
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
    null::varchar(65535) as link,
    'support.history' as source,
    edit_id::varchar(65535) as source_key,
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
    ticket_id::varchar(65535) as ticket_id,
    object(
      'agent', agent,
      'score', score,
      'was', was,
      'becomes', becomes,
      'until', to_char(timezone('UTC', until), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'by_other', by_other,
      'nth', nth
    ) as properties,
    null::numeric(18, 4) as revenue,
    null::varchar(65535) as link,
    'support.history' as source,
    edit_id::varchar(65535) as source_key,
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
    ticket_id::varchar(65535) as ticket_id,
    object('agent', agent, 'score', score, 'before', before) as properties,
    revenue,
    null::varchar(65535) as link,
    'support.history' as source,
    edit_id::varchar(65535) as source_key,
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
    case
      when ticket_id is not null then row_number() over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
    end as occurrence,
    case
      when ticket_id is not null then lead(occurred_at) over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
    end as next_at
  from events
)

select *
from numbered
where occurred_at >= cast('2026-10-25 02:30:00+00' as timestamptz)

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
      when lag(v.seen_at) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00+00' as timestamptz)
),

page_viewed_sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case
      when visitor_id is not null then count(session_start) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      )
    end as session,
    case
      when visitor_id is not null then max(session_start) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      )
    end as session_at,
    case
      when visitor_id is not null then place - max(
        case
          when session_start is not null then place
        end
      ) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      ) + 1
    end as nth,
    case when visitor_id is not null then place end as nth_of_all,
    case when visitor_id is not null then lag(page_id) over (partition by visitor_id order by occurred_at, view_id) end as before,
    (
      case
        when visitor_id is not null then lag(page_id) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id
        )
      end = page
    )::boolean as is_same,
    view_id
  from page_viewed_gaps
),

page_clicked_gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(v.seen_at) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.kind = 'click'
    and v.seen_at <= cast('2026-11-01 00:00:00+00' as timestamptz)
),

page_clicked_sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case
      when visitor_id is not null then place - max(
        case
          when session_start is not null then place
        end
      ) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      ) + 1
    end as nth,
    view_id
  from page_clicked_gaps
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
  session,
  session_at,
  nth,
  nth_of_all,
  before,
  is_same,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from page_viewed_sequenced
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
  nth,
  null::bigint as nth_of_all,
  null::varchar(65535) as before,
  null::boolean as is_same,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from page_clicked_sequenced

-- sessions
-- eventspec 1: session_started from visits.events.yml
with gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(v.seen_at) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00+00' as timestamptz)
),

sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case
      when visitor_id is not null then count(session_start) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      )
    end as session,
    view_id
  from gaps
)

select
  md5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(session::varchar(65535), '~')
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
  null::varchar(65535) as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from sequenced
where visitor_id is not null or session is not null
qualify row_number() over (partition by visitor_id, session order by occurred_at, view_id) = 1

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
      when lag(v.seen_at) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00+00' as timestamptz)
),

page_viewed_sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case
      when visitor_id is not null then count(session_start) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      )
    end as session,
    case
      when visitor_id is not null then max(session_start) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      )
    end as session_at,
    case
      when visitor_id is not null then place - max(
        case
          when session_start is not null then place
        end
      ) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      ) + 1
    end as nth,
    case when visitor_id is not null then place end as nth_of_all,
    case when visitor_id is not null then lag(page_id) over (partition by visitor_id order by occurred_at, view_id) end as before,
    (
      case
        when visitor_id is not null then lag(page_id) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id
        )
      end = page
    )::boolean as is_same,
    view_id
  from page_viewed_gaps
),

session_started_gaps as (
  select
    v.seen_at as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(v.seen_at) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00+00' as timestamptz)
),

session_started_sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case
      when visitor_id is not null then count(session_start) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      )
    end as session,
    view_id
  from session_started_gaps
)

select
  md5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')) as event_id,
  'page_viewed' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  object(
    'page', page_id,
    'session', session,
    'session_at', to_char(timezone('UTC', session_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'nth', nth,
    'nth_of_all', nth_of_all,
    'before', before,
    'is_same', is_same
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from page_viewed_sequenced
where occurred_at >= cast('2026-03-29 01:30:00+00' as timestamptz)
union all
select
  md5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(session::varchar(65535), '~')
  ) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  object('page', page_id, 'session', session, 'landing_page', page_id) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamptz as loaded_at
from session_started_sequenced
where visitor_id is not null or session is not null
qualify row_number() over (partition by visitor_id, session order by occurred_at, view_id) = 1
  and occurred_at >= cast('2026-03-29 01:30:00+00' as timestamptz)

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
    case
      when lag(v.seen_at) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= v.seen_at - interval '1800 seconds' then null
      else v.seen_at
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00+00' as timestamptz)
),

sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case
      when visitor_id is not null then count(session_start) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      )
    end as session,
    case
      when visitor_id is not null then max(session_start) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      )
    end as session_at,
    case
      when visitor_id is not null then place - max(
        case
          when session_start is not null then place
        end
      ) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id rows unbounded preceding
      ) + 1
    end as nth,
    case when visitor_id is not null then place end as nth_of_all,
    case when visitor_id is not null then lag(page_id) over (partition by visitor_id order by occurred_at, view_id) end as before,
    (
      case
        when visitor_id is not null then lag(page_id) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id
        )
      end = page
    )::boolean as is_same,
    view_id
  from gaps
)

select
  md5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')) as activity_id,
  occurred_at as ts,
  page_id as customer,
  'page_viewed' as activity,
  login_id as anonymous_customer_id,
  object(
    'page', page_id,
    'session', session,
    'session_at', to_char(timezone('UTC', session_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'nth', nth,
    'nth_of_all', nth_of_all,
    'before', before,
    'is_same', is_same
  ) as feature_json,
  null::numeric(18, 4) as revenue_impact,
  null::varchar(65535) as link
from sequenced
where page_id is not null or login_id is not null

-- nothing
-- eventspec 1: nothing_seen from edits.events.yml
with sequenced as (
  select
    n.at at time zone 'UTC' as occurred_at,
    lag(n.at at time zone 'UTC') over (partition by n.id order by n.at, n.id) as before,
    n.id
  from web.empty_log as n
  where n.id > 1
    and n.at <= cast('2026-11-01 00:00:00' as timestamp)
)

select
  md5('nothing_seen|' || id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  occurred_at,
  before,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'web.empty_log' as source,
  id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from sequenced

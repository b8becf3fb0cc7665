-- edits
-- eventspec 1: ticket_edited from edits.events.yml
with sequenced as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      end as number(10, 2)
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
      when h.ticket_id is not null then lag(
        dateadd(
          microsecond,
          date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        )
      ) over (
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
        when h.ticket_id is not null then lead(
          dateadd(
            microsecond,
            date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
            cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
          )
        ) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > dateadd(
        microsecond,
        date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
        cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
      )
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(
          dateadd(
            microsecond,
            date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
            cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
          )
        ) over (
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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
)

select
  md5('ticket_edited|' || edit_id) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
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
  null::number(18, 4) as revenue,
  null::varchar as link,
  'support.history' as source,
  edit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from sequenced

-- changes
-- eventspec 1: status_changed from edits.events.yml
with changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "POSITION",
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
  qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
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
          "POSITION",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(
        dateadd(
          microsecond,
          date_part(epoch_microsecond, occurred_at),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        )
      ) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
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
            "POSITION",
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
          "POSITION",
          edit_id
      )
    end as nth,
    edit_id,
    status
  from changes
)

select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
  agent,
  score,
  was,
  becomes,
  until,
  by_other,
  nth,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'support.history' as source,
  edit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from sequenced

-- others
-- eventspec 1: ticket_reopened_or_held, first_of_agent and 2 more from edits.events.yml
with ticket_reopened_or_held_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "POSITION",
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
  qualify h.status in ('hold', 'open')
    and h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
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
          "POSITION",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
          edit_id
      )
    end as nth,
    edit_id,
    status
  from ticket_reopened_or_held_changes
),

first_of_agent_sequenced as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
    h.position as "POSITION"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
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
      end as varchar
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      ) as number(18, 4)
    ) as revenue,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
)

select
  md5('ticket_reopened_or_held|' || edit_id) as event_id,
  'ticket_reopened_or_held' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
  object_construct_keep_null('agent', agent, 'score', score, 'was', was, 'nth', nth) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'support.history' as source,
  edit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from ticket_reopened_or_held_sequenced
union all
select
  md5(
    'first_of_agent|' || coalesce(ticket_id::varchar, '~')
    || '|'
    || coalesce(replace(replace(agent, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'first_of_agent' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
  object_construct_keep_null('agent', agent, 'score', score, 'before', before, 'nth', nth) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'support.history' as source,
  edit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from first_of_agent_sequenced
where ticket_id is not null or agent is not null
qualify row_number() over (
  partition by ticket_id, agent
  order by occurred_at desc, "POSITION" desc, edit_id desc
) = 1
union all
select
  md5(event || '|' || edit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
  object_construct_keep_null('agent', agent, 'score', score, 'before', before) as properties,
  revenue,
  null::varchar as link,
  'support.history' as source,
  edit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from by_turn_named
where event is not null

-- a history
-- eventspec 1: lately_edited from edits.events.yml
with sequenced as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
)

select
  md5('lately_edited|' || edit_id) as event_id,
  'lately_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
  agent,
  score,
  before,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'support.history' as source,
  edit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from sequenced
where occurred_at >= cast('2026-10-25 03:00:00' as timestamp_ntz)

-- a window never cuts the sequence
-- eventspec 1: ticket_edited, status_changed from edits.events.yml
with ticket_edited_sequenced as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      end as number(10, 2)
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
      when h.ticket_id is not null then lag(
        dateadd(
          microsecond,
          date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        )
      ) over (
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
        when h.ticket_id is not null then lead(
          dateadd(
            microsecond,
            date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
            cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
          )
        ) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > dateadd(
        microsecond,
        date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
        cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
      )
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(
          dateadd(
            microsecond,
            date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
            cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
          )
        ) over (
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
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
),

status_changed_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "POSITION",
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
  qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
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
          "POSITION",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(
        dateadd(
          microsecond,
          date_part(epoch_microsecond, occurred_at),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        )
      ) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
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
            "POSITION",
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
          "POSITION",
          edit_id
      )
    end as nth,
    edit_id,
    status
  from status_changed_changes
)

select
  md5('ticket_edited|' || edit_id) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
  object_construct_keep_null(
    'agent', agent,
    'score', score,
    'nth', nth,
    'was', was,
    'status', status,
    'same_agent', same_agent,
    'better_by', better_by,
    'next_agent', next_agent,
    'previous_at', to_varchar(convert_timezone('UTC', previous_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
    'is_apart', is_apart,
    'is_last', is_last
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'support.history' as source,
  edit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from ticket_edited_sequenced
where occurred_at >= cast('2026-10-25 02:30:00' as timestamp_ntz)
  and occurred_at < cast('2026-10-26 00:00:00' as timestamp_ntz)
union all
select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
  object_construct_keep_null(
    'agent', agent,
    'score', score,
    'was', was,
    'becomes', becomes,
    'until', to_varchar(convert_timezone('UTC', until), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
    'by_other', by_other,
    'nth', nth
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'support.history' as source,
  edit_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from status_changed_sequenced
where occurred_at >= cast('2026-10-25 02:30:00' as timestamp_ntz)
  and occurred_at < cast('2026-10-26 00:00:00' as timestamp_ntz)

-- numbered
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with ticket_edited_sequenced as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      end as number(10, 2)
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
      when h.ticket_id is not null then lag(
        dateadd(
          microsecond,
          date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        )
      ) over (
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
        when h.ticket_id is not null then lead(
          dateadd(
            microsecond,
            date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
            cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
          )
        ) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > dateadd(
        microsecond,
        date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
        cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
      )
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(
          dateadd(
            microsecond,
            date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
            cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
          )
        ) over (
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
    h.position as "POSITION"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
),

status_changed_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "POSITION",
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
  qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
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
          "POSITION",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(
        dateadd(
          microsecond,
          date_part(epoch_microsecond, occurred_at),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        )
      ) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
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
            "POSITION",
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
          "POSITION",
          edit_id
      )
    end as nth,
    edit_id,
    "POSITION",
    status
  from status_changed_changes
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
      end as varchar
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      ) as number(18, 4)
    ) as revenue,
    h.edit_id,
    h.position as "POSITION"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
),

events as (
  select
    md5('ticket_edited|' || edit_id) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar as ticket_id,
    object_construct_keep_null(
      'agent', agent,
      'score', score,
      'nth', nth,
      'was', was,
      'status', status,
      'same_agent', same_agent,
      'better_by', better_by,
      'next_agent', next_agent,
      'previous_at', to_varchar(convert_timezone('UTC', previous_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
      'is_apart', is_apart,
      'is_last', is_last
    ) as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'support.history' as source,
    edit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "POSITION", edit_id) as occurrence,
    null::timestamp_ntz as next_at
  from ticket_edited_sequenced
  union all
  select
    md5('status_changed|' || edit_id) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar as ticket_id,
    object_construct_keep_null(
      'agent', agent,
      'score', score,
      'was', was,
      'becomes', becomes,
      'until', to_varchar(convert_timezone('UTC', until), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
      'by_other', by_other,
      'nth', nth
    ) as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'support.history' as source,
    edit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "POSITION", edit_id) as occurrence,
    null::timestamp_ntz as next_at
  from status_changed_sequenced
  union all
  select
    md5(event || '|' || edit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar as ticket_id,
    object_construct_keep_null('agent', agent, 'score', score, 'before', before) as properties,
    revenue,
    null::varchar as link,
    'support.history' as source,
    edit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "POSITION", edit_id) as occurrence,
    null::timestamp_ntz as next_at
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
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      end as number(10, 2)
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
      when h.ticket_id is not null then lag(
        dateadd(
          microsecond,
          date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        )
      ) over (
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
        when h.ticket_id is not null then lead(
          dateadd(
            microsecond,
            date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
            cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
          )
        ) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > dateadd(
        microsecond,
        date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
        cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
      )
    )::boolean as is_apart,
    (
      case
        when h.ticket_id is not null then lead(
          dateadd(
            microsecond,
            date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)),
            cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
          )
        ) over (
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
    h.position as "POSITION"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
),

status_changed_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as "POSITION",
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
  qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id)
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
          "POSITION",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(status) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(
        dateadd(
          microsecond,
          date_part(epoch_microsecond, occurred_at),
          cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
        )
      ) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "POSITION",
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
            "POSITION",
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
          "POSITION",
          edit_id
      )
    end as nth,
    edit_id,
    "POSITION",
    status
  from status_changed_changes
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
      end as varchar
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      ) as number(18, 4)
    ) as revenue,
    h.edit_id,
    h.position as "POSITION"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= cast('2026-11-01 01:00:00' as timestamp_ntz)
),

events as (
  select
    md5('ticket_edited|' || edit_id) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar as ticket_id,
    object_construct_keep_null(
      'agent', agent,
      'score', score,
      'nth', nth,
      'was', was,
      'status', status,
      'same_agent', same_agent,
      'better_by', better_by,
      'next_agent', next_agent,
      'previous_at', to_varchar(convert_timezone('UTC', previous_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
      'is_apart', is_apart,
      'is_last', is_last
    ) as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'support.history' as source,
    edit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "POSITION", edit_id) as occurrence,
    null::timestamp_ntz as next_at
  from ticket_edited_sequenced
  union all
  select
    md5('status_changed|' || edit_id) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar as ticket_id,
    object_construct_keep_null(
      'agent', agent,
      'score', score,
      'was', was,
      'becomes', becomes,
      'until', to_varchar(convert_timezone('UTC', until), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
      'by_other', by_other,
      'nth', nth
    ) as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'support.history' as source,
    edit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "POSITION", edit_id) as occurrence,
    null::timestamp_ntz as next_at
  from status_changed_sequenced
  union all
  select
    md5(event || '|' || edit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar as ticket_id,
    object_construct_keep_null('agent', agent, 'score', score, 'before', before) as properties,
    revenue,
    null::varchar as link,
    'support.history' as source,
    edit_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "POSITION", edit_id) as occurrence,
    null::timestamp_ntz as next_at
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
where occurred_at >= cast('2026-10-25 02:30:00' as timestamp_ntz)

-- views
-- eventspec 1: page_viewed, page_clicked from visits.events.yml
with page_viewed_gaps as (
  select
    cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case
      when lag(cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= dateadd(second, -1800, cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) then null
      else cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00 +00:00' as timestamp_tz)
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
      when visitor_id is not null then dateadd(
        microsecond,
        date_part(
          epoch_microsecond,
          max(session_start) over (
            partition by
              visitor_id
            order by
              occurred_at,
              view_id rows unbounded preceding
          )
        ),
        cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
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
    cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= dateadd(second, -1800, cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) then null
      else cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.kind = 'click'
    and v.seen_at <= cast('2026-11-01 00:00:00 +00:00' as timestamp_tz)
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
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
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
  null::timestamp_tz as session_at,
  nth,
  null::bigint as nth_of_all,
  null::varchar as before,
  null::boolean as is_same,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
from page_clicked_sequenced

-- sessions
-- eventspec 1: session_started from visits.events.yml
with gaps as (
  select
    cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= dateadd(second, -1800, cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) then null
      else cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00 +00:00' as timestamp_tz)
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
    || coalesce(session::varchar, '~')
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
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
from sequenced
where visitor_id is not null or session is not null
qualify row_number() over (partition by visitor_id, session order by occurred_at, view_id) = 1

-- sessions in a window
-- eventspec 1: page_viewed, session_started from visits.events.yml
with page_viewed_gaps as (
  select
    cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case
      when lag(cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= dateadd(second, -1800, cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) then null
      else cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00 +00:00' as timestamp_tz)
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
      when visitor_id is not null then dateadd(
        microsecond,
        date_part(
          epoch_microsecond,
          max(session_start) over (
            partition by
              visitor_id
            order by
              occurred_at,
              view_id rows unbounded preceding
          )
        ),
        cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
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
    cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= dateadd(second, -1800, cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) then null
      else cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00 +00:00' as timestamp_tz)
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
  object_construct_keep_null(
    'page', page_id,
    'session', session,
    'session_at', to_varchar(convert_timezone('UTC', session_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
    'nth', nth,
    'nth_of_all', nth_of_all,
    'before', before,
    'is_same', is_same
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
from page_viewed_sequenced
where occurred_at >= cast('2026-03-29 01:30:00' as timestamp_ntz)
union all
select
  md5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(session::varchar, '~')
  ) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  object_construct_keep_null('page', page_id, 'session', session, 'landing_page', page_id) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
from session_started_sequenced
where visitor_id is not null or session is not null
qualify row_number() over (partition by visitor_id, session order by occurred_at, view_id) = 1
  and occurred_at >= cast('2026-03-29 01:30:00' as timestamp_ntz)

-- activities
-- eventspec 1: page_viewed from visits.events.yml
with gaps as (
  select
    cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case
      when lag(cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= dateadd(second, -1800, cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)) then null
      else cast(convert_timezone('UTC', v.seen_at) as timestamp_ntz)
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= cast('2026-11-01 00:00:00 +00:00' as timestamp_tz)
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
      when visitor_id is not null then dateadd(
        microsecond,
        date_part(
          epoch_microsecond,
          max(session_start) over (
            partition by
              visitor_id
            order by
              occurred_at,
              view_id rows unbounded preceding
          )
        ),
        cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
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
  object_construct_keep_null(
    'page', page_id,
    'session', session,
    'session_at', to_varchar(convert_timezone('UTC', session_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
    'nth', nth,
    'nth_of_all', nth_of_all,
    'before', before,
    'is_same', is_same
  ) as feature_json,
  null::number(18, 4) as revenue_impact,
  null::varchar as link
from sequenced
where page_id is not null or login_id is not null

-- nothing
-- eventspec 1: nothing_seen from edits.events.yml
with sequenced as (
  select
    n.at as occurred_at,
    lag(
      dateadd(microsecond, date_part(epoch_microsecond, n.at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
    ) over (
      partition by
        n.id
      order by
        n.at,
        n.id
    ) as before,
    n.id
  from web.empty_log as n
  where n.id > 1
    and n.at <= cast('2026-11-01 00:00:00' as timestamp_ntz)
)

select
  md5('nothing_seen|' || id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  occurred_at,
  before,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'web.empty_log' as source,
  id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from sequenced

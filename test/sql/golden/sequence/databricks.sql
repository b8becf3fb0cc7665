-- edits
-- eventspec 1: ticket_edited from edits.events.yml
select
  md5('ticket_edited|' || h.edit_id) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
  h.ticket_id::string as ticket_id,
  h.agent,
  h.score,
  case when h.ticket_id is not null then row_number() over sequence end as nth,
  case when h.ticket_id is not null then lag(h.status) over sequence end as was,
  h.status,
  (case when h.ticket_id is not null then lag(h.agent) over sequence end = h.agent)::boolean as same_agent,
  cast(h.score - case when h.ticket_id is not null then lag(h.score) over sequence end as decimal(10, 2)) as better_by,
  case when h.ticket_id is not null then lead(h.agent) over sequence end as next_agent,
  case
    when h.ticket_id is not null then lag(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence
  end as previous_at,
  (case when h.ticket_id is not null then lead(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence end > cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp))::boolean as is_apart,
  (case when h.ticket_id is not null then lead(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence end is null)::boolean as is_last,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  h.edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from support.history as h
where h.status <> 'spam'
  and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
window sequence as (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)

-- changes
-- eventspec 1: status_changed from edits.events.yml
with changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as `position`,
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
)

select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::string as ticket_id,
  agent,
  score,
  case when ticket_id is not null then lag(status) over sequence end as was,
  case when ticket_id is not null then lead(status) over sequence end as becomes,
  case when ticket_id is not null then lead(cast(concat(occurred_at, ' UTC') as timestamp)) over sequence end as until,
  (agent <> case when ticket_id is not null then lag(agent) over sequence end)::boolean as by_other,
  case when ticket_id is not null then row_number() over sequence end as nth,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from changes
window sequence as (partition by ticket_id order by occurred_at, `position` nulls last, edit_id)

-- others
-- eventspec 1: ticket_reopened_or_held, first_of_agent and 2 more from edits.events.yml
with ticket_reopened_or_held_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as `position`,
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  qualify h.status in ('hold', 'open')
    and h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

first_of_agent_sequenced as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    case when h.ticket_id is not null then lag(h.agent) over sequence_of_first_of_agent end as before,
    case when h.ticket_id is not null then row_number() over sequence_of_first_of_agent end as nth,
    h.edit_id,
    h.position as `position`
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  window sequence_of_first_of_agent as (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn
        end = h.agent then 'same'
        else 'other'
      end as string
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  window sequence_of_by_turn as (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
)

select
  md5('ticket_reopened_or_held|' || edit_id) as event_id,
  'ticket_reopened_or_held' as event,
  1 as event_version,
  occurred_at,
  ticket_id::string as ticket_id,
  to_json(
    struct(
      agent,
      score,
      case when ticket_id is not null then lag(status) over sequence_of_ticket_reopened_or_held end as `was`,
      case when ticket_id is not null then row_number() over sequence_of_ticket_reopened_or_held end as `nth`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from ticket_reopened_or_held_changes
window sequence_of_ticket_reopened_or_held as (partition by ticket_id order by occurred_at, `position` nulls last, edit_id)
union all
select
  md5(
    'first_of_agent|' || coalesce(ticket_id::string, '~')
    || '|'
    || coalesce(replace(replace(agent, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'first_of_agent' as event,
  1 as event_version,
  occurred_at,
  ticket_id::string as ticket_id,
  to_json(struct(agent, score, before, nth), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from first_of_agent_sequenced
where ticket_id is not null or agent is not null
qualify row_number() over (
  partition by ticket_id, agent
  order by occurred_at desc, `position` desc nulls first, edit_id desc
) = 1
union all
select
  md5(event || '|' || edit_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  ticket_id::string as ticket_id,
  to_json(struct(agent, score, before), map('ignoreNullFields', 'false')) as properties,
  revenue,
  null::string as link,
  'support.history' as source,
  edit_id::string as source_key,
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
          h.position nulls last,
          h.edit_id
      )
    end as before,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
)

select
  md5('lately_edited|' || edit_id) as event_id,
  'lately_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::string as ticket_id,
  agent,
  score,
  before,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from sequenced
where occurred_at >= timestamp_ntz '2026-10-25 03:00:00'

-- a window never cuts the sequence
-- eventspec 1: ticket_edited, status_changed from edits.events.yml
with ticket_edited_sequenced as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      end as decimal(10, 2)
    ) as better_by,
    case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end as next_agent,
    case
      when h.ticket_id is not null then lag(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited
    end as previous_at,
    (case when h.ticket_id is not null then lead(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited end > cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp))::boolean as is_apart,
    (case when h.ticket_id is not null then lead(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited end is null)::boolean as is_last,
    h.edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

status_changed_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as `position`,
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case when ticket_id is not null then lag(status) over sequence_of_status_changed end as was,
    case when ticket_id is not null then lead(status) over sequence_of_status_changed end as becomes,
    case
      when ticket_id is not null then lead(cast(concat(occurred_at, ' UTC') as timestamp)) over sequence_of_status_changed
    end as until,
    (agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end)::boolean as by_other,
    case when ticket_id is not null then row_number() over sequence_of_status_changed end as nth,
    edit_id,
    status
  from status_changed_changes
  window sequence_of_status_changed as (partition by ticket_id order by occurred_at, `position` nulls last, edit_id)
)

select
  md5('ticket_edited|' || edit_id) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  ticket_id::string as ticket_id,
  to_json(
    struct(
      agent,
      score,
      nth,
      was,
      status,
      same_agent,
      better_by,
      next_agent,
      concat(
        concat(
          replace(
            substr(
              cast(timestampadd(microsecond, unix_micros(previous_at), timestamp_ntz '1970-01-01 00:00:00') as string),
              1,
              19
            ),
            ' ',
            'T'
          ),
          '.',
          rpad(
            substr(
              cast(timestampadd(microsecond, unix_micros(previous_at), timestamp_ntz '1970-01-01 00:00:00') as string),
              21
            ),
            6,
            '0'
          )
        ),
        'Z'
      ) as `previous_at`,
      is_apart,
      is_last
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from ticket_edited_sequenced
where occurred_at >= timestamp_ntz '2026-10-25 02:30:00'
  and occurred_at < timestamp_ntz '2026-10-26 00:00:00'
union all
select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::string as ticket_id,
  to_json(
    struct(
      agent,
      score,
      was,
      becomes,
      concat(
        concat(
          replace(
            substr(
              cast(timestampadd(microsecond, unix_micros(until), timestamp_ntz '1970-01-01 00:00:00') as string),
              1,
              19
            ),
            ' ',
            'T'
          ),
          '.',
          rpad(
            substr(
              cast(timestampadd(microsecond, unix_micros(until), timestamp_ntz '1970-01-01 00:00:00') as string),
              21
            ),
            6,
            '0'
          )
        ),
        'Z'
      ) as `until`,
      by_other,
      nth
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from status_changed_sequenced
where occurred_at >= timestamp_ntz '2026-10-25 02:30:00'
  and occurred_at < timestamp_ntz '2026-10-26 00:00:00'

-- numbered
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with status_changed_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as `position`,
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn
        end = h.agent then 'same'
        else 'other'
      end as string
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
    h.position as `position`
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  window sequence_of_by_turn as (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

events as (
  select
    md5('ticket_edited|' || h.edit_id) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id::string as ticket_id,
    to_json(
      struct(
        h.agent as `agent`,
        h.score as `score`,
        case when h.ticket_id is not null then row_number() over sequence_of_ticket_edited end as `nth`,
        case when h.ticket_id is not null then lag(h.status) over sequence_of_ticket_edited end as `was`,
        h.status as `status`,
        (case when h.ticket_id is not null then lag(h.agent) over sequence_of_ticket_edited end = h.agent)::boolean as `same_agent`,
        cast(
          h.score - case
            when h.ticket_id is not null then lag(h.score) over sequence_of_ticket_edited
          end as decimal(10, 2)
        ) as `better_by`,
        case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end as `next_agent`,
        concat(
          concat(
            replace(
              substr(
                cast(
                  timestampadd(
                    microsecond,
                    unix_micros(
                      case
                        when h.ticket_id is not null then lag(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited
                      end
                    ),
                    timestamp_ntz '1970-01-01 00:00:00'
                  ) as string
                ),
                1,
                19
              ),
              ' ',
              'T'
            ),
            '.',
            rpad(
              substr(
                cast(
                  timestampadd(
                    microsecond,
                    unix_micros(
                      case
                        when h.ticket_id is not null then lag(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited
                      end
                    ),
                    timestamp_ntz '1970-01-01 00:00:00'
                  ) as string
                ),
                21
              ),
              6,
              '0'
            )
          ),
          'Z'
        ) as `previous_at`,
        (case when h.ticket_id is not null then lead(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited end > cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp))::boolean as `is_apart`,
        (case when h.ticket_id is not null then lead(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited end is null)::boolean as `is_last`
      ),
      map('ignoreNullFields', 'false')
    ) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'support.history' as source,
    h.edit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id) as occurrence,
    null::timestamp_ntz as next_at
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
  union all
  select
    md5('status_changed|' || edit_id) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    ticket_id::string as ticket_id,
    to_json(
      struct(
        agent,
        score,
        case when ticket_id is not null then lag(status) over sequence_of_status_changed end as `was`,
        case when ticket_id is not null then lead(status) over sequence_of_status_changed end as `becomes`,
        concat(
          concat(
            replace(
              substr(
                cast(
                  timestampadd(
                    microsecond,
                    unix_micros(
                      case
                        when ticket_id is not null then lead(cast(concat(occurred_at, ' UTC') as timestamp)) over sequence_of_status_changed
                      end
                    ),
                    timestamp_ntz '1970-01-01 00:00:00'
                  ) as string
                ),
                1,
                19
              ),
              ' ',
              'T'
            ),
            '.',
            rpad(
              substr(
                cast(
                  timestampadd(
                    microsecond,
                    unix_micros(
                      case
                        when ticket_id is not null then lead(cast(concat(occurred_at, ' UTC') as timestamp)) over sequence_of_status_changed
                      end
                    ),
                    timestamp_ntz '1970-01-01 00:00:00'
                  ) as string
                ),
                21
              ),
              6,
              '0'
            )
          ),
          'Z'
        ) as `until`,
        (agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end)::boolean as `by_other`,
        case when ticket_id is not null then row_number() over sequence_of_status_changed end as `nth`
      ),
      map('ignoreNullFields', 'false')
    ) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'support.history' as source,
    edit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, `position` nulls last, edit_id) as occurrence,
    null::timestamp_ntz as next_at
  from status_changed_changes
  window sequence_of_status_changed as (partition by ticket_id order by occurred_at, `position` nulls last, edit_id)
  union all
  select
    md5(event || '|' || edit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    ticket_id::string as ticket_id,
    to_json(struct(agent, score, before), map('ignoreNullFields', 'false')) as properties,
    revenue,
    null::string as link,
    'support.history' as source,
    edit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, `position` nulls last, edit_id) as occurrence,
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
  case when ticket_id is not null then row_number() over same_entity end as occurrence,
  case when ticket_id is not null then lead(occurred_at) over same_entity end as next_at
from events
window same_entity as (partition by ticket_id order by occurred_at, event, occurrence, event_id)

-- numbered in a window
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with ticket_edited_sequenced as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
      end as decimal(10, 2)
    ) as better_by,
    case when h.ticket_id is not null then lead(h.agent) over sequence_of_ticket_edited end as next_agent,
    case
      when h.ticket_id is not null then lag(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited
    end as previous_at,
    (case when h.ticket_id is not null then lead(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited end > cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp))::boolean as is_apart,
    (case when h.ticket_id is not null then lead(cast(concat(convert_timezone('Europe/Brussels', 'UTC', h.edited_at), ' UTC') as timestamp)) over sequence_of_ticket_edited end is null)::boolean as is_last,
    h.edit_id,
    h.position as `position`
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  window sequence_of_ticket_edited as (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

status_changed_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.agent,
    h.score,
    h.edit_id,
    h.position as `position`,
    h.status
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case when ticket_id is not null then lag(status) over sequence_of_status_changed end as was,
    case when ticket_id is not null then lead(status) over sequence_of_status_changed end as becomes,
    case
      when ticket_id is not null then lead(cast(concat(occurred_at, ' UTC') as timestamp)) over sequence_of_status_changed
    end as until,
    (agent <> case when ticket_id is not null then lag(agent) over sequence_of_status_changed end)::boolean as by_other,
    case when ticket_id is not null then row_number() over sequence_of_status_changed end as nth,
    edit_id,
    `position`,
    status
  from status_changed_changes
  window sequence_of_status_changed as (partition by ticket_id order by occurred_at, `position` nulls last, edit_id)
),

by_turn_named as (
  select
    case cast(
      case
        when case
          when h.ticket_id is not null then lag(h.agent) over sequence_of_by_turn
        end = h.agent then 'same'
        else 'other'
      end as string
    )
      when 'same' then 'agent_went_on'
      when 'other' then 'agent_took_over'
    end as event,
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
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
    h.position as `position`
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= timestamp_ntz '2026-11-01 01:00:00'
  window sequence_of_by_turn as (partition by h.ticket_id order by h.edited_at, h.position nulls last, h.edit_id)
),

events as (
  select
    md5('ticket_edited|' || edit_id) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    ticket_id::string as ticket_id,
    to_json(
      struct(
        agent,
        score,
        nth,
        was,
        status,
        same_agent,
        better_by,
        next_agent,
        concat(
          concat(
            replace(
              substr(
                cast(timestampadd(microsecond, unix_micros(previous_at), timestamp_ntz '1970-01-01 00:00:00') as string),
                1,
                19
              ),
              ' ',
              'T'
            ),
            '.',
            rpad(
              substr(
                cast(timestampadd(microsecond, unix_micros(previous_at), timestamp_ntz '1970-01-01 00:00:00') as string),
                21
              ),
              6,
              '0'
            )
          ),
          'Z'
        ) as `previous_at`,
        is_apart,
        is_last
      ),
      map('ignoreNullFields', 'false')
    ) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'support.history' as source,
    edit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, `position` nulls last, edit_id) as occurrence,
    null::timestamp_ntz as next_at
  from ticket_edited_sequenced
  union all
  select
    md5('status_changed|' || edit_id) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    ticket_id::string as ticket_id,
    to_json(
      struct(
        agent,
        score,
        was,
        becomes,
        concat(
          concat(
            replace(
              substr(
                cast(timestampadd(microsecond, unix_micros(until), timestamp_ntz '1970-01-01 00:00:00') as string),
                1,
                19
              ),
              ' ',
              'T'
            ),
            '.',
            rpad(
              substr(
                cast(timestampadd(microsecond, unix_micros(until), timestamp_ntz '1970-01-01 00:00:00') as string),
                21
              ),
              6,
              '0'
            )
          ),
          'Z'
        ) as `until`,
        by_other,
        nth
      ),
      map('ignoreNullFields', 'false')
    ) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'support.history' as source,
    edit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, `position` nulls last, edit_id) as occurrence,
    null::timestamp_ntz as next_at
  from status_changed_sequenced
  union all
  select
    md5(event || '|' || edit_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    ticket_id::string as ticket_id,
    to_json(struct(agent, score, before), map('ignoreNullFields', 'false')) as properties,
    revenue,
    null::string as link,
    'support.history' as source,
    edit_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, `position` nulls last, edit_id) as occurrence,
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
    case when ticket_id is not null then row_number() over same_entity end as occurrence,
    case when ticket_id is not null then lead(occurred_at) over same_entity end as next_at
  from events
  window same_entity as (partition by ticket_id order by occurred_at, event, occurrence, event_id)
)

select *
from numbered
where occurred_at >= timestamp_ntz '2026-10-25 02:30:00'

-- views
-- eventspec 1: page_viewed, page_clicked from visits.events.yml
with page_viewed_gaps as (
  select
    convert_timezone('UTC', v.seen_at) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case
      when lag(convert_timezone('UTC', v.seen_at)) over in_order_of_page_viewed >= timestampadd(second, -1800, convert_timezone('UTC', v.seen_at)) then null
      else convert_timezone('UTC', v.seen_at)
    end as session_start,
    row_number() over in_order_of_page_viewed as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00Z'
  window in_order_of_page_viewed as (partition by v.visitor order by v.seen_at, v.view_id)
),

page_clicked_gaps as (
  select
    convert_timezone('UTC', v.seen_at) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(convert_timezone('UTC', v.seen_at)) over in_order_of_page_clicked >= timestampadd(second, -1800, convert_timezone('UTC', v.seen_at)) then null
      else convert_timezone('UTC', v.seen_at)
    end as session_start,
    row_number() over in_order_of_page_clicked as place
  from web.views as v
  where v.kind = 'click'
    and v.seen_at <= timestamp '2026-11-01 00:00:00Z'
  window in_order_of_page_clicked as (partition by v.visitor order by v.seen_at, v.view_id)
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
  case
    when visitor_id is not null then cast(concat(max(session_start) over so_far_of_page_viewed, ' UTC') as timestamp)
  end as session_at,
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
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
from page_viewed_gaps
window sequence_of_page_viewed as (partition by visitor_id order by occurred_at, view_id),
  so_far_of_page_viewed as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)
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
  null::timestamp as session_at,
  case
    when visitor_id is not null then place - max(
      case
        when session_start is not null then place
      end
    ) over so_far_of_page_clicked + 1
  end as nth,
  null::bigint as nth_of_all,
  null::string as before,
  null::boolean as is_same,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
from page_clicked_gaps
window so_far_of_page_clicked as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)

-- sessions
-- eventspec 1: session_started from visits.events.yml
with gaps as (
  select
    convert_timezone('UTC', v.seen_at) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(convert_timezone('UTC', v.seen_at)) over in_order >= timestampadd(second, -1800, convert_timezone('UTC', v.seen_at)) then null
      else convert_timezone('UTC', v.seen_at)
    end as session_start,
    row_number() over in_order as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00Z'
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
)

select
  md5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(session::string, '~')
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
  null::decimal(18, 4) as revenue,
  null::string as link,
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
    convert_timezone('UTC', v.seen_at) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case
      when lag(convert_timezone('UTC', v.seen_at)) over in_order_of_page_viewed >= timestampadd(second, -1800, convert_timezone('UTC', v.seen_at)) then null
      else convert_timezone('UTC', v.seen_at)
    end as session_start,
    row_number() over in_order_of_page_viewed as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00Z'
  window in_order_of_page_viewed as (partition by v.visitor order by v.seen_at, v.view_id)
),

page_viewed_sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case when visitor_id is not null then count(session_start) over so_far_of_page_viewed end as session,
    case
      when visitor_id is not null then cast(concat(max(session_start) over so_far_of_page_viewed, ' UTC') as timestamp)
    end as session_at,
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
  window sequence_of_page_viewed as (partition by visitor_id order by occurred_at, view_id),
    so_far_of_page_viewed as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)
),

session_started_gaps as (
  select
    convert_timezone('UTC', v.seen_at) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    case
      when lag(convert_timezone('UTC', v.seen_at)) over in_order_of_session_started >= timestampadd(second, -1800, convert_timezone('UTC', v.seen_at)) then null
      else convert_timezone('UTC', v.seen_at)
    end as session_start,
    row_number() over in_order_of_session_started as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00Z'
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
)

select
  md5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')) as event_id,
  'page_viewed' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  to_json(
    struct(
      page_id as `page`,
      session,
      concat(
        concat(
          replace(
            substr(
              cast(timestampadd(microsecond, unix_micros(session_at), timestamp_ntz '1970-01-01 00:00:00') as string),
              1,
              19
            ),
            ' ',
            'T'
          ),
          '.',
          rpad(
            substr(
              cast(timestampadd(microsecond, unix_micros(session_at), timestamp_ntz '1970-01-01 00:00:00') as string),
              21
            ),
            6,
            '0'
          )
        ),
        'Z'
      ) as `session_at`,
      nth,
      nth_of_all,
      before,
      is_same
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
from page_viewed_sequenced
where occurred_at >= timestamp_ntz '2026-03-29 01:30:00'
union all
select
  md5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(session::string, '~')
  ) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  to_json(
    struct(page_id as `page`, session, page_id as `landing_page`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.views' as source,
  view_id as source_key,
  null::timestamp_ntz as loaded_at
from session_started_sequenced
where visitor_id is not null or session is not null
qualify row_number() over (partition by visitor_id, session order by occurred_at, view_id) = 1
  and occurred_at >= timestamp_ntz '2026-03-29 01:30:00'

-- activities
-- eventspec 1: page_viewed from visits.events.yml
with gaps as (
  select
    convert_timezone('UTC', v.seen_at) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id,
    page,
    case
      when lag(convert_timezone('UTC', v.seen_at)) over in_order >= timestampadd(second, -1800, convert_timezone('UTC', v.seen_at)) then null
      else convert_timezone('UTC', v.seen_at)
    end as session_start,
    row_number() over in_order as place
  from web.views as v
  where v.seen_at <= timestamp '2026-11-01 00:00:00Z'
  window in_order as (partition by v.visitor order by v.seen_at, v.view_id)
),

sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case when visitor_id is not null then count(session_start) over so_far end as session,
    case when visitor_id is not null then cast(concat(max(session_start) over so_far, ' UTC') as timestamp) end as session_at,
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
  window sequence as (partition by visitor_id order by occurred_at, view_id),
    so_far as (partition by visitor_id order by occurred_at, view_id rows unbounded preceding)
)

select
  md5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')) as activity_id,
  occurred_at as ts,
  page_id as customer,
  'page_viewed' as activity,
  login_id as anonymous_customer_id,
  to_json(
    struct(
      page_id as `page`,
      session,
      concat(
        concat(
          replace(
            substr(
              cast(timestampadd(microsecond, unix_micros(session_at), timestamp_ntz '1970-01-01 00:00:00') as string),
              1,
              19
            ),
            ' ',
            'T'
          ),
          '.',
          rpad(
            substr(
              cast(timestampadd(microsecond, unix_micros(session_at), timestamp_ntz '1970-01-01 00:00:00') as string),
              21
            ),
            6,
            '0'
          )
        ),
        'Z'
      ) as `session_at`,
      nth,
      nth_of_all,
      before,
      is_same
    ),
    map('ignoreNullFields', 'false')
  ) as feature_json,
  null::decimal(18, 4) as revenue_impact,
  null::string as link
from sequenced
where page_id is not null or login_id is not null

-- nothing
-- eventspec 1: nothing_seen from edits.events.yml
select
  md5('nothing_seen|' || n.id) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  n.at as occurred_at,
  lag(cast(concat(n.at, ' UTC') as timestamp)) over (partition by n.id order by n.at, n.id) as before,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'web.empty_log' as source,
  n.id::string as source_key,
  null::timestamp_ntz as loaded_at
from web.empty_log as n
where n.id > 1
  and n.at <= timestamp_ntz '2026-11-01 00:00:00'

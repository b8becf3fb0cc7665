-- edits
-- eventspec 1: ticket_edited from edits.events.yml
with sequenced as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      ):: Nullable(Int64)
    end as nth,
    case
      when h.ticket_id is not null then lag(toNullable(h.status)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as was,
    h.status as status,
    (
      case
        when h.ticket_id is not null then lag(toNullable(h.agent)) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end = h.agent
    ):: Nullable(Bool) as same_agent,
    cast(
      round(
        toDecimal128(
          toString(
            h.score - case
              when h.ticket_id is not null then lag(toNullable(h.score)) over (
                partition by
                  h.ticket_id
                order by
                  h.edited_at,
                  h.position,
                  h.edit_id
              )
            end
          ),
          8
        ),
        2
      ) as Nullable(Decimal(10, 2))
    ) as better_by,
    case
      when h.ticket_id is not null then lead(toNullable(h.agent)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as next_agent,
    case
      when h.ticket_id is not null then lag(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
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
        when h.ticket_id is not null then lead(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC')
    ):: Nullable(Bool) as is_apart,
    (
      case
        when h.ticket_id is not null then lead(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end is null
    ):: Nullable(Bool) as is_last,
    h.edit_id as edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('ticket_edited|' || toString(edit_id)))) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
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
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- changes
-- eventspec 1: status_changed from edits.events.yml
with changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    h.edit_id as edit_id,
    h.position as "position",
    h.status as status,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(toNullable(status)) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(toNullable(status)) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(toNullable(occurred_at)) over (
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
        when ticket_id is not null then lag(toNullable(agent)) over (
          partition by
            ticket_id
          order by
            occurred_at,
            "position",
            edit_id
        )
      end
    ):: Nullable(Bool) as by_other,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      ):: Nullable(Int64)
    end as nth,
    edit_id,
    status
  from changes
  where status is distinct from status_before
)

select
  lower(hex(MD5('status_changed|' || toString(edit_id)))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  agent,
  score,
  was,
  becomes,
  until,
  by_other,
  nth,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- others
-- eventspec 1: ticket_reopened_or_held, first_of_agent and 2 more from edits.events.yml
with ticket_reopened_or_held_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    h.edit_id as edit_id,
    h.position as "position",
    h.status as status,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

ticket_reopened_or_held_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(toNullable(status)) over (
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
      ):: Nullable(Int64)
    end as nth,
    edit_id,
    status
  from ticket_reopened_or_held_changes
  where status in ('hold', 'open')
    and status is distinct from status_before
),

first_of_agent_sequenced as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then lag(toNullable(h.agent)) over (
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
      ):: Nullable(Int64)
    end as nth,
    h.edit_id as edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
    case
      when toString(case when case when h.ticket_id is not null then lag(toNullable(h.agent)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) end = h.agent then 'same' else 'other' end) = 'same' then 'agent_went_on'
      when toString(case when case when h.ticket_id is not null then lag(toNullable(h.agent)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) end = h.agent then 'same' else 'other' end) = 'other' then 'agent_took_over'
    end as event,
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then lag(toNullable(h.agent)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as before,
    cast(
      round(
        toDecimal128(
          toString(
            h.score - coalesce(
              case
                when h.ticket_id is not null then lag(toNullable(h.score)) over (
                  partition by
                    h.ticket_id
                  order by
                    h.edited_at,
                    h.position,
                    h.edit_id
                )
              end,
              0
            )
          ),
          10
        ),
        4
      ) as Nullable(Decimal(18, 4))
    ) as revenue,
    h.edit_id as edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('ticket_reopened_or_held|' || toString(edit_id)))) as event_id,
  'ticket_reopened_or_held' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat([
    '"agent":' || coalesce(toJSONString(agent), 'null'),
    '"score":' || coalesce(toString(score), 'null'),
    '"was":' || coalesce(toJSONString(was), 'null'),
    '"nth":' || coalesce(toString(nth), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ticket_reopened_or_held_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'first_of_agent|' || coalesce(toString(ticket_id), '~')
    || '|'
    || coalesce(replace(replace(agent, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  'first_of_agent' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat([
    '"agent":' || coalesce(toJSONString(agent), 'null'),
    '"score":' || coalesce(toString(score), 'null'),
    '"before":' || coalesce(toJSONString(before), 'null'),
    '"nth":' || coalesce(toString(nth), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from first_of_agent_ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(event || '|' || toString(edit_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat([
    '"agent":' || coalesce(toJSONString(agent), 'null'),
    '"score":' || coalesce(toString(score), 'null'),
    '"before":' || coalesce(toJSONString(before), 'null')
  ], ',') || '}' as properties,
  revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from by_turn_named
where event is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- a history
-- eventspec 1: lately_edited from edits.events.yml
with sequenced as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then lag(toNullable(h.agent)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as before,
    h.edit_id as edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('lately_edited|' || toString(edit_id)))) as event_id,
  'lately_edited' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  agent,
  score,
  before,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sequenced
where occurred_at >= toDateTime64('2026-10-25 03:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- a window never cuts the sequence
-- eventspec 1: ticket_edited, status_changed from edits.events.yml
with ticket_edited_sequenced as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      ):: Nullable(Int64)
    end as nth,
    case
      when h.ticket_id is not null then lag(toNullable(h.status)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as was,
    h.status as status,
    (
      case
        when h.ticket_id is not null then lag(toNullable(h.agent)) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end = h.agent
    ):: Nullable(Bool) as same_agent,
    cast(
      round(
        toDecimal128(
          toString(
            h.score - case
              when h.ticket_id is not null then lag(toNullable(h.score)) over (
                partition by
                  h.ticket_id
                order by
                  h.edited_at,
                  h.position,
                  h.edit_id
              )
            end
          ),
          8
        ),
        2
      ) as Nullable(Decimal(10, 2))
    ) as better_by,
    case
      when h.ticket_id is not null then lead(toNullable(h.agent)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as next_agent,
    case
      when h.ticket_id is not null then lag(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
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
        when h.ticket_id is not null then lead(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC')
    ):: Nullable(Bool) as is_apart,
    (
      case
        when h.ticket_id is not null then lead(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end is null
    ):: Nullable(Bool) as is_last,
    h.edit_id as edit_id
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_changed_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    h.edit_id as edit_id,
    h.position as "position",
    h.status as status,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(toNullable(status)) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(toNullable(status)) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(toNullable(occurred_at)) over (
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
        when ticket_id is not null then lag(toNullable(agent)) over (
          partition by
            ticket_id
          order by
            occurred_at,
            "position",
            edit_id
        )
      end
    ):: Nullable(Bool) as by_other,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      ):: Nullable(Int64)
    end as nth,
    edit_id,
    status
  from status_changed_changes
  where status is distinct from status_before
)

select
  lower(hex(MD5('ticket_edited|' || toString(edit_id)))) as event_id,
  'ticket_edited' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat([
    '"agent":' || coalesce(toJSONString(agent), 'null'),
    '"score":' || coalesce(toString(score), 'null'),
    '"nth":' || coalesce(toString(nth), 'null'),
    '"was":' || coalesce(toJSONString(was), 'null'),
    '"status":' || coalesce(toJSONString(status), 'null'),
    '"same_agent":' || coalesce(toJSONString(same_agent), 'null'),
    '"better_by":' || coalesce(toString(better_by), 'null'),
    '"next_agent":' || coalesce(toJSONString(next_agent), 'null'),
    '"previous_at":' || coalesce(toJSONString(replace(toString(cast(previous_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
    '"is_apart":' || coalesce(toJSONString(is_apart), 'null'),
    '"is_last":' || coalesce(toJSONString(is_last), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ticket_edited_sequenced
where occurred_at >= toDateTime64('2026-10-25 02:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-10-26 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('status_changed|' || toString(edit_id)))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat([
    '"agent":' || coalesce(toJSONString(agent), 'null'),
    '"score":' || coalesce(toString(score), 'null'),
    '"was":' || coalesce(toJSONString(was), 'null'),
    '"becomes":' || coalesce(toJSONString(becomes), 'null'),
    '"until":' || coalesce(toJSONString(replace(toString(cast(until as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
    '"by_other":' || coalesce(toJSONString(by_other), 'null'),
    '"nth":' || coalesce(toString(nth), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from status_changed_sequenced
where occurred_at >= toDateTime64('2026-10-25 02:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-10-26 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with ticket_edited_sequenced as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      ):: Nullable(Int64)
    end as nth,
    case
      when h.ticket_id is not null then lag(toNullable(h.status)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as was,
    h.status as status,
    (
      case
        when h.ticket_id is not null then lag(toNullable(h.agent)) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end = h.agent
    ):: Nullable(Bool) as same_agent,
    cast(
      round(
        toDecimal128(
          toString(
            h.score - case
              when h.ticket_id is not null then lag(toNullable(h.score)) over (
                partition by
                  h.ticket_id
                order by
                  h.edited_at,
                  h.position,
                  h.edit_id
              )
            end
          ),
          8
        ),
        2
      ) as Nullable(Decimal(10, 2))
    ) as better_by,
    case
      when h.ticket_id is not null then lead(toNullable(h.agent)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as next_agent,
    case
      when h.ticket_id is not null then lag(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
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
        when h.ticket_id is not null then lead(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC')
    ):: Nullable(Bool) as is_apart,
    (
      case
        when h.ticket_id is not null then lead(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end is null
    ):: Nullable(Bool) as is_last,
    h.edit_id as edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_changed_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    h.edit_id as edit_id,
    h.position as "position",
    h.status as status,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(toNullable(status)) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(toNullable(status)) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(toNullable(occurred_at)) over (
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
        when ticket_id is not null then lag(toNullable(agent)) over (
          partition by
            ticket_id
          order by
            occurred_at,
            "position",
            edit_id
        )
      end
    ):: Nullable(Bool) as by_other,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      ):: Nullable(Int64)
    end as nth,
    edit_id,
    "position",
    status
  from status_changed_changes
  where status is distinct from status_before
),

by_turn_named as (
  select
    case
      when toString(case when case when h.ticket_id is not null then lag(toNullable(h.agent)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) end = h.agent then 'same' else 'other' end) = 'same' then 'agent_went_on'
      when toString(case when case when h.ticket_id is not null then lag(toNullable(h.agent)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) end = h.agent then 'same' else 'other' end) = 'other' then 'agent_took_over'
    end as event,
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then lag(toNullable(h.agent)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as before,
    cast(
      round(
        toDecimal128(
          toString(
            h.score - coalesce(
              case
                when h.ticket_id is not null then lag(toNullable(h.score)) over (
                  partition by
                    h.ticket_id
                  order by
                    h.edited_at,
                    h.position,
                    h.edit_id
                )
              end,
              0
            )
          ),
          10
        ),
        4
      ) as Nullable(Decimal(18, 4))
    ) as revenue,
    h.edit_id as edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5('ticket_edited|' || toString(edit_id)))) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    toString(ticket_id) as ticket_id,
    '{' || arrayStringConcat([
      '"agent":' || coalesce(toJSONString(agent), 'null'),
      '"score":' || coalesce(toString(score), 'null'),
      '"nth":' || coalesce(toString(nth), 'null'),
      '"was":' || coalesce(toJSONString(was), 'null'),
      '"status":' || coalesce(toJSONString(status), 'null'),
      '"same_agent":' || coalesce(toJSONString(same_agent), 'null'),
      '"better_by":' || coalesce(toString(better_by), 'null'),
      '"next_agent":' || coalesce(toJSONString(next_agent), 'null'),
      '"previous_at":' || coalesce(toJSONString(replace(toString(cast(previous_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
      '"is_apart":' || coalesce(toJSONString(is_apart), 'null'),
      '"is_last":' || coalesce(toJSONString(is_last), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'support.history' as source,
    toString(edit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from ticket_edited_sequenced
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('status_changed|' || toString(edit_id)))) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    toString(ticket_id) as ticket_id,
    '{' || arrayStringConcat([
      '"agent":' || coalesce(toJSONString(agent), 'null'),
      '"score":' || coalesce(toString(score), 'null'),
      '"was":' || coalesce(toJSONString(was), 'null'),
      '"becomes":' || coalesce(toJSONString(becomes), 'null'),
      '"until":' || coalesce(toJSONString(replace(toString(cast(until as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
      '"by_other":' || coalesce(toJSONString(by_other), 'null'),
      '"nth":' || coalesce(toString(nth), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'support.history' as source,
    toString(edit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from status_changed_sequenced
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(event || '|' || toString(edit_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(ticket_id) as ticket_id,
    '{' || arrayStringConcat([
      '"agent":' || coalesce(toJSONString(agent), 'null'),
      '"score":' || coalesce(toString(score), 'null'),
      '"before":' || coalesce(toJSONString(before), 'null')
    ], ',') || '}' as properties,
    revenue,
    null::Nullable(String) as link,
    'support.history' as source,
    toString(edit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from by_turn_named
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
    when ticket_id is not null then lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
  end as next_at
from events
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered in a window
-- eventspec 1: ticket_edited, status_changed, agent_went_on and 1 more from edits.events.yml
with ticket_edited_sequenced as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then row_number() over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      ):: Nullable(Int64)
    end as nth,
    case
      when h.ticket_id is not null then lag(toNullable(h.status)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as was,
    h.status as status,
    (
      case
        when h.ticket_id is not null then lag(toNullable(h.agent)) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end = h.agent
    ):: Nullable(Bool) as same_agent,
    cast(
      round(
        toDecimal128(
          toString(
            h.score - case
              when h.ticket_id is not null then lag(toNullable(h.score)) over (
                partition by
                  h.ticket_id
                order by
                  h.edited_at,
                  h.position,
                  h.edit_id
              )
            end
          ),
          8
        ),
        2
      ) as Nullable(Decimal(10, 2))
    ) as better_by,
    case
      when h.ticket_id is not null then lead(toNullable(h.agent)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as next_agent,
    case
      when h.ticket_id is not null then lag(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
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
        when h.ticket_id is not null then lead(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end > toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC')
    ):: Nullable(Bool) as is_apart,
    (
      case
        when h.ticket_id is not null then lead(toNullable(toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC'))) over (
          partition by
            h.ticket_id
          order by
            h.edited_at,
            h.position,
            h.edit_id
        )
      end is null
    ):: Nullable(Bool) as is_last,
    h.edit_id as edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_changed_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    h.edit_id as edit_id,
    h.position as "position",
    h.status as status,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) as status_before
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_changed_sequenced as (
  select
    occurred_at,
    ticket_id,
    agent,
    score,
    case
      when ticket_id is not null then lag(toNullable(status)) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as was,
    case
      when ticket_id is not null then lead(toNullable(status)) over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      )
    end as becomes,
    case
      when ticket_id is not null then lead(toNullable(occurred_at)) over (
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
        when ticket_id is not null then lag(toNullable(agent)) over (
          partition by
            ticket_id
          order by
            occurred_at,
            "position",
            edit_id
        )
      end
    ):: Nullable(Bool) as by_other,
    case
      when ticket_id is not null then row_number() over (
        partition by
          ticket_id
        order by
          occurred_at,
          "position",
          edit_id
      ):: Nullable(Int64)
    end as nth,
    edit_id,
    "position",
    status
  from status_changed_changes
  where status is distinct from status_before
),

by_turn_named as (
  select
    case
      when toString(case when case when h.ticket_id is not null then lag(toNullable(h.agent)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) end = h.agent then 'same' else 'other' end) = 'same' then 'agent_went_on'
      when toString(case when case when h.ticket_id is not null then lag(toNullable(h.agent)) over (partition by h.ticket_id order by h.edited_at, h.position, h.edit_id) end = h.agent then 'same' else 'other' end) = 'other' then 'agent_took_over'
    end as event,
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.agent as agent,
    h.score as score,
    case
      when h.ticket_id is not null then lag(toNullable(h.agent)) over (
        partition by
          h.ticket_id
        order by
          h.edited_at,
          h.position,
          h.edit_id
      )
    end as before,
    cast(
      round(
        toDecimal128(
          toString(
            h.score - coalesce(
              case
                when h.ticket_id is not null then lag(toNullable(h.score)) over (
                  partition by
                    h.ticket_id
                  order by
                    h.edited_at,
                    h.position,
                    h.edit_id
                )
              end,
              0
            )
          ),
          10
        ),
        4
      ) as Nullable(Decimal(18, 4))
    ) as revenue,
    h.edit_id as edit_id,
    h.position as "position"
  from support.history as h
  where h.status <> 'spam'
    and h.edited_at <= toDateTime64('2026-11-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5('ticket_edited|' || toString(edit_id)))) as event_id,
    'ticket_edited' as event,
    1 as event_version,
    occurred_at,
    toString(ticket_id) as ticket_id,
    '{' || arrayStringConcat([
      '"agent":' || coalesce(toJSONString(agent), 'null'),
      '"score":' || coalesce(toString(score), 'null'),
      '"nth":' || coalesce(toString(nth), 'null'),
      '"was":' || coalesce(toJSONString(was), 'null'),
      '"status":' || coalesce(toJSONString(status), 'null'),
      '"same_agent":' || coalesce(toJSONString(same_agent), 'null'),
      '"better_by":' || coalesce(toString(better_by), 'null'),
      '"next_agent":' || coalesce(toJSONString(next_agent), 'null'),
      '"previous_at":' || coalesce(toJSONString(replace(toString(cast(previous_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
      '"is_apart":' || coalesce(toJSONString(is_apart), 'null'),
      '"is_last":' || coalesce(toJSONString(is_last), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'support.history' as source,
    toString(edit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from ticket_edited_sequenced
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('status_changed|' || toString(edit_id)))) as event_id,
    'status_changed' as event,
    1 as event_version,
    occurred_at,
    toString(ticket_id) as ticket_id,
    '{' || arrayStringConcat([
      '"agent":' || coalesce(toJSONString(agent), 'null'),
      '"score":' || coalesce(toString(score), 'null'),
      '"was":' || coalesce(toJSONString(was), 'null'),
      '"becomes":' || coalesce(toJSONString(becomes), 'null'),
      '"until":' || coalesce(toJSONString(replace(toString(cast(until as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
      '"by_other":' || coalesce(toJSONString(by_other), 'null'),
      '"nth":' || coalesce(toString(nth), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'support.history' as source,
    toString(edit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from status_changed_sequenced
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5(event || '|' || toString(edit_id)))) as event_id,
    event,
    1 as event_version,
    occurred_at,
    toString(ticket_id) as ticket_id,
    '{' || arrayStringConcat([
      '"agent":' || coalesce(toJSONString(agent), 'null'),
      '"score":' || coalesce(toString(score), 'null'),
      '"before":' || coalesce(toJSONString(before), 'null')
    ], ',') || '}' as properties,
    revenue,
    null::Nullable(String) as link,
    'support.history' as source,
    toString(edit_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by ticket_id order by occurred_at, "position", edit_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from by_turn_named
  where event is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      when ticket_id is not null then lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
    end as next_at
  from events
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select *
from numbered
where occurred_at >= toDateTime64('2026-10-25 02:30:00', 6, 'UTC')

-- views
-- eventspec 1: page_viewed, page_clicked from visits.events.yml
with page_viewed_gaps as (
  select
    cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id as view_id,
    page,
    case
      when lag(toNullable(cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))))) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) - interval 1800 second then null
      else cast(v.seen_at as Nullable(DateTime64(6, 'UTC')))
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= toDateTime64('2026-11-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      ):: Nullable(Int64)
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
      when visitor_id is not null then cast(
        place - max(
          case
            when session_start is not null then place
          end
        ) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id rows unbounded preceding
        ) + 1 as Nullable(Int64)
      )
    end as nth,
    case when visitor_id is not null then place::Nullable(Int64) end as nth_of_all,
    case
      when visitor_id is not null then lag(toNullable(page_id)) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id
      )
    end as before,
    (
      case
        when visitor_id is not null then lag(toNullable(page_id)) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id
        )
      end = page
    ):: Nullable(Bool) as is_same,
    view_id
  from page_viewed_gaps
),

page_clicked_gaps as (
  select
    cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id as view_id,
    case
      when lag(toNullable(cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))))) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) - interval 1800 second then null
      else cast(v.seen_at as Nullable(DateTime64(6, 'UTC')))
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.kind = 'click'
    and v.seen_at <= toDateTime64('2026-11-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

page_clicked_sequenced as (
  select
    occurred_at,
    visitor_id,
    page_id,
    login_id,
    case
      when visitor_id is not null then cast(
        place - max(
          case
            when session_start is not null then place
          end
        ) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id rows unbounded preceding
        ) + 1 as Nullable(Int64)
      )
    end as nth,
    view_id
  from page_clicked_gaps
)

select
  lower(hex(MD5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')))) as event_id,
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
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.views' as source,
  view_id as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from page_viewed_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('page_clicked|' || replace(replace(view_id, '~', '~0'), '|', '~1')))) as event_id,
  'page_clicked' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  page_id as page,
  null::Nullable(Int64) as session,
  null::Nullable(DateTime64(6, 'UTC')) as session_at,
  nth,
  null::Nullable(Int64) as nth_of_all,
  null::Nullable(String) as before,
  null::Nullable(Bool) as is_same,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.views' as source,
  view_id as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from page_clicked_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- sessions
-- eventspec 1: session_started from visits.events.yml
with gaps as (
  select
    cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id as view_id,
    case
      when lag(toNullable(cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))))) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) - interval 1800 second then null
      else cast(v.seen_at as Nullable(DateTime64(6, 'UTC')))
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= toDateTime64('2026-11-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      ):: Nullable(Int64)
    end as session,
    view_id
  from gaps
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
  lower(hex(MD5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(toString(session), '~')
  ))) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  page_id as page,
  session,
  page_id as landing_page,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.views' as source,
  view_id as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ranked
where place = 1
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- sessions in a window
-- eventspec 1: page_viewed, session_started from visits.events.yml
with page_viewed_gaps as (
  select
    cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id as view_id,
    page,
    case
      when lag(toNullable(cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))))) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) - interval 1800 second then null
      else cast(v.seen_at as Nullable(DateTime64(6, 'UTC')))
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= toDateTime64('2026-11-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      ):: Nullable(Int64)
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
      when visitor_id is not null then cast(
        place - max(
          case
            when session_start is not null then place
          end
        ) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id rows unbounded preceding
        ) + 1 as Nullable(Int64)
      )
    end as nth,
    case when visitor_id is not null then place::Nullable(Int64) end as nth_of_all,
    case
      when visitor_id is not null then lag(toNullable(page_id)) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id
      )
    end as before,
    (
      case
        when visitor_id is not null then lag(toNullable(page_id)) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id
        )
      end = page
    ):: Nullable(Bool) as is_same,
    view_id
  from page_viewed_gaps
),

session_started_gaps as (
  select
    cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id as view_id,
    case
      when lag(toNullable(cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))))) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) - interval 1800 second then null
      else cast(v.seen_at as Nullable(DateTime64(6, 'UTC')))
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= toDateTime64('2026-11-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      ):: Nullable(Int64)
    end as session,
    view_id
  from session_started_gaps
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
  lower(hex(MD5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')))) as event_id,
  'page_viewed' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  '{' || arrayStringConcat([
    '"page":' || coalesce(toJSONString(page_id), 'null'),
    '"session":' || coalesce(toString(session), 'null'),
    '"session_at":' || coalesce(toJSONString(replace(toString(cast(session_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
    '"nth":' || coalesce(toString(nth), 'null'),
    '"nth_of_all":' || coalesce(toString(nth_of_all), 'null'),
    '"before":' || coalesce(toJSONString(before), 'null'),
    '"is_same":' || coalesce(toJSONString(is_same), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.views' as source,
  view_id as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from page_viewed_sequenced
where occurred_at >= toDateTime64('2026-03-29 01:30:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'session_started|' || coalesce(replace(replace(visitor_id, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(toString(session), '~')
  ))) as event_id,
  'session_started' as event,
  1 as event_version,
  occurred_at,
  visitor_id,
  page_id,
  login_id,
  '{' || arrayStringConcat([
    '"page":' || coalesce(toJSONString(page_id), 'null'),
    '"session":' || coalesce(toString(session), 'null'),
    '"landing_page":' || coalesce(toJSONString(page_id), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.views' as source,
  view_id as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from session_started_ranked
where place = 1
  and occurred_at >= toDateTime64('2026-03-29 01:30:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- activities
-- eventspec 1: page_viewed from visits.events.yml
with gaps as (
  select
    cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    v.visitor as visitor_id,
    v.page as page_id,
    v.login as login_id,
    v.view_id as view_id,
    page,
    case
      when lag(toNullable(cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))))) over (
        partition by
          v.visitor
        order by
          v.seen_at,
          v.view_id
      ) >= cast(v.seen_at as Nullable(DateTime64(6, 'UTC'))) - interval 1800 second then null
      else cast(v.seen_at as Nullable(DateTime64(6, 'UTC')))
    end as session_start,
    row_number() over (partition by v.visitor order by v.seen_at, v.view_id) as place
  from web.views as v
  where v.seen_at <= toDateTime64('2026-11-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
      ):: Nullable(Int64)
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
      when visitor_id is not null then cast(
        place - max(
          case
            when session_start is not null then place
          end
        ) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id rows unbounded preceding
        ) + 1 as Nullable(Int64)
      )
    end as nth,
    case when visitor_id is not null then place::Nullable(Int64) end as nth_of_all,
    case
      when visitor_id is not null then lag(toNullable(page_id)) over (
        partition by
          visitor_id
        order by
          occurred_at,
          view_id
      )
    end as before,
    (
      case
        when visitor_id is not null then lag(toNullable(page_id)) over (
          partition by
            visitor_id
          order by
            occurred_at,
            view_id
        )
      end = page
    ):: Nullable(Bool) as is_same,
    view_id
  from gaps
)

select
  lower(hex(MD5('page_viewed|' || replace(replace(view_id, '~', '~0'), '|', '~1')))) as activity_id,
  occurred_at as ts,
  page_id as customer,
  'page_viewed' as activity,
  login_id as anonymous_customer_id,
  '{' || arrayStringConcat([
    '"page":' || coalesce(toJSONString(page_id), 'null'),
    '"session":' || coalesce(toString(session), 'null'),
    '"session_at":' || coalesce(toJSONString(replace(toString(cast(session_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
    '"nth":' || coalesce(toString(nth), 'null'),
    '"nth_of_all":' || coalesce(toString(nth_of_all), 'null'),
    '"before":' || coalesce(toJSONString(before), 'null'),
    '"is_same":' || coalesce(toJSONString(is_same), 'null')
  ], ',') || '}' as feature_json,
  null::Nullable(Decimal(18, 4)) as revenue_impact,
  null::Nullable(String) as link
from sequenced
where page_id is not null or login_id is not null
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- nothing
-- eventspec 1: nothing_seen from edits.events.yml
with sequenced as (
  select
    toDateTime64(toString(n.at), 6, 'UTC') as occurred_at,
    lag(toNullable(toDateTime64(toString(n.at), 6, 'UTC'))) over (partition by n.id order by n.at, n.id) as before,
    n.id as id
  from web.empty_log as n
  where n.id > 1
    and n.at <= toDateTime64('2026-11-01 00:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('nothing_seen|' || toString(id)))) as event_id,
  'nothing_seen' as event,
  1 as event_version,
  occurred_at,
  before,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'web.empty_log' as source,
  toString(id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: status_changed, ticket_solved, ticket_reopened and 3 more from tickets.events.yml
with status_changed_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.status as status,
    h.edit_id as edit_id,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

ticket_solved_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.status as status,
    h.edit_id as edit_id,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

ticket_reopened_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.status as status,
    h.edit_id as edit_id,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_lost_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.status as status,
    h.edit_id as edit_id,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

status_found_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.status as status,
    h.edit_id as edit_id,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before,
    lag(toNullable(1)) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) is null as is_first
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

priority_raised_changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.status as status,
    h.edit_id as edit_id,
    h.priority as priority,
    lag(toNullable(h.priority)) over (partition by h.ticket_id, h.team order by h.edited_at, h.sequence, h.edit_id) as priority_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('status_changed|' || toString(edit_id)))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from status_changed_changes
where status is distinct from status_before
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('ticket_solved|' || toString(edit_id)))) as event_id,
  'ticket_solved' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ticket_solved_changes
where status = 'solved'
  and status is distinct from status_before
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('ticket_reopened|' || toString(edit_id)))) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from ticket_reopened_changes
where status = 'open'
  and status_before in ('solved', 'closed')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('status_lost|' || toString(edit_id)))) as event_id,
  'status_lost' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from status_lost_changes
where status is null
  and status is distinct from status_before
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('status_found|' || toString(edit_id)))) as event_id,
  'status_found' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from status_found_changes
where status_before is null
  and status is distinct from status_before
  and not is_first
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('priority_raised|' || toString(edit_id)))) as event_id,
  'priority_raised' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from priority_raised_changes
where priority = 3
  and priority_before in (1, 2)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: status_changed from tickets.events.yml
with changes as (
  select
    toTimeZone(toDateTime64(toString(h.edited_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id as ticket_id,
    h.status as status,
    h.edit_id as edit_id,
    lag(toNullable(h.status)) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('status_changed|' || toString(edit_id)))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  toString(ticket_id) as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(status), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.history' as source,
  toString(edit_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from changes
where status is distinct from status_before
  and occurred_at >= toDateTime64('2026-01-01 11:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-02 11:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: status_changed, ticket_solved, ticket_reopened and 3 more from tickets.events.yml
with status_changed_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= timestamp '2027-01-01 01:00:00'
),

ticket_solved_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= timestamp '2027-01-01 01:00:00'
),

ticket_reopened_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= timestamp '2027-01-01 01:00:00'
),

status_lost_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= timestamp '2027-01-01 01:00:00'
),

status_found_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before,
    lag(1) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) is null as is_first
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= timestamp '2027-01-01 01:00:00'
),

priority_raised_changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    h.priority,
    lag(h.priority) over (partition by h.ticket_id, h.team order by h.edited_at, h.sequence, h.edit_id) as priority_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= timestamp '2027-01-01 01:00:00'
)

select
  lower(to_hex(md5(to_utf8('status_changed|' || cast(edit_id as varchar))))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from status_changed_changes
where status is distinct from status_before
union all
select
  lower(to_hex(md5(to_utf8('ticket_solved|' || cast(edit_id as varchar))))) as event_id,
  'ticket_solved' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from ticket_solved_changes
where status = 'solved'
  and status is distinct from status_before
union all
select
  lower(to_hex(md5(to_utf8('ticket_reopened|' || cast(edit_id as varchar))))) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from ticket_reopened_changes
where status = 'open'
  and status_before in ('solved', 'closed')
union all
select
  lower(to_hex(md5(to_utf8('status_lost|' || cast(edit_id as varchar))))) as event_id,
  'status_lost' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from status_lost_changes
where status is null
  and status is distinct from status_before
union all
select
  lower(to_hex(md5(to_utf8('status_found|' || cast(edit_id as varchar))))) as event_id,
  'status_found' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from status_found_changes
where status_before is null
  and status is distinct from status_before
  and not is_first
union all
select
  lower(to_hex(md5(to_utf8('priority_raised|' || cast(edit_id as varchar))))) as event_id,
  'priority_raised' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from priority_raised_changes
where priority = 3
  and priority_before in (1, 2)

-- window
-- eventspec 1: status_changed from tickets.events.yml
with changes as (
  select
    at_timezone(with_timezone(h.edited_at, 'Europe/Brussels'), 'UTC') as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= timestamp '2027-01-01 01:00:00'
)

select
  lower(to_hex(md5(to_utf8('status_changed|' || cast(edit_id as varchar))))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as varchar) as ticket_id,
  json_object('status': status) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  cast(edit_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from changes
where status is distinct from status_before
  and occurred_at >= timestamp '2026-01-01 11:00:00 UTC'
  and occurred_at < timestamp '2026-01-02 11:00:00 UTC'

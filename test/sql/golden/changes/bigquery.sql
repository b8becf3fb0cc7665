-- narrow
-- eventspec 1: status_changed, ticket_solved, ticket_reopened and 3 more from tickets.events.yml
with status_found_changes as (
  select
    timestamp(h.edited_at, 'Europe/Brussels') as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id) as status_before,
    lag(1) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id) is null as is_first
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= datetime '2027-01-01 01:00:00'
)

select
  to_hex(md5('status_changed|' || cast(h.edit_id as string))) as event_id,
  'status_changed' as event,
  1 as event_version,
  timestamp(h.edited_at, 'Europe/Brussels') as occurred_at,
  cast(h.ticket_id as string) as ticket_id,
  json_object('status', h.status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.history' as source,
  cast(h.edit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= datetime '2027-01-01 01:00:00'
qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id)
union all
select
  to_hex(md5('ticket_solved|' || cast(h.edit_id as string))) as event_id,
  'ticket_solved' as event,
  1 as event_version,
  timestamp(h.edited_at, 'Europe/Brussels') as occurred_at,
  cast(h.ticket_id as string) as ticket_id,
  json_object('status', h.status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.history' as source,
  cast(h.edit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= datetime '2027-01-01 01:00:00'
qualify h.status = 'solved'
  and h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id)
union all
select
  to_hex(md5('ticket_reopened|' || cast(h.edit_id as string))) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  timestamp(h.edited_at, 'Europe/Brussels') as occurred_at,
  cast(h.ticket_id as string) as ticket_id,
  json_object('status', h.status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.history' as source,
  cast(h.edit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= datetime '2027-01-01 01:00:00'
qualify h.status = 'open'
  and lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id) in ('solved', 'closed')
union all
select
  to_hex(md5('status_lost|' || cast(h.edit_id as string))) as event_id,
  'status_lost' as event,
  1 as event_version,
  timestamp(h.edited_at, 'Europe/Brussels') as occurred_at,
  cast(h.ticket_id as string) as ticket_id,
  json_object('status', h.status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.history' as source,
  cast(h.edit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= datetime '2027-01-01 01:00:00'
qualify h.status is null
  and h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id)
union all
select
  to_hex(md5('status_found|' || cast(edit_id as string))) as event_id,
  'status_found' as event,
  1 as event_version,
  occurred_at,
  cast(ticket_id as string) as ticket_id,
  json_object('status', status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.history' as source,
  cast(edit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from status_found_changes
where status_before is null
  and status is distinct from status_before
  and not is_first
union all
select
  to_hex(md5('priority_raised|' || cast(h.edit_id as string))) as event_id,
  'priority_raised' as event,
  1 as event_version,
  timestamp(h.edited_at, 'Europe/Brussels') as occurred_at,
  cast(h.ticket_id as string) as ticket_id,
  json_object('status', h.status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.history' as source,
  cast(h.edit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= datetime '2027-01-01 01:00:00'
qualify h.priority = 3
  and lag(h.priority) over (
    partition by h.ticket_id, h.team
    order by h.edited_at, h.sequence nulls last, h.edit_id
  ) in (1, 2)

-- window
-- eventspec 1: status_changed from tickets.events.yml
select
  to_hex(md5('status_changed|' || cast(h.edit_id as string))) as event_id,
  'status_changed' as event,
  1 as event_version,
  timestamp(h.edited_at, 'Europe/Brussels') as occurred_at,
  cast(h.ticket_id as string) as ticket_id,
  json_object('status', h.status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'support.history' as source,
  cast(h.edit_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= datetime '2027-01-01 01:00:00'
qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id)
  and h.edited_at >= datetime '2026-01-01 12:00:00'
  and h.edited_at < datetime '2026-01-02 12:00:00'

-- narrow
-- eventspec 1: status_changed, ticket_solved, ticket_reopened and 3 more from tickets.events.yml
with status_changed_changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= cast('2027-01-01 01:00:00' as timestamp)
),

ticket_solved_changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= cast('2027-01-01 01:00:00' as timestamp)
),

status_lost_changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= cast('2027-01-01 01:00:00' as timestamp)
),

status_found_changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before,
    lag(1) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) is null as is_first
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= cast('2027-01-01 01:00:00' as timestamp)
)

select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from status_changed_changes
where status <> status_before or status is null and status_before is not null or status is not null and status_before is null
union all
select
  md5('ticket_solved|' || edit_id) as event_id,
  'ticket_solved' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from ticket_solved_changes
where status = 'solved'
  and (status <> status_before or status is null and status_before is not null or status is not null and status_before is null)
union all
select
  md5('ticket_reopened|' || h.edit_id) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  h.edited_at at time zone 'Europe/Brussels' as occurred_at,
  h.ticket_id::varchar(65535) as ticket_id,
  object('status', h.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  h.edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= cast('2027-01-01 01:00:00' as timestamp)
qualify h.status = 'open'
  and lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) in ('solved', 'closed')
union all
select
  md5('status_lost|' || edit_id) as event_id,
  'status_lost' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from status_lost_changes
where status is null
  and (status <> status_before or status is null and status_before is not null or status is not null and status_before is null)
union all
select
  md5('status_found|' || edit_id) as event_id,
  'status_found' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from status_found_changes
where status_before is null
  and (status <> status_before or status is null and status_before is not null or status is not null and status_before is null)
  and not is_first
union all
select
  md5('priority_raised|' || h.edit_id) as event_id,
  'priority_raised' as event,
  1 as event_version,
  h.edited_at at time zone 'Europe/Brussels' as occurred_at,
  h.ticket_id::varchar(65535) as ticket_id,
  object('status', h.status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  h.edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= cast('2027-01-01 01:00:00' as timestamp)
qualify h.priority = 3
  and lag(h.priority) over (partition by h.ticket_id, h.team order by h.edited_at, h.sequence, h.edit_id) in (1, 2)

-- window
-- eventspec 1: status_changed from tickets.events.yml
with changes as (
  select
    h.edited_at at time zone 'Europe/Brussels' as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence, h.edit_id) as status_before
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= cast('2027-01-01 01:00:00' as timestamp)
)

select
  md5('status_changed|' || edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar(65535) as ticket_id,
  object('status', status) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'support.history' as source,
  edit_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from changes
where (status <> status_before or status is null and status_before is not null or status is not null and status_before is null)
  and occurred_at >= cast('2026-01-01 11:00:00+00' as timestamptz)
  and occurred_at < cast('2026-01-02 11:00:00+00' as timestamptz)

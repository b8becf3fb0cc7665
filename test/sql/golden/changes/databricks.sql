-- narrow
-- eventspec 1: status_changed, ticket_solved, ticket_reopened and 3 more from tickets.events.yml
with status_found_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
    h.ticket_id,
    h.status,
    h.edit_id,
    lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id) as status_before,
    lag(1) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id) is null as is_first
  from support.history as h
  where h.ticket_id > 0
    and h.edited_at <= timestamp_ntz '2027-01-01 01:00:00'
)

select
  md5('status_changed|' || h.edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
  h.ticket_id::string as ticket_id,
  to_json(struct(h.status as `status`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  h.edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= timestamp_ntz '2027-01-01 01:00:00'
qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id)
union all
select
  md5('ticket_solved|' || h.edit_id) as event_id,
  'ticket_solved' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
  h.ticket_id::string as ticket_id,
  to_json(struct(h.status as `status`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  h.edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= timestamp_ntz '2027-01-01 01:00:00'
qualify h.status = 'solved'
  and h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id)
union all
select
  md5('ticket_reopened|' || h.edit_id) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
  h.ticket_id::string as ticket_id,
  to_json(struct(h.status as `status`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  h.edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= timestamp_ntz '2027-01-01 01:00:00'
qualify h.status = 'open'
  and lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id) in ('solved', 'closed')
union all
select
  md5('status_lost|' || h.edit_id) as event_id,
  'status_lost' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
  h.ticket_id::string as ticket_id,
  to_json(struct(h.status as `status`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  h.edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= timestamp_ntz '2027-01-01 01:00:00'
qualify h.status is null
  and h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id)
union all
select
  md5('status_found|' || edit_id) as event_id,
  'status_found' as event,
  1 as event_version,
  occurred_at,
  ticket_id::string as ticket_id,
  to_json(struct(status), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from status_found_changes
where status_before is null
  and status is distinct from status_before
  and not is_first
union all
select
  md5('priority_raised|' || h.edit_id) as event_id,
  'priority_raised' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
  h.ticket_id::string as ticket_id,
  to_json(struct(h.status as `status`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  h.edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= timestamp_ntz '2027-01-01 01:00:00'
qualify h.priority = 3
  and lag(h.priority) over (
    partition by h.ticket_id, h.team
    order by h.edited_at, h.sequence nulls last, h.edit_id
  ) in (1, 2)

-- window
-- eventspec 1: status_changed from tickets.events.yml
select
  md5('status_changed|' || h.edit_id) as event_id,
  'status_changed' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', h.edited_at) as occurred_at,
  h.ticket_id::string as ticket_id,
  to_json(struct(h.status as `status`), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.history' as source,
  h.edit_id::string as source_key,
  null::timestamp_ntz as loaded_at
from support.history as h
where h.ticket_id > 0
  and h.edited_at <= timestamp_ntz '2027-01-01 01:00:00'
qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.edited_at, h.sequence nulls last, h.edit_id)
  and h.edited_at >= timestamp_ntz '2026-01-01 12:00:00'
  and h.edited_at < timestamp_ntz '2026-01-02 12:00:00'

-- A ticket whose status went from solved or closed to open.
select
  to_hex(md5('ticket_reopened|' || cast(h.history_id as string))) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  timestamp(h.changed_at, 'Europe/Brussels') as occurred_at,
  cast(t.customer_id as string) as customer_id,
  cast(h.ticket_id as string) as ticket_id,
  h.assignee,
  cast(null as numeric) as revenue,
  cast(null as string) as link,
  'support.ticket_history' as source,
  cast(h.history_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from support.ticket_history as h
left join support.tickets as t on t.ticket_id = h.ticket_id
where h.changed_at <= current_datetime('Europe/Brussels')
qualify h.status = 'open'
  and lag(h.status) over (partition by h.ticket_id order by h.changed_at, h.history_id) in ('solved', 'closed')

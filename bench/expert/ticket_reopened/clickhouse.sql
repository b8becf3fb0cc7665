-- A ticket whose status went from solved or closed to open.
select
  lower(hex(MD5('ticket_reopened|' || toString(h.history_id)))) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(h.changed_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(t.customer_id) as customer_id,
  toString(h.ticket_id) as ticket_id,
  h.assignee as assignee,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.ticket_history' as source,
  toString(h.history_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from support.ticket_history as h
left join support.tickets as t on t.ticket_id = h.ticket_id
where h.changed_at <= toDateTime64(toString(now64(6, 'Europe/Brussels')), 6)
qualify h.status = 'open'
  and lag(h.status) over (partition by h.ticket_id order by h.changed_at, h.history_id) in ('solved', 'closed')
settings join_use_nulls = 1

-- A ticket whose status went from solved or closed to open.
select
  md5('ticket_reopened|' || h.history_id) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', h.changed_at) as occurred_at,
  t.customer_id::string as customer_id,
  h.ticket_id::string as ticket_id,
  h.assignee,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'support.ticket_history' as source,
  h.history_id::string as source_key,
  null::timestamp_ntz as loaded_at
from support.ticket_history as h
left join support.tickets as t on t.ticket_id = h.ticket_id
where h.changed_at <= convert_timezone('Europe/Brussels', current_timestamp())
qualify h.status = 'open'
  and lag(h.status) over (partition by h.ticket_id order by h.changed_at, h.history_id) in ('solved', 'closed')

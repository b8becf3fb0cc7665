-- A ticket whose status went from solved or closed to open.
with history as (
  select
    h.*,
    lag(h.status) over (partition by h.ticket_id order by h.changed_at, h.history_id) as status_before
  from support.ticket_history as h
  where h.changed_at <= now() at time zone 'Europe/Brussels'
)
select
  md5('ticket_reopened|' || h.history_id) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  h.changed_at at time zone 'Europe/Brussels' as occurred_at,
  t.customer_id::text as customer_id,
  h.ticket_id::text as ticket_id,
  h.assignee,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'support.ticket_history' as source,
  h.history_id::text as source_key,
  null::timestamptz as loaded_at
from history as h
left join support.tickets as t on t.ticket_id = h.ticket_id
where h.status = 'open'
  and h.status_before in ('solved', 'closed')

-- A ticket whose status went from solved or closed to open.
with history as (
  select
    h.*,
    lag(h.status) over (partition by h.ticket_id order by h.changed_at, h.history_id) as status_before
  from support.ticket_history as h
  where h.changed_at <= cast(current_timestamp at time zone 'Europe/Brussels' as timestamp)
)
select
  lower(to_hex(md5(to_utf8('ticket_reopened|' || cast(h.history_id as varchar))))) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  with_timezone(h.changed_at, 'Europe/Brussels') as occurred_at,
  cast(t.customer_id as varchar) as customer_id,
  cast(h.ticket_id as varchar) as ticket_id,
  h.assignee,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.ticket_history' as source,
  cast(h.history_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from history as h
left join support.tickets as t on t.ticket_id = h.ticket_id
where h.status = 'open'
  and h.status_before in ('solved', 'closed')

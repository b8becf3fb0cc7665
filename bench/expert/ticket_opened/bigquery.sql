-- A ticket, with the plan that its customer had at that moment.
select
  to_hex(md5('ticket_opened|' || cast(t.ticket_id as string))) as event_id,
  'ticket_opened' as event,
  1 as event_version,
  timestamp(t.opened_at, 'Europe/Brussels') as occurred_at,
  cast(t.customer_id as string) as customer_id,
  cast(t.order_id as string) as order_id,
  cast(t.ticket_id as string) as ticket_id,
  t.topic,
  t.channel as contact_channel,
  t.priority,
  coalesce(plan.plan, 'none') as plan,
  cast(null as numeric) as revenue,
  cast(null as string) as link,
  'support.tickets' as source,
  cast(t.ticket_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from support.tickets as t
left join billing.plan_history as plan
  on plan.customer_id = t.customer_id
  and plan.valid_from <= t.opened_at
  and (plan.valid_to > t.opened_at or plan.valid_to is null)
where t.opened_at <= current_datetime('Europe/Brussels')

-- A ticket, with the plan that its customer had at that moment.
select
  lower(to_hex(md5(to_utf8('ticket_opened|' || cast(t.ticket_id as varchar))))) as event_id,
  'ticket_opened' as event,
  1 as event_version,
  with_timezone(t.opened_at, 'Europe/Brussels') as occurred_at,
  cast(t.customer_id as varchar) as customer_id,
  cast(t.order_id as varchar) as order_id,
  cast(t.ticket_id as varchar) as ticket_id,
  t.topic,
  t.channel as contact_channel,
  t.priority,
  coalesce(plan.plan, 'none') as plan,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.tickets' as source,
  cast(t.ticket_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from support.tickets as t
left join billing.plan_history as plan
  on plan.customer_id = t.customer_id
  and plan.valid_from <= t.opened_at
  and (plan.valid_to > t.opened_at or plan.valid_to is null)
where t.opened_at <= cast(current_timestamp at time zone 'Europe/Brussels' as timestamp)

-- A ticket, with the plan that its customer had at that moment.
select
  md5('ticket_opened|' || t.ticket_id) as event_id,
  'ticket_opened' as event,
  1 as event_version,
  t.opened_at at time zone 'Europe/Brussels' as occurred_at,
  t.customer_id::varchar as customer_id,
  t.order_id::varchar as order_id,
  t.ticket_id::varchar as ticket_id,
  t.topic,
  t.channel as contact_channel,
  t.priority,
  coalesce(plan.plan, 'none') as plan,
  null::numeric(18, 4) as revenue,
  null::varchar as link,
  'support.tickets' as source,
  t.ticket_id::varchar as source_key,
  null::timestamptz as loaded_at
from support.tickets as t
left join billing.plan_history as plan
  on plan.customer_id = t.customer_id
  and plan.valid_from <= t.opened_at
  and (plan.valid_to > t.opened_at or plan.valid_to is null)
where t.opened_at <= convert_timezone('Europe/Brussels', sysdate)

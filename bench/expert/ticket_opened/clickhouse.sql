-- A ticket, with the plan that its customer had at that moment.
select
  lower(hex(MD5('ticket_opened|' || toString(t.ticket_id)))) as event_id,
  'ticket_opened' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(t.opened_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(t.customer_id) as customer_id,
  toString(t.order_id) as order_id,
  toString(t.ticket_id) as ticket_id,
  t.topic as topic,
  t.channel as contact_channel,
  t.priority as priority,
  coalesce(plan.plan, 'none') as plan,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'support.tickets' as source,
  toString(t.ticket_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from support.tickets as t
left join billing.plan_history as plan
  on plan.customer_id = t.customer_id
  and plan.valid_from <= t.opened_at
  and (plan.valid_to > t.opened_at or plan.valid_to is null)
where t.opened_at <= toDateTime64(toString(now64(6, 'Europe/Brussels')), 6)
settings join_use_nulls = 1

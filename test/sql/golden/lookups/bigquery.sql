-- narrow
-- eventspec 1: issue_created, issue_closed and 2 more from issues.events.yml
with issues_events as (
  select
    step.event,
    step.happened_at as occurred_at,
    i.account_id,
    case step.event
      when 'issue_created' then cast(coalesce(ph.plan, 'none') as string)
      when 'issue_closed' then 'own wins'
    end as plan,
    cast(i.account_id as int64) as plan_account,
    i.issue_id
  from crm.issues as i
  cross join unnest([
    struct('issue_created' as event, i.created_at as happened_at),
    ('issue_closed', i.closed_at)
  ]) as step
  left join crm.plan_history as ph
    on ph.account_id = i.account_id
    and timestamp(ph.valid_from) <= step.happened_at
    and step.happened_at < coalesce(timestamp(ph.valid_to), timestamp '9999-12-31 23:59:59.999999+00')
)

select
  to_hex(md5(event || '|' || cast(issue_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as string) as account_id,
  json_object('plan', plan, 'plan_account', plan_account) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.issues' as source,
  cast(issue_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from issues_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('account_transferred|' || cast(t.transfer_id as string))) as event_id,
  'account_transferred' as event,
  1 as event_version,
  timestamp(t.transferred_at) as occurred_at,
  cast(t.from_account as string) as account_id,
  json_object(
    'plan', cast(coalesce(ph.plan, 'none') as string),
    'plan_account', cast(t.from_account as int64),
    'ticket', cast(ticket.ticket_id as int64),
    'ticket_account', cast(t.to_account as int64)
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.transfers' as source,
  cast(t.transfer_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from crm.transfers as t
left join crm.plan_history as ph
  on ph.account_id = t.from_account
  and ph.valid_from <= t.transferred_at
  and t.transferred_at < coalesce(ph.valid_to, datetime '9999-12-31 23:59:59.999999')
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= timestamp(t.transferred_at)
  and (
    ticket.closed_at is null
    or ticket.closed_at > timestamp(t.transferred_at)
  )
where t.transferred_at <= datetime '2027-01-01 00:00:00'
union all
select
  to_hex(md5('transfer_handled|' || cast(t.transfer_id as string))) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  timestamp(t.transferred_at) as occurred_at,
  cast(null as string) as account_id,
  json_object(
    'owner', owned.owner,
    'owner_account', cast(ticket.account_id as int64),
    'ticket', cast(ticket.ticket_id as int64),
    'ticket_account', cast(t.to_account as int64)
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.transfers' as source,
  cast(t.transfer_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from crm.transfers as t
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= timestamp(t.transferred_at)
  and (
    ticket.closed_at is null
    or ticket.closed_at > timestamp(t.transferred_at)
  )
left join crm.accounts as owned
  on owned.account_id = ticket.account_id
where t.transferred_at <= datetime '2027-01-01 00:00:00'

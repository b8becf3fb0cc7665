-- narrow
-- eventspec 1: issue_created, issue_closed and 2 more from issues.events.yml
with issues_events as (
  select
    step.event,
    case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end as occurred_at,
    i.account_id,
    case step.event
      when 'issue_created' then cast(coalesce(ph.plan, 'none') as varchar)
      when 'issue_closed' then 'own wins'
    end as plan,
    cast(i.account_id as bigint) as plan_account,
    i.issue_id
  from crm.issues as i
  cross join (
    values ('issue_created'), ('issue_closed')
  ) as step (event)
  left join crm.plan_history as ph
    on ph.account_id = i.account_id
    and with_timezone(ph.valid_from, 'UTC') <= case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end
    and case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end < coalesce(with_timezone(ph.valid_to, 'UTC'), timestamp '73000-01-01 00:00:00 UTC')
)

select
  lower(to_hex(md5(to_utf8(event || '|' || cast(issue_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  cast(account_id as varchar) as account_id,
  json_object('plan': plan, 'plan_account': plan_account) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.issues' as source,
  cast(issue_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from issues_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('account_transferred|' || cast(t.transfer_id as varchar))))) as event_id,
  'account_transferred' as event,
  1 as event_version,
  with_timezone(t.transferred_at, 'UTC') as occurred_at,
  cast(t.from_account as varchar) as account_id,
  json_object(
    'plan': cast(coalesce(ph.plan, 'none') as varchar),
    'plan_account': cast(t.from_account as bigint),
    'ticket': cast(ticket.ticket_id as bigint),
    'ticket_account': cast(t.to_account as bigint)
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.transfers' as source,
  cast(t.transfer_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from crm.transfers as t
left join crm.plan_history as ph
  on ph.account_id = t.from_account
  and ph.valid_from <= t.transferred_at
  and t.transferred_at < coalesce(ph.valid_to, timestamp '73000-01-01 00:00:00')
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= with_timezone(t.transferred_at, 'UTC')
  and (
    ticket.closed_at is null
    or ticket.closed_at > with_timezone(t.transferred_at, 'UTC')
  )
where t.transferred_at <= timestamp '2027-01-01 00:00:00'
union all
select
  lower(to_hex(md5(to_utf8('transfer_handled|' || cast(t.transfer_id as varchar))))) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  with_timezone(t.transferred_at, 'UTC') as occurred_at,
  cast(null as varchar) as account_id,
  json_object(
    'owner': owned.owner,
    'owner_account': cast(ticket.account_id as bigint),
    'ticket': cast(ticket.ticket_id as bigint),
    'ticket_account': cast(t.to_account as bigint)
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.transfers' as source,
  cast(t.transfer_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from crm.transfers as t
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= with_timezone(t.transferred_at, 'UTC')
  and (
    ticket.closed_at is null
    or ticket.closed_at > with_timezone(t.transferred_at, 'UTC')
  )
left join crm.accounts as owned
  on owned.account_id = ticket.account_id
where t.transferred_at <= timestamp '2027-01-01 00:00:00'

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
      when 'issue_created' then coalesce(ph.plan, 'none')::varchar(65535)
      when 'issue_closed' then 'own wins'
    end as plan,
    i.account_id::bigint as plan_account,
    i.issue_id
  from crm.issues as i
  cross join (
    select 'issue_created' as event
    union all
    select 'issue_closed'
  ) as step
  left join crm.plan_history as ph
    on ph.account_id = i.account_id
    and ph.valid_from at time zone 'UTC' <= case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end
    and case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end < coalesce(ph.valid_to at time zone 'UTC', cast('9999-12-31 23:59:59.999999+00' as timestamptz))
)

select
  md5(event || '|' || issue_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar(65535) as account_id,
  object('plan', plan, 'plan_account', plan_account) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.issues' as source,
  issue_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from issues_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5('account_transferred|' || t.transfer_id) as event_id,
  'account_transferred' as event,
  1 as event_version,
  t.transferred_at at time zone 'UTC' as occurred_at,
  t.from_account::varchar(65535) as account_id,
  object(
    'plan', coalesce(ph.plan, 'none')::varchar(65535),
    'plan_account', t.from_account::bigint,
    'ticket', ticket.ticket_id::bigint,
    'ticket_account', t.to_account::bigint
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.transfers' as source,
  t.transfer_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from crm.transfers as t
left join crm.plan_history as ph
  on ph.account_id = t.from_account
  and ph.valid_from <= t.transferred_at
  and t.transferred_at < coalesce(ph.valid_to, cast('9999-12-31 23:59:59.999999' as timestamp))
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= (t.transferred_at at time zone 'UTC')
  and (
    ticket.closed_at is null
    or ticket.closed_at > (t.transferred_at at time zone 'UTC')
  )
where t.transferred_at <= cast('2027-01-01 00:00:00' as timestamp)
union all
select
  md5('transfer_handled|' || t.transfer_id) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  t.transferred_at at time zone 'UTC' as occurred_at,
  null::varchar(65535) as account_id,
  object(
    'owner', owned.owner,
    'owner_account', ticket.account_id::bigint,
    'ticket', ticket.ticket_id::bigint,
    'ticket_account', t.to_account::bigint
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.transfers' as source,
  t.transfer_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from crm.transfers as t
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= (t.transferred_at at time zone 'UTC')
  and (
    ticket.closed_at is null
    or ticket.closed_at > (t.transferred_at at time zone 'UTC')
  )
left join crm.accounts as owned
  on owned.account_id = ticket.account_id
where t.transferred_at <= cast('2027-01-01 00:00:00' as timestamp)

-- narrow
-- eventspec 1: issue_created, issue_closed and 2 more from issues.events.yml
with issues_events as (
  select
    step.event,
    convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end) as occurred_at,
    i.account_id,
    case step.event
      when 'issue_created' then coalesce(ph.plan, 'none')::string
      when 'issue_closed' then 'own wins'
    end as plan,
    i.account_id::bigint as plan_account,
    i.issue_id
  from crm.issues as i
  cross join (
    values ('issue_created'), ('issue_closed')
  ) as step (event)
  left join crm.plan_history as ph
    on ph.account_id = i.account_id
    and ph.valid_from <= convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end)
    and convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end) < coalesce(ph.valid_to, timestamp_ntz '9999-12-31 23:59:59.999999')
)

select
  md5(event || '|' || issue_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::string as account_id,
  to_json(struct(plan, plan_account), map('ignoreNullFields', 'false')) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'crm.issues' as source,
  issue_id::string as source_key,
  null::timestamp_ntz as loaded_at
from issues_events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('account_transferred|' || t.transfer_id) as event_id,
  'account_transferred' as event,
  1 as event_version,
  t.transferred_at as occurred_at,
  t.from_account::string as account_id,
  to_json(
    struct(
      coalesce(ph.plan, 'none')::string as `plan`,
      t.from_account::bigint as `plan_account`,
      ticket.ticket_id::bigint as `ticket`,
      t.to_account::bigint as `ticket_account`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'crm.transfers' as source,
  t.transfer_id::string as source_key,
  null::timestamp_ntz as loaded_at
from crm.transfers as t
left join crm.plan_history as ph
  on ph.account_id = t.from_account
  and ph.valid_from <= t.transferred_at
  and t.transferred_at < coalesce(ph.valid_to, timestamp_ntz '9999-12-31 23:59:59.999999')
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= cast(concat(t.transferred_at, ' UTC') as timestamp)
  and (
    ticket.closed_at is null
    or ticket.closed_at > cast(concat(t.transferred_at, ' UTC') as timestamp)
  )
where t.transferred_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('transfer_handled|' || t.transfer_id) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  t.transferred_at as occurred_at,
  null::string as account_id,
  to_json(
    struct(
      owned.owner as `owner`,
      ticket.account_id::bigint as `owner_account`,
      ticket.ticket_id::bigint as `ticket`,
      t.to_account::bigint as `ticket_account`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'crm.transfers' as source,
  t.transfer_id::string as source_key,
  null::timestamp_ntz as loaded_at
from crm.transfers as t
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= cast(concat(t.transferred_at, ' UTC') as timestamp)
  and (
    ticket.closed_at is null
    or ticket.closed_at > cast(concat(t.transferred_at, ' UTC') as timestamp)
  )
left join crm.accounts as owned
  on owned.account_id = ticket.account_id
where t.transferred_at <= timestamp_ntz '2027-01-01 00:00:00'

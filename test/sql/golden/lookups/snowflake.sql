-- narrow
-- eventspec 1: issue_created, issue_closed and 2 more from issues.events.yml
with issues_events as (
  select
    step.event,
    cast(convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end) as timestamp_ntz) as occurred_at,
    i.account_id,
    case step.event
      when 'issue_created' then coalesce(ph.plan, 'none')::varchar
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
    and ph.valid_from <= cast(convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end) as timestamp_ntz)
    and cast(convert_timezone('UTC', case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end) as timestamp_ntz) < coalesce(ph.valid_to, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
)

select
  md5(event || '|' || issue_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  object_construct_keep_null('plan', plan, 'plan_account', plan_account) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.issues' as source,
  issue_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from issues_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('account_transferred|' || t.transfer_id) as event_id,
  'account_transferred' as event,
  1 as event_version,
  t.transferred_at as occurred_at,
  t.from_account::varchar as account_id,
  object_construct_keep_null(
    'plan', coalesce(ph.plan, 'none')::varchar,
    'plan_account', t.from_account::bigint,
    'ticket', ticket.ticket_id::bigint,
    'ticket_account', t.to_account::bigint
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.transfers' as source,
  t.transfer_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from crm.transfers as t
left join crm.plan_history as ph
  on ph.account_id = t.from_account
  and ph.valid_from <= t.transferred_at
  and t.transferred_at < coalesce(ph.valid_to, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= dateadd(microsecond, date_part(epoch_microsecond, t.transferred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
  and (
    ticket.closed_at is null
    or ticket.closed_at > dateadd(microsecond, date_part(epoch_microsecond, t.transferred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
  )
where t.transferred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('transfer_handled|' || t.transfer_id) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  t.transferred_at as occurred_at,
  null::varchar as account_id,
  object_construct_keep_null(
    'owner', owned.owner,
    'owner_account', ticket.account_id::bigint,
    'ticket', ticket.ticket_id::bigint,
    'ticket_account', t.to_account::bigint
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.transfers' as source,
  t.transfer_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from crm.transfers as t
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= dateadd(microsecond, date_part(epoch_microsecond, t.transferred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
  and (
    ticket.closed_at is null
    or ticket.closed_at > dateadd(microsecond, date_part(epoch_microsecond, t.transferred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))
  )
left join crm.accounts as owned
  on owned.account_id = ticket.account_id
where t.transferred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)

-- narrow
-- eventspec 1: issue_created, issue_closed, account_transferred, transfer_handled from issues.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'crm.issues' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'issue_created'
      when 1 then 'issue_closed'
    end as event,
    case eventspec_event
      when 0 then i.created_at
      when 1 then i.closed_at
    end as occurred_at,
    cast(i.account_id as varchar(65535)) as account_id,
    object(
      'plan', case eventspec_event
        when 0 then cast((coalesce(ph.plan, 'none')) as varchar(65535))
        when 1 then 'own wins'
      end,
      'plan_account', cast(((i.account_id)) as bigint)
    ) as properties,
    cast(i.issue_id as varchar(65535)) as source_key
  from crm.issues as i
    cross join (select 0 as eventspec_event union all select 1) as eventspec
    left join crm.plan_history as ph on (ph.account_id = (i.account_id))
      and timezone('UTC', ph.valid_from) <= case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end
      and case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end < coalesce(timezone('UTC', ph.valid_to), cast('9999-12-31 23:59:59.999999+00' as timestamptz))
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('account_transferred|' || coalesce(source_key, '~')) as event_id,
  'account_transferred' as event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', t.transferred_at) as occurred_at,
    cast(t.from_account as varchar(65535)) as account_id,
    object(
      'plan', cast((coalesce(ph.plan, 'none')) as varchar(65535)),
      'plan_account', cast(((t.from_account)) as bigint),
      'ticket', cast(ticket.ticket_id as bigint),
      'ticket_account', cast(((t.to_account)) as bigint)
    ) as properties,
    cast(t.transfer_id as varchar(65535)) as source_key
  from crm.transfers as t
    left join crm.plan_history as ph on (ph.account_id = (t.from_account))
      and ph.valid_from <= t.transferred_at
      and t.transferred_at < coalesce(ph.valid_to, cast('9999-12-31 23:59:59.999999' as timestamp))
    left join (
    select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
    ) as ticket on (
      ticket.account_id = (t.to_account)
      and ticket.opened_at <= (timezone('UTC', t.transferred_at))
      and (
        ticket.closed_at is null
        or ticket.closed_at > (timezone('UTC', t.transferred_at))
      )
    )
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)
union all
select
  md5('transfer_handled|' || coalesce(source_key, '~')) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar(65535)) as account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as varchar(65535)) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    timezone('UTC', t.transferred_at) as occurred_at,
    object(
      'owner', owned.owner,
      'owner_account', cast(((ticket.account_id)) as bigint),
      'ticket', cast(ticket.ticket_id as bigint),
      'ticket_account', cast(((t.to_account)) as bigint)
    ) as properties,
    cast(t.transfer_id as varchar(65535)) as source_key
  from crm.transfers as t
    left join (
    select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
    ) as ticket on (
      ticket.account_id = (t.to_account)
      and ticket.opened_at <= (timezone('UTC', t.transferred_at))
      and (
        ticket.closed_at is null
        or ticket.closed_at > (timezone('UTC', t.transferred_at))
      )
    )
    left join crm.accounts as owned on (owned.account_id = (ticket.account_id))
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000+00' as timestamptz)

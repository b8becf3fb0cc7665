-- narrow
-- eventspec 1: issue_created, issue_closed, account_transferred, transfer_handled from issues.events.yml
select
  to_hex(md5(event || '|' || coalesce(source_key, '~'))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.issues' as source,
  source_key,
  cast(null as timestamp) as loaded_at
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
    cast(i.account_id as string) as account_id,
    json_object(
      'plan', case eventspec_event
        when 0 then cast((coalesce(ph.plan, 'none')) as string)
        when 1 then 'own wins'
      end,
      'plan_account', cast(param.account as int64)
    ) as properties,
    cast(i.issue_id as string) as source_key
  from crm.issues as i
    cross join (select eventspec_event from unnest([0, 1]) as eventspec_event) as eventspec
    cross join unnest([struct(i.account_id as account)]) as param
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and timestamp(ph.valid_from) <= case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end
      and case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end < coalesce(timestamp(ph.valid_to), timestamp '9999-12-31 23:59:59.999999+00')
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'
union all
select
  to_hex(md5('account_transferred|' || coalesce(source_key, '~'))) as event_id,
  'account_transferred' as event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    timestamp(t.transferred_at) as occurred_at,
    cast(t.from_account as string) as account_id,
    json_object(
      'plan', cast((coalesce(ph.plan, 'none')) as string),
      'plan_account', cast(param.account as int64),
      'ticket', cast(ticket.ticket_id as int64),
      'ticket_account', cast(((t.to_account)) as int64)
    ) as properties,
    cast(t.transfer_id as string) as source_key
  from crm.transfers as t
    cross join unnest([struct(timestamp(t.transferred_at) as `at`)]) as event
    cross join unnest([struct(t.from_account as account)]) as param
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and ph.valid_from <= t.transferred_at
      and t.transferred_at < coalesce(ph.valid_to, datetime '9999-12-31 23:59:59.999999')
    left join (
    select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
    ) as ticket on (
      ticket.account_id = (t.to_account)
      and ticket.opened_at <= event.at
      and (
        ticket.closed_at is null
        or ticket.closed_at > event.at
      )
    )
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'
union all
select
  to_hex(md5('transfer_handled|' || coalesce(source_key, '~'))) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    timestamp(t.transferred_at) as occurred_at,
    json_object(
      'owner', owned.owner,
      'owner_account', cast(((ticket.account_id)) as int64),
      'ticket', cast(ticket.ticket_id as int64),
      'ticket_account', cast(param.account as int64)
    ) as properties,
    cast(t.transfer_id as string) as source_key
  from crm.transfers as t
    cross join unnest([struct(timestamp(t.transferred_at) as `at`)]) as event
    cross join unnest([struct(t.to_account as account)]) as param
    left join (
    select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
    ) as ticket on (
      ticket.account_id = param.account
      and ticket.opened_at <= event.at
      and (
        ticket.closed_at is null
        or ticket.closed_at > event.at
      )
    )
    left join crm.accounts as owned on (owned.account_id = (ticket.account_id))
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000+00'

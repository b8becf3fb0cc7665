-- narrow
-- eventspec 1: issue_created, issue_closed, account_transferred, transfer_handled from issues.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
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
    to_json(named_struct(
      'plan', case eventspec_event
        when 0 then cast((coalesce(ph.plan, 'none')) as string)
        when 1 then 'own wins'
      end,
      'plan_account', cast(param.account as bigint)
    ), map('ignoreNullFields', 'false')) as properties,
    cast(i.issue_id as string) as source_key
  from crm.issues as i
    cross join (values (0), (1)) as eventspec (eventspec_event)
    cross join lateral (select i.account_id as account) as param
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and cast(concat(ph.valid_from, ' UTC') as timestamp) <= case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end
      and case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end < coalesce(cast(concat(ph.valid_to, ' UTC') as timestamp), timestamp'9999-12-31 23:59:59.999999Z')
) as found
where
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('account_transferred|' || coalesce(source_key, '~')) as event_id,
  'account_transferred' as event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(t.transferred_at, ' UTC') as timestamp) as occurred_at,
    cast(t.from_account as string) as account_id,
    to_json(named_struct(
      'plan', cast((coalesce(ph.plan, 'none')) as string),
      'plan_account', cast(param.account as bigint),
      'ticket', cast(ticket.ticket_id as bigint),
      'ticket_account', cast(((t.to_account)) as bigint)
    ), map('ignoreNullFields', 'false')) as properties,
    cast(t.transfer_id as string) as source_key
  from crm.transfers as t
    cross join lateral (select cast(concat(t.transferred_at, ' UTC') as timestamp) as `at`) as event
    cross join lateral (select t.from_account as account) as param
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and ph.valid_from <= t.transferred_at
      and t.transferred_at < coalesce(ph.valid_to, timestamp_ntz'9999-12-31 23:59:59.999999')
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
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'
union all
select
  md5('transfer_handled|' || coalesce(source_key, '~')) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  occurred_at,
  cast(null as string) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamp) as loaded_at
from (
  select
    cast(concat(t.transferred_at, ' UTC') as timestamp) as occurred_at,
    to_json(named_struct(
      'owner', owned.owner,
      'owner_account', cast(((ticket.account_id)) as bigint),
      'ticket', cast(ticket.ticket_id as bigint),
      'ticket_account', cast(param.account as bigint)
    ), map('ignoreNullFields', 'false')) as properties,
    cast(t.transfer_id as string) as source_key
  from crm.transfers as t
    cross join lateral (select cast(concat(t.transferred_at, ' UTC') as timestamp) as `at`) as event
    cross join lateral (select t.to_account as account) as param
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
  occurred_at <= timestamp'2027-01-01 00:00:00.000000Z'

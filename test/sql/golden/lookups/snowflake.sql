-- narrow
-- eventspec 1: issue_created, issue_closed, account_transferred, transfer_handled from issues.events.yml
select
  md5(event || '|' || coalesce(source_key, '~')) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.issues' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
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
    cast(i.account_id as varchar) as account_id,
    object_construct_keep_null(
      'plan', case eventspec_event
        when 0 then cast((coalesce(ph.plan, 'none')) as varchar)
        when 1 then 'own wins'
      end,
      'plan_account', cast(param.account as bigint)
    ) as properties,
    cast(i.issue_id as varchar) as source_key
  from crm.issues as i
    cross join (values (0), (1)) as eventspec (eventspec_event)
    cross join lateral (select i.account_id as account) as param
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and dateadd(microsecond, date_part(epoch_microsecond, ph.valid_from), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) <= case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end
      and case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end < coalesce(dateadd(microsecond, date_part(epoch_microsecond, ph.valid_to), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)), cast('9999-12-31 23:59:59.999999 +00:00' as timestamp_tz))
) as found
where
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5('account_transferred|' || coalesce(source_key, '~')) as event_id,
  'account_transferred' as event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, t.transferred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    cast(t.from_account as varchar) as account_id,
    object_construct_keep_null(
      'plan', cast((coalesce(ph.plan, 'none')) as varchar),
      'plan_account', cast(param.account as bigint),
      'ticket', cast(ticket.ticket_id as bigint),
      'ticket_account', cast(((t.to_account)) as bigint)
    ) as properties,
    cast(t.transfer_id as varchar) as source_key
  from crm.transfers as t
    cross join lateral (select dateadd(microsecond, date_part(epoch_microsecond, t.transferred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as "AT") as event
    cross join lateral (select t.from_account as account) as param
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and ph.valid_from <= t.transferred_at
      and t.transferred_at < coalesce(ph.valid_to, cast('9999-12-31 23:59:59.999999' as timestamp_ntz))
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
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
union all
select
  md5('transfer_handled|' || coalesce(source_key, '~')) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    dateadd(microsecond, date_part(epoch_microsecond, t.transferred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    object_construct_keep_null(
      'owner', owned.owner,
      'owner_account', cast(((ticket.account_id)) as bigint),
      'ticket', cast(ticket.ticket_id as bigint),
      'ticket_account', cast(param.account as bigint)
    ) as properties,
    cast(t.transfer_id as varchar) as source_key
  from crm.transfers as t
    cross join lateral (select dateadd(microsecond, date_part(epoch_microsecond, t.transferred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as "AT") as event
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
  occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)

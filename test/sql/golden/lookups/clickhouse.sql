-- narrow
-- eventspec 1: issue_created, issue_closed, account_transferred, transfer_handled from issues.events.yml
select
  lower(hex(MD5(event || '|' || coalesce(source_key, '~')))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'crm.issues' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    case eventspec_event
      when 0 then 'issue_created'
      when 1 then 'issue_closed'
    end as event,
    case eventspec_event
      when 0 then cast(i.created_at as Nullable(DateTime64(6, 'UTC')))
      when 1 then cast(i.closed_at as Nullable(DateTime64(6, 'UTC')))
    end as occurred_at,
    cast(i.account_id as Nullable(String)) as account_id,
    '{' || arrayStringConcat([
      '"plan":' || coalesce(toJSONString(case eventspec_event
        when 0 then cast((coalesce(ph.plan, 'none')) as Nullable(String))
        when 1 then 'own wins'
      end), 'null'),
      '"plan_account":' || coalesce(toString(cast(param.account as Nullable(Int64))), 'null')
    ], ',') || '}' as properties,
    cast(i.issue_id as Nullable(String)) as source_key
  from crm.issues as i
    cross join (select arrayJoin([0, 1]) as eventspec_event) as eventspec
    array join [i.account_id] as `param.account`
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and toDateTime64(toString(cast(ph.valid_from as Nullable(DateTime64(6)))), 6, 'UTC') <= case eventspec_event
        when 0 then cast(i.created_at as Nullable(DateTime64(6, 'UTC')))
        when 1 then cast(i.closed_at as Nullable(DateTime64(6, 'UTC')))
      end
      and case eventspec_event
        when 0 then cast(i.created_at as Nullable(DateTime64(6, 'UTC')))
        when 1 then cast(i.closed_at as Nullable(DateTime64(6, 'UTC')))
      end < coalesce(toDateTime64(toString(cast(ph.valid_to as Nullable(DateTime64(6)))), 6, 'UTC'), toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('account_transferred|' || coalesce(source_key, '~')))) as event_id,
  'account_transferred' as event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(t.transferred_at as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    cast(t.from_account as Nullable(String)) as account_id,
    '{' || arrayStringConcat([
      '"plan":' || coalesce(toJSONString(cast((coalesce(ph.plan, 'none')) as Nullable(String))), 'null'),
      '"plan_account":' || coalesce(toString(cast(param.account as Nullable(Int64))), 'null'),
      '"ticket":' || coalesce(toString(cast(ticket.ticket_id as Nullable(Int64))), 'null'),
      '"ticket_account":' || coalesce(toString(cast(((t.to_account)) as Nullable(Int64))), 'null')
    ], ',') || '}' as properties,
    cast(t.transfer_id as Nullable(String)) as source_key
  from crm.transfers as t
    array join [toDateTime64(toString(cast(t.transferred_at as Nullable(DateTime64(6)))), 6, 'UTC')] as `event.at`
    array join [t.from_account] as `param.account`
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and ph.valid_from <= t.transferred_at
      and t.transferred_at < coalesce(ph.valid_to, toDateTime64('9999-12-31 23:59:59.999999', 6))
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
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
union all
select
  lower(hex(MD5('transfer_handled|' || coalesce(source_key, '~')))) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  occurred_at,
  cast(null as Nullable(String)) as account_id,
  properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    toDateTime64(toString(cast(t.transferred_at as Nullable(DateTime64(6)))), 6, 'UTC') as occurred_at,
    '{' || arrayStringConcat([
      '"owner":' || coalesce(toJSONString(owned.owner), 'null'),
      '"owner_account":' || coalesce(toString(cast(((ticket.account_id)) as Nullable(Int64))), 'null'),
      '"ticket":' || coalesce(toString(cast(ticket.ticket_id as Nullable(Int64))), 'null'),
      '"ticket_account":' || coalesce(toString(cast(param.account as Nullable(Int64))), 'null')
    ], ',') || '}' as properties,
    cast(t.transfer_id as Nullable(String)) as source_key
  from crm.transfers as t
    array join [toDateTime64(toString(cast(t.transferred_at as Nullable(DateTime64(6)))), 6, 'UTC')] as `event.at`
    array join [t.to_account] as `param.account`
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
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
) as found
where
  occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')

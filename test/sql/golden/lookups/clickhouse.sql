-- narrow
-- eventspec 1: issue_created, issue_closed and 2 more from issues.events.yml
with issues_events as (
  select
    step.event as event,
    cast(case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    i.account_id as account_id,
    case step.event
      when 'issue_created' then toString(coalesce(ph.plan, 'none'))
      when 'issue_closed' then 'own wins'
    end as plan,
    i.account_id::Nullable(Int64) as plan_account,
    i.issue_id as issue_id
  from crm.issues as i
  cross join (
    select arrayJoin(['issue_created', 'issue_closed']) as event
  ) as step
  left join crm.plan_history as ph
    on ph.account_id = i.account_id
    and toDateTime64(toString(ph.valid_from), 6, 'UTC') <= cast(case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end as Nullable(DateTime64(6, 'UTC')))
    and cast(case step.event
      when 'issue_created' then i.created_at
      when 'issue_closed' then i.closed_at
    end as Nullable(DateTime64(6, 'UTC'))) < coalesce(toDateTime64(toString(ph.valid_to), 6, 'UTC'), toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(issue_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  '{' || arrayStringConcat([
    '"plan":' || coalesce(toJSONString(plan), 'null'),
    '"plan_account":' || coalesce(toString(plan_account), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.issues' as source,
  toString(issue_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from issues_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('account_transferred|' || toString(t.transfer_id)))) as event_id,
  'account_transferred' as event,
  1 as event_version,
  toDateTime64(toString(t.transferred_at), 6, 'UTC') as occurred_at,
  toString(t.from_account) as account_id,
  '{' || arrayStringConcat([
    '"plan":' || coalesce(toJSONString(toString(coalesce(ph.plan, 'none'))), 'null'),
    '"plan_account":' || coalesce(toString(t.from_account::Nullable(Int64)), 'null'),
    '"ticket":' || coalesce(toString(ticket.ticket_id::Nullable(Int64)), 'null'),
    '"ticket_account":' || coalesce(toString(t.to_account::Nullable(Int64)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.transfers' as source,
  toString(t.transfer_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from crm.transfers as t
left join crm.plan_history as ph
  on ph.account_id = t.from_account
  and ph.valid_from <= t.transferred_at
  and t.transferred_at < coalesce(ph.valid_to, toDateTime64('9999-12-31 23:59:59.999999', 6))
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= toDateTime64(toString(t.transferred_at), 6, 'UTC')
  and (
    ticket.closed_at is null
    or ticket.closed_at > toDateTime64(toString(t.transferred_at), 6, 'UTC')
  )
where t.transferred_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('transfer_handled|' || toString(t.transfer_id)))) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  toDateTime64(toString(t.transferred_at), 6, 'UTC') as occurred_at,
  null::Nullable(String) as account_id,
  '{' || arrayStringConcat([
    '"owner":' || coalesce(toJSONString(owned.owner), 'null'),
    '"owner_account":' || coalesce(toString(ticket.account_id::Nullable(Int64)), 'null'),
    '"ticket":' || coalesce(toString(ticket.ticket_id::Nullable(Int64)), 'null'),
    '"ticket_account":' || coalesce(toString(t.to_account::Nullable(Int64)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.transfers' as source,
  toString(t.transfer_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from crm.transfers as t
left join (
select account_id, opened_at, closed_at, ticket_id from crm.tickets where ticket_id > 0
) as ticket
  on ticket.account_id = t.to_account
  and ticket.opened_at <= toDateTime64(toString(t.transferred_at), 6, 'UTC')
  and (
    ticket.closed_at is null
    or ticket.closed_at > toDateTime64(toString(t.transferred_at), 6, 'UTC')
  )
left join crm.accounts as owned
  on owned.account_id = ticket.account_id
where t.transferred_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- narrow
-- eventspec 1: issue_created, issue_closed, account_transferred, transfer_handled from issues.events.yml
select
  lower(to_hex(md5(to_utf8(event || '|' || coalesce(source_key, '~'))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.issues' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
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
    '{' || array_join(array[
      '"plan":' || coalesce(json_format(cast(case eventspec_event
        when 0 then cast((coalesce(ph.plan, 'none')) as varchar)
        when 1 then 'own wins'
      end as json)), 'null'),
      '"plan_account":' || coalesce(json_format(cast(cast(param.account as bigint) as json)), 'null')
    ], ',') || '}' as properties,
    cast(i.issue_id as varchar) as source_key
  from crm.issues as i
    cross join (values (0), (1)) as eventspec (eventspec_event)
    cross join lateral (select i.account_id as account) as param
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and with_timezone(cast(ph.valid_from as timestamp(6)), 'UTC') <= case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end
      and case eventspec_event
        when 0 then i.created_at
        when 1 then i.closed_at
      end < coalesce(with_timezone(cast(ph.valid_to as timestamp(6)), 'UTC'), timestamp '73000-01-01 00:00:00 UTC')
) as found
where
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('account_transferred|' || coalesce(source_key, '~'))))) as event_id,
  'account_transferred' as event,
  1 as event_version,
  occurred_at,
  account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(t.transferred_at as timestamp(6)), 'UTC') as occurred_at,
    cast(t.from_account as varchar) as account_id,
    '{' || array_join(array[
      '"plan":' || coalesce(json_format(cast(cast((coalesce(ph.plan, 'none')) as varchar) as json)), 'null'),
      '"plan_account":' || coalesce(json_format(cast(cast(param.account as bigint) as json)), 'null'),
      '"ticket":' || coalesce(json_format(cast(cast(ticket.ticket_id as bigint) as json)), 'null'),
      '"ticket_account":' || coalesce(json_format(cast(cast(((t.to_account)) as bigint) as json)), 'null')
    ], ',') || '}' as properties,
    cast(t.transfer_id as varchar) as source_key
  from crm.transfers as t
    cross join lateral (select with_timezone(cast(t.transferred_at as timestamp(6)), 'UTC') as "at") as event
    cross join lateral (select t.from_account as account) as param
    left join crm.plan_history as ph on (ph.account_id = param.account)
      and ph.valid_from <= t.transferred_at
      and t.transferred_at < coalesce(ph.valid_to, timestamp '73000-01-01 00:00:00')
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
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'
union all
select
  lower(to_hex(md5(to_utf8('transfer_handled|' || coalesce(source_key, '~'))))) as event_id,
  'transfer_handled' as event,
  1 as event_version,
  occurred_at,
  cast(null as varchar) as account_id,
  properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.transfers' as source,
  source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from (
  select
    with_timezone(cast(t.transferred_at as timestamp(6)), 'UTC') as occurred_at,
    '{' || array_join(array[
      '"owner":' || coalesce(json_format(cast(owned.owner as json)), 'null'),
      '"owner_account":' || coalesce(json_format(cast(cast(((ticket.account_id)) as bigint) as json)), 'null'),
      '"ticket":' || coalesce(json_format(cast(cast(ticket.ticket_id as bigint) as json)), 'null'),
      '"ticket_account":' || coalesce(json_format(cast(cast(param.account as bigint) as json)), 'null')
    ], ',') || '}' as properties,
    cast(t.transfer_id as varchar) as source_key
  from crm.transfers as t
    cross join lateral (select with_timezone(cast(t.transferred_at as timestamp(6)), 'UTC') as "at") as event
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
  occurred_at <= timestamp '2027-01-01 00:00:00.000000 UTC'

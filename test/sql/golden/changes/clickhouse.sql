-- narrow
-- eventspec 1: status_changed, ticket_solved, ticket_reopened, status_lost, status_found, priority_raised from tickets.events.yml
select
  lower(hex(MD5('status_changed|' || coalesce(source_key, '~')))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(property_status), 'null')], ',') || '}' as properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.history' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    *,
    lag(toNullable(change_value)) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      toTimeZone(case when toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(h.edited_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(h.edited_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
      cast(h.ticket_id as Nullable(String)) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as Nullable(String)) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  ) as found
  where
    occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
) as found
where
  change_value is distinct from value_before
union all
select
  lower(hex(MD5('ticket_solved|' || coalesce(source_key, '~')))) as event_id,
  'ticket_solved' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(property_status), 'null')], ',') || '}' as properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.history' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    *,
    lag(toNullable(change_value)) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      toTimeZone(case when toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(h.edited_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(h.edited_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
      cast(h.ticket_id as Nullable(String)) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as Nullable(String)) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  ) as found
  where
    occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
) as found
where
  change_value is distinct from value_before
  and change_value in ('solved')
union all
select
  lower(hex(MD5('ticket_reopened|' || coalesce(source_key, '~')))) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(property_status), 'null')], ',') || '}' as properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.history' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    *,
    lag(toNullable(change_value)) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      toTimeZone(case when toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(h.edited_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(h.edited_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
      cast(h.ticket_id as Nullable(String)) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as Nullable(String)) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  ) as found
  where
    occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
) as found
where
  change_value is distinct from value_before
  and value_before in ('solved', 'closed')
  and change_value in ('open')
union all
select
  lower(hex(MD5('status_lost|' || coalesce(source_key, '~')))) as event_id,
  'status_lost' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(property_status), 'null')], ',') || '}' as properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.history' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    *,
    lag(toNullable(change_value)) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      toTimeZone(case when toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(h.edited_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(h.edited_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
      cast(h.ticket_id as Nullable(String)) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as Nullable(String)) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  ) as found
  where
    occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
) as found
where
  change_value is distinct from value_before
  and change_value is null
union all
select
  lower(hex(MD5('status_found|' || coalesce(source_key, '~')))) as event_id,
  'status_found' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(property_status), 'null')], ',') || '}' as properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.history' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    *,
    lag(toNullable(change_value)) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before,
    lag(toNullable(1)) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) is null as is_first
  from (
    select
      toTimeZone(case when toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(h.edited_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(h.edited_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
      cast(h.ticket_id as Nullable(String)) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as Nullable(String)) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  ) as found
  where
    occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
) as found
where
  change_value is distinct from value_before
  and value_before is null
  and not is_first
union all
select
  lower(hex(MD5('priority_raised|' || coalesce(source_key, '~')))) as event_id,
  'priority_raised' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(property_status), 'null')], ',') || '}' as properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.history' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    *,
    lag(toNullable(change_value)) over (partition by per_1, per_2 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      toTimeZone(case when toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(h.edited_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(h.edited_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
      cast(h.ticket_id as Nullable(String)) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as Nullable(String)) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.priority as change_value,
      h.ticket_id as per_1,
      h.team as per_2
    from support.history as h
    where
      (h.ticket_id > 0)
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  ) as found
  where
    occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
) as found
where
  change_value is distinct from value_before
  and value_before in (1, 2)
  and change_value in (3)

-- window
-- eventspec 1: status_changed from tickets.events.yml
select
  lower(hex(MD5('status_changed|' || coalesce(source_key, '~')))) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  '{' || arrayStringConcat(['"status":' || coalesce(toJSONString(property_status), 'null')], ',') || '}' as properties,
  cast(null as Nullable(Decimal(18, 4))) as revenue,
  cast(null as Nullable(String)) as link,
  'support.history' as source,
  source_key,
  cast(null as Nullable(DateTime64(6, 'UTC'))) as loaded_at
from (
  select
    *,
    lag(toNullable(change_value)) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      toTimeZone(case when toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute) = toString(cast(h.edited_at as Nullable(DateTime64(6)))) or toString(toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels')) < toString(cast(h.edited_at as Nullable(DateTime64(6)))) then toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') + interval 60 minute else toDateTime64(toString(cast(h.edited_at as Nullable(DateTime64(6)))), 6, 'Europe/Brussels') end, 'UTC') as occurred_at,
      cast(h.ticket_id as Nullable(String)) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as Nullable(String)) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
    settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  ) as found
  where
    occurred_at <= toDateTime64('2027-01-01 00:00:00.000000', 6, 'UTC')
) as found
where
  change_value is distinct from value_before
  and occurred_at >= toDateTime64('2026-01-01 11:00:00.000000', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-02 11:00:00.000000', 6, 'UTC')

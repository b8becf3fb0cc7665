-- narrow
-- eventspec 1: status_changed, ticket_solved, ticket_reopened, status_lost, status_found, priority_raised from tickets.events.yml
select
  md5('status_changed|' || coalesce(source_key, '~')) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  object_construct_keep_null('status', property_status) as properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at))) = h.edited_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)), convert_timezone('Europe/Brussels', 'UTC', h.edited_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
      cast(h.ticket_id as varchar) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as varchar) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
) as found
where
  change_value is distinct from value_before
union all
select
  md5('ticket_solved|' || coalesce(source_key, '~')) as event_id,
  'ticket_solved' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  object_construct_keep_null('status', property_status) as properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at))) = h.edited_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)), convert_timezone('Europe/Brussels', 'UTC', h.edited_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
      cast(h.ticket_id as varchar) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as varchar) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
) as found
where
  change_value is distinct from value_before
  and change_value in ('solved')
union all
select
  md5('ticket_reopened|' || coalesce(source_key, '~')) as event_id,
  'ticket_reopened' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  object_construct_keep_null('status', property_status) as properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at))) = h.edited_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)), convert_timezone('Europe/Brussels', 'UTC', h.edited_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
      cast(h.ticket_id as varchar) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as varchar) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
) as found
where
  change_value is distinct from value_before
  and value_before in ('solved', 'closed')
  and change_value in ('open')
union all
select
  md5('status_lost|' || coalesce(source_key, '~')) as event_id,
  'status_lost' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  object_construct_keep_null('status', property_status) as properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at))) = h.edited_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)), convert_timezone('Europe/Brussels', 'UTC', h.edited_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
      cast(h.ticket_id as varchar) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as varchar) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
) as found
where
  change_value is distinct from value_before
  and change_value is null
union all
select
  md5('status_found|' || coalesce(source_key, '~')) as event_id,
  'status_found' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  object_construct_keep_null('status', property_status) as properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before,
    lag(1) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) is null as is_first
  from (
    select
      dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at))) = h.edited_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)), convert_timezone('Europe/Brussels', 'UTC', h.edited_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
      cast(h.ticket_id as varchar) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as varchar) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
) as found
where
  change_value is distinct from value_before
  and value_before is null
  and not is_first
union all
select
  md5('priority_raised|' || coalesce(source_key, '~')) as event_id,
  'priority_raised' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  object_construct_keep_null('status', property_status) as properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1, per_2 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at))) = h.edited_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)), convert_timezone('Europe/Brussels', 'UTC', h.edited_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
      cast(h.ticket_id as varchar) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as varchar) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.priority as change_value,
      h.ticket_id as per_1,
      h.team as per_2
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
) as found
where
  change_value is distinct from value_before
  and value_before in (1, 2)
  and change_value in (3)

-- window
-- eventspec 1: status_changed from tickets.events.yml
select
  md5('status_changed|' || coalesce(source_key, '~')) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  object_construct_keep_null('status', property_status) as properties,
  cast(null as number(18, 4)) as revenue,
  cast(null as varchar) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamp_tz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      dateadd(microsecond, date_part(epoch_microsecond, iff(convert_timezone('UTC', 'Europe/Brussels', dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at))) = h.edited_at, dateadd(hour, 1, convert_timezone('Europe/Brussels', 'UTC', h.edited_at)), convert_timezone('Europe/Brussels', 'UTC', h.edited_at))), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
      cast(h.ticket_id as varchar) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as varchar) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= cast('2027-01-01 00:00:00.000000 +00:00' as timestamp_tz)
) as found
where
  change_value is distinct from value_before
  and occurred_at >= cast('2026-01-01 11:00:00.000000 +00:00' as timestamp_tz)
  and occurred_at < cast('2026-01-02 11:00:00.000000 +00:00' as timestamp_tz)

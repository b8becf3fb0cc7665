-- narrow
-- eventspec 1: status_changed, ticket_solved, ticket_reopened, status_lost, status_found, priority_raised from tickets.events.yml
select
  md5('status_changed|' || coalesce(source_key, '~')) as event_id,
  'status_changed' as event,
  1 as event_version,
  occurred_at,
  entity_ticket as ticket_id,
  json_build_object('status', property_status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      timezone('Europe/Brussels', h.edited_at) as occurred_at,
      cast(h.ticket_id as text) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as text) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
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
  json_build_object('status', property_status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      timezone('Europe/Brussels', h.edited_at) as occurred_at,
      cast(h.ticket_id as text) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as text) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
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
  json_build_object('status', property_status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      timezone('Europe/Brussels', h.edited_at) as occurred_at,
      cast(h.ticket_id as text) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as text) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
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
  json_build_object('status', property_status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      timezone('Europe/Brussels', h.edited_at) as occurred_at,
      cast(h.ticket_id as text) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as text) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
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
  json_build_object('status', property_status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before,
    lag(1) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) is null as is_first
  from (
    select
      timezone('Europe/Brussels', h.edited_at) as occurred_at,
      cast(h.ticket_id as text) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as text) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
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
  json_build_object('status', property_status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1, per_2 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      timezone('Europe/Brussels', h.edited_at) as occurred_at,
      cast(h.ticket_id as text) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as text) as source_key,
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
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
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
  json_build_object('status', property_status) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as text) as link,
  'support.history' as source,
  source_key,
  cast(null as timestamptz) as loaded_at
from (
  select
    *,
    lag(change_value) over (partition by per_1 order by occurred_at, order_1 nulls last, key_1 nulls last) as value_before
  from (
    select
      timezone('Europe/Brussels', h.edited_at) as occurred_at,
      cast(h.ticket_id as text) as entity_ticket,
      h.status as property_status,
      cast(h.edit_id as text) as source_key,
      h.edit_id as key_1,
      h.sequence as order_1,
      h.status as change_value,
      h.ticket_id as per_1
    from support.history as h
    where
      (h.ticket_id > 0)
  ) as found
  where
    occurred_at <= timestamptz '2027-01-01 00:00:00.000000+00'
) as found
where
  change_value is distinct from value_before
  and occurred_at >= timestamptz '2026-01-01 11:00:00.000000+00'
  and occurred_at < timestamptz '2026-01-02 11:00:00.000000+00'

{# Made by eventspec from eventspec.yml: edit there. Digest: 0d979770146996bc #}
{{ config(
    materialized='table'
) }}

select
  event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  order_id,
  null::varchar as ticket_id,
  json_object('total', total, 'channel', channel, 'country', country, 'coupon', coupon) as properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from {{ ref('order_placed') }}
union all
select
  event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  order_id,
  null::varchar as ticket_id,
  json_object('total', total, 'channel', channel, 'country', country) as properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from {{ ref('order_shipped') }}
union all
select
  event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  order_id,
  null::varchar as ticket_id,
  json_object('total', total, 'channel', channel, 'country', country) as properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from {{ ref('order_cancelled') }}
union all
select
  event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  order_id,
  null::varchar as ticket_id,
  json_object('total', total, 'channel', channel, 'country', country) as properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from {{ ref('customer_converted') }}
union all
select
  event_id,
  event,
  event_version,
  occurred_at,
  null::varchar as customer_id,
  null::varchar as order_id,
  ticket_id,
  json_object('assignee', assignee, 'status', status) as properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from {{ ref('ticket_status_changed') }}
union all
select
  event_id,
  event,
  event_version,
  occurred_at,
  null::varchar as customer_id,
  null::varchar as order_id,
  ticket_id,
  json_object('assignee', assignee) as properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from {{ ref('ticket_opened') }}
union all
select
  event_id,
  event,
  event_version,
  occurred_at,
  null::varchar as customer_id,
  null::varchar as order_id,
  ticket_id,
  json_object('assignee', assignee) as properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from {{ ref('ticket_solved') }}
union all
select
  event_id,
  event,
  event_version,
  occurred_at,
  null::varchar as customer_id,
  null::varchar as order_id,
  ticket_id,
  json_object('assignee', assignee) as properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from {{ ref('ticket_closed') }}

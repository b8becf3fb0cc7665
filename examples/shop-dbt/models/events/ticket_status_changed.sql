{# Made by eventspec from events/tickets.events.yml: edit there. Digest: d4cca1e32012fb9d #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
{{ config(
    materialized='table'
) }}

select
  md5('ticket_status_changed|' || h.history_id) as event_id,
  'ticket_status_changed' as event,
  1 as event_version,
  h.changed_at at time zone 'Europe/Brussels' as occurred_at,
  h.ticket_id::varchar as ticket_id,
  h.assignee::varchar as assignee,
  h.status::varchar as status,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'stg_ticket_history' as source,
  h.history_id::varchar as source_key,
  null::timestamptz as loaded_at
from {{ ref('stg_ticket_history') }} as h
where h.changed_at <= {{ eventspec_now }} at time zone 'Europe/Brussels'
qualify h.status is distinct from lag(h.status) over (partition by h.ticket_id order by h.changed_at, h.history_id)

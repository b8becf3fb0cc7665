{# Made by eventspec from events/tickets.events.yml: edit there. Digest: b4377ee82d8460bb #}
{# Finds what breaks it. ticket_status_changed: no time lies in the future #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
-- depends_on: {{ ref('ticket_status_changed') }}
select
  event_id,
  event,
  event_version,
  occurred_at,
  ticket_id,
  assignee,
  status,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from (
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
  where h.changed_at is not null
) as check_all
where occurred_at - interval 86400 second > {{ eventspec_now }}
order by occurred_at desc

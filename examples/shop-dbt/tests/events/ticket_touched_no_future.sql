{# Made by eventspec from events/tickets.events.yml: edit there. Digest: 36f01f4b602c581c #}
{# Finds what breaks it. ticket_touched: no time lies in the future #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
-- depends_on: {{ ref('ticket_opened') }}
-- depends_on: {{ ref('ticket_solved') }}
-- depends_on: {{ ref('ticket_closed') }}
with all_events as (
  with named as (
    select
      case h.status
        when 'new' then 'ticket_opened'
        when 'solved' then 'ticket_solved'
        when 'closed' then 'ticket_closed'
      end as event,
      h.changed_at at time zone 'Europe/Brussels' as occurred_at,
      h.ticket_id,
      h.assignee,
      h.history_id
    from {{ ref('stg_ticket_history') }} as h
    where h.changed_at is not null
  )

  select
    md5(event || '|' || history_id) as event_id,
    event,
    1 as event_version,
    occurred_at,
    ticket_id::varchar as ticket_id,
    assignee,
    null::decimal(18, 4) as revenue,
    null::varchar as link,
    'stg_ticket_history' as source,
    history_id::varchar as source_key,
    null::timestamptz as loaded_at
  from named
  where event is not null
)

select
  event_id,
  event,
  event_version,
  occurred_at,
  ticket_id,
  assignee,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from all_events
where occurred_at - interval 86400 second > {{ eventspec_now }}
order by occurred_at desc

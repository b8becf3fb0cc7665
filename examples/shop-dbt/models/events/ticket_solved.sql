{# Made by eventspec from events/tickets.events.yml: edit there. Digest: 1dd21103741eb5ff #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
{%- set removal %}
{%- raw %}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
{%- if is_incremental() %}
delete from {{ this }}
where (
    event_version <> 1
    or coalesce(
      occurred_at >= (
        select max(kept.occurred_at)
        from {{ this }} as kept
        where kept.event_version = 1
      ),
      true
    )
  )
  and event_id not in (
    select
      event_id
    from (
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
        where h.changed_at <= {{ eventspec_now }} at time zone 'Europe/Brussels'
          and coalesce(
            h.changed_at at time zone 'Europe/Brussels' >= (
              select max(kept.occurred_at)
              from {{ this }} as kept
              where kept.event_version = 1
            ),
            true
          )
      )

      select
        md5(event || '|' || history_id) as event_id,
        event,
        1 as event_version,
        occurred_at,
        ticket_id::varchar as ticket_id,
        assignee::varchar as assignee,
        null::decimal(18, 4) as revenue,
        null::varchar as link,
        'stg_ticket_history' as source,
        history_id::varchar as source_key,
        null::timestamptz as loaded_at
      from named
      where event in ('ticket_solved')
    ) as incoming
  )
{%- endif %}
{%- endraw %}
{%- endset %}
{{ config(
    materialized='incremental',
    unique_key='event_id',
    incremental_strategy='delete+insert',
    on_schema_change='append_new_columns',
    pre_hook=removal
) }}

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
  where h.changed_at <= {{ eventspec_now }} at time zone 'Europe/Brussels'
{%- if is_incremental() %}
    and coalesce(
      h.changed_at at time zone 'Europe/Brussels' >= (
        select max(kept.occurred_at)
        from {{ this }} as kept
        where kept.event_version = 1
      ),
      true
    )
{%- endif %}
)

select
  md5(event || '|' || history_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  ticket_id::varchar as ticket_id,
  assignee::varchar as assignee,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'stg_ticket_history' as source,
  history_id::varchar as source_key,
  null::timestamptz as loaded_at
from named
where event in ('ticket_solved')

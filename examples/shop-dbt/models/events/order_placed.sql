{# Made by eventspec from events/orders.events.yml: edit there. Digest: 7cd98072ed255fd5 #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
{%- set removal %}
{%- raw %}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
{%- if is_incremental() %}
delete from {{ this }}
where (
    event_version <> 1
    or source_key in (
      select
        o.order_id::varchar as source_key
      from {{ ref('stg_orders') }} as o
      left join {{ ref('stg_customers') }} as c
        on c.customer_id = o.customer_id
      where coalesce(
        o.loaded_at >= (
          select max(kept.loaded_at) - interval 259200 second
          from {{ this }} as kept
          where kept.event_version = 1
        ),
        true
      )
    )
  )
  and event_id not in (
    select
      event_id
    from (
      select
        md5('order_placed|' || o.order_id) as event_id,
        'order_placed' as event,
        1 as event_version,
        o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
        o.customer_id::varchar as customer_id,
        o.order_id::varchar as order_id,
        o.total::decimal(12, 2) as total,
        o.channel::varchar as channel,
        c.country::varchar as country,
        o.coupon_code::varchar as coupon,
        o.total::decimal(18, 4) as revenue,
        null::varchar as link,
        'stg_orders' as source,
        o.order_id::varchar as source_key,
        o.loaded_at
      from {{ ref('stg_orders') }} as o
      left join {{ ref('stg_customers') }} as c
        on c.customer_id = o.customer_id
      where o.ordered_at <= {{ eventspec_now }} at time zone 'Europe/Brussels'
        and (
          coalesce(
            o.loaded_at >= (
              select max(kept.loaded_at) - interval 259200 second
              from {{ this }} as kept
              where kept.event_version = 1
            ),
            true
          )
          or coalesce(
            o.ordered_at at time zone 'Europe/Brussels' >= (
              select max(kept.occurred_at) - interval 259200 second
              from {{ this }} as kept
              where kept.event_version = 1
            ),
            true
          )
        )
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

select
  md5('order_placed|' || o.order_id) as event_id,
  'order_placed' as event,
  1 as event_version,
  o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar as customer_id,
  o.order_id::varchar as order_id,
  o.total::decimal(12, 2) as total,
  o.channel::varchar as channel,
  c.country::varchar as country,
  o.coupon_code::varchar as coupon,
  o.total::decimal(18, 4) as revenue,
  null::varchar as link,
  'stg_orders' as source,
  o.order_id::varchar as source_key,
  o.loaded_at
from {{ ref('stg_orders') }} as o
left join {{ ref('stg_customers') }} as c
  on c.customer_id = o.customer_id
where o.ordered_at <= {{ eventspec_now }} at time zone 'Europe/Brussels'
{%- if is_incremental() %}
  and (
    coalesce(
      o.loaded_at >= (
        select max(kept.loaded_at) - interval 259200 second
        from {{ this }} as kept
        where kept.event_version = 1
      ),
      true
    )
    or coalesce(
      o.ordered_at at time zone 'Europe/Brussels' >= (
        select max(kept.occurred_at) - interval 259200 second
        from {{ this }} as kept
        where kept.event_version = 1
      ),
      true
    )
  )
{%- endif %}

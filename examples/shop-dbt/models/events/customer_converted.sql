{# Made by eventspec from events/orders.events.yml: edit there. Digest: aa35dc3783735e12 #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
{{ config(
    materialized='table'
) }}

select
  md5('customer_converted|' || o.customer_id) as event_id,
  'customer_converted' as event,
  1 as event_version,
  o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
  o.customer_id::varchar as customer_id,
  o.order_id::varchar as order_id,
  o.total::decimal(12, 2) as total,
  o.channel::varchar as channel,
  c.country::varchar as country,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'stg_orders' as source,
  o.order_id::varchar as source_key,
  o.loaded_at
from {{ ref('stg_orders') }} as o
left join {{ ref('stg_customers') }} as c
  on c.customer_id = o.customer_id
where o.ordered_at <= {{ eventspec_now }} at time zone 'Europe/Brussels'
  and o.customer_id is not null
qualify row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) = 1

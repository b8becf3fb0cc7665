{# Made by eventspec from events/orders.events.yml: edit there. Digest: ce0d1cbfc9ec92f0 #}
{# Finds what breaks it. customer_converted: no time lies in the future #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
-- depends_on: {{ ref('customer_converted') }}
select
  event_id,
  event,
  event_version,
  occurred_at,
  customer_id,
  order_id,
  total,
  channel,
  country,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from (
  select
    md5('customer_converted|' || o.order_id) as event_id,
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
  where o.ordered_at is not null
) as check_all
where occurred_at - interval 86400 second > {{ eventspec_now }}
order by occurred_at desc

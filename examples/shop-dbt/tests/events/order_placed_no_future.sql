{# Made by eventspec from events/orders.events.yml: edit there. Digest: 74db8b764da5d59b #}
{# Finds what breaks it. order_placed: no time lies in the future #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
-- depends_on: {{ ref('order_placed') }}
with all_events as (
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
  where o.ordered_at is not null
)

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
  coupon,
  revenue,
  link,
  source,
  source_key,
  loaded_at
from all_events
where occurred_at - interval 86400 second > {{ eventspec_now }}
order by occurred_at desc

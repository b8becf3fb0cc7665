{# Made by eventspec from events/orders.events.yml: edit there. Digest: bcff29bc96d9f267 #}
{# Finds what breaks it. order_placed: costs something #}
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
from {{ ref('order_placed') }}
where total <= 0

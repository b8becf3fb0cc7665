select
  order_id,
  customer_id,
  status,
  channel,
  coupon_code,
  total_cents / 100.0 as total,
  ordered_at,
  shipped_at,
  -- The shop writes the end of time where nothing was cancelled.
  nullif(cancelled_at, timestamp '9999-12-31') as cancelled_at,
  _synced_at at time zone 'Europe/Brussels' as loaded_at
from {{ source('shop', 'orders') }}
where not is_test

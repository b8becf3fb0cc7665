select
  customer_id,
  country,
  signed_up_at
from {{ source('shop', 'customers') }}

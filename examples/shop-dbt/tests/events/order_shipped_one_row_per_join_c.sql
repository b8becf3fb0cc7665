{# Made by eventspec from events/orders.events.yml: edit there. Digest: 4124fa94941804d1 #}
{# Finds what breaks it. order_shipped: join c finds at most one row #}
-- depends_on: {{ ref('order_shipped') }}
select
  extra_rows
from (
  select
    (
      select
        count(*)
      from {{ ref('stg_orders') }} as o
      left join {{ ref('stg_customers') }} as c
        on c.customer_id = o.customer_id
    ) - (
      select
        count(*)
      from {{ ref('stg_orders') }} as o
    ) as extra_rows
) as counted
where extra_rows > 0

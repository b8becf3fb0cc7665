{# Made by eventspec from events/orders.events.yml: edit there. Digest: c2199f333f588414 #}
{# Finds what breaks it. order_cancelled: join c finds at most one row #}
-- depends_on: {{ ref('order_cancelled') }}
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
      where o.status = 'cancelled'
    ) - (
      select
        count(*)
      from {{ ref('stg_orders') }} as o
      where o.status = 'cancelled'
    ) as extra_rows
) as counted
where extra_rows > 0

{# Made by eventspec from events/orders.events.yml: edit there. Digest: cebac90cf0ff4eaf #}
{# Finds what breaks it. order_placed: join c finds at most one row #}
-- depends_on: {{ ref('order_placed') }}
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

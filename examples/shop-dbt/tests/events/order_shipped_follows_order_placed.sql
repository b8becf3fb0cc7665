{# Made by eventspec from events/orders.events.yml: edit there. Digest: b52157be9d4e8b9f #}
{# Finds what breaks it. order_shipped: order_placed #}
with both_events as (
  select
    cast(null as varchar) as event_id,
    occurred_at as happened_at,
    order_id as shared_key,
    1 as is_before
  from {{ ref('order_placed') }}
  where order_id is not null
  union all
  select
    event_id,
    occurred_at as happened_at,
    order_id as shared_key,
    0 as is_before
  from {{ ref('order_shipped') }}
),

in_order as (
  select
    event_id,
    happened_at,
    shared_key,
    is_before,
    max(case when is_before = 1 then happened_at end) over (
      partition by shared_key
      order by happened_at, is_before desc
      rows between unbounded preceding and current row
    ) as last_before,
    sum(is_before) over (partition by shared_key) as befores
  from both_events
)

select
  event_id,
  happened_at as occurred_at,
  shared_key,
  last_before
from in_order
where is_before = 0
  and ((shared_key is not null and befores = 0) or (befores > 0 and last_before is null))

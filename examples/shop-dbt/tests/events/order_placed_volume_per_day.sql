{# Made by eventspec from events/orders.events.yml: edit there. Digest: 4d802e097d2ebd2c #}
{# Finds what breaks it. order_placed: per day #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
with periods as (
  select
    period,
    count(*)::bigint as events
  from (
    select
      date_trunc('day', occurred_at at time zone 'Europe/Brussels') as period
    from {{ ref('order_placed') }}
  ) as timed
  group by period
),

complete_periods as (
  select
    period,
    events,
    0 as is_open
  from periods
  where period < date_trunc('day', ({{ eventspec_now }} - interval 259200 second) at time zone 'Europe/Brussels')
  union all
  select
    date_trunc('day', ({{ eventspec_now }} - interval 259200 second) at time zone 'Europe/Brussels') as period,
    0 as events,
    1 as is_open
),

periods_in_order as (
  select
    period,
    events,
    is_open,
    lag(period) over (order by period) as period_before
  from complete_periods
)

select
  period,
  period_before,
  events
from periods_in_order
where period_before is not null
  and ((is_open = 0 and events > 1000))

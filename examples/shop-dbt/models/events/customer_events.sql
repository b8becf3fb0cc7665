{# Made by eventspec from eventspec.yml: edit there. Digest: ff31960b273cad25 #}
{%- set eventspec_now = "timestamptz '" ~ var('eventspec_now') ~ "+00'" if var('eventspec_now', none) else "now()" %}
{{ config(
    materialized='table'
) }}

with stg_orders_events as (
  select
    step.event,
    case step.event
      when 'order_placed' then o.ordered_at
      when 'order_shipped' then o.shipped_at
      when 'order_cancelled' then o.cancelled_at
    end at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total::decimal(12, 2) as total,
    o.channel,
    c.country,
    o.coupon_code as coupon,
    case when step.event = 'order_placed' then o.total::decimal(18, 4) end as revenue,
    o.loaded_at
  from {{ ref('stg_orders') }} as o
  left join {{ ref('stg_customers') }} as c
    on c.customer_id = o.customer_id
  cross join (
    values ('order_placed'), ('order_shipped'), ('order_cancelled')
  ) as step (event)
  where step.event <> 'order_cancelled' or o.status = 'cancelled'
),

customer_converted_kept as (
  select
    o.ordered_at at time zone 'Europe/Brussels' as occurred_at,
    o.customer_id,
    o.order_id,
    o.total::decimal(12, 2) as total,
    o.channel,
    c.country,
    o.loaded_at
  from {{ ref('stg_orders') }} as o
  left join {{ ref('stg_customers') }} as c
    on c.customer_id = o.customer_id
  where o.ordered_at <= {{ eventspec_now }} at time zone 'Europe/Brussels'
    and o.customer_id is not null
  qualify row_number() over (partition by o.customer_id order by o.ordered_at, o.order_id) = 1
)

select
  md5(event || '|' || order_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  order_id::varchar as order_id,
  case event
    when 'order_placed' then json_object('total', total, 'channel', channel, 'country', country, 'coupon', coupon)
    when 'order_shipped' then json_object('total', total, 'channel', channel, 'country', country)
    when 'order_cancelled' then json_object('total', total, 'channel', channel, 'country', country)
  end as properties,
  revenue,
  null::varchar as link,
  'stg_orders' as source,
  order_id::varchar as source_key,
  loaded_at,
  case when customer_id is not null then row_number() over same_event end as occurrence,
  case when customer_id is not null then lead(occurred_at) over same_event end as next_at
from stg_orders_events
where occurred_at <= {{ eventspec_now }}
window same_event as (partition by customer_id, event order by occurred_at, order_id)
union all
select
  md5('customer_converted|' || customer_id) as event_id,
  'customer_converted' as event,
  1 as event_version,
  occurred_at,
  customer_id::varchar as customer_id,
  order_id::varchar as order_id,
  json_object('total', total, 'channel', channel, 'country', country) as properties,
  null::decimal(18, 4) as revenue,
  null::varchar as link,
  'stg_orders' as source,
  order_id::varchar as source_key,
  loaded_at,
  case when customer_id is not null then row_number() over same_event_2 end as occurrence,
  case when customer_id is not null then lead(occurred_at) over same_event_2 end as next_at
from customer_converted_kept
window same_event_2 as (partition by customer_id order by occurred_at, order_id)

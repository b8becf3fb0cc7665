{# Made by eventspec from eventspec.yml, the specs of its events: edit there. Digest: c661fd86e4ed59c9 #}
{{ config(
    materialized='table'
) }}

with tens as (
  select '0' as ten
  union all
  select '1' as ten
  union all
  select '2' as ten
  union all
  select '3' as ten
  union all
  select '4' as ten
  union all
  select '5' as ten
  union all
  select '6' as ten
  union all
  select '7' as ten
  union all
  select '8' as ten
  union all
  select '9' as ten
),

ones as (
  select '0' as one
  union all
  select '1' as one
  union all
  select '2' as one
  union all
  select '3' as one
  union all
  select '4' as one
  union all
  select '5' as one
  union all
  select '6' as one
  union all
  select '7' as one
  union all
  select '8' as one
  union all
  select '9' as one
),

months as (
  select
    '01' as calendar_month,
    '31' as last_day
  union all
  select
    '02' as calendar_month,
    '29' as last_day
  union all
  select
    '03' as calendar_month,
    '31' as last_day
  union all
  select
    '04' as calendar_month,
    '30' as last_day
  union all
  select
    '05' as calendar_month,
    '31' as last_day
  union all
  select
    '06' as calendar_month,
    '30' as last_day
  union all
  select
    '07' as calendar_month,
    '31' as last_day
  union all
  select
    '08' as calendar_month,
    '31' as last_day
  union all
  select
    '09' as calendar_month,
    '30' as last_day
  union all
  select
    '10' as calendar_month,
    '31' as last_day
  union all
  select
    '11' as calendar_month,
    '30' as last_day
  union all
  select
    '12' as calendar_month,
    '31' as last_day
),

days as (
  select '01' as calendar_day
  union all
  select '02' as calendar_day
  union all
  select '03' as calendar_day
  union all
  select '04' as calendar_day
  union all
  select '05' as calendar_day
  union all
  select '06' as calendar_day
  union all
  select '07' as calendar_day
  union all
  select '08' as calendar_day
  union all
  select '09' as calendar_day
  union all
  select '10' as calendar_day
  union all
  select '11' as calendar_day
  union all
  select '12' as calendar_day
  union all
  select '13' as calendar_day
  union all
  select '14' as calendar_day
  union all
  select '15' as calendar_day
  union all
  select '16' as calendar_day
  union all
  select '17' as calendar_day
  union all
  select '18' as calendar_day
  union all
  select '19' as calendar_day
  union all
  select '20' as calendar_day
  union all
  select '21' as calendar_day
  union all
  select '22' as calendar_day
  union all
  select '23' as calendar_day
  union all
  select '24' as calendar_day
  union all
  select '25' as calendar_day
  union all
  select '26' as calendar_day
  union all
  select '27' as calendar_day
  union all
  select '28' as calendar_day
  union all
  select '29' as calendar_day
  union all
  select '30' as calendar_day
  union all
  select '31' as calendar_day
)

select
  cast(
    concat('20', tens.ten, ones.one, '-', months.calendar_month, '-', days.calendar_day) as date
  ) as date_day
from tens
cross join ones
cross join months
inner join days
  on days.calendar_day <= months.last_day
where months.calendar_month <> '02'
  or days.calendar_day <> '29'
  or (tens.ten in ('0', '2', '4', '6', '8') and ones.one in ('0', '4', '8'))
  or (tens.ten in ('1', '3', '5', '7', '9') and ones.one in ('2', '6'))

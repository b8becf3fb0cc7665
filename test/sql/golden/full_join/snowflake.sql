-- narrow
-- eventspec 1: license_known, license_lost, license_moved and 3 more from licenses.events.yml
with trials_events as (
  select
    step.event,
    cast(convert_timezone('UTC', case step.event
      when 'license_known' then licenses.created_at
      when 'license_lost' then legacy.created_at
      when 'license_moved' then licenses.created_at
    end) as timestamp_ntz) as occurred_at,
    l.account_id,
    l.license_no,
    coalesce(licenses.plan, legacy.plan) as plan,
    l.in_legacy as was_legacy,
    a.country,
    (
      select
        max(licenses.plan)
      from
        (
          select
            1 as account_id,
            'first' as plan
        ) as licenses
      where
        licenses.account_id = l.account_id
    ) as first_account,
    legacy.plan as plan_2,
    legacy.seats as seats_before,
    licenses.plan as plan_3
  from (
    select
      licenses.*,
      true as in_licenses
    from crm.licenses as licenses
  ) as licenses
  full join (
    select
      legacy.*,
      true as in_legacy
    from crm.licenses_2019 as legacy
  ) as legacy
    on legacy.account_no = licenses.account_id
    and legacy."NO" = licenses.license_no
  full join crm.trials as trials
    on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
    and trials.license_no = coalesce(licenses.license_no, legacy."NO")
  cross join lateral (
    select
      coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
      coalesce(licenses.license_no, legacy."NO", trials.license_no) as license_no,
      coalesce(licenses.in_licenses, false) as in_licenses,
      coalesce(legacy.in_legacy, false) as in_legacy
  ) as l
  left join crm.accounts as a
    on a.account_id = l.account_id
  cross join (
    values ('license_known'), ('license_lost'), ('license_moved')
  ) as step (event)
  where (l.in_licenses or l.in_legacy)
    and (step.event <> 'license_lost' or not l.in_licenses)
    and (step.event <> 'license_moved' or l.in_legacy and licenses.plan <> legacy.plan)
),

license_seen_sequenced as (
  select
    cast(convert_timezone('UTC', licenses.created_at) as timestamp_ntz) as occurred_at,
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then row_number() over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."NO", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as nth,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then lag(licenses.seats) over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."NO", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as before,
    licenses.seats,
    coalesce(licenses.license_no, legacy."NO", trials.license_no) as key_value,
    licenses.plan,
    legacy.plan as plan_2
  from (
    select
      licenses.*,
      true as in_licenses
    from crm.licenses as licenses
  ) as licenses
  full join (
    select
      legacy.*,
      true as in_legacy
    from crm.licenses_2019 as legacy
  ) as legacy
    on legacy.account_no = licenses.account_id
    and legacy."NO" = licenses.license_no
  full join crm.trials as trials
    on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
    and trials.license_no = coalesce(licenses.license_no, legacy."NO")
  left join crm.accounts as a
    on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
  where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
    and licenses.created_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
)

select
  md5(
    event || '|' || coalesce(account_id::varchar, '~')
    || '|'
    || coalesce(replace(replace(license_no, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan_3, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  case event
    when 'license_known' then object_construct_keep_null(
      'license_no', license_no,
      'plan', plan,
      'was_legacy', was_legacy,
      'country', country,
      'first_account', first_account
    )
    when 'license_lost' then object_construct_keep_null('license_no', license_no, 'plan', plan_2)
    when 'license_moved' then object_construct_keep_null('seats_before', seats_before)
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(account_id::varchar, '~')
  || '|'
  || coalesce(replace(replace(license_no, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_3, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from trials_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5(
    'license_seen|' || coalesce(account_id::varchar, '~')
    || '|'
    || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'license_seen' as event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  object_construct_keep_null('nth', nth, 'before', before, 'seats', seats) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(account_id::varchar, '~')
  || '|'
  || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from license_seen_sequenced
union all
select
  md5('account_known|' || coalesce(trials.account_id, accounts.account_id)) as event_id,
  'account_known' as event,
  1 as event_version,
  cast(convert_timezone('UTC', accounts.opened_at) as timestamp_ntz) as occurred_at,
  null::varchar as account_id,
  object_construct_keep_null('country', accounts.country) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.trials, crm.accounts' as source,
  coalesce(trials.account_id, accounts.account_id)::varchar as source_key,
  null::timestamp_ntz as loaded_at
from crm.trials as trials
full join crm.accounts as accounts
  on accounts.account_id = trials.account_id
where accounts.opened_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
union all
select
  md5(
    'account_counted|' || cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)
  ) as event_id,
  'account_counted' as event,
  1 as event_version,
  cast(convert_timezone('UTC', accounts.opened_at) as timestamp_ntz) as occurred_at,
  null::varchar as account_id,
  object_construct_keep_null(
    'licenses', legacy.licenses,
    'was_legacy', coalesce(legacy.in_legacy, false),
    'is_paying', coalesce(paying.in_paying, false)
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.accounts, crm.licenses_2019, query' as source,
  cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)::varchar as source_key,
  null::timestamp_ntz as loaded_at
from crm.accounts as accounts
full join (
  select
    legacy.*,
    true as in_legacy
  from (
    with
      old as (select * from crm.licenses_2019)
    select * from (
    -- counted
    with
      seats as (
        select
          account_no,
          cast(count(*) as integer) as licenses
        from
          old
        group by
          account_no
      )
    select
      account_no as account,
      licenses
    from
      seats -- all of them

    ) as legacy
  ) as legacy
) as legacy
  on legacy.account = accounts.account_id
full join (
  select
    paying.*,
    true as in_paying
  from (
  select account_id from crm.licenses where plan = 'pro'
  ) as paying
) as paying
  on paying.account_id = coalesce(accounts.account_id, legacy.account)
where coalesce(accounts.account_id, legacy.account, paying.account_id) is not null
  and accounts.opened_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- each
-- eventspec 1: license_known from licenses.events.yml
select
  md5(
    'license_known|' || coalesce(l.account_id::varchar, '~')
    || '|'
    || coalesce(replace(replace(l.license_no, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'license_known' as event,
  1 as event_version,
  cast(convert_timezone('UTC', licenses.created_at) as timestamp_ntz) as occurred_at,
  l.account_id::varchar as account_id,
  l.license_no,
  coalesce(licenses.plan, legacy.plan) as plan,
  l.in_legacy as was_legacy,
  a.country,
  (
    select
      max(licenses.plan)
    from
      (
        select
          1 as account_id,
          'first' as plan
      ) as licenses
    where
      licenses.account_id = l.account_id
  ) as first_account,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(l.account_id::varchar, '~')
  || '|'
  || coalesce(replace(replace(l.license_no, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from (
  select
    licenses.*,
    true as in_licenses
  from crm.licenses as licenses
) as licenses
full join (
  select
    legacy.*,
    true as in_legacy
  from crm.licenses_2019 as legacy
) as legacy
  on legacy.account_no = licenses.account_id
  and legacy."NO" = licenses.license_no
full join crm.trials as trials
  on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
  and trials.license_no = coalesce(licenses.license_no, legacy."NO")
cross join lateral (
  select
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    coalesce(licenses.license_no, legacy."NO", trials.license_no) as license_no,
    coalesce(licenses.in_licenses, false) as in_licenses,
    coalesce(legacy.in_legacy, false) as in_legacy
) as l
left join crm.accounts as a
  on a.account_id = l.account_id
where (l.in_licenses or l.in_legacy)
  and licenses.created_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- each
-- eventspec 1: license_lost from licenses.events.yml
select
  md5(
    'license_lost|' || coalesce(coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar, '~')
    || '|'
    || coalesce(replace(replace(coalesce(licenses.license_no, legacy."NO", trials.license_no), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'license_lost' as event,
  1 as event_version,
  cast(convert_timezone('UTC', legacy.created_at) as timestamp_ntz) as occurred_at,
  coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar as account_id,
  coalesce(licenses.license_no, legacy."NO", trials.license_no) as license_no,
  legacy.plan,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar, '~')
  || '|'
  || coalesce(replace(replace(coalesce(licenses.license_no, legacy."NO", trials.license_no), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from (
  select
    licenses.*,
    true as in_licenses
  from crm.licenses as licenses
) as licenses
full join (
  select
    legacy.*,
    true as in_legacy
  from crm.licenses_2019 as legacy
) as legacy
  on legacy.account_no = licenses.account_id
  and legacy."NO" = licenses.license_no
full join crm.trials as trials
  on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
  and trials.license_no = coalesce(licenses.license_no, legacy."NO")
left join crm.accounts as a
  on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
  and not coalesce(licenses.in_licenses, false)
  and legacy.created_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- each
-- eventspec 1: account_known from licenses.events.yml
select
  md5('account_known|' || coalesce(trials.account_id, accounts.account_id)) as event_id,
  'account_known' as event,
  1 as event_version,
  cast(convert_timezone('UTC', accounts.opened_at) as timestamp_ntz) as occurred_at,
  accounts.country,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.trials, crm.accounts' as source,
  coalesce(trials.account_id, accounts.account_id)::varchar as source_key,
  null::timestamp_ntz as loaded_at
from crm.trials as trials
full join crm.accounts as accounts
  on accounts.account_id = trials.account_id
where accounts.opened_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- each
-- eventspec 1: account_counted from licenses.events.yml
select
  md5(
    'account_counted|' || cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)
  ) as event_id,
  'account_counted' as event,
  1 as event_version,
  cast(convert_timezone('UTC', accounts.opened_at) as timestamp_ntz) as occurred_at,
  legacy.licenses,
  coalesce(legacy.in_legacy, false) as was_legacy,
  coalesce(paying.in_paying, false) as is_paying,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.accounts, crm.licenses_2019, query' as source,
  cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)::varchar as source_key,
  null::timestamp_ntz as loaded_at
from crm.accounts as accounts
full join (
  select
    legacy.*,
    true as in_legacy
  from (
    with
      old as (select * from crm.licenses_2019)
    select * from (
    -- counted
    with
      seats as (
        select
          account_no,
          cast(count(*) as integer) as licenses
        from
          old
        group by
          account_no
      )
    select
      account_no as account,
      licenses
    from
      seats -- all of them

    ) as legacy
  ) as legacy
) as legacy
  on legacy.account = accounts.account_id
full join (
  select
    paying.*,
    true as in_paying
  from (
  select account_id from crm.licenses where plan = 'pro'
  ) as paying
) as paying
  on paying.account_id = coalesce(accounts.account_id, legacy.account)
where coalesce(accounts.account_id, legacy.account, paying.account_id) is not null
  and accounts.opened_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- a window
-- eventspec 1: license_known, license_seen from licenses.events.yml
with license_seen_sequenced as (
  select
    cast(convert_timezone('UTC', licenses.created_at) as timestamp_ntz) as occurred_at,
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then row_number() over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."NO", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as nth,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then lag(licenses.seats) over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."NO", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as before,
    licenses.seats,
    coalesce(licenses.license_no, legacy."NO", trials.license_no) as key_value,
    licenses.plan,
    legacy.plan as plan_2
  from (
    select
      licenses.*,
      true as in_licenses
    from crm.licenses as licenses
  ) as licenses
  full join (
    select
      legacy.*,
      true as in_legacy
    from crm.licenses_2019 as legacy
  ) as legacy
    on legacy.account_no = licenses.account_id
    and legacy."NO" = licenses.license_no
  full join crm.trials as trials
    on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
    and trials.license_no = coalesce(licenses.license_no, legacy."NO")
  left join crm.accounts as a
    on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
  where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
    and licenses.created_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
)

select
  md5(
    'license_known|' || coalesce(l.account_id::varchar, '~')
    || '|'
    || coalesce(replace(replace(l.license_no, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'license_known' as event,
  1 as event_version,
  cast(convert_timezone('UTC', licenses.created_at) as timestamp_ntz) as occurred_at,
  l.account_id::varchar as account_id,
  object_construct_keep_null(
    'license_no', l.license_no,
    'plan', coalesce(licenses.plan, legacy.plan),
    'was_legacy', l.in_legacy,
    'country', a.country,
    'first_account', (
      select
        max(licenses.plan)
      from
        (
          select
            1 as account_id,
            'first' as plan
        ) as licenses
      where
        licenses.account_id = l.account_id
    )
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(l.account_id::varchar, '~')
  || '|'
  || coalesce(replace(replace(l.license_no, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from (
  select
    licenses.*,
    true as in_licenses
  from crm.licenses as licenses
) as licenses
full join (
  select
    legacy.*,
    true as in_legacy
  from crm.licenses_2019 as legacy
) as legacy
  on legacy.account_no = licenses.account_id
  and legacy."NO" = licenses.license_no
full join crm.trials as trials
  on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
  and trials.license_no = coalesce(licenses.license_no, legacy."NO")
cross join lateral (
  select
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    coalesce(licenses.license_no, legacy."NO", trials.license_no) as license_no,
    coalesce(licenses.in_licenses, false) as in_licenses,
    coalesce(legacy.in_legacy, false) as in_legacy
) as l
left join crm.accounts as a
  on a.account_id = l.account_id
where (l.in_licenses or l.in_legacy)
  and licenses.created_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
  and licenses.created_at >= cast('2026-01-01 00:00:00 +00:00' as timestamp_tz)
  and licenses.created_at < cast('2026-01-03 00:00:00 +00:00' as timestamp_tz)
union all
select
  md5(
    'license_seen|' || coalesce(account_id::varchar, '~')
    || '|'
    || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'license_seen' as event,
  1 as event_version,
  occurred_at,
  account_id::varchar as account_id,
  object_construct_keep_null('nth', nth, 'before', before, 'seats', seats) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(account_id::varchar, '~')
  || '|'
  || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamp_ntz as loaded_at
from license_seen_sequenced
where occurred_at >= cast('2026-01-01 00:00:00' as timestamp_ntz)
  and occurred_at < cast('2026-01-03 00:00:00' as timestamp_ntz)

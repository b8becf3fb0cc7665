-- narrow
-- eventspec 1: license_known, license_lost, license_moved and 3 more from licenses.events.yml
with trials_events as (
  select
    step.event,
    case step.event
      when 'license_known' then licenses.created_at
      when 'license_lost' then legacy.created_at
      when 'license_moved' then licenses.created_at
    end as occurred_at,
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    coalesce(licenses.license_no, legacy."no", trials.license_no) as license_no,
    coalesce(licenses.plan, legacy.plan) as plan,
    coalesce(legacy.in_legacy, false) as was_legacy,
    a.country,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) = 1 then 'first' end as first_account,
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
    and legacy."no" = licenses.license_no
  full join crm.trials as trials
    on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
    and trials.license_no = coalesce(licenses.license_no, legacy."no")
  left join crm.accounts as a
    on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
  cross join (
    select 'license_known' as event
    union all
    select 'license_lost'
    union all
    select 'license_moved'
  ) as step
  where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
    and (step.event <> 'license_lost' or not coalesce(licenses.in_licenses, false))
    and (step.event <> 'license_moved' or coalesce(legacy.in_legacy, false) and licenses.plan <> legacy.plan)
),

license_seen_sequenced as (
  select
    licenses.created_at as occurred_at,
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then row_number() over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."no", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as nth,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then lag(licenses.seats) over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."no", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as before,
    licenses.seats,
    coalesce(licenses.license_no, legacy."no", trials.license_no) as key_value,
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
    and legacy."no" = licenses.license_no
  full join crm.trials as trials
    on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
    and trials.license_no = coalesce(licenses.license_no, legacy."no")
  left join crm.accounts as a
    on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
  where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
    and licenses.created_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
)

select
  md5(
    event || '|' || coalesce(account_id::varchar(65535), '~')
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
  account_id::varchar(65535) as account_id,
  case event
    when 'license_known' then object(
      'license_no', license_no,
      'plan', plan,
      'was_legacy', was_legacy,
      'country', country,
      'first_account', first_account
    )
    when 'license_lost' then object('license_no', license_no, 'plan', plan_2)
    when 'license_moved' then object('seats_before', seats_before)
  end as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(account_id::varchar(65535), '~')
  || '|'
  || coalesce(replace(replace(license_no, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_3, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
from trials_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5(
    'license_seen|' || coalesce(account_id::varchar(65535), '~')
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
  account_id::varchar(65535) as account_id,
  object('nth', nth, 'before', before, 'seats', seats) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(account_id::varchar(65535), '~')
  || '|'
  || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
from license_seen_sequenced
union all
select
  md5('account_known|' || coalesce(trials.account_id, accounts.account_id)) as event_id,
  'account_known' as event,
  1 as event_version,
  accounts.opened_at as occurred_at,
  null::varchar(65535) as account_id,
  object('country', accounts.country) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.trials, crm.accounts' as source,
  coalesce(trials.account_id, accounts.account_id)::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from crm.trials as trials
full join crm.accounts as accounts
  on accounts.account_id = trials.account_id
where accounts.opened_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5(
    'account_counted|' || cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)
  ) as event_id,
  'account_counted' as event,
  1 as event_version,
  accounts.opened_at as occurred_at,
  null::varchar(65535) as account_id,
  object(
    'licenses', legacy.licenses,
    'was_legacy', coalesce(legacy.in_legacy, false),
    'is_paying', coalesce(paying.in_paying, false)
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.accounts, crm.licenses_2019, query' as source,
  cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)::varchar(65535) as source_key,
  null::timestamptz as loaded_at
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
  and accounts.opened_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

-- each
-- eventspec 1: license_known from licenses.events.yml
select
  md5(
    'license_known|' || coalesce(coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535), '~')
    || '|'
    || coalesce(replace(replace(coalesce(licenses.license_no, legacy."no", trials.license_no), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'license_known' as event,
  1 as event_version,
  licenses.created_at as occurred_at,
  coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535) as account_id,
  coalesce(licenses.license_no, legacy."no", trials.license_no) as license_no,
  coalesce(licenses.plan, legacy.plan) as plan,
  coalesce(legacy.in_legacy, false) as was_legacy,
  a.country,
  case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) = 1 then 'first' end as first_account,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535), '~')
  || '|'
  || coalesce(replace(replace(coalesce(licenses.license_no, legacy."no", trials.license_no), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
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
  and legacy."no" = licenses.license_no
full join crm.trials as trials
  on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
  and trials.license_no = coalesce(licenses.license_no, legacy."no")
left join crm.accounts as a
  on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
  and licenses.created_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

-- each
-- eventspec 1: license_lost from licenses.events.yml
select
  md5(
    'license_lost|' || coalesce(coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535), '~')
    || '|'
    || coalesce(replace(replace(coalesce(licenses.license_no, legacy."no", trials.license_no), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'license_lost' as event,
  1 as event_version,
  legacy.created_at as occurred_at,
  coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535) as account_id,
  coalesce(licenses.license_no, legacy."no", trials.license_no) as license_no,
  legacy.plan,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535), '~')
  || '|'
  || coalesce(replace(replace(coalesce(licenses.license_no, legacy."no", trials.license_no), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
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
  and legacy."no" = licenses.license_no
full join crm.trials as trials
  on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
  and trials.license_no = coalesce(licenses.license_no, legacy."no")
left join crm.accounts as a
  on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
  and not coalesce(licenses.in_licenses, false)
  and legacy.created_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

-- each
-- eventspec 1: account_known from licenses.events.yml
select
  md5('account_known|' || coalesce(trials.account_id, accounts.account_id)) as event_id,
  'account_known' as event,
  1 as event_version,
  accounts.opened_at as occurred_at,
  accounts.country,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.trials, crm.accounts' as source,
  coalesce(trials.account_id, accounts.account_id)::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from crm.trials as trials
full join crm.accounts as accounts
  on accounts.account_id = trials.account_id
where accounts.opened_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

-- each
-- eventspec 1: account_counted from licenses.events.yml
select
  md5(
    'account_counted|' || cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)
  ) as event_id,
  'account_counted' as event,
  1 as event_version,
  accounts.opened_at as occurred_at,
  legacy.licenses,
  coalesce(legacy.in_legacy, false) as was_legacy,
  coalesce(paying.in_paying, false) as is_paying,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.accounts, crm.licenses_2019, query' as source,
  cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)::varchar(65535) as source_key,
  null::timestamptz as loaded_at
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
  and accounts.opened_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

-- a window
-- eventspec 1: license_known, license_seen from licenses.events.yml
with license_seen_sequenced as (
  select
    licenses.created_at as occurred_at,
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then row_number() over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."no", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as nth,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then lag(licenses.seats) over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."no", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as before,
    licenses.seats,
    coalesce(licenses.license_no, legacy."no", trials.license_no) as key_value,
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
    and legacy."no" = licenses.license_no
  full join crm.trials as trials
    on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
    and trials.license_no = coalesce(licenses.license_no, legacy."no")
  left join crm.accounts as a
    on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
  where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
    and licenses.created_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
)

select
  md5(
    'license_known|' || coalesce(coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535), '~')
    || '|'
    || coalesce(replace(replace(coalesce(licenses.license_no, legacy."no", trials.license_no), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ) as event_id,
  'license_known' as event,
  1 as event_version,
  licenses.created_at as occurred_at,
  coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535) as account_id,
  object(
    'license_no', coalesce(licenses.license_no, legacy."no", trials.license_no),
    'plan', coalesce(licenses.plan, legacy.plan),
    'was_legacy', coalesce(legacy.in_legacy, false),
    'country', a.country,
    'first_account', case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) = 1 then 'first' end
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(coalesce(licenses.account_id, legacy.account_no, trials.account_id)::varchar(65535), '~')
  || '|'
  || coalesce(replace(replace(coalesce(licenses.license_no, legacy."no", trials.license_no), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
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
  and legacy."no" = licenses.license_no
full join crm.trials as trials
  on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
  and trials.license_no = coalesce(licenses.license_no, legacy."no")
left join crm.accounts as a
  on a.account_id = coalesce(licenses.account_id, legacy.account_no, trials.account_id)
where (coalesce(licenses.in_licenses, false) or coalesce(legacy.in_legacy, false))
  and licenses.created_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
  and licenses.created_at >= cast('2026-01-01 00:00:00+00' as timestamptz)
  and licenses.created_at < cast('2026-01-03 00:00:00+00' as timestamptz)
union all
select
  md5(
    'license_seen|' || coalesce(account_id::varchar(65535), '~')
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
  account_id::varchar(65535) as account_id,
  object('nth', nth, 'before', before, 'seats', seats) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(account_id::varchar(65535), '~')
  || '|'
  || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::timestamptz as loaded_at
from license_seen_sequenced
where occurred_at >= cast('2026-01-01 00:00:00+00' as timestamptz)
  and occurred_at < cast('2026-01-03 00:00:00+00' as timestamptz)

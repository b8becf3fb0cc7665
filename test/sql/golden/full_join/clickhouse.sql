-- narrow
-- eventspec 1: license_known, license_lost, license_moved and 3 more from licenses.events.yml
with trials_events as (
  select
    step.event as event,
    cast(case step.event
      when 'license_known' then licenses.created_at
      when 'license_lost' then legacy.created_at
      when 'license_moved' then licenses.created_at
    end as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    l.account_id as account_id,
    l.license_no as license_no,
    coalesce(licenses.plan, legacy.plan) as plan,
    l.in_legacy as was_legacy,
    a.country as country,
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
    and legacy."no" = licenses.license_no
  full join crm.trials as trials
    on trials.account_id = coalesce(licenses.account_id, legacy.account_no)
    and trials.license_no = coalesce(licenses.license_no, legacy."no")
  array join
    [coalesce(licenses.account_id, legacy.account_no, trials.account_id)] as `l.account_id`,
    [coalesce(licenses.license_no, legacy."no", trials.license_no)] as `l.license_no`,
    [coalesce(licenses.in_licenses, false)] as `l.in_licenses`,
    [coalesce(legacy.in_legacy, false)] as `l.in_legacy`
  left join crm.accounts as a
    on a.account_id = l.account_id
  cross join (
    select arrayJoin(['license_known', 'license_lost', 'license_moved']) as event
  ) as step
  where (l.in_licenses or l.in_legacy)
    and (step.event <> 'license_lost' or not l.in_licenses)
    and (step.event <> 'license_moved' or l.in_legacy and licenses.plan <> legacy.plan)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

license_seen_sequenced as (
  select
    cast(licenses.created_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then cast(row_number() over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."no", trials.license_no),
        licenses.plan,
        legacy.plan
    ) as Nullable(Int64)) end as nth,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then lag(toNullable(licenses.seats)) over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."no", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as before,
    licenses.seats as seats,
    coalesce(licenses.license_no, legacy."no", trials.license_no) as key_value,
    licenses.plan as plan,
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
    and licenses.created_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(
    event || '|' || coalesce(toString(account_id), '~')
    || '|'
    || coalesce(replace(replace(license_no, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan_3, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  case event
    when 'license_known' then '{' || arrayStringConcat([
      '"license_no":' || coalesce(toJSONString(license_no), 'null'),
      '"plan":' || coalesce(toJSONString(plan), 'null'),
      '"was_legacy":' || coalesce(toJSONString(was_legacy), 'null'),
      '"country":' || coalesce(toJSONString(country), 'null'),
      '"first_account":' || coalesce(toJSONString(first_account), 'null')
    ], ',') || '}'
    when 'license_lost' then '{' || arrayStringConcat([
      '"license_no":' || coalesce(toJSONString(license_no), 'null'),
      '"plan":' || coalesce(toJSONString(plan_2), 'null')
    ], ',') || '}'
    when 'license_moved' then '{' || arrayStringConcat(['"seats_before":' || coalesce(toString(seats_before), 'null')], ',') || '}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(toString(account_id), '~')
  || '|'
  || coalesce(replace(replace(license_no, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_3, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from trials_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'license_seen|' || coalesce(toString(account_id), '~')
    || '|'
    || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  'license_seen' as event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  '{' || arrayStringConcat([
    '"nth":' || coalesce(toString(nth), 'null'),
    '"before":' || coalesce(toString(before), 'null'),
    '"seats":' || coalesce(toString(seats), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(toString(account_id), '~')
  || '|'
  || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from license_seen_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('account_known|' || toString(coalesce(trials.account_id, accounts.account_id))))) as event_id,
  'account_known' as event,
  1 as event_version,
  cast(accounts.opened_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  null::Nullable(String) as account_id,
  '{' || arrayStringConcat(['"country":' || coalesce(toJSONString(accounts.country), 'null')], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.trials, crm.accounts' as source,
  toString(coalesce(trials.account_id, accounts.account_id)) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from crm.trials as trials
full join crm.accounts as accounts
  on accounts.account_id = trials.account_id
where accounts.opened_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'account_counted|' || toString(cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer))
  ))) as event_id,
  'account_counted' as event,
  1 as event_version,
  cast(accounts.opened_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  null::Nullable(String) as account_id,
  '{' || arrayStringConcat([
    '"licenses":' || coalesce(toJSONString(legacy.licenses), 'null'),
    '"was_legacy":' || coalesce(toJSONString(coalesce(legacy.in_legacy, false)), 'null'),
    '"is_paying":' || coalesce(toJSONString(coalesce(paying.in_paying, false)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.accounts, crm.licenses_2019, query' as source,
  toString(cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
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
  and accounts.opened_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: license_known from licenses.events.yml
select
  lower(hex(MD5(
    'license_known|' || coalesce(toString(l.account_id), '~')
    || '|'
    || coalesce(replace(replace(l.license_no, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  'license_known' as event,
  1 as event_version,
  cast(licenses.created_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(l.account_id) as account_id,
  l.license_no as license_no,
  coalesce(licenses.plan, legacy.plan) as plan,
  l.in_legacy as was_legacy,
  a.country as country,
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
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(toString(l.account_id), '~')
  || '|'
  || coalesce(replace(replace(l.license_no, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
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
array join
  [coalesce(licenses.account_id, legacy.account_no, trials.account_id)] as `l.account_id`,
  [coalesce(licenses.license_no, legacy."no", trials.license_no)] as `l.license_no`,
  [coalesce(licenses.in_licenses, false)] as `l.in_licenses`,
  [coalesce(legacy.in_legacy, false)] as `l.in_legacy`
left join crm.accounts as a
  on a.account_id = l.account_id
where (l.in_licenses or l.in_legacy)
  and licenses.created_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: license_lost from licenses.events.yml
select
  lower(hex(MD5(
    'license_lost|' || coalesce(toString(coalesce(licenses.account_id, legacy.account_no, trials.account_id)), '~')
    || '|'
    || coalesce(replace(replace(coalesce(licenses.license_no, legacy."no", trials.license_no), '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  'license_lost' as event,
  1 as event_version,
  cast(legacy.created_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(coalesce(licenses.account_id, legacy.account_no, trials.account_id)) as account_id,
  coalesce(licenses.license_no, legacy."no", trials.license_no) as license_no,
  legacy.plan as plan,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(toString(coalesce(licenses.account_id, legacy.account_no, trials.account_id)), '~')
  || '|'
  || coalesce(replace(replace(coalesce(licenses.license_no, legacy."no", trials.license_no), '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
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
  and legacy.created_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: account_known from licenses.events.yml
select
  lower(hex(MD5('account_known|' || toString(coalesce(trials.account_id, accounts.account_id))))) as event_id,
  'account_known' as event,
  1 as event_version,
  cast(accounts.opened_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  accounts.country as country,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.trials, crm.accounts' as source,
  toString(coalesce(trials.account_id, accounts.account_id)) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from crm.trials as trials
full join crm.accounts as accounts
  on accounts.account_id = trials.account_id
where accounts.opened_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- each
-- eventspec 1: account_counted from licenses.events.yml
select
  lower(hex(MD5(
    'account_counted|' || toString(cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer))
  ))) as event_id,
  'account_counted' as event,
  1 as event_version,
  cast(accounts.opened_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  legacy.licenses as licenses,
  coalesce(legacy.in_legacy, false) as was_legacy,
  coalesce(paying.in_paying, false) as is_paying,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.accounts, crm.licenses_2019, query' as source,
  toString(cast(coalesce(accounts.account_id, legacy.account, paying.account_id) as integer)) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
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
  and accounts.opened_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- a window
-- eventspec 1: license_known, license_seen from licenses.events.yml
with license_seen_sequenced as (
  select
    cast(licenses.created_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    coalesce(licenses.account_id, legacy.account_no, trials.account_id) as account_id,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then cast(row_number() over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."no", trials.license_no),
        licenses.plan,
        legacy.plan
    ) as Nullable(Int64)) end as nth,
    case when coalesce(licenses.account_id, legacy.account_no, trials.account_id) is not null then lag(toNullable(licenses.seats)) over (
      partition by coalesce(licenses.account_id, legacy.account_no, trials.account_id)
      order by
        licenses.created_at,
        coalesce(licenses.account_id, legacy.account_no, trials.account_id),
        coalesce(licenses.license_no, legacy."no", trials.license_no),
        licenses.plan,
        legacy.plan
    ) end as before,
    licenses.seats as seats,
    coalesce(licenses.license_no, legacy."no", trials.license_no) as key_value,
    licenses.plan as plan,
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
    and licenses.created_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(
    'license_known|' || coalesce(toString(l.account_id), '~')
    || '|'
    || coalesce(replace(replace(l.license_no, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  'license_known' as event,
  1 as event_version,
  cast(licenses.created_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  toString(l.account_id) as account_id,
  '{' || arrayStringConcat([
    '"license_no":' || coalesce(toJSONString(l.license_no), 'null'),
    '"plan":' || coalesce(toJSONString(coalesce(licenses.plan, legacy.plan)), 'null'),
    '"was_legacy":' || coalesce(toJSONString(l.in_legacy), 'null'),
    '"country":' || coalesce(toJSONString(a.country), 'null'),
    '"first_account":' || coalesce(toJSONString((
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
    )), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(toString(l.account_id), '~')
  || '|'
  || coalesce(replace(replace(l.license_no, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(licenses.plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(legacy.plan, '~', '~0'), '|', '~1'), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
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
array join
  [coalesce(licenses.account_id, legacy.account_no, trials.account_id)] as `l.account_id`,
  [coalesce(licenses.license_no, legacy."no", trials.license_no)] as `l.license_no`,
  [coalesce(licenses.in_licenses, false)] as `l.in_licenses`,
  [coalesce(legacy.in_legacy, false)] as `l.in_legacy`
left join crm.accounts as a
  on a.account_id = l.account_id
where (l.in_licenses or l.in_legacy)
  and licenses.created_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and licenses.created_at >= toDateTime64('2026-01-01 00:00:00', 6, 'UTC')
  and licenses.created_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5(
    'license_seen|' || coalesce(toString(account_id), '~')
    || '|'
    || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
    || '|'
    || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~')
  ))) as event_id,
  'license_seen' as event,
  1 as event_version,
  occurred_at,
  toString(account_id) as account_id,
  '{' || arrayStringConcat([
    '"nth":' || coalesce(toString(nth), 'null'),
    '"before":' || coalesce(toString(before), 'null'),
    '"seats":' || coalesce(toString(seats), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.licenses, crm.licenses_2019, crm.trials' as source,
  coalesce(toString(account_id), '~')
  || '|'
  || coalesce(replace(replace(key_value, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan, '~', '~0'), '|', '~1'), '~')
  || '|'
  || coalesce(replace(replace(plan_2, '~', '~0'), '|', '~1'), '~') as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from license_seen_sequenced
where occurred_at >= toDateTime64('2026-01-01 00:00:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-03 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

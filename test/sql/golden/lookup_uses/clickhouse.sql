-- narrow
-- eventspec 1: ticket_opened, ticket_closed, ticket_reviewed from tickets.events.yml
with tickets_events as (
  select
    step.event_2 as event,
    cast(case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    cast(author.user_id = reviewer.user_id as Nullable(Bool)) as same,
    case step.event_2
      when 'ticket_opened' then toString(upper(reviewer.name))
      when 'ticket_closed' then reviewer.name
    end as reviewer_name,
    toString(coalesce(plan.plan, 'none')) as plan_name,
    author.name as author_name,
    toString(coalesce(author_t.team, 'none')) as author_team,
    t.author_id::Nullable(Int64) as author_asked,
    toString(coalesce(reviewer_t.team, 'none')) as reviewer_team,
    t.reviewer_id::Nullable(Int64) as reviewer_asked,
    owner.name as owner_name,
    toString(coalesce(owner_t.team, 'none')) as owner_team,
    project.lead_id::Nullable(Int64) as owner_asked,
    t.ticket_id as ticket_id
  from crm.tickets as t
  cross join (
    select arrayJoin(['ticket_opened', 'ticket_closed']) as event_2
  ) as step
  left join crm.users as author
    on author.user_id = t.author_id
  left join crm.teams as author_t
    on author_t.team_id = author.team_id and author_t.since <= case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end
  left join crm.users as reviewer
    on reviewer.user_id = t.reviewer_id
  left join crm.teams as reviewer_t
    on reviewer_t.team_id = reviewer.team_id and reviewer_t.since <= case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end
  left join crm.projects as project
    on project.project_id = t.project_id
  left join crm.plan_history as plan
    on plan.namespace_id = project.namespace_id
    and cast(plan.valid_from as Nullable(DateTime64(6, 'UTC'))) <= cast(case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end as Nullable(DateTime64(6, 'UTC')))
    and cast(case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end as Nullable(DateTime64(6, 'UTC'))) < coalesce(cast(plan.valid_to as Nullable(DateTime64(6, 'UTC'))), toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC'))
  left join crm.users as owner
    on owner.user_id = project.lead_id
  left join crm.teams as owner_t
    on owner_t.team_id = owner.team_id and owner_t.since <= case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end
  where step.event_2 <> 'ticket_closed' or (author_t.team is null or author_t.team <> 'bots')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(ticket_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'ticket_opened' then '{' || arrayStringConcat([
      '"same":' || coalesce(toJSONString(same), 'null'),
      '"reviewer_name":' || coalesce(toJSONString(reviewer_name), 'null'),
      '"plan_name":' || coalesce(toJSONString(plan_name), 'null'),
      '"author_name":' || coalesce(toJSONString(author_name), 'null'),
      '"author_team":' || coalesce(toJSONString(author_team), 'null'),
      '"author_asked":' || coalesce(toString(author_asked), 'null'),
      '"reviewer_team":' || coalesce(toJSONString(reviewer_team), 'null'),
      '"reviewer_asked":' || coalesce(toString(reviewer_asked), 'null'),
      '"owner_name":' || coalesce(toJSONString(owner_name), 'null'),
      '"owner_team":' || coalesce(toJSONString(owner_team), 'null'),
      '"owner_asked":' || coalesce(toString(owner_asked), 'null')
    ], ',') || '}'
    when 'ticket_closed' then '{' || arrayStringConcat([
      '"plan_name":' || coalesce(toJSONString(plan_name), 'null'),
      '"author_name":' || coalesce(toJSONString(author_name), 'null'),
      '"author_team":' || coalesce(toJSONString(author_team), 'null'),
      '"author_asked":' || coalesce(toString(author_asked), 'null'),
      '"reviewer_name":' || coalesce(toJSONString(reviewer_name), 'null'),
      '"reviewer_team":' || coalesce(toJSONString(reviewer_team), 'null'),
      '"reviewer_asked":' || coalesce(toString(reviewer_asked), 'null'),
      '"owner_name":' || coalesce(toJSONString(owner_name), 'null'),
      '"owner_team":' || coalesce(toJSONString(owner_team), 'null'),
      '"owner_asked":' || coalesce(toString(owner_asked), 'null')
    ], ',') || '}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.tickets' as source,
  toString(ticket_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from tickets_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('ticket_reviewed|' || toString(ticket.ticket_id)))) as event_id,
  'ticket_reviewed' as event,
  1 as event_version,
  cast(ticket.closed_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  '{' || arrayStringConcat([
    '"name":' || coalesce(toJSONString(u.name), 'null'),
    '"team":' || coalesce(toJSONString(toString(coalesce(t.team, 'none'))), 'null'),
    '"asked":' || coalesce(toString(ticket.author_id::Nullable(Int64)), 'null'),
    '"reviewer_name":' || coalesce(toJSONString(reviewer.name), 'null'),
    '"reviewer_team":' || coalesce(toJSONString(toString(coalesce(reviewer_t.team, 'none'))), 'null'),
    '"reviewer_asked":' || coalesce(toString(ticket.reviewer_id::Nullable(Int64)), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'crm.tickets' as source,
  toString(ticket.ticket_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from crm.tickets as ticket
left join crm.users as u
  on u.user_id = ticket.author_id
left join crm.teams as t
  on t.team_id = u.team_id and t.since <= ticket.closed_at
left join crm.users as reviewer
  on reviewer.user_id = ticket.reviewer_id
left join crm.teams as reviewer_t
  on reviewer_t.team_id = reviewer.team_id and reviewer_t.since <= ticket.closed_at
where ticket.closed_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

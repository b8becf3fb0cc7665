-- narrow
-- eventspec 1: ticket_opened, ticket_closed, ticket_reviewed from tickets.events.yml
with tickets_events as (
  select
    step.event_2 as event,
    step.happened_at as occurred_at,
    author.user_id = reviewer.user_id as same,
    case step.event_2
      when 'ticket_opened' then cast(upper(reviewer.name) as string)
      when 'ticket_closed' then reviewer.name
    end as reviewer_name,
    cast(coalesce(plan.plan, 'none') as string) as plan_name,
    author.name as author_name,
    cast(coalesce(author_t.team, 'none') as string) as author_team,
    cast(t.author_id as int64) as author_asked,
    cast(coalesce(reviewer_t.team, 'none') as string) as reviewer_team,
    cast(t.reviewer_id as int64) as reviewer_asked,
    owner.name as owner_name,
    cast(coalesce(owner_t.team, 'none') as string) as owner_team,
    cast(project.lead_id as int64) as owner_asked,
    t.ticket_id
  from crm.tickets as t
  cross join unnest([
    struct('ticket_opened' as event_2, t.opened_at as happened_at),
    ('ticket_closed', t.closed_at)
  ]) as step
  left join crm.users as author
    on author.user_id = t.author_id
  left join crm.teams as author_t
    on author_t.team_id = author.team_id and author_t.since <= step.happened_at
  left join crm.users as reviewer
    on reviewer.user_id = t.reviewer_id
  left join crm.teams as reviewer_t
    on reviewer_t.team_id = reviewer.team_id and reviewer_t.since <= step.happened_at
  left join crm.projects as project
    on project.project_id = t.project_id
  left join crm.plan_history as plan
    on plan.namespace_id = project.namespace_id
    and plan.valid_from <= step.happened_at
    and step.happened_at < coalesce(plan.valid_to, timestamp '9999-12-31 23:59:59.999999+00')
  left join crm.users as owner
    on owner.user_id = project.lead_id
  left join crm.teams as owner_t
    on owner_t.team_id = owner.team_id and owner_t.since <= step.happened_at
  where step.event_2 <> 'ticket_closed' or (author_t.team is null or author_t.team <> 'bots')
)

select
  to_hex(md5(event || '|' || cast(ticket_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'ticket_opened' then json_object(
      'same', same,
      'reviewer_name', reviewer_name,
      'plan_name', plan_name,
      'author_name', author_name,
      'author_team', author_team,
      'author_asked', author_asked,
      'reviewer_team', reviewer_team,
      'reviewer_asked', reviewer_asked,
      'owner_name', owner_name,
      'owner_team', owner_team,
      'owner_asked', owner_asked
    )
    when 'ticket_closed' then json_object(
      'plan_name', plan_name,
      'author_name', author_name,
      'author_team', author_team,
      'author_asked', author_asked,
      'reviewer_name', reviewer_name,
      'reviewer_team', reviewer_team,
      'reviewer_asked', reviewer_asked,
      'owner_name', owner_name,
      'owner_team', owner_team,
      'owner_asked', owner_asked
    )
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.tickets' as source,
  cast(ticket_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from tickets_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('ticket_reviewed|' || cast(ticket.ticket_id as string))) as event_id,
  'ticket_reviewed' as event,
  1 as event_version,
  ticket.closed_at as occurred_at,
  json_object(
    'name', u.name,
    'team', cast(coalesce(t.team, 'none') as string),
    'asked', cast(ticket.author_id as int64),
    'reviewer_name', reviewer.name,
    'reviewer_team', cast(coalesce(reviewer_t.team, 'none') as string),
    'reviewer_asked', cast(ticket.reviewer_id as int64)
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'crm.tickets' as source,
  cast(ticket.ticket_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from crm.tickets as ticket
left join crm.users as u
  on u.user_id = ticket.author_id
left join crm.teams as t
  on t.team_id = u.team_id and t.since <= ticket.closed_at
left join crm.users as reviewer
  on reviewer.user_id = ticket.reviewer_id
left join crm.teams as reviewer_t
  on reviewer_t.team_id = reviewer.team_id and reviewer_t.since <= ticket.closed_at
where ticket.closed_at <= timestamp '2027-01-01 00:00:00+00'

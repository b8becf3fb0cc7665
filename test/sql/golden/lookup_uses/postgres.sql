-- narrow
-- eventspec 1: ticket_opened, ticket_closed, ticket_reviewed from tickets.events.yml
with tickets_events as (
  select
    step.event_2 as event,
    step.happened_at as occurred_at,
    author.user_id = reviewer.user_id as same,
    case step.event_2
      when 'ticket_opened' then upper(reviewer.name)::text
      when 'ticket_closed' then reviewer.name
    end as reviewer_name,
    coalesce(plan.plan, 'none')::text as plan_name,
    author.name as author_name,
    coalesce(author_t.team, 'none')::text as author_team,
    t.author_id::bigint as author_asked,
    coalesce(reviewer_t.team, 'none')::text as reviewer_team,
    t.reviewer_id::bigint as reviewer_asked,
    owner.name as owner_name,
    coalesce(owner_t.team, 'none')::text as owner_team,
    project.lead_id::bigint as owner_asked,
    t.ticket_id
  from crm.tickets as t
  cross join lateral (
    values
      ('ticket_opened', t.opened_at),
      ('ticket_closed', t.closed_at)
  ) as step (event_2, happened_at)
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
    and step.happened_at < coalesce(plan.valid_to, timestamptz 'infinity')
  left join crm.users as owner
    on owner.user_id = project.lead_id
  left join crm.teams as owner_t
    on owner_t.team_id = owner.team_id and owner_t.since <= step.happened_at
  where step.event_2 <> 'ticket_closed' or (author_t.team is null or author_t.team <> 'bots')
)

select
  md5(event || '|' || ticket_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'ticket_opened' then json_build_object(
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
    when 'ticket_closed' then json_build_object(
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
  null::numeric(18, 4) as revenue,
  null::text as link,
  'crm.tickets' as source,
  ticket_id::text as source_key,
  null::timestamptz as loaded_at
from tickets_events
where occurred_at <= timestamptz '2027-01-01 00:00:00+00'
union all
select
  md5('ticket_reviewed|' || ticket.ticket_id) as event_id,
  'ticket_reviewed' as event,
  1 as event_version,
  ticket.closed_at as occurred_at,
  json_build_object(
    'name', u.name,
    'team', coalesce(t.team, 'none')::text,
    'asked', ticket.author_id::bigint,
    'reviewer_name', reviewer.name,
    'reviewer_team', coalesce(reviewer_t.team, 'none')::text,
    'reviewer_asked', ticket.reviewer_id::bigint
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::text as link,
  'crm.tickets' as source,
  ticket.ticket_id::text as source_key,
  null::timestamptz as loaded_at
from crm.tickets as ticket
left join crm.users as u
  on u.user_id = ticket.author_id
left join crm.teams as t
  on t.team_id = u.team_id and t.since <= ticket.closed_at
left join crm.users as reviewer
  on reviewer.user_id = ticket.reviewer_id
left join crm.teams as reviewer_t
  on reviewer_t.team_id = reviewer.team_id and reviewer_t.since <= ticket.closed_at
where ticket.closed_at <= timestamptz '2027-01-01 00:00:00+00'

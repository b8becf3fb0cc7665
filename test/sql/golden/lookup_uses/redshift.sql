-- narrow
-- eventspec 1: ticket_opened, ticket_closed, ticket_reviewed from tickets.events.yml
with tickets_events as (
  select
    step.event_2 as event,
    case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end as occurred_at,
    author.user_id = reviewer.user_id as same,
    case step.event_2
      when 'ticket_opened' then upper(reviewer.name)::varchar(65535)
      when 'ticket_closed' then reviewer.name
    end as reviewer_name,
    coalesce(plan.plan, 'none')::varchar(65535) as plan_name,
    author.name as author_name,
    coalesce(author_t.team, 'none')::varchar(65535) as author_team,
    t.author_id::bigint as author_asked,
    coalesce(reviewer_t.team, 'none')::varchar(65535) as reviewer_team,
    t.reviewer_id::bigint as reviewer_asked,
    owner.name as owner_name,
    coalesce(owner_t.team, 'none')::varchar(65535) as owner_team,
    project.lead_id::bigint as owner_asked,
    t.ticket_id
  from crm.tickets as t
  cross join (
    select 'ticket_opened' as event_2
    union all
    select 'ticket_closed'
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
    and plan.valid_from <= case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end
    and case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end < coalesce(plan.valid_to, cast('9999-12-31 23:59:59.999999+00' as timestamptz))
  left join crm.users as owner
    on owner.user_id = project.lead_id
  left join crm.teams as owner_t
    on owner_t.team_id = owner.team_id and owner_t.since <= case step.event_2
      when 'ticket_opened' then t.opened_at
      when 'ticket_closed' then t.closed_at
    end
  where step.event_2 <> 'ticket_closed' or (author_t.team is null or author_t.team <> 'bots')
)

select
  md5(event || '|' || ticket_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'ticket_opened' then object(
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
    when 'ticket_closed' then object(
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
  null::varchar(65535) as link,
  'crm.tickets' as source,
  ticket_id::varchar(65535) as source_key,
  null::timestamptz as loaded_at
from tickets_events
where occurred_at <= cast('2027-01-01 00:00:00+00' as timestamptz)
union all
select
  md5('ticket_reviewed|' || ticket.ticket_id) as event_id,
  'ticket_reviewed' as event,
  1 as event_version,
  ticket.closed_at as occurred_at,
  object(
    'name', u.name,
    'team', coalesce(t.team, 'none')::varchar(65535),
    'asked', ticket.author_id::bigint,
    'reviewer_name', reviewer.name,
    'reviewer_team', coalesce(reviewer_t.team, 'none')::varchar(65535),
    'reviewer_asked', ticket.reviewer_id::bigint
  ) as properties,
  null::numeric(18, 4) as revenue,
  null::varchar(65535) as link,
  'crm.tickets' as source,
  ticket.ticket_id::varchar(65535) as source_key,
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
where ticket.closed_at <= cast('2027-01-01 00:00:00+00' as timestamptz)

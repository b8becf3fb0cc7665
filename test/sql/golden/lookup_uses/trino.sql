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
      when 'ticket_opened' then cast(upper(reviewer.name) as varchar)
      when 'ticket_closed' then reviewer.name
    end as reviewer_name,
    cast(coalesce(plan.plan, 'none') as varchar) as plan_name,
    author.name as author_name,
    cast(coalesce(author_t.team, 'none') as varchar) as author_team,
    cast(t.author_id as bigint) as author_asked,
    cast(coalesce(reviewer_t.team, 'none') as varchar) as reviewer_team,
    cast(t.reviewer_id as bigint) as reviewer_asked,
    owner.name as owner_name,
    cast(coalesce(owner_t.team, 'none') as varchar) as owner_team,
    cast(project.lead_id as bigint) as owner_asked,
    t.ticket_id
  from crm.tickets as t
  cross join (
    values ('ticket_opened'), ('ticket_closed')
  ) as step (event_2)
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
    end < coalesce(plan.valid_to, timestamp '73000-01-01 00:00:00 UTC')
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
  lower(to_hex(md5(to_utf8(event || '|' || cast(ticket_id as varchar))))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  case event
    when 'ticket_opened' then json_object(
      'same': same,
      'reviewer_name': reviewer_name,
      'plan_name': plan_name,
      'author_name': author_name,
      'author_team': author_team,
      'author_asked': author_asked,
      'reviewer_team': reviewer_team,
      'reviewer_asked': reviewer_asked,
      'owner_name': owner_name,
      'owner_team': owner_team,
      'owner_asked': owner_asked
    )
    when 'ticket_closed' then json_object(
      'plan_name': plan_name,
      'author_name': author_name,
      'author_team': author_team,
      'author_asked': author_asked,
      'reviewer_name': reviewer_name,
      'reviewer_team': reviewer_team,
      'reviewer_asked': reviewer_asked,
      'owner_name': owner_name,
      'owner_team': owner_team,
      'owner_asked': owner_asked
    )
  end as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.tickets' as source,
  cast(ticket_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from tickets_events
where occurred_at <= timestamp '2027-01-01 00:00:00 UTC'
union all
select
  lower(to_hex(md5(to_utf8('ticket_reviewed|' || cast(ticket.ticket_id as varchar))))) as event_id,
  'ticket_reviewed' as event,
  1 as event_version,
  ticket.closed_at as occurred_at,
  json_object(
    'name': u.name,
    'team': cast(coalesce(t.team, 'none') as varchar),
    'asked': cast(ticket.author_id as bigint),
    'reviewer_name': reviewer.name,
    'reviewer_team': cast(coalesce(reviewer_t.team, 'none') as varchar),
    'reviewer_asked': cast(ticket.reviewer_id as bigint)
  ) as properties,
  cast(null as decimal(18, 4)) as revenue,
  cast(null as varchar) as link,
  'crm.tickets' as source,
  cast(ticket.ticket_id as varchar) as source_key,
  cast(null as timestamp(6) with time zone) as loaded_at
from crm.tickets as ticket
left join crm.users as u
  on u.user_id = ticket.author_id
left join crm.teams as t
  on t.team_id = u.team_id and t.since <= ticket.closed_at
left join crm.users as reviewer
  on reviewer.user_id = ticket.reviewer_id
left join crm.teams as reviewer_t
  on reviewer_t.team_id = reviewer.team_id and reviewer_t.since <= ticket.closed_at
where ticket.closed_at <= timestamp '2027-01-01 00:00:00 UTC'

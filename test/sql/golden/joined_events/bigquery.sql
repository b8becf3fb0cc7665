-- narrow
-- eventspec 1: answered, answered_first, answered_within and 4 more from desk.events.yml
with answers_asked_found as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

answers_asked_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    to_hex(md5('asked|' || cast(question_id as string))) as event_id,
    cast(question_id as string) as source_key,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at,
    row_number() over (partition by ticket_id order by occurred_at, priority nulls last, question_id) as place,
    coalesce(
      lag(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '0001-01-01 00:00:00+00'
    ) as previous_at
  from answers_asked_found
  where ticket_id is not null
),

answers_phone_found as (
  select
    cast(null as string) as entity_key,
    cast(null as timestamp) as occurred_at,
    cast(null as string) as event_id,
    cast(null as string) as line,
    cast(null as int64) as minutes,
    cast(null as string) as link
  limit 0
),

answers_phone_events as (
  select
    entity_key as ticket_id,
    occurred_at,
    line,
    minutes,
    link,
    coalesce(
      lead(occurred_at) over (partition by entity_key order by occurred_at, event_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from answers_phone_found
  where entity_key is not null
),

answers_events as (
  select
    step.event_2 as event,
    step.happened_at as occurred_at,
    a.ticket_id,
    a.agent_id,
    last.topic as last_topic,
    last.occurred_at as last_at,
    last.ticket_id as last_ticket,
    first.topic,
    first.source_key as `key`,
    first.event_id as id,
    recent.source_key as recent,
    early.source_key as early,
    t.owner,
    case when last.occurred_at = step.happened_at then 'yes' else 'no' end as at_once,
    phone.line as phone,
    phone.minutes,
    phone.link as recording,
    a.answer_id
  from desk.answers as a
  cross join unnest([
    struct('answered' as event_2, a.answered_at as happened_at),
    ('answered_first', a.answered_at),
    ('answered_within', a.answered_at),
    ('answered_bill', a.answered_at),
    ('answered_by_phone', a.answered_at)
  ]) as step
  left join answers_asked_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= step.happened_at
    and step.happened_at < last.next_at
  left join answers_asked_events as first
    on first.ticket_id = a.ticket_id
    and first.place = 1
    and first.occurred_at <= step.happened_at
  left join answers_asked_events as recent
    on recent.ticket_id = a.ticket_id
    and recent.occurred_at <= step.happened_at
    and step.happened_at < recent.next_at
    and recent.occurred_at >= timestamp_sub(step.happened_at, interval 3600 second)
  left join answers_asked_events as early
    on early.ticket_id = a.ticket_id
    and early.occurred_at <= step.happened_at
    and early.occurred_at >= timestamp_sub(step.happened_at, interval 3600 second)
    and early.previous_at < timestamp_sub(step.happened_at, interval 3600 second)
  left join answers_phone_events as phone
    on phone.ticket_id = a.ticket_id
    and phone.occurred_at <= step.happened_at
    and step.happened_at < phone.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where step.event_2 <> 'answered_bill' or last.topic = 'bill'
),

answered_topic_last_found as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

answered_topic_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from answered_topic_last_found
  where ticket_id is not null
),

answered_topic_topic_changes as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    q.ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
  qualify q.topic is distinct from lag(q.topic) over (
    partition by q.ticket_id
    order by q.asked_at, q.priority nulls last, q.question_id
  )
),

answered_topic_topic_found as (
  select
    occurred_at,
    cast(ticket_id as string) as ticket_id,
    topic,
    case
      when ticket_id is not null then lag(topic) over (
        partition by
          ticket_id
        order by
          occurred_at,
          priority nulls last,
          question_id
      )
    end as topic_before,
    question_id,
    priority,
    ticket_id as ticket_id_2
  from answered_topic_topic_changes
),

answered_topic_topic_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    topic_before,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from answered_topic_topic_found
  where ticket_id is not null
),

answered_topic_mention_named as (
  select
    case q.topic
      when 'bill' then 'bill_mentioned'
      when 'login' then 'login_mentioned'
    end as event,
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

answered_topic_mention_found as (
  select
    event,
    occurred_at,
    cast(ticket_id as string) as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_mention_named
  where event is not null
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority nulls last, question_id) = 1
),

answered_topic_mention_events as (
  select
    ticket_id,
    occurred_at,
    event,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from answered_topic_mention_found
  where ticket_id is not null
),

answered_topic_bill_mentioned_named as (
  select
    case q.topic
      when 'bill' then 'bill_mentioned'
      when 'login' then 'login_mentioned'
    end as event,
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

answered_topic_bill_mentioned_found as (
  select
    event,
    occurred_at,
    cast(ticket_id as string) as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_bill_mentioned_named
  where event in ('bill_mentioned')
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority nulls last, question_id) = 1
),

answered_topic_bill_mentioned_events as (
  select
    ticket_id,
    occurred_at,
    cast(question_id as string) as source_key
  from answered_topic_bill_mentioned_found
  where ticket_id is not null
  qualify row_number() over (partition by ticket_id order by occurred_at, priority nulls last, question_id) = 1
),

rated_reply_last_found as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

rated_reply_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from rated_reply_last_found
  where ticket_id is not null
),

rated_reply_events as (
  select
    a.ticket_id,
    a.answered_at as occurred_at,
    last.topic as last_topic,
    coalesce(
      lead(a.answered_at) over (partition by a.ticket_id order by a.answered_at, a.answer_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from desk.answers as a
  left join rated_reply_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= a.answered_at
    and a.answered_at < last.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= timestamp '2027-01-01 00:00:00+00'
    and a.ticket_id is not null
),

rated_told_last_found as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

rated_told_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from rated_told_last_found
  where ticket_id is not null
),

rated_told_mention_named as (
  select
    case q.topic
      when 'bill' then 'bill_mentioned'
      when 'login' then 'login_mentioned'
    end as event,
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

rated_told_mention_found as (
  select
    event,
    occurred_at,
    cast(ticket_id as string) as ticket_id,
    question_id,
    priority,
    topic
  from rated_told_mention_named
  where event is not null
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority nulls last, question_id) = 1
),

rated_told_mention_events as (
  select
    ticket_id,
    occurred_at,
    event,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from rated_told_mention_found
  where ticket_id is not null
),

rated_told_events as (
  select
    a.agent_id,
    a.answered_at as occurred_at,
    mention.event as mentioned
  from desk.answers as a
  left join rated_told_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= a.answered_at
    and a.answered_at < last.next_at
  left join rated_told_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= a.answered_at
    and a.answered_at < mention.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= timestamp '2027-01-01 00:00:00+00'
    and a.agent_id is not null
  qualify row_number() over (partition by a.agent_id order by a.answered_at, a.answer_id) = 1
)

select
  to_hex(md5(event || '|' || cast(answer_id as string))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  ticket_id,
  cast(agent_id as string) as agent_id,
  case event
    when 'answered' then json_object(
      'last_topic', last_topic,
      'last_at', format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', last_at, 'UTC'),
      'last_ticket', last_ticket
    )
    when 'answered_first' then json_object('topic', topic, 'key', `key`, 'id', id)
    when 'answered_within' then json_object('recent', recent, 'early', early)
    when 'answered_bill' then json_object('owner', owner, 'at_once', at_once)
    when 'answered_by_phone' then json_object('phone', phone, 'minutes', minutes, 'recording', recording)
  end as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'desk.answers' as source,
  cast(answer_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from answers_events
where occurred_at <= timestamp '2027-01-01 00:00:00+00'
union all
select
  to_hex(md5('answered_topic|' || cast(a.answer_id as string))) as event_id,
  'answered_topic' as event,
  1 as event_version,
  a.answered_at as occurred_at,
  a.ticket_id,
  cast(a.agent_id as string) as agent_id,
  json_object(
    'now_about', topic.topic,
    'before_that', topic.topic_before,
    'mentioned', mention.event,
    'bill', bill_mentioned.source_key,
    'answer_before', case when a.ticket_id is not null then lag(topic.topic) over sequence_of_answered_topic end,
    'before_this', case
      when case
        when a.ticket_id is not null then lag(a.answered_at) over sequence_of_answered_topic
      end < last.occurred_at then 'question'
      else 'answer'
    end
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'desk.answers' as source,
  cast(a.answer_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from desk.answers as a
left join answered_topic_last_events as last
  on last.ticket_id = a.ticket_id
  and last.occurred_at <= a.answered_at
  and a.answered_at < last.next_at
left join answered_topic_topic_events as topic
  on topic.ticket_id = a.ticket_id
  and topic.occurred_at <= a.answered_at
  and a.answered_at < topic.next_at
left join answered_topic_mention_events as mention
  on mention.ticket_id = a.ticket_id
  and mention.occurred_at <= a.answered_at
  and a.answered_at < mention.next_at
left join answered_topic_bill_mentioned_events as bill_mentioned
  on bill_mentioned.ticket_id = a.ticket_id
  and bill_mentioned.occurred_at <= a.answered_at
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= timestamp '2027-01-01 00:00:00+00'
window sequence_of_answered_topic as (partition by a.ticket_id order by a.answered_at, a.answer_id)
union all
select
  to_hex(md5('rated|' || cast(r.rating_id as string))) as event_id,
  'rated' as event,
  1 as event_version,
  timestamp(r.rated_at) as occurred_at,
  cast(r.ticket_id as string) as ticket_id,
  cast(r.agent_id as string) as agent_id,
  json_object(
    'stars', r.stars,
    'topic', reply.last_topic,
    'replied_at', format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', reply.occurred_at, 'UTC'),
    'told', told.mentioned
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'desk.ratings' as source,
  cast(r.rating_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from desk.ratings as r
left join rated_reply_events as reply
  on reply.ticket_id = cast(r.ticket_id as string)
  and reply.occurred_at <= timestamp(r.rated_at)
  and timestamp(r.rated_at) < reply.next_at
left join rated_told_events as told
  on told.agent_id = r.agent_id
  and told.occurred_at <= timestamp(r.rated_at)
where r.rated_at <= datetime '2027-01-01 00:00:00'

-- answered
-- eventspec 1: answered from desk.events.yml
with last_found as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from last_found
  where ticket_id is not null
)

select
  to_hex(md5('answered|' || cast(a.answer_id as string))) as event_id,
  'answered' as event,
  1 as event_version,
  a.answered_at as occurred_at,
  a.ticket_id,
  cast(a.agent_id as string) as agent_id,
  last.topic as last_topic,
  last.occurred_at as last_at,
  last.ticket_id as last_ticket,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'desk.answers' as source,
  cast(a.answer_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from desk.answers as a
left join last_events as last
  on last.ticket_id = a.ticket_id
  and last.occurred_at <= a.answered_at
  and a.answered_at < last.next_at
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= timestamp '2027-01-01 00:00:00+00'

-- window
-- eventspec 1: answered_within, answered_topic from desk.events.yml
with answered_within_asked_found as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
    and q.asked_at < datetime '2026-01-02 01:00:00'
),

answered_within_asked_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    cast(question_id as string) as source_key,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at,
    coalesce(
      lag(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '0001-01-01 00:00:00+00'
    ) as previous_at
  from answered_within_asked_found
  where ticket_id is not null
),

answered_topic_last_found as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

answered_topic_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from answered_topic_last_found
  where ticket_id is not null
),

answered_topic_topic_changes as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    q.ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
  qualify q.topic is distinct from lag(q.topic) over (
    partition by q.ticket_id
    order by q.asked_at, q.priority nulls last, q.question_id
  )
),

answered_topic_topic_found as (
  select
    occurred_at,
    cast(ticket_id as string) as ticket_id,
    topic,
    case
      when ticket_id is not null then lag(topic) over (
        partition by
          ticket_id
        order by
          occurred_at,
          priority nulls last,
          question_id
      )
    end as topic_before,
    question_id,
    priority,
    ticket_id as ticket_id_2
  from answered_topic_topic_changes
),

answered_topic_topic_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    topic_before,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from answered_topic_topic_found
  where ticket_id is not null
),

answered_topic_mention_named as (
  select
    case q.topic
      when 'bill' then 'bill_mentioned'
      when 'login' then 'login_mentioned'
    end as event,
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

answered_topic_mention_found as (
  select
    event,
    occurred_at,
    cast(ticket_id as string) as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_mention_named
  where event is not null
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority nulls last, question_id) = 1
),

answered_topic_mention_events as (
  select
    ticket_id,
    occurred_at,
    event,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from answered_topic_mention_found
  where ticket_id is not null
),

answered_topic_bill_mentioned_named as (
  select
    case q.topic
      when 'bill' then 'bill_mentioned'
      when 'login' then 'login_mentioned'
    end as event,
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

answered_topic_bill_mentioned_found as (
  select
    event,
    occurred_at,
    cast(ticket_id as string) as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_bill_mentioned_named
  where event in ('bill_mentioned')
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority nulls last, question_id) = 1
),

answered_topic_bill_mentioned_events as (
  select
    ticket_id,
    occurred_at,
    cast(question_id as string) as source_key
  from answered_topic_bill_mentioned_found
  where ticket_id is not null
  qualify row_number() over (partition by ticket_id order by occurred_at, priority nulls last, question_id) = 1
),

answered_topic_sequenced as (
  select
    a.answered_at as occurred_at,
    a.ticket_id,
    a.agent_id,
    topic.topic as now_about,
    topic.topic_before as before_that,
    mention.event as mentioned,
    bill_mentioned.source_key as bill,
    case when a.ticket_id is not null then lag(topic.topic) over sequence_of_answered_topic end as answer_before,
    case
      when case
        when a.ticket_id is not null then lag(a.answered_at) over sequence_of_answered_topic
      end < last.occurred_at then 'question'
      else 'answer'
    end as before_this,
    a.answer_id
  from desk.answers as a
  left join answered_topic_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= a.answered_at
    and a.answered_at < last.next_at
  left join answered_topic_topic_events as topic
    on topic.ticket_id = a.ticket_id
    and topic.occurred_at <= a.answered_at
    and a.answered_at < topic.next_at
  left join answered_topic_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= a.answered_at
    and a.answered_at < mention.next_at
  left join answered_topic_bill_mentioned_events as bill_mentioned
    on bill_mentioned.ticket_id = a.ticket_id
    and bill_mentioned.occurred_at <= a.answered_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= timestamp '2027-01-01 00:00:00+00'
  window sequence_of_answered_topic as (partition by a.ticket_id order by a.answered_at, a.answer_id)
)

select
  to_hex(md5('answered_within|' || cast(a.answer_id as string))) as event_id,
  'answered_within' as event,
  1 as event_version,
  a.answered_at as occurred_at,
  a.ticket_id,
  cast(a.agent_id as string) as agent_id,
  json_object('recent', recent.source_key, 'early', early.source_key) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'desk.answers' as source,
  cast(a.answer_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from desk.answers as a
left join answered_within_asked_events as last
  on last.ticket_id = a.ticket_id
  and last.occurred_at <= a.answered_at
  and a.answered_at < last.next_at
left join answered_within_asked_events as recent
  on recent.ticket_id = a.ticket_id
  and recent.occurred_at <= a.answered_at
  and a.answered_at < recent.next_at
  and recent.occurred_at >= timestamp_sub(a.answered_at, interval 3600 second)
left join answered_within_asked_events as early
  on early.ticket_id = a.ticket_id
  and early.occurred_at <= a.answered_at
  and early.occurred_at >= timestamp_sub(a.answered_at, interval 3600 second)
  and early.previous_at < timestamp_sub(a.answered_at, interval 3600 second)
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= timestamp '2027-01-01 00:00:00+00'
  and a.answered_at >= timestamp '2026-01-01 10:30:00+00'
  and a.answered_at < timestamp '2026-01-02 00:00:00+00'
union all
select
  to_hex(md5('answered_topic|' || cast(answer_id as string))) as event_id,
  'answered_topic' as event,
  1 as event_version,
  occurred_at,
  ticket_id,
  cast(agent_id as string) as agent_id,
  json_object(
    'now_about', now_about,
    'before_that', before_that,
    'mentioned', mentioned,
    'bill', bill,
    'answer_before', answer_before,
    'before_this', before_this
  ) as properties,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'desk.answers' as source,
  cast(answer_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from answered_topic_sequenced
where occurred_at >= timestamp '2026-01-01 10:30:00+00'
  and occurred_at < timestamp '2026-01-02 00:00:00+00'

-- again
-- eventspec 1: asked_again from desk.events.yml
with asked_events as (
  select
    q.ticket_id,
    q.asked_at as happened_at,
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.question_id as string) as source_key,
    coalesce(
      lead(q.asked_at) over (
        partition by q.ticket_id
        order by q.asked_at, q.priority nulls last, q.question_id
      ),
      datetime '9999-12-31 23:59:59.999999'
    ) as next_at,
    row_number() over (
      partition by q.ticket_id
      order by q.asked_at, q.priority nulls last, q.question_id
    ) as place
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
    and q.ticket_id is not null
)

select
  to_hex(md5('asked_again|' || cast(n.question_id as string))) as event_id,
  'asked_again' as event,
  1 as event_version,
  timestamp(n.asked_at, 'Europe/Brussels') as occurred_at,
  cast(n.ticket_id as string) as ticket_id,
  newest.source_key as newest,
  newest.occurred_at as newest_at,
  oldest.source_key as oldest,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'desk.questions' as source,
  cast(n.question_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from desk.questions as n
left join asked_events as newest
  on newest.ticket_id = n.ticket_id
  and newest.happened_at <= n.asked_at
  and n.asked_at < newest.next_at
left join asked_events as oldest
  on oldest.ticket_id = n.ticket_id
  and oldest.place = 1
  and oldest.happened_at <= n.asked_at
where n.asked_at <= datetime '2027-01-01 01:00:00'

-- again
-- eventspec 1: asked_anew from desk.events.yml
with newest_events as (
  select
    q.ticket_id,
    q.asked_at as occurred_at,
    q.topic,
    coalesce(
      lead(q.asked_at) over (
        partition by q.ticket_id
        order by q.asked_at, q.priority nulls last, q.question_id
      ),
      datetime '9999-12-31 23:59:59.999999'
    ) as next_at
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
    and q.ticket_id is not null
)

select
  to_hex(md5('asked_anew|' || cast(n.question_id as string))) as event_id,
  'asked_anew' as event,
  1 as event_version,
  timestamp(n.asked_at, 'Europe/Brussels') as occurred_at,
  cast(n.ticket_id as string) as ticket_id,
  newest.topic,
  cast(null as numeric(18, 4)) as revenue,
  cast(null as string) as link,
  'desk.questions' as source,
  cast(n.question_id as string) as source_key,
  cast(null as timestamp) as loaded_at
from desk.questions as n
left join newest_events as newest
  on newest.ticket_id = n.ticket_id
  and newest.occurred_at <= n.asked_at
  and n.asked_at < newest.next_at
where n.asked_at <= datetime '2027-01-01 01:00:00'

-- numbered
-- eventspec 1: asked, answered from desk.events.yml
with answered_last_found as (
  select
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
),

answered_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp '9999-12-31 23:59:59.999999+00'
    ) as next_at
  from answered_last_found
  where ticket_id is not null
),

events as (
  select
    to_hex(md5('asked|' || cast(q.question_id as string))) as event_id,
    'asked' as event,
    1 as event_version,
    timestamp(q.asked_at, 'Europe/Brussels') as occurred_at,
    cast(q.ticket_id as string) as ticket_id,
    cast(null as string) as agent_id,
    json_object('topic', q.topic, 'asked_by', q.author) as properties,
    cast(null as numeric(18, 4)) as revenue,
    cast(null as string) as link,
    'desk.questions' as source,
    cast(q.question_id as string) as source_key,
    cast(null as timestamp) as loaded_at,
    row_number() over (
      partition by q.ticket_id
      order by q.asked_at, q.priority nulls last, q.question_id
    ) as occurrence,
    cast(null as timestamp) as next_at
  from desk.questions as q
  where q.asked_at <= datetime '2027-01-01 01:00:00'
  union all
  select
    to_hex(md5('answered|' || cast(a.answer_id as string))) as event_id,
    'answered' as event,
    1 as event_version,
    a.answered_at as occurred_at,
    a.ticket_id,
    cast(a.agent_id as string) as agent_id,
    json_object(
      'last_topic', last.topic,
      'last_at', format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', last.occurred_at, 'UTC'),
      'last_ticket', last.ticket_id
    ) as properties,
    cast(null as numeric(18, 4)) as revenue,
    cast(null as string) as link,
    'desk.answers' as source,
    cast(a.answer_id as string) as source_key,
    cast(null as timestamp) as loaded_at,
    row_number() over (partition by a.ticket_id order by a.answered_at, a.answer_id) as occurrence,
    cast(null as timestamp) as next_at
  from desk.answers as a
  left join answered_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= a.answered_at
    and a.answered_at < last.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= timestamp '2027-01-01 00:00:00+00'
)

select
  event_id,
  event,
  event_version,
  occurred_at,
  ticket_id,
  agent_id,
  properties,
  revenue,
  link,
  source,
  source_key,
  loaded_at,
  case when ticket_id is not null then row_number() over same_entity end as occurrence,
  case when ticket_id is not null then lead(occurred_at) over same_entity end as next_at
from events
window same_entity as (partition by ticket_id order by occurred_at, event, occurrence, event_id)

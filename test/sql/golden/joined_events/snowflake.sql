-- narrow
-- eventspec 1: answered, answered_first, answered_within and 4 more from desk.events.yml
with answers_asked_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

answers_asked_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    dateadd(microsecond, date_part(epoch_microsecond, occurred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    topic,
    md5('asked|' || question_id) as event_id,
    question_id::varchar as source_key,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at,
    row_number() over (partition by ticket_id order by occurred_at, priority, question_id) as place,
    coalesce(
      lag(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('0001-01-01 00:00:00' as timestamp_ntz)
    ) as previous_at
  from answers_asked_found
  where ticket_id is not null
),

answers_phone_found as (
  select
    null::varchar as entity_key,
    null::timestamp_ntz as occurred_at,
    null::varchar as event_id,
    null::varchar as line,
    null::bigint as minutes,
    null::varchar as link
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
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from answers_phone_found
  where entity_key is not null
),

answers_events as (
  select
    step.event_2 as event,
    cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) as occurred_at,
    a.ticket_id,
    a.agent_id,
    last.topic as last_topic,
    last.occurred_at as last_at,
    last.ticket_id as last_ticket,
    first.topic,
    first.source_key as "KEY",
    first.event_id as id,
    recent.source_key as recent,
    early.source_key as early,
    t.owner,
    case when last.occurred_at = a.answered_at then 'yes' else 'no' end as at_once,
    phone.line as phone,
    phone.minutes,
    phone.link as recording,
    a.answer_id
  from desk.answers as a
  cross join (
    values ('answered'), ('answered_first'), ('answered_within'), ('answered_bill'), ('answered_by_phone')
  ) as step (event_2)
  left join answers_asked_events as last
    on last.ticket_id = a.ticket_id
    and last.happened_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < last.next_at
  left join answers_asked_events as first
    on first.ticket_id = a.ticket_id
    and first.place = 1
    and first.happened_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
  left join answers_asked_events as recent
    on recent.ticket_id = a.ticket_id
    and recent.happened_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < recent.next_at
    and recent.happened_at >= dateadd(second, -3600, cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz))
  left join answers_asked_events as early
    on early.ticket_id = a.ticket_id
    and early.happened_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and early.happened_at >= dateadd(second, -3600, cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz))
    and early.previous_at < dateadd(second, -3600, cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz))
  left join answers_phone_events as phone
    on phone.ticket_id = a.ticket_id
    and phone.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < phone.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where step.event_2 <> 'answered_bill' or last.topic = 'bill'
),

answered_topic_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

answered_topic_last_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    dateadd(microsecond, date_part(epoch_microsecond, occurred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from answered_topic_last_found
  where ticket_id is not null
),

answered_topic_topic_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
  qualify q.topic is distinct from lag(q.topic) over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id)
),

answered_topic_topic_sequenced as (
  select
    occurred_at,
    ticket_id,
    topic,
    case
      when ticket_id is not null then lag(topic) over (
        partition by
          ticket_id
        order by
          occurred_at,
          priority,
          question_id
      )
    end as topic_before,
    question_id,
    priority
  from answered_topic_topic_changes
),

answered_topic_topic_found as (
  select
    occurred_at,
    ticket_id::varchar as ticket_id,
    topic,
    topic_before,
    question_id,
    priority,
    ticket_id as ticket_id_2
  from answered_topic_topic_sequenced
),

answered_topic_topic_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    topic_before,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
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
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

answered_topic_mention_found as (
  select
    event,
    occurred_at,
    ticket_id::varchar as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_mention_named
  where event is not null
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority, question_id) = 1
),

answered_topic_mention_events as (
  select
    ticket_id,
    occurred_at,
    event,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
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
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

answered_topic_bill_mentioned_found as (
  select
    event,
    occurred_at,
    ticket_id::varchar as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_bill_mentioned_named
  where event in ('bill_mentioned')
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority, question_id) = 1
),

answered_topic_bill_mentioned_events as (
  select
    ticket_id,
    occurred_at,
    question_id::varchar as source_key
  from answered_topic_bill_mentioned_found
  where ticket_id is not null
  qualify row_number() over (partition by ticket_id order by occurred_at, priority, question_id) = 1
),

answered_topic_sequenced as (
  select
    cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) as occurred_at,
    a.ticket_id,
    a.agent_id,
    topic.topic as now_about,
    topic.topic_before as before_that,
    mention.event as mentioned,
    bill_mentioned.source_key as bill,
    case
      when a.ticket_id is not null then lag(topic.topic) over (
        partition by
          a.ticket_id
        order by
          a.answered_at,
          a.answer_id
      )
    end as answer_before,
    case
      when case
        when a.ticket_id is not null then lag(a.answered_at) over (
          partition by
            a.ticket_id
          order by
            a.answered_at,
            a.answer_id
        )
      end < last.occurred_at then 'question'
      else 'answer'
    end as before_this,
    a.answer_id
  from desk.answers as a
  left join answered_topic_last_events as last
    on last.ticket_id = a.ticket_id
    and last.happened_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < last.next_at
  left join answered_topic_topic_events as topic
    on topic.ticket_id = a.ticket_id
    and topic.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < topic.next_at
  left join answered_topic_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < mention.next_at
  left join answered_topic_bill_mentioned_events as bill_mentioned
    on bill_mentioned.ticket_id = a.ticket_id
    and bill_mentioned.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
),

rated_reply_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

rated_reply_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from rated_reply_last_found
  where ticket_id is not null
),

rated_reply_found as (
  select
    cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) as occurred_at,
    a.ticket_id,
    last.topic as last_topic,
    a.answer_id
  from desk.answers as a
  left join rated_reply_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < last.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
),

rated_reply_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    dateadd(microsecond, date_part(epoch_microsecond, occurred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    last_topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, answer_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from rated_reply_found
  where ticket_id is not null
),

rated_told_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

rated_told_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
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
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

rated_told_mention_found as (
  select
    event,
    occurred_at,
    ticket_id::varchar as ticket_id,
    question_id,
    priority,
    topic
  from rated_told_mention_named
  where event is not null
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority, question_id) = 1
),

rated_told_mention_events as (
  select
    ticket_id,
    occurred_at,
    event,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from rated_told_mention_found
  where ticket_id is not null
),

rated_told_found as (
  select
    cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) as occurred_at,
    a.agent_id,
    mention.event as mentioned,
    a.answer_id
  from desk.answers as a
  left join rated_told_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < last.next_at
  left join rated_told_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < mention.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
),

rated_told_events as (
  select
    agent_id,
    occurred_at,
    mentioned
  from rated_told_found
  where agent_id is not null
  qualify row_number() over (partition by agent_id order by occurred_at, answer_id) = 1
)

select
  md5(event || '|' || answer_id) as event_id,
  event,
  1 as event_version,
  occurred_at,
  ticket_id,
  agent_id::varchar as agent_id,
  case event
    when 'answered' then object_construct_keep_null(
      'last_topic', last_topic,
      'last_at', to_varchar(convert_timezone('UTC', last_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
      'last_ticket', last_ticket
    )
    when 'answered_first' then object_construct_keep_null('topic', topic, 'key', "KEY", 'id', id)
    when 'answered_within' then object_construct_keep_null('recent', recent, 'early', early)
    when 'answered_bill' then object_construct_keep_null('owner', owner, 'at_once', at_once)
    when 'answered_by_phone' then object_construct_keep_null('phone', phone, 'minutes', minutes, 'recording', recording)
  end as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'desk.answers' as source,
  answer_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from answers_events
where occurred_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)
union all
select
  md5('answered_topic|' || answer_id) as event_id,
  'answered_topic' as event,
  1 as event_version,
  occurred_at,
  ticket_id,
  agent_id::varchar as agent_id,
  object_construct_keep_null(
    'now_about', now_about,
    'before_that', before_that,
    'mentioned', mentioned,
    'bill', bill,
    'answer_before', answer_before,
    'before_this', before_this
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'desk.answers' as source,
  answer_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from answered_topic_sequenced
union all
select
  md5('rated|' || r.rating_id) as event_id,
  'rated' as event,
  1 as event_version,
  r.rated_at as occurred_at,
  r.ticket_id::varchar as ticket_id,
  r.agent_id::varchar as agent_id,
  object_construct_keep_null(
    'stars', r.stars,
    'topic', reply.last_topic,
    'replied_at', to_varchar(convert_timezone('UTC', reply.occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
    'told', told.mentioned
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'desk.ratings' as source,
  r.rating_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from desk.ratings as r
left join rated_reply_events as reply
  on reply.ticket_id = r.ticket_id::varchar
  and reply.happened_at <= r.rated_at
  and r.rated_at < reply.next_at
left join rated_told_events as told
  on told.agent_id = r.agent_id
  and told.occurred_at <= r.rated_at
where r.rated_at <= cast('2027-01-01 00:00:00' as timestamp_ntz)

-- answered
-- eventspec 1: answered from desk.events.yml
with last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

last_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    dateadd(microsecond, date_part(epoch_microsecond, occurred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from last_found
  where ticket_id is not null
)

select
  md5('answered|' || a.answer_id) as event_id,
  'answered' as event,
  1 as event_version,
  cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) as occurred_at,
  a.ticket_id,
  a.agent_id::varchar as agent_id,
  last.topic as last_topic,
  last.occurred_at as last_at,
  last.ticket_id as last_ticket,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'desk.answers' as source,
  a.answer_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from desk.answers as a
left join last_events as last
  on last.ticket_id = a.ticket_id
  and last.happened_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
  and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < last.next_at
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)

-- window
-- eventspec 1: answered_within, answered_topic from desk.events.yml
with answered_within_asked_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
    and q.asked_at < cast('2026-01-02 01:00:00' as timestamp_ntz)
),

answered_within_asked_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    question_id::varchar as source_key,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at,
    coalesce(
      lag(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('0001-01-01 00:00:00' as timestamp_ntz)
    ) as previous_at
  from answered_within_asked_found
  where ticket_id is not null
),

answered_topic_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

answered_topic_last_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    dateadd(microsecond, date_part(epoch_microsecond, occurred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from answered_topic_last_found
  where ticket_id is not null
),

answered_topic_topic_changes as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
  qualify q.topic is distinct from lag(q.topic) over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id)
),

answered_topic_topic_sequenced as (
  select
    occurred_at,
    ticket_id,
    topic,
    case
      when ticket_id is not null then lag(topic) over (
        partition by
          ticket_id
        order by
          occurred_at,
          priority,
          question_id
      )
    end as topic_before,
    question_id,
    priority
  from answered_topic_topic_changes
),

answered_topic_topic_found as (
  select
    occurred_at,
    ticket_id::varchar as ticket_id,
    topic,
    topic_before,
    question_id,
    priority,
    ticket_id as ticket_id_2
  from answered_topic_topic_sequenced
),

answered_topic_topic_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    topic_before,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
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
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

answered_topic_mention_found as (
  select
    event,
    occurred_at,
    ticket_id::varchar as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_mention_named
  where event is not null
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority, question_id) = 1
),

answered_topic_mention_events as (
  select
    ticket_id,
    occurred_at,
    event,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
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
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id,
    q.question_id,
    q.priority,
    q.topic
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

answered_topic_bill_mentioned_found as (
  select
    event,
    occurred_at,
    ticket_id::varchar as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_bill_mentioned_named
  where event in ('bill_mentioned')
    and topic is not null
  qualify row_number() over (partition by event, topic order by occurred_at, priority, question_id) = 1
),

answered_topic_bill_mentioned_events as (
  select
    ticket_id,
    occurred_at,
    question_id::varchar as source_key
  from answered_topic_bill_mentioned_found
  where ticket_id is not null
  qualify row_number() over (partition by ticket_id order by occurred_at, priority, question_id) = 1
),

answered_topic_sequenced as (
  select
    cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) as occurred_at,
    a.ticket_id,
    a.agent_id,
    topic.topic as now_about,
    topic.topic_before as before_that,
    mention.event as mentioned,
    bill_mentioned.source_key as bill,
    case
      when a.ticket_id is not null then lag(topic.topic) over (
        partition by
          a.ticket_id
        order by
          a.answered_at,
          a.answer_id
      )
    end as answer_before,
    case
      when case
        when a.ticket_id is not null then lag(a.answered_at) over (
          partition by
            a.ticket_id
          order by
            a.answered_at,
            a.answer_id
        )
      end < last.occurred_at then 'question'
      else 'answer'
    end as before_this,
    a.answer_id
  from desk.answers as a
  left join answered_topic_last_events as last
    on last.ticket_id = a.ticket_id
    and last.happened_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < last.next_at
  left join answered_topic_topic_events as topic
    on topic.ticket_id = a.ticket_id
    and topic.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < topic.next_at
  left join answered_topic_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < mention.next_at
  left join answered_topic_bill_mentioned_events as bill_mentioned
    on bill_mentioned.ticket_id = a.ticket_id
    and bill_mentioned.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
)

select
  md5('answered_within|' || a.answer_id) as event_id,
  'answered_within' as event,
  1 as event_version,
  cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) as occurred_at,
  a.ticket_id,
  a.agent_id::varchar as agent_id,
  object_construct_keep_null('recent', recent.source_key, 'early', early.source_key) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'desk.answers' as source,
  a.answer_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from desk.answers as a
left join answered_within_asked_events as last
  on last.ticket_id = a.ticket_id
  and last.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
  and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < last.next_at
left join answered_within_asked_events as recent
  on recent.ticket_id = a.ticket_id
  and recent.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
  and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < recent.next_at
  and recent.occurred_at >= dateadd(second, -3600, cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz))
left join answered_within_asked_events as early
  on early.ticket_id = a.ticket_id
  and early.occurred_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
  and early.occurred_at >= dateadd(second, -3600, cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz))
  and early.previous_at < dateadd(second, -3600, cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz))
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
  and a.answered_at >= cast('2026-01-01 10:30:00 +00:00' as timestamp_tz)
  and a.answered_at < cast('2026-01-02 00:00:00 +00:00' as timestamp_tz)
union all
select
  md5('answered_topic|' || answer_id) as event_id,
  'answered_topic' as event,
  1 as event_version,
  occurred_at,
  ticket_id,
  agent_id::varchar as agent_id,
  object_construct_keep_null(
    'now_about', now_about,
    'before_that', before_that,
    'mentioned', mentioned,
    'bill', bill,
    'answer_before', answer_before,
    'before_this', before_this
  ) as properties,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'desk.answers' as source,
  answer_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from answered_topic_sequenced
where occurred_at >= cast('2026-01-01 10:30:00' as timestamp_ntz)
  and occurred_at < cast('2026-01-02 00:00:00' as timestamp_ntz)

-- again
-- eventspec 1: asked_again from desk.events.yml
with asked_events as (
  select
    q.ticket_id,
    q.asked_at as happened_at,
    dateadd(
      microsecond,
      date_part(epoch_microsecond, convert_timezone('Europe/Brussels', 'UTC', q.asked_at)),
      cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)
    ) as occurred_at,
    q.question_id::varchar as source_key,
    coalesce(
      lead(q.asked_at) over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at,
    row_number() over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id) as place
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
    and q.ticket_id is not null
)

select
  md5('asked_again|' || n.question_id) as event_id,
  'asked_again' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', n.asked_at) as occurred_at,
  n.ticket_id::varchar as ticket_id,
  newest.source_key as newest,
  newest.occurred_at as newest_at,
  oldest.source_key as oldest,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'desk.questions' as source,
  n.question_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from desk.questions as n
left join asked_events as newest
  on newest.ticket_id = n.ticket_id
  and newest.happened_at <= n.asked_at
  and n.asked_at < newest.next_at
left join asked_events as oldest
  on oldest.ticket_id = n.ticket_id
  and oldest.place = 1
  and oldest.happened_at <= n.asked_at
where n.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)

-- again
-- eventspec 1: asked_anew from desk.events.yml
with newest_events as (
  select
    q.ticket_id,
    q.asked_at as occurred_at,
    q.topic,
    coalesce(
      lead(q.asked_at) over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
    and q.ticket_id is not null
)

select
  md5('asked_anew|' || n.question_id) as event_id,
  'asked_anew' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', n.asked_at) as occurred_at,
  n.ticket_id::varchar as ticket_id,
  newest.topic,
  null::number(18, 4) as revenue,
  null::varchar as link,
  'desk.questions' as source,
  n.question_id::varchar as source_key,
  null::timestamp_ntz as loaded_at
from desk.questions as n
left join newest_events as newest
  on newest.ticket_id = n.ticket_id
  and newest.occurred_at <= n.asked_at
  and n.asked_at < newest.next_at
where n.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)

-- numbered
-- eventspec 1: asked, answered from desk.events.yml
with answered_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
),

answered_last_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    dateadd(microsecond, date_part(epoch_microsecond, occurred_at), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz)) as occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority, question_id),
      cast('9999-12-31 23:59:59.999999' as timestamp_ntz)
    ) as next_at
  from answered_last_found
  where ticket_id is not null
),

events as (
  select
    md5('asked|' || q.question_id) as event_id,
    'asked' as event,
    1 as event_version,
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::varchar as ticket_id,
    null::varchar as agent_id,
    object_construct_keep_null('topic', q.topic, 'asked_by', q.author) as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'desk.questions' as source,
    q.question_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id) as occurrence,
    null::timestamp_ntz as next_at
  from desk.questions as q
  where q.asked_at <= cast('2027-01-01 01:00:00' as timestamp_ntz)
  union all
  select
    md5('answered|' || a.answer_id) as event_id,
    'answered' as event,
    1 as event_version,
    cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) as occurred_at,
    a.ticket_id,
    a.agent_id::varchar as agent_id,
    object_construct_keep_null(
      'last_topic', last.topic,
      'last_at', to_varchar(convert_timezone('UTC', last.occurred_at), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') || 'Z',
      'last_ticket', last.ticket_id
    ) as properties,
    null::number(18, 4) as revenue,
    null::varchar as link,
    'desk.answers' as source,
    a.answer_id::varchar as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by a.ticket_id order by a.answered_at, a.answer_id) as occurrence,
    null::timestamp_ntz as next_at
  from desk.answers as a
  left join answered_last_events as last
    on last.ticket_id = a.ticket_id
    and last.happened_at <= cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz)
    and cast(convert_timezone('UTC', a.answered_at) as timestamp_ntz) < last.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= cast('2027-01-01 00:00:00 +00:00' as timestamp_tz)
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
  case
    when ticket_id is not null then row_number() over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
  end as occurrence,
  case
    when ticket_id is not null then lead(occurred_at) over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
  end as next_at
from events

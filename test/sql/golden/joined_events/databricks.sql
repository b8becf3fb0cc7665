-- narrow
-- eventspec 1: answered, answered_first, answered_within and 4 more from desk.events.yml
with answers_asked_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::string as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

answers_asked_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    topic,
    md5('asked|' || question_id) as event_id,
    question_id::string as source_key,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at,
    row_number() over (partition by ticket_id order by occurred_at, priority nulls last, question_id) as place,
    coalesce(
      lag(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '0001-01-01 00:00:00'
    ) as previous_at
  from answers_asked_found
  where ticket_id is not null
),

answers_phone_found as (
  select
    null::string as entity_key,
    null::timestamp_ntz as occurred_at,
    null::string as event_id,
    null::string as line,
    null::bigint as minutes,
    null::string as link
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
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from answers_phone_found
  where entity_key is not null
),

answers_events as (
  select
    step.event_2 as event,
    convert_timezone('UTC', a.answered_at) as occurred_at,
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
    and last.happened_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < last.next_at
  left join answers_asked_events as first
    on first.ticket_id = a.ticket_id
    and first.place = 1
    and first.happened_at <= convert_timezone('UTC', a.answered_at)
  left join answers_asked_events as recent
    on recent.ticket_id = a.ticket_id
    and recent.happened_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < recent.next_at
    and recent.happened_at >= timestampadd(second, -3600, convert_timezone('UTC', a.answered_at))
  left join answers_asked_events as early
    on early.ticket_id = a.ticket_id
    and early.happened_at <= convert_timezone('UTC', a.answered_at)
    and early.happened_at >= timestampadd(second, -3600, convert_timezone('UTC', a.answered_at))
    and early.previous_at < timestampadd(second, -3600, convert_timezone('UTC', a.answered_at))
  left join answers_phone_events as phone
    on phone.ticket_id = a.ticket_id
    and phone.occurred_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < phone.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where step.event_2 <> 'answered_bill' or last.topic = 'bill'
),

answered_topic_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::string as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

answered_topic_last_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
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
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
  qualify q.topic is distinct from lag(q.topic) over (
    partition by q.ticket_id
    order by q.asked_at, q.priority nulls last, q.question_id
  )
),

answered_topic_topic_found as (
  select
    occurred_at,
    ticket_id::string as ticket_id,
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
      timestamp_ntz '9999-12-31 23:59:59.999999'
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
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

answered_topic_mention_found as (
  select
    event,
    occurred_at,
    ticket_id::string as ticket_id,
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
      timestamp_ntz '9999-12-31 23:59:59.999999'
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
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

answered_topic_bill_mentioned_found as (
  select
    event,
    occurred_at,
    ticket_id::string as ticket_id,
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
    question_id::string as source_key
  from answered_topic_bill_mentioned_found
  where ticket_id is not null
  qualify row_number() over (partition by ticket_id order by occurred_at, priority nulls last, question_id) = 1
),

rated_reply_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::string as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

rated_reply_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from rated_reply_last_found
  where ticket_id is not null
),

rated_reply_found as (
  select
    convert_timezone('UTC', a.answered_at) as occurred_at,
    a.ticket_id,
    last.topic as last_topic,
    a.answer_id
  from desk.answers as a
  left join rated_reply_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < last.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= timestamp '2027-01-01 00:00:00Z'
),

rated_reply_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    last_topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, answer_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from rated_reply_found
  where ticket_id is not null
),

rated_told_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::string as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

rated_told_last_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
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
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

rated_told_mention_found as (
  select
    event,
    occurred_at,
    ticket_id::string as ticket_id,
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
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from rated_told_mention_found
  where ticket_id is not null
),

rated_told_found as (
  select
    convert_timezone('UTC', a.answered_at) as occurred_at,
    a.agent_id,
    mention.event as mentioned,
    a.answer_id
  from desk.answers as a
  left join rated_told_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < last.next_at
  left join rated_told_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < mention.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= timestamp '2027-01-01 00:00:00Z'
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
  agent_id::string as agent_id,
  case event
    when 'answered' then to_json(
      struct(
        last_topic,
        concat(
          concat(
            replace(
              substr(
                cast(timestampadd(microsecond, unix_micros(last_at), timestamp_ntz '1970-01-01 00:00:00') as string),
                1,
                19
              ),
              ' ',
              'T'
            ),
            '.',
            rpad(
              substr(
                cast(timestampadd(microsecond, unix_micros(last_at), timestamp_ntz '1970-01-01 00:00:00') as string),
                21
              ),
              6,
              '0'
            )
          ),
          'Z'
        ) as `last_at`,
        last_ticket
      ),
      map('ignoreNullFields', 'false')
    )
    when 'answered_first' then to_json(struct(topic, `key` as `key`, id), map('ignoreNullFields', 'false'))
    when 'answered_within' then to_json(struct(recent, early), map('ignoreNullFields', 'false'))
    when 'answered_bill' then to_json(struct(owner, at_once), map('ignoreNullFields', 'false'))
    when 'answered_by_phone' then to_json(struct(phone, minutes, recording), map('ignoreNullFields', 'false'))
  end as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'desk.answers' as source,
  answer_id::string as source_key,
  null::timestamp_ntz as loaded_at
from answers_events
where occurred_at <= timestamp_ntz '2027-01-01 00:00:00'
union all
select
  md5('answered_topic|' || a.answer_id) as event_id,
  'answered_topic' as event,
  1 as event_version,
  convert_timezone('UTC', a.answered_at) as occurred_at,
  a.ticket_id,
  a.agent_id::string as agent_id,
  to_json(
    struct(
      topic.topic as `now_about`,
      topic.topic_before as `before_that`,
      mention.event as `mentioned`,
      bill_mentioned.source_key as `bill`,
      case when a.ticket_id is not null then lag(topic.topic) over sequence_of_answered_topic end as `answer_before`,
      case
        when case
          when a.ticket_id is not null then lag(a.answered_at) over sequence_of_answered_topic
        end < last.occurred_at then 'question'
        else 'answer'
      end as `before_this`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'desk.answers' as source,
  a.answer_id::string as source_key,
  null::timestamp_ntz as loaded_at
from desk.answers as a
left join answered_topic_last_events as last
  on last.ticket_id = a.ticket_id
  and last.happened_at <= convert_timezone('UTC', a.answered_at)
  and convert_timezone('UTC', a.answered_at) < last.next_at
left join answered_topic_topic_events as topic
  on topic.ticket_id = a.ticket_id
  and topic.occurred_at <= convert_timezone('UTC', a.answered_at)
  and convert_timezone('UTC', a.answered_at) < topic.next_at
left join answered_topic_mention_events as mention
  on mention.ticket_id = a.ticket_id
  and mention.occurred_at <= convert_timezone('UTC', a.answered_at)
  and convert_timezone('UTC', a.answered_at) < mention.next_at
left join answered_topic_bill_mentioned_events as bill_mentioned
  on bill_mentioned.ticket_id = a.ticket_id
  and bill_mentioned.occurred_at <= convert_timezone('UTC', a.answered_at)
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= timestamp '2027-01-01 00:00:00Z'
window sequence_of_answered_topic as (partition by a.ticket_id order by a.answered_at, a.answer_id)
union all
select
  md5('rated|' || r.rating_id) as event_id,
  'rated' as event,
  1 as event_version,
  r.rated_at as occurred_at,
  r.ticket_id::string as ticket_id,
  r.agent_id::string as agent_id,
  to_json(
    struct(
      r.stars as `stars`,
      reply.last_topic as `topic`,
      concat(
        concat(
          replace(
            substr(
              cast(
                timestampadd(microsecond, unix_micros(reply.occurred_at), timestamp_ntz '1970-01-01 00:00:00') as string
              ),
              1,
              19
            ),
            ' ',
            'T'
          ),
          '.',
          rpad(
            substr(
              cast(
                timestampadd(microsecond, unix_micros(reply.occurred_at), timestamp_ntz '1970-01-01 00:00:00') as string
              ),
              21
            ),
            6,
            '0'
          )
        ),
        'Z'
      ) as `replied_at`,
      told.mentioned as `told`
    ),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'desk.ratings' as source,
  r.rating_id::string as source_key,
  null::timestamp_ntz as loaded_at
from desk.ratings as r
left join rated_reply_events as reply
  on reply.ticket_id = r.ticket_id::string
  and reply.happened_at <= r.rated_at
  and r.rated_at < reply.next_at
left join rated_told_events as told
  on told.agent_id = r.agent_id
  and told.occurred_at <= r.rated_at
where r.rated_at <= timestamp_ntz '2027-01-01 00:00:00'

-- answered
-- eventspec 1: answered from desk.events.yml
with last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::string as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

last_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from last_found
  where ticket_id is not null
)

select
  md5('answered|' || a.answer_id) as event_id,
  'answered' as event,
  1 as event_version,
  convert_timezone('UTC', a.answered_at) as occurred_at,
  a.ticket_id,
  a.agent_id::string as agent_id,
  last.topic as last_topic,
  last.occurred_at as last_at,
  last.ticket_id as last_ticket,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'desk.answers' as source,
  a.answer_id::string as source_key,
  null::timestamp_ntz as loaded_at
from desk.answers as a
left join last_events as last
  on last.ticket_id = a.ticket_id
  and last.happened_at <= convert_timezone('UTC', a.answered_at)
  and convert_timezone('UTC', a.answered_at) < last.next_at
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= timestamp '2027-01-01 00:00:00Z'

-- window
-- eventspec 1: answered_within, answered_topic from desk.events.yml
with answered_within_asked_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::string as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
    and q.asked_at < timestamp_ntz '2026-01-02 01:00:00'
),

answered_within_asked_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    question_id::string as source_key,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at,
    coalesce(
      lag(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '0001-01-01 00:00:00'
    ) as previous_at
  from answered_within_asked_found
  where ticket_id is not null
),

answered_topic_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::string as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

answered_topic_last_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
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
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
  qualify q.topic is distinct from lag(q.topic) over (
    partition by q.ticket_id
    order by q.asked_at, q.priority nulls last, q.question_id
  )
),

answered_topic_topic_found as (
  select
    occurred_at,
    ticket_id::string as ticket_id,
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
      timestamp_ntz '9999-12-31 23:59:59.999999'
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
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

answered_topic_mention_found as (
  select
    event,
    occurred_at,
    ticket_id::string as ticket_id,
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
      timestamp_ntz '9999-12-31 23:59:59.999999'
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
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

answered_topic_bill_mentioned_found as (
  select
    event,
    occurred_at,
    ticket_id::string as ticket_id,
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
    question_id::string as source_key
  from answered_topic_bill_mentioned_found
  where ticket_id is not null
  qualify row_number() over (partition by ticket_id order by occurred_at, priority nulls last, question_id) = 1
),

answered_topic_sequenced as (
  select
    convert_timezone('UTC', a.answered_at) as occurred_at,
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
    and last.happened_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < last.next_at
  left join answered_topic_topic_events as topic
    on topic.ticket_id = a.ticket_id
    and topic.occurred_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < topic.next_at
  left join answered_topic_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < mention.next_at
  left join answered_topic_bill_mentioned_events as bill_mentioned
    on bill_mentioned.ticket_id = a.ticket_id
    and bill_mentioned.occurred_at <= convert_timezone('UTC', a.answered_at)
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= timestamp '2027-01-01 00:00:00Z'
  window sequence_of_answered_topic as (partition by a.ticket_id order by a.answered_at, a.answer_id)
)

select
  md5('answered_within|' || a.answer_id) as event_id,
  'answered_within' as event,
  1 as event_version,
  convert_timezone('UTC', a.answered_at) as occurred_at,
  a.ticket_id,
  a.agent_id::string as agent_id,
  to_json(
    struct(recent.source_key as `recent`, early.source_key as `early`),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'desk.answers' as source,
  a.answer_id::string as source_key,
  null::timestamp_ntz as loaded_at
from desk.answers as a
left join answered_within_asked_events as last
  on last.ticket_id = a.ticket_id
  and last.occurred_at <= convert_timezone('UTC', a.answered_at)
  and convert_timezone('UTC', a.answered_at) < last.next_at
left join answered_within_asked_events as recent
  on recent.ticket_id = a.ticket_id
  and recent.occurred_at <= convert_timezone('UTC', a.answered_at)
  and convert_timezone('UTC', a.answered_at) < recent.next_at
  and recent.occurred_at >= timestampadd(second, -3600, convert_timezone('UTC', a.answered_at))
left join answered_within_asked_events as early
  on early.ticket_id = a.ticket_id
  and early.occurred_at <= convert_timezone('UTC', a.answered_at)
  and early.occurred_at >= timestampadd(second, -3600, convert_timezone('UTC', a.answered_at))
  and early.previous_at < timestampadd(second, -3600, convert_timezone('UTC', a.answered_at))
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= timestamp '2027-01-01 00:00:00Z'
  and a.answered_at >= timestamp '2026-01-01 10:30:00Z'
  and a.answered_at < timestamp '2026-01-02 00:00:00Z'
union all
select
  md5('answered_topic|' || answer_id) as event_id,
  'answered_topic' as event,
  1 as event_version,
  occurred_at,
  ticket_id,
  agent_id::string as agent_id,
  to_json(
    struct(now_about, before_that, mentioned, bill, answer_before, before_this),
    map('ignoreNullFields', 'false')
  ) as properties,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'desk.answers' as source,
  answer_id::string as source_key,
  null::timestamp_ntz as loaded_at
from answered_topic_sequenced
where occurred_at >= timestamp_ntz '2026-01-01 10:30:00'
  and occurred_at < timestamp_ntz '2026-01-02 00:00:00'

-- again
-- eventspec 1: asked_again from desk.events.yml
with asked_events as (
  select
    q.ticket_id,
    q.asked_at as happened_at,
    cast(concat(convert_timezone('Europe/Brussels', 'UTC', q.asked_at), ' UTC') as timestamp) as occurred_at,
    q.question_id::string as source_key,
    coalesce(
      lead(q.asked_at) over (
        partition by q.ticket_id
        order by q.asked_at, q.priority nulls last, q.question_id
      ),
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at,
    row_number() over (
      partition by q.ticket_id
      order by q.asked_at, q.priority nulls last, q.question_id
    ) as place
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
    and q.ticket_id is not null
)

select
  md5('asked_again|' || n.question_id) as event_id,
  'asked_again' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', n.asked_at) as occurred_at,
  n.ticket_id::string as ticket_id,
  newest.source_key as newest,
  newest.occurred_at as newest_at,
  oldest.source_key as oldest,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'desk.questions' as source,
  n.question_id::string as source_key,
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
where n.asked_at <= timestamp_ntz '2027-01-01 01:00:00'

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
      timestamp_ntz '9999-12-31 23:59:59.999999'
    ) as next_at
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
    and q.ticket_id is not null
)

select
  md5('asked_anew|' || n.question_id) as event_id,
  'asked_anew' as event,
  1 as event_version,
  convert_timezone('Europe/Brussels', 'UTC', n.asked_at) as occurred_at,
  n.ticket_id::string as ticket_id,
  newest.topic,
  null::decimal(18, 4) as revenue,
  null::string as link,
  'desk.questions' as source,
  n.question_id::string as source_key,
  null::timestamp_ntz as loaded_at
from desk.questions as n
left join newest_events as newest
  on newest.ticket_id = n.ticket_id
  and newest.occurred_at <= n.asked_at
  and n.asked_at < newest.next_at
where n.asked_at <= timestamp_ntz '2027-01-01 01:00:00'

-- numbered
-- eventspec 1: asked, answered from desk.events.yml
with answered_last_found as (
  select
    convert_timezone('Europe/Brussels', 'UTC', q.asked_at) as occurred_at,
    q.ticket_id::string as ticket_id,
    q.topic,
    q.question_id,
    q.priority
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
),

answered_last_events as (
  select
    ticket_id,
    occurred_at as happened_at,
    cast(concat(occurred_at, ' UTC') as timestamp) as occurred_at,
    topic,
    coalesce(
      lead(occurred_at) over (partition by ticket_id order by occurred_at, priority nulls last, question_id),
      timestamp_ntz '9999-12-31 23:59:59.999999'
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
    q.ticket_id::string as ticket_id,
    null::string as agent_id,
    to_json(
      struct(q.topic as `topic`, q.author as `asked_by`),
      map('ignoreNullFields', 'false')
    ) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'desk.questions' as source,
    q.question_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (
      partition by q.ticket_id
      order by q.asked_at, q.priority nulls last, q.question_id
    ) as occurrence,
    null::timestamp_ntz as next_at
  from desk.questions as q
  where q.asked_at <= timestamp_ntz '2027-01-01 01:00:00'
  union all
  select
    md5('answered|' || a.answer_id) as event_id,
    'answered' as event,
    1 as event_version,
    convert_timezone('UTC', a.answered_at) as occurred_at,
    a.ticket_id,
    a.agent_id::string as agent_id,
    to_json(
      struct(
        last.topic as `last_topic`,
        concat(
          concat(
            replace(
              substr(
                cast(
                  timestampadd(microsecond, unix_micros(last.occurred_at), timestamp_ntz '1970-01-01 00:00:00') as string
                ),
                1,
                19
              ),
              ' ',
              'T'
            ),
            '.',
            rpad(
              substr(
                cast(
                  timestampadd(microsecond, unix_micros(last.occurred_at), timestamp_ntz '1970-01-01 00:00:00') as string
                ),
                21
              ),
              6,
              '0'
            )
          ),
          'Z'
        ) as `last_at`,
        last.ticket_id as `last_ticket`
      ),
      map('ignoreNullFields', 'false')
    ) as properties,
    null::decimal(18, 4) as revenue,
    null::string as link,
    'desk.answers' as source,
    a.answer_id::string as source_key,
    null::timestamp_ntz as loaded_at,
    row_number() over (partition by a.ticket_id order by a.answered_at, a.answer_id) as occurrence,
    null::timestamp_ntz as next_at
  from desk.answers as a
  left join answered_last_events as last
    on last.ticket_id = a.ticket_id
    and last.happened_at <= convert_timezone('UTC', a.answered_at)
    and convert_timezone('UTC', a.answered_at) < last.next_at
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= timestamp '2027-01-01 00:00:00Z'
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

-- narrow
-- eventspec 1: answered, answered_first, answered_within and 4 more from desk.events.yml
with answers_asked_found as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answers_asked_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    lower(hex(MD5('asked|' || toString(question_id)))) as event_id,
    toString(question_id) as source_key,
    coalesce(
      lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as next_at,
    row_number() over (partition by ticket_id order by occurred_at, priority, question_id) as place,
    coalesce(
      lag(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id),
      toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
    ) as previous_at
  from answers_asked_found
  where ticket_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answers_last_events as (
  select *
  from answers_asked_events
  where occurred_at < next_at
),

answers_phone_found as (
  select
    null::Nullable(String) as entity_key,
    null::Nullable(DateTime64(6, 'UTC')) as occurred_at,
    null::Nullable(String) as event_id,
    null::Nullable(String) as line,
    null::Nullable(Int64) as minutes,
    null::Nullable(String) as link
  limit 0
),

answers_phone_events as (
  select
    entity_key as ticket_id,
    occurred_at,
    line,
    minutes,
    link
  from answers_phone_found
  where entity_key is not null
  qualify lead(toNullable(occurred_at)) over (partition by entity_key order by occurred_at, event_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answers_events as (
  select
    step.event_2 as event,
    cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    a.ticket_id as ticket_id,
    a.agent_id as agent_id,
    last.topic as last_topic,
    last.occurred_at as last_at,
    last.ticket_id as last_ticket,
    first.topic as topic,
    first.source_key as "key",
    first.event_id as id,
    recent.source_key as recent,
    early.source_key as early,
    t.owner as owner,
    case when last.occurred_at = a.answered_at then 'yes' else 'no' end as at_once,
    phone.line as phone,
    phone.minutes as minutes,
    phone.link as recording,
    a.answer_id as answer_id
  from desk.answers as a
  cross join (
    select arrayJoin(['answered', 'answered_first', 'answered_within', 'answered_bill', 'answered_by_phone']) as event_2
  ) as step
  asof left join answers_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join answers_asked_events as first
    on first.ticket_id = a.ticket_id
    and first.place = 1
    and first.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join answers_asked_events as recent
    on recent.ticket_id = a.ticket_id
    and recent.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
    and cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) < recent.next_at
    and recent.occurred_at >= cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) - interval 3600 second
  left join answers_asked_events as early
    on early.ticket_id = a.ticket_id
    and early.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
    and early.occurred_at >= cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) - interval 3600 second
    and early.previous_at < cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) - interval 3600 second
  asof left join answers_phone_events as phone
    on phone.ticket_id = a.ticket_id
    and phone.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join desk.topics as t
    on t.topic = last.topic
  where step.event_2 <> 'answered_bill' or last.topic = 'bill'
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_last_found as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_last_events as (
  select
    ticket_id,
    occurred_at,
    topic
  from answered_topic_last_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_topic_changes as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    q.ticket_id as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority,
    lag(toNullable(q.topic)) over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id) as topic_before
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_topic_sequenced as (
  select
    occurred_at,
    ticket_id,
    topic,
    case
      when ticket_id is not null then lag(toNullable(topic)) over (
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
  where topic is distinct from topic_before
),

answered_topic_topic_found as (
  select
    occurred_at,
    toString(ticket_id) as ticket_id,
    topic,
    topic_before,
    question_id,
    priority
  from answered_topic_topic_sequenced
),

answered_topic_topic_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    topic_before
  from answered_topic_topic_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_mention_named as (
  select
    case
      when q.topic = 'bill' then 'bill_mentioned'
      when q.topic = 'login' then 'login_mentioned'
    end as event,
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    q.ticket_id as ticket_id,
    q.question_id as question_id,
    q.priority as priority,
    q.topic as topic
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_mention_ranked as (
  select
    event,
    occurred_at,
    ticket_id,
    question_id,
    priority,
    topic,
    row_number() over (partition by event, topic order by occurred_at, priority, question_id) as place
  from answered_topic_mention_named
  where event is not null
    and topic is not null
),

answered_topic_mention_found as (
  select
    event,
    occurred_at,
    toString(ticket_id) as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_mention_ranked
  where place = 1
),

answered_topic_mention_events as (
  select
    ticket_id,
    occurred_at,
    event
  from answered_topic_mention_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_bill_mentioned_named as (
  select
    case
      when q.topic = 'bill' then 'bill_mentioned'
      when q.topic = 'login' then 'login_mentioned'
    end as event,
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    q.ticket_id as ticket_id,
    q.question_id as question_id,
    q.priority as priority,
    q.topic as topic
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_bill_mentioned_ranked as (
  select
    event,
    occurred_at,
    ticket_id,
    question_id,
    priority,
    topic,
    row_number() over (partition by event, topic order by occurred_at, priority, question_id) as place
  from answered_topic_bill_mentioned_named
  where event in ('bill_mentioned')
    and topic is not null
),

answered_topic_bill_mentioned_found as (
  select
    event,
    occurred_at,
    toString(ticket_id) as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_bill_mentioned_ranked
  where place = 1
),

answered_topic_bill_mentioned_ranked_2 as (
  select
    ticket_id,
    occurred_at,
    toString(question_id) as source_key,
    row_number() over (partition by ticket_id order by occurred_at, priority, question_id) as place
  from answered_topic_bill_mentioned_found
  where ticket_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_bill_mentioned_events as (
  select
    ticket_id,
    occurred_at,
    source_key
  from answered_topic_bill_mentioned_ranked_2
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_sequenced as (
  select
    cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    a.ticket_id as ticket_id,
    a.agent_id as agent_id,
    topic.topic as now_about,
    topic.topic_before as before_that,
    mention.event as mentioned,
    bill_mentioned.source_key as bill,
    case
      when a.ticket_id is not null then lag(toNullable(topic.topic)) over (
        partition by
          a.ticket_id
        order by
          a.answered_at,
          a.answer_id
      )
    end as answer_before,
    case
      when case
        when a.ticket_id is not null then lag(toNullable(a.answered_at)) over (
          partition by
            a.ticket_id
          order by
            a.answered_at,
            a.answer_id
        )
      end < last.occurred_at then 'question'
      else 'answer'
    end as before_this,
    a.answer_id as answer_id
  from desk.answers as a
  asof left join answered_topic_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  asof left join answered_topic_topic_events as topic
    on topic.ticket_id = a.ticket_id
    and topic.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  asof left join answered_topic_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join answered_topic_bill_mentioned_events as bill_mentioned
    on bill_mentioned.ticket_id = a.ticket_id
    and bill_mentioned.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_reply_last_found as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_reply_last_events as (
  select
    ticket_id,
    occurred_at,
    topic
  from rated_reply_last_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_reply_found as (
  select
    cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    a.ticket_id as ticket_id,
    last.topic as last_topic,
    a.answer_id as answer_id
  from desk.answers as a
  asof left join rated_reply_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_reply_events as (
  select
    ticket_id,
    occurred_at,
    last_topic
  from rated_reply_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, answer_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_told_last_found as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_told_last_events as (
  select
    ticket_id,
    occurred_at,
    topic
  from rated_told_last_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_told_mention_named as (
  select
    case
      when q.topic = 'bill' then 'bill_mentioned'
      when q.topic = 'login' then 'login_mentioned'
    end as event,
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    q.ticket_id as ticket_id,
    q.question_id as question_id,
    q.priority as priority,
    q.topic as topic
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_told_mention_ranked as (
  select
    event,
    occurred_at,
    ticket_id,
    question_id,
    priority,
    topic,
    row_number() over (partition by event, topic order by occurred_at, priority, question_id) as place
  from rated_told_mention_named
  where event is not null
    and topic is not null
),

rated_told_mention_found as (
  select
    event,
    occurred_at,
    toString(ticket_id) as ticket_id,
    question_id,
    priority,
    topic
  from rated_told_mention_ranked
  where place = 1
),

rated_told_mention_events as (
  select
    ticket_id,
    occurred_at,
    event
  from rated_told_mention_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_told_found as (
  select
    cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    a.agent_id as agent_id,
    mention.event as mentioned,
    a.answer_id as answer_id
  from desk.answers as a
  asof left join rated_told_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  asof left join rated_told_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_told_ranked as (
  select
    agent_id,
    occurred_at,
    mentioned,
    row_number() over (partition by agent_id order by occurred_at, answer_id) as place
  from rated_told_found
  where agent_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

rated_told_events as (
  select
    agent_id,
    occurred_at,
    mentioned
  from rated_told_ranked
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5(event || '|' || toString(answer_id)))) as event_id,
  event,
  1 as event_version,
  occurred_at,
  ticket_id,
  toString(agent_id) as agent_id,
  case event
    when 'answered' then '{' || arrayStringConcat([
      '"last_topic":' || coalesce(toJSONString(last_topic), 'null'),
      '"last_at":' || coalesce(toJSONString(replace(toString(cast(last_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
      '"last_ticket":' || coalesce(toJSONString(last_ticket), 'null')
    ], ',') || '}'
    when 'answered_first' then '{' || arrayStringConcat([
      '"topic":' || coalesce(toJSONString(topic), 'null'),
      '"key":' || coalesce(toJSONString("key"), 'null'),
      '"id":' || coalesce(toJSONString(id), 'null')
    ], ',') || '}'
    when 'answered_within' then '{' || arrayStringConcat([
      '"recent":' || coalesce(toJSONString(recent), 'null'),
      '"early":' || coalesce(toJSONString(early), 'null')
    ], ',') || '}'
    when 'answered_bill' then '{' || arrayStringConcat([
      '"owner":' || coalesce(toJSONString(owner), 'null'),
      '"at_once":' || coalesce(toJSONString(at_once), 'null')
    ], ',') || '}'
    when 'answered_by_phone' then '{' || arrayStringConcat([
      '"phone":' || coalesce(toJSONString(phone), 'null'),
      '"minutes":' || coalesce(toString(minutes), 'null'),
      '"recording":' || coalesce(toJSONString(recording), 'null')
    ], ',') || '}'
  end as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'desk.answers' as source,
  toString(answer_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from answers_events
where occurred_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('answered_topic|' || toString(answer_id)))) as event_id,
  'answered_topic' as event,
  1 as event_version,
  occurred_at,
  ticket_id,
  toString(agent_id) as agent_id,
  '{' || arrayStringConcat([
    '"now_about":' || coalesce(toJSONString(now_about), 'null'),
    '"before_that":' || coalesce(toJSONString(before_that), 'null'),
    '"mentioned":' || coalesce(toJSONString(mentioned), 'null'),
    '"bill":' || coalesce(toJSONString(bill), 'null'),
    '"answer_before":' || coalesce(toJSONString(answer_before), 'null'),
    '"before_this":' || coalesce(toJSONString(before_this), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'desk.answers' as source,
  toString(answer_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from answered_topic_sequenced
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('rated|' || toString(r.rating_id)))) as event_id,
  'rated' as event,
  1 as event_version,
  toDateTime64(toString(r.rated_at), 6, 'UTC') as occurred_at,
  toString(r.ticket_id) as ticket_id,
  toString(r.agent_id) as agent_id,
  '{' || arrayStringConcat([
    '"stars":' || coalesce(toString(r.stars), 'null'),
    '"topic":' || coalesce(toJSONString(reply.last_topic), 'null'),
    '"replied_at":' || coalesce(toJSONString(replace(toString(cast(reply.occurred_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
    '"told":' || coalesce(toJSONString(told.mentioned), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'desk.ratings' as source,
  toString(r.rating_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from desk.ratings as r
asof left join rated_reply_events as reply
  on reply.ticket_id = toString(r.ticket_id)
  and reply.occurred_at <= toDateTime64(toString(r.rated_at), 6, 'UTC')
left join rated_told_events as told
  on told.agent_id = r.agent_id
  and told.occurred_at <= toDateTime64(toString(r.rated_at), 6, 'UTC')
where r.rated_at <= toDateTime64('2027-01-01 00:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- answered
-- eventspec 1: answered from desk.events.yml
with last_found as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

last_events as (
  select
    ticket_id,
    occurred_at,
    topic
  from last_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('answered|' || toString(a.answer_id)))) as event_id,
  'answered' as event,
  1 as event_version,
  cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  a.ticket_id as ticket_id,
  toString(a.agent_id) as agent_id,
  last.topic as last_topic,
  last.occurred_at as last_at,
  last.ticket_id as last_ticket,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'desk.answers' as source,
  toString(a.answer_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from desk.answers as a
asof left join last_events as last
  on last.ticket_id = a.ticket_id
  and last.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- window
-- eventspec 1: answered_within, answered_topic from desk.events.yml
with answered_within_asked_found as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and q.asked_at < toDateTime64('2026-01-02 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_within_asked_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    toString(question_id) as source_key,
    coalesce(
      lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6, 'UTC')
    ) as next_at,
    coalesce(
      lag(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id),
      toDateTime64('1900-01-01 00:00:00', 6, 'UTC')
    ) as previous_at
  from answered_within_asked_found
  where ticket_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_within_last_events as (
  select *
  from answered_within_asked_events
  where occurred_at < next_at
),

answered_topic_last_found as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_last_events as (
  select
    ticket_id,
    occurred_at,
    topic
  from answered_topic_last_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_topic_changes as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    q.ticket_id as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority,
    lag(toNullable(q.topic)) over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id) as topic_before
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_topic_sequenced as (
  select
    occurred_at,
    ticket_id,
    topic,
    case
      when ticket_id is not null then lag(toNullable(topic)) over (
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
  where topic is distinct from topic_before
),

answered_topic_topic_found as (
  select
    occurred_at,
    toString(ticket_id) as ticket_id,
    topic,
    topic_before,
    question_id,
    priority
  from answered_topic_topic_sequenced
),

answered_topic_topic_events as (
  select
    ticket_id,
    occurred_at,
    topic,
    topic_before
  from answered_topic_topic_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_mention_named as (
  select
    case
      when q.topic = 'bill' then 'bill_mentioned'
      when q.topic = 'login' then 'login_mentioned'
    end as event,
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    q.ticket_id as ticket_id,
    q.question_id as question_id,
    q.priority as priority,
    q.topic as topic
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_mention_ranked as (
  select
    event,
    occurred_at,
    ticket_id,
    question_id,
    priority,
    topic,
    row_number() over (partition by event, topic order by occurred_at, priority, question_id) as place
  from answered_topic_mention_named
  where event is not null
    and topic is not null
),

answered_topic_mention_found as (
  select
    event,
    occurred_at,
    toString(ticket_id) as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_mention_ranked
  where place = 1
),

answered_topic_mention_events as (
  select
    ticket_id,
    occurred_at,
    event
  from answered_topic_mention_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_bill_mentioned_named as (
  select
    case
      when q.topic = 'bill' then 'bill_mentioned'
      when q.topic = 'login' then 'login_mentioned'
    end as event,
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    q.ticket_id as ticket_id,
    q.question_id as question_id,
    q.priority as priority,
    q.topic as topic
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_bill_mentioned_ranked as (
  select
    event,
    occurred_at,
    ticket_id,
    question_id,
    priority,
    topic,
    row_number() over (partition by event, topic order by occurred_at, priority, question_id) as place
  from answered_topic_bill_mentioned_named
  where event in ('bill_mentioned')
    and topic is not null
),

answered_topic_bill_mentioned_found as (
  select
    event,
    occurred_at,
    toString(ticket_id) as ticket_id,
    question_id,
    priority,
    topic
  from answered_topic_bill_mentioned_ranked
  where place = 1
),

answered_topic_bill_mentioned_ranked_2 as (
  select
    ticket_id,
    occurred_at,
    toString(question_id) as source_key,
    row_number() over (partition by ticket_id order by occurred_at, priority, question_id) as place
  from answered_topic_bill_mentioned_found
  where ticket_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_bill_mentioned_events as (
  select
    ticket_id,
    occurred_at,
    source_key
  from answered_topic_bill_mentioned_ranked_2
  where place = 1
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_topic_sequenced as (
  select
    cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    a.ticket_id as ticket_id,
    a.agent_id as agent_id,
    topic.topic as now_about,
    topic.topic_before as before_that,
    mention.event as mentioned,
    bill_mentioned.source_key as bill,
    case
      when a.ticket_id is not null then lag(toNullable(topic.topic)) over (
        partition by
          a.ticket_id
        order by
          a.answered_at,
          a.answer_id
      )
    end as answer_before,
    case
      when case
        when a.ticket_id is not null then lag(toNullable(a.answered_at)) over (
          partition by
            a.ticket_id
          order by
            a.answered_at,
            a.answer_id
        )
      end < last.occurred_at then 'question'
      else 'answer'
    end as before_this,
    a.answer_id as answer_id
  from desk.answers as a
  asof left join answered_topic_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  asof left join answered_topic_topic_events as topic
    on topic.ticket_id = a.ticket_id
    and topic.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  asof left join answered_topic_mention_events as mention
    on mention.ticket_id = a.ticket_id
    and mention.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join answered_topic_bill_mentioned_events as bill_mentioned
    on bill_mentioned.ticket_id = a.ticket_id
    and bill_mentioned.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('answered_within|' || toString(a.answer_id)))) as event_id,
  'answered_within' as event,
  1 as event_version,
  cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
  a.ticket_id as ticket_id,
  toString(a.agent_id) as agent_id,
  '{' || arrayStringConcat([
    '"recent":' || coalesce(toJSONString(recent.source_key), 'null'),
    '"early":' || coalesce(toJSONString(early.source_key), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'desk.answers' as source,
  toString(a.answer_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from desk.answers as a
asof left join answered_within_last_events as last
  on last.ticket_id = a.ticket_id
  and last.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
left join answered_within_asked_events as recent
  on recent.ticket_id = a.ticket_id
  and recent.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  and cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) < recent.next_at
  and recent.occurred_at >= cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) - interval 3600 second
left join answered_within_asked_events as early
  on early.ticket_id = a.ticket_id
  and early.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  and early.occurred_at >= cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) - interval 3600 second
  and early.previous_at < cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) - interval 3600 second
left join desk.topics as t
  on t.topic = last.topic
where a.answered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  and a.answered_at >= toDateTime64('2026-01-01 10:30:00', 6, 'UTC')
  and a.answered_at < toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1
union all
select
  lower(hex(MD5('answered_topic|' || toString(answer_id)))) as event_id,
  'answered_topic' as event,
  1 as event_version,
  occurred_at,
  ticket_id,
  toString(agent_id) as agent_id,
  '{' || arrayStringConcat([
    '"now_about":' || coalesce(toJSONString(now_about), 'null'),
    '"before_that":' || coalesce(toJSONString(before_that), 'null'),
    '"mentioned":' || coalesce(toJSONString(mentioned), 'null'),
    '"bill":' || coalesce(toJSONString(bill), 'null'),
    '"answer_before":' || coalesce(toJSONString(answer_before), 'null'),
    '"before_this":' || coalesce(toJSONString(before_this), 'null')
  ], ',') || '}' as properties,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'desk.answers' as source,
  toString(answer_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from answered_topic_sequenced
where occurred_at >= toDateTime64('2026-01-01 10:30:00', 6, 'UTC')
  and occurred_at < toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- again
-- eventspec 1: asked_again from desk.events.yml
with asked_events as (
  select
    q.ticket_id as ticket_id,
    q.asked_at as happened_at,
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.question_id) as source_key,
    coalesce(
      lead(toNullable(q.asked_at)) over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id),
      toDateTime64('9999-12-31 23:59:59.999999', 6)
    ) as next_at,
    row_number() over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id) as place
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and q.ticket_id is not null
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

newest_events as (
  select *
  from asked_events
  where happened_at < next_at
)

select
  lower(hex(MD5('asked_again|' || toString(n.question_id)))) as event_id,
  'asked_again' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(n.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(n.ticket_id) as ticket_id,
  newest.source_key as newest,
  newest.occurred_at as newest_at,
  oldest.source_key as oldest,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'desk.questions' as source,
  toString(n.question_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from desk.questions as n
asof left join newest_events as newest
  on newest.ticket_id = n.ticket_id
  and newest.happened_at <= n.asked_at
left join asked_events as oldest
  on oldest.ticket_id = n.ticket_id
  and oldest.place = 1
  and oldest.happened_at <= n.asked_at
where n.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- again
-- eventspec 1: asked_anew from desk.events.yml
with newest_events as (
  select
    q.ticket_id as ticket_id,
    q.asked_at as occurred_at,
    q.topic as topic
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
    and q.ticket_id is not null
  qualify lead(toNullable(q.asked_at)) over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id) is distinct from q.asked_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
)

select
  lower(hex(MD5('asked_anew|' || toString(n.question_id)))) as event_id,
  'asked_anew' as event,
  1 as event_version,
  toTimeZone(toDateTime64(toString(n.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
  toString(n.ticket_id) as ticket_id,
  newest.topic as topic,
  null::Nullable(Decimal(18, 4)) as revenue,
  null::Nullable(String) as link,
  'desk.questions' as source,
  toString(n.question_id) as source_key,
  null::Nullable(DateTime64(6, 'UTC')) as loaded_at
from desk.questions as n
asof left join newest_events as newest
  on newest.ticket_id = n.ticket_id
  and newest.occurred_at <= n.asked_at
where n.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

-- numbered
-- eventspec 1: asked, answered from desk.events.yml
with answered_last_found as (
  select
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    q.topic as topic,
    q.question_id as question_id,
    q.priority as priority
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

answered_last_events as (
  select
    ticket_id,
    occurred_at,
    topic
  from answered_last_found
  where ticket_id is not null
  qualify lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, priority, question_id) is distinct from occurred_at
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
),

events as (
  select
    lower(hex(MD5('asked|' || toString(q.question_id)))) as event_id,
    'asked' as event,
    1 as event_version,
    toTimeZone(toDateTime64(toString(q.asked_at), 6, 'Europe/Brussels'), 'UTC') as occurred_at,
    toString(q.ticket_id) as ticket_id,
    null::Nullable(String) as agent_id,
    '{' || arrayStringConcat([
      '"topic":' || coalesce(toJSONString(q.topic), 'null'),
      '"asked_by":' || coalesce(toJSONString(q.author), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'desk.questions' as source,
    toString(q.question_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by q.ticket_id order by q.asked_at, q.priority, q.question_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from desk.questions as q
  where q.asked_at <= toDateTime64('2027-01-01 01:00:00', 6)
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
  union all
  select
    lower(hex(MD5('answered|' || toString(a.answer_id)))) as event_id,
    'answered' as event,
    1 as event_version,
    cast(a.answered_at as Nullable(DateTime64(6, 'UTC'))) as occurred_at,
    a.ticket_id as ticket_id,
    toString(a.agent_id) as agent_id,
    '{' || arrayStringConcat([
      '"last_topic":' || coalesce(toJSONString(last.topic), 'null'),
      '"last_at":' || coalesce(toJSONString(replace(toString(cast(last.occurred_at as Nullable(DateTime64(6, 'UTC')))), ' ', 'T') || 'Z'), 'null'),
      '"last_ticket":' || coalesce(toJSONString(last.ticket_id), 'null')
    ], ',') || '}' as properties,
    null::Nullable(Decimal(18, 4)) as revenue,
    null::Nullable(String) as link,
    'desk.answers' as source,
    toString(a.answer_id) as source_key,
    null::Nullable(DateTime64(6, 'UTC')) as loaded_at,
    row_number() over (partition by a.ticket_id order by a.answered_at, a.answer_id) as occurrence,
    null::Nullable(DateTime64(6, 'UTC')) as next_at
  from desk.answers as a
  asof left join answered_last_events as last
    on last.ticket_id = a.ticket_id
    and last.occurred_at <= cast(a.answered_at as Nullable(DateTime64(6, 'UTC')))
  left join desk.topics as t
    on t.topic = last.topic
  where a.answered_at <= toDateTime64('2027-01-01 00:00:00', 6, 'UTC')
  settings join_use_nulls = 1, prefer_column_name_to_alias = 1
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
    when ticket_id is not null then lead(toNullable(occurred_at)) over (partition by ticket_id order by occurred_at, event, occurrence, event_id)
  end as next_at
from events
settings join_use_nulls = 1, prefer_column_name_to_alias = 1

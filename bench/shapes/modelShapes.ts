/** The shapes of `models.ts`. Times are naive and in UTC; about a dozen rows belong to each ticket, order or issue. */
import type { ModelShape } from "./models.ts";

/** A time within a year, the same for the same row. */
const at = (salt: number) =>
  `timestamp '2025-01-01' + to_seconds((hash(range, ${salt}) % ${365 * 86_400})::bigint)`;
const some = (salt: number, many: number) => `(hash(range, ${salt}) % ${many})::bigint`;
const word = (salt: number, prefix: string, many: number) =>
  `'${prefix}' || (hash(range, ${salt}) % ${many})`;
const utc = (sql: string) => `${sql} at time zone 'UTC'`;
const happened = (sql: string) => `${sql} <= timestamp '2026-01-01'`;

const sequence: ModelShape = {
  name: "the row before and after (sequence)",
  tables: (rows) => ({
    "desk.history": `select range as id, ${some(1, Math.ceil(rows / 12))} as ticket_id, ${word(2, "s", 6)} as status, ${word(3, "a", 50)} as agent, ${at(4)} as changed_at from range(${rows})`,
  }),
  spec: `from: desk.history
as: h
key: h.id
entities: {ticket: h.ticket_id}
sequence: {per: h.ticket_id}
events:
  ticket_changed:
    at: h.changed_at
    properties:
      status: h.status
      was: previous.status
      until: next.at
      same_agent: {sql: previous.agent = h.agent, type: boolean}
      agent: h.agent
      nth: sequence.number
`,
  event: "ticket_changed",
  columns: ["ticket_id", "status", "was", "until", "same_agent", "nth"],
  hand: `select md5('ticket_changed|' || id) as event_id, ${utc("changed_at")} as occurred_at, ticket_id::varchar as ticket_id, status,
      lag(status) over w as was, ${utc("lead(changed_at) over w")} as until, lag(agent) over w = agent as same_agent, row_number() over w as nth
    from desk.history where ${happened("changed_at")}
    window w as (partition by ticket_id order by changed_at, id)`,
};

const union: ModelShape = {
  name: "one event of several tables (union)",
  tables: (rows) => {
    const table = (salt: number, id: string) =>
      `select range as ${id}, ${some(salt, 9999)} as customer_id, ${some(salt + 1, 5000)} as total, ${word(salt + 2, "c", 30)} as country, ${at(salt + 3)} as ordered_at, repeat('x', 40) || range as payload from range(${Math.ceil(rows / 3)})`;
    return {
      "shop.orders_eu": table(1, "order_id"),
      "shop.orders_us": table(11, "order_no"),
      "shop.orders_arch": table(21, "order_id"),
    };
  },
  spec: `from:
  union: [shop.orders_eu, {table: shop.orders_us, rename: {order_no: order_id}}, shop.orders_arch]
  except: [payload]
  relation: src
as: o
key: [o.src, o.order_id]
entities: {customer: o.customer_id}
events:
  order_placed:
    at: o.ordered_at
    where: o.country <> 'c7'
    properties: {total: o.total, country: o.country}
`,
  event: "order_placed",
  columns: ["customer_id", "total", "country"],
  hand: `select md5('order_placed|' || src || '|' || order_id) as event_id, ${utc("ordered_at")} as occurred_at, customer_id::varchar as customer_id, total, country
    from (select 'shop.orders_eu' as src, order_id, customer_id, total, country, ordered_at from shop.orders_eu
      union all select 'shop.orders_us', order_no, customer_id, total, country, ordered_at from shop.orders_us
      union all select 'shop.orders_arch', order_id, customer_id, total, country, ordered_at from shop.orders_arch)
    where country <> 'c7' and ${happened("ordered_at")}`,
};

const full: ModelShape = {
  name: "tables side by side (full join)",
  tables: (rows) => ({
    "crm.licenses": `select range * 2 as license_id, ${word(1, "p", 5)} as plan, ${at(2)} as created_at from range(${Math.ceil(rows / 2)})`,
    "crm.legacy": `select range * 3 as license_no, ${word(3, "q", 5)} as plan, ${at(4)} as started_at from range(${Math.ceil(rows / 2)})`,
  }),
  spec: `from: {full: [crm.licenses, {table: crm.legacy, as: legacy, using: license_no}], using: license_id}
as: l
key: l.license_id
entities: {license: l.license_id}
events:
  license_known:
    at: coalesce(licenses.created_at, legacy.started_at)
    properties: {plan: {sql: "coalesce(licenses.plan, legacy.plan)", type: string}, was_legacy: l.in_legacy}
`,
  event: "license_known",
  columns: ["license_id", "plan", "was_legacy"],
  hand: `select md5('license_known|' || id) as event_id, ${utc("known_at")} as occurred_at, id::varchar as license_id, plan, was_legacy
    from (select coalesce(l.license_id, o.license_no) as id, coalesce(l.created_at, o.started_at) as known_at, coalesce(l.plan, o.plan) as plan, o.license_no is not null as was_legacy
      from crm.licenses l full join crm.legacy o on o.license_no = l.license_id)
    where ${happened("known_at")}`,
};

/** A tenth of all messages belongs to one ticket in a thousand. */
const skewed = (salt: number, tickets: number) =>
  `case when hash(range, ${salt}) % 10 = 0 then ${some(salt + 1, Math.ceil(tickets / 1000))} else ${some(salt + 2, tickets)} end`;

const talks = (rows: number) => {
  const half = Math.ceil(rows / 2);
  const tickets = Math.ceil(rows / 12);
  return {
    "desk.questions": `select range as question_id, ${skewed(1, tickets)} as ticket_id, ${word(4, "t", 20)} as topic, ${at(5)} as asked_at from range(${half})`,
    "desk.answers": `select range as answer_id, ${skewed(11, tickets)} as ticket_id, ${at(15)} as answered_at from range(${half})`,
  };
};

const asked = (joins: string, properties: string) => `from: desk.answers
as: a
key: a.answer_id
entities: {ticket: a.ticket_id}
join:
${joins}
events:
  answered:
    at: a.answered_at
    properties: {${properties}}
---
from: desk.questions
as: q
key: q.question_id
entities: {ticket: q.ticket_id}
events:
  asked: {at: q.asked_at, properties: {topic: q.topic}}
`;

const joined: ModelShape = {
  name: "the last question before an answer (join to an event), skewed",
  tables: talks,
  spec: asked("  - {event: asked, as: last, by: ticket}", "topic: last.topic, asked_at: last.occurred_at"),
  event: "answered",
  columns: ["ticket_id", "topic", "asked_at"],
  hand: `select md5('answered|' || answer_id) as event_id, ${utc("answered_at")} as occurred_at, ticket_id::varchar as ticket_id, topic, ${utc("asked_at")} as asked_at
    from (select a.answer_id, a.answered_at, a.ticket_id, q.topic, q.asked_at from (select * from desk.answers where ${happened("answered_at")}) a
      asof left join (select ticket_id, asked_at, arg_max(topic, question_id) as topic from desk.questions group by 1, 2) q
        on q.ticket_id = a.ticket_id and q.asked_at <= a.answered_at)`,
};

const twice: ModelShape = {
  name: "the last and the first question (two joins to one event), skewed",
  tables: talks,
  spec: asked(
    "  - {event: asked, as: last, by: ticket}\n  - {event: asked, as: first, by: ticket, pick: first}",
    "topic: last.topic, first_topic: first.topic",
  ),
  event: "answered",
  columns: ["ticket_id", "topic", "first_topic"],
  hand: `select md5('answered|' || a.answer_id) as event_id, ${utc("a.answered_at")} as occurred_at, a.ticket_id::varchar as ticket_id, a.topic, f.topic as first_topic
    from (select a.answer_id, a.answered_at, a.ticket_id, q.topic from (select * from desk.answers where ${happened("answered_at")}) a
      asof left join (select ticket_id, asked_at, arg_max(topic, question_id) as topic from desk.questions group by 1, 2) q
        on q.ticket_id = a.ticket_id and q.asked_at <= a.answered_at) a
    left join (select ticket_id, min(asked_at) as asked_at, arg_min(topic, (asked_at, question_id)) as topic from desk.questions group by 1) f
      on f.ticket_id = a.ticket_id and f.asked_at <= a.answered_at`,
};

const picked = ["team", "status", "owner", "size", "sprint"] as const;

const fields: ModelShape = {
  name: "five fields of a history as of each event",
  tables: (rows) => {
    const issues = Math.ceil(rows / 40);
    return {
      "jira.issues": `select range as issue_id, ${at(1)} as resolved_at from range(${issues})`,
      "jira.changes": `select ${some(2, issues)} as issue_id, ['team', 'status', 'owner', 'size', 'sprint', 'other'][(hash(range, 3) % 6)::int + 1] as field_id, ${word(4, "v", 30)} as value, ${at(5)} as changed_at from range(${rows})`,
    };
  },
  spec: `from: jira.issues
as: i
key: i.issue_id
entities: {issue: i.issue_id}
join:
  - from: jira.changes
    as: f
    on: f.issue_id = i.issue_id
    fields: {name: f.field_id, value: f.value, start: f.changed_at, pick: {${picked.map((one) => `${one}: ${one}`).join(", ")}}}
events:
  issue_resolved:
    at: i.resolved_at
    properties: {${picked.map((one) => `${one}: f.${one}`).join(", ")}}
`,
  event: "issue_resolved",
  columns: ["issue_id", ...picked],
  hand: `select md5('issue_resolved|' || i.issue_id) as event_id, ${utc("any_value(i.resolved_at)")} as occurred_at, i.issue_id::varchar as issue_id,
      ${picked.map((one) => `arg_max(f.value, (f.changed_at, f.value)) filter (f.field_id = '${one}') as ${one}`).join(", ")}
    from jira.issues i left join jira.changes f on f.issue_id = i.issue_id and f.changed_at <= i.resolved_at and f.field_id in (${picked.map((one) => `'${one}'`).join(", ")})
    where ${happened("i.resolved_at")} group by i.issue_id`,
};

const columns: ModelShape = {
  name: "columns as rows",
  tables: (rows) => ({
    "crm.notes": `select range as note_id, ${at(1)} as noted_at, case when hash(range, 2) % 2 = 0 then ${some(3, 999)} end as assigned_to, case when hash(range, 4) % 3 = 0 then ${some(5, 999)} end as reviewed_by, case when hash(range, 6) % 4 = 0 then ${some(7, 999)} end as closed_by from range(${rows})`,
  }),
  spec: `from: crm.notes
as: n
for_each: {item: c, columns: {assigned: n.assigned_to, reviewed: n.reviewed_by, closed: n.closed_by}}
key: [n.note_id, c.name]
entities: {person: c.value}
events:
  note_touched:
    at: n.noted_at
    properties: {role: c.name}
`,
  event: "note_touched",
  columns: ["person_id", "role"],
  hand: `select md5('note_touched|' || note_id || '|' || role) as event_id, ${utc("noted_at")} as occurred_at, person::varchar as person_id, role
    from (select note_id, noted_at, role, case role when 'assigned' then assigned_to when 'reviewed' then reviewed_by when 'closed' then closed_by end as person
      from crm.notes cross join (values ('assigned'), ('reviewed'), ('closed')) r(role))
    where person is not null and ${happened("noted_at")}`,
};

const also: ModelShape = {
  name: "one event of two documents (also)",
  tables: (rows) => ({
    "shop.orders": `select range as order_id, ${some(1, 9999)} as customer_id, ${some(2, 5000)} as total, ${at(3)} as ordered_at from range(${Math.ceil(rows / 2)})`,
    "till.receipts": `select range as receipt_no, ${some(4, 9999)} as card_no, ${some(5, 5000)} as amount, ${at(6)} as printed_at from range(${Math.ceil(rows / 2)})`,
  }),
  spec: `from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
events:
  order_placed: {at: o.ordered_at, properties: {total: o.total}}
---
from: till.receipts
as: r
key: r.receipt_no
entities: {customer: r.card_no}
events:
  order_placed: {also: true, at: r.printed_at, properties: {total: r.amount}}
`,
  event: "order_placed",
  columns: ["customer_id", "total"],
  hand: `select md5('order_placed|' || order_id) as event_id, ${utc("ordered_at")} as occurred_at, customer_id::varchar as customer_id, total from shop.orders where ${happened("ordered_at")}
    union all select md5('order_placed|~~till.receipts|' || receipt_no), ${utc("printed_at")}, card_no::varchar, amount from till.receipts where ${happened("printed_at")}`,
};

export const models: readonly ModelShape[] = [sequence, union, full, joined, twice, fields, columns, also];

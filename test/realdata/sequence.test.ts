import assert from "node:assert/strict";
import { bothWays } from "../support/bothWays.ts";
import { describeRealData } from "../support/realData.ts";

describeRealData("Sequences of Zendesk's tickets", "zendesk/seeds", (source) => {
  it("tell the time in each status as a query by hand does", async () => {
    const { rows, hand } = await bothWays({
      source,
      files: { "zendesk.field_history": "ticket_field_history_data.csv" },
      spec: `
from: zendesk.field_history
as: h
key: [h.ticket_id, h.updated]
where: h.field_name = 'status'
events:
  status_changed:
    at: h.updated
    changes: {value: h.value, per: h.ticket_id}
    properties:
      ticket: h.ticket_id
      was: previous.value
      becomes: h.value
      minutes: datediff('minute', event.at, next.at)
      nth: sequence.number
`,
      event: "status_changed",
      columns: ["ticket", "was", "becomes", "minutes", "nth"],
      byHand: `
with changed as (
  select ticket_id, updated, value
  from zendesk.field_history
  where field_name = 'status'
  qualify value is distinct from lag(value) over (partition by ticket_id order by updated)
)
select
  ticket_id,
  lag(value) over (partition by ticket_id order by updated),
  value,
  datediff('minute', updated, lead(updated) over (partition by ticket_id order by updated)),
  row_number() over (partition by ticket_id order by updated)
from changed`,
    });
    assert.ok(rows.length > 10);
    assert.deepEqual(rows, hand);
  });

  it("tell the minutes from one comment to the next as a query by hand does", async () => {
    const { rows, hand } = await bothWays({
      source,
      files: { "zendesk.comment": "ticket_comment_data.csv" },
      spec: `
from: zendesk.comment
as: c
key: c.id
sequence: {per: c.ticket_id, gap: 1 day}
events:
  ticket_commented:
    at: c.created
    properties:
      id: c.id
      author: {sql: c.user_id, privacy: internal}
      answered_after: datediff('minute', previous.at, event.at)
      by_other: previous.author <> c.user_id
      talk: sequence.session
`,
      event: "ticket_commented",
      columns: ["id", "answered_after", "by_other", "talk"],
      byHand: `
with before as (
  select *, lag(created) over w as created_before, lag(user_id) over w as user_before
  from zendesk.comment
  window w as (partition by ticket_id order by created, id)
)
select
  id,
  datediff('minute', created_before, created),
  user_before <> user_id,
  sum(case when created - created_before <= interval 1 day then 0 else 1 end)
    over (partition by ticket_id order by created, id)
from before`,
    });
    assert.ok(rows.length > 10);
    assert.deepEqual(rows, hand);
  });
});

describeRealData("Sequences of Stripe's subscriptions", "stripe/seeds", (source) => {
  it("tell a plan's change with the plan before and the days since as a query by hand does", async () => {
    const { rows, hand } = await bothWays({
      source,
      files: { "stripe.subscription_item": "subscription_item_data.csv" },
      spec: `
from: stripe.subscription_item
as: i
key: i.id
events:
  plan_changed:
    at: i.created
    changes: {value: i.plan_id, per: i.subscription_id}
    properties:
      subscription: i.subscription_id
      plan: i.plan_id
      plan_before: previous.value
      days_since: datediff('day', previous.at, event.at)
`,
      event: "plan_changed",
      columns: ["subscription", "plan", "plan_before", "days_since"],
      byHand: `
select
  subscription_id,
  plan_id,
  lag(plan_id) over (partition by subscription_id order by created, id),
  datediff('day', lag(created) over (partition by subscription_id order by created, id), created)
from stripe.subscription_item`,
    });
    assert.ok(rows.some(([, , before]) => before !== "null"));
    assert.deepEqual(rows, hand);
  });
});

import assert from "node:assert/strict";
import { bothWays } from "../support/bothWays.ts";
import { describeRealData } from "../support/realData.ts";

describeRealData("First replies to Zendesk's tickets", "zendesk/seeds", (source) => {
  // Every ticket of the extract has one author alone, so the comment after the first one stands for the reply.
  const spec = `
from: zendesk.comment
as: c
key: c.id
entities: {ticket: c.ticket_id}
events:
  ticket_opened:
    at: c.created
    once_per: [c.ticket_id]
    properties: {id: c.id}
---
from: zendesk.comment
as: c
key: c.id
where: c.public
entities: {ticket: c.ticket_id}
join:
  - {event: ticket_opened, as: opened, by: ticket}
  - {event: ticket_commented, as: within_a_day, by: ticket, pick: first, within: 1 day}
events:
  first_reply_sent:
    at: c.created
    where: c.id <> opened.id
    once_per: [c.ticket_id]
    properties: {minutes: "date_diff('minute', opened.occurred_at, event.at)"}
  comment_followed_up:
    at: c.created
    properties: {id: c.id, first_of_the_day: within_a_day.id}
---
from: zendesk.comment
as: c
key: c.id
entities: {ticket: c.ticket_id}
events:
  ticket_commented: {at: c.created, properties: {id: c.id}}
`;
  const files = { "zendesk.comment": "ticket_comment_data.csv" };

  it("come as many minutes later as a query by hand says", async () => {
    const { rows, hand } = await bothWays({
      source,
      files,
      spec,
      event: "first_reply_sent",
      columns: ["ticket_id", "minutes"],
      byHand: `
with opened as (
  select ticket_id, created, id
  from zendesk.comment
  qualify row_number() over (partition by ticket_id order by created, id) = 1
)
select o.ticket_id, datediff('minute', o.created, min(c.created))
from opened as o
join zendesk.comment as c on c.ticket_id = o.ticket_id and c.public and c.id <> o.id and c.created >= o.created
group by o.ticket_id, o.created`,
    });
    assert.ok(rows.length > 1);
    assert.deepEqual(rows, hand);
  });

  it("follow the first comment of the day before, as a query by hand finds it", async () => {
    const { rows, hand } = await bothWays({
      source,
      files,
      spec,
      event: "comment_followed_up",
      columns: ["id", "first_of_the_day"],
      byHand: `
select c.id, (
  select p.id
  from zendesk.comment as p
  where p.ticket_id = c.ticket_id and p.created <= c.created and p.created >= c.created - interval 1 day
  order by p.created, p.id
  limit 1
)
from zendesk.comment as c
where c.public`,
    });
    assert.ok(rows.some(([id, first]) => id !== first));
    assert.deepEqual(rows, hand);
  });
});

import assert from "node:assert/strict";
import { findingsOf } from "./findingsOf.ts";

const orders = `from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
events:
  order_placed: {at: o.ordered_at, properties: {status: o.status, total: o.total_cents}}
`;
const history = (event: string, document = "") => `---
from: shop.ticket_history
as: h
key: h.ticket_id
entities: {customer: h.ticket_id}
${document}events:
  order_placed: {${event}}
`;
const same = "also: true, at: h.changed_at, properties: {status: h.status, total: h.ticket_id}";

async function errors(text: string): Promise<string[]> {
  const findings = await findingsOf(text);
  return findings.flatMap(({ severity, rule, message }) =>
    severity === "error" ? [`${rule}: ${message}`] : [],
  );
}

describe("an event of two documents", () => {
  it("is right where both give the same", async () => {
    assert.deepEqual(await errors(orders + history(same)), []);
    // Whichever stands first.
    assert.deepEqual(await errors(`${history(same).slice(4)}---\n${orders}`), []);
  });

  it("is declared by one", async () => {
    assert.deepEqual(await errors(history(same).slice(4)), [
      'unlike-event: No document declares the event "order_placed", so this can\'t give it, too.',
    ]);
    assert.deepEqual(await errors(orders + history(same.replace("also: true, ", ""))), [
      'duplicate-event-name: The event "order_placed" is declared twice.',
    ]);
    assert.deepEqual(await errors(orders + orders.replace("from", "---\nfrom") + history(same)), [
      'duplicate-event-name: The event "order_placed" is declared twice.',
    ]);
    // A name that differs in case is another event.
    assert.deepEqual(await errors(orders + history(same).replace("order_placed", "Order_Placed")), [
      'duplicate-event-name: The events "Order_Placed" and "order_placed" differ only in case or punctuation.',
      'event-name-style: The name "Order_Placed" is not in snake_case.',
      'unlike-event: No document declares the event "Order_Placed", so this can\'t give it, too.',
    ]);
  });

  it("has the same entities, properties, types and streams", async () => {
    assert.deepEqual(
      await errors(orders + history("also: true, at: h.changed_at, properties: {note: h.status}")),
      [
        'unlike-event: The property "status" of event "order_placed" is missing here.',
        'unlike-event: The property "total" of event "order_placed" is missing here.',
        'unlike-event: The event "order_placed" has no property "note" where it is declared.',
      ],
    );
    assert.deepEqual(await errors(orders + history(same.replace("total: h.ticket_id", "total: h.status"))), [
      'unlike-event: Property "total" is a text here and a number where event "order_placed" is declared.',
    ]);
    assert.deepEqual(await errors(orders + history(`${same}, version: 2, tier: core`)), [
      'unlike-event: The `tier` of event "order_placed" is another where it is declared.',
      'unlike-event: The `version` of event "order_placed" is another where it is declared.',
    ]);
    assert.deepEqual(await errors(orders + history(`${same}, entities: {customer: ~}`)), [
      'event-without-entity: Event "order_placed" has no entity: nothing says whom or what it happened to.',
      'unlike-event: The entity "customer" of event "order_placed" is missing here.',
    ]);
  });
});

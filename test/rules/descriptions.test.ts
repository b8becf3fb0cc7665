import assert from "node:assert/strict";
import { findingsOf } from "./findingsOf.ts";

describe("a description that only repeats the name", () => {
  const described = (event: string, property: string) =>
    `from: shop.orders\nas: o\nkey: o.order_id\nevents:\n  order_placed:\n    description: ${event}\n    at: o.ordered_at\n` +
    `    properties: {freight: {sql: o.total_cents, description: ${property}}}\n`;
  const found = async (text: string) =>
    (await findingsOf(text))
      .filter(({ rule }) => /description/.test(rule))
      .map(({ rule, message, fixes = [] }) => `${rule}: ${message} ${fixes.length}`);

  for (const [event, property] of [
    ["Order placed.", "Freight."],
    ["'order_placed'", "The freight"],
    ["An order placed!", "FREIGHT"],
  ])
    it(`is found: ${event} ${property}`, async () =>
      assert.deepEqual(await found(described(event ?? "", property ?? "")), [
        'description-repeats-name: The description of event "order_placed" only repeats its name. 0',
        'description-repeats-name: The description of property "freight" only repeats its name. 0',
      ]));

  it("is another one than one that says something", async () =>
    assert.deepEqual(await found(described("The order was paid for.", "Cost of the parcel.")), []));
});

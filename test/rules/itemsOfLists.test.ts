import assert from "node:assert/strict";
import { findingsOf } from "./findingsOf.ts";

async function unknown(shared: string, ...events: string[]): Promise<string[]> {
  const keys = `from: shop.orders\nas: o\nkey: o.order_id\n${shared}`;
  const spec = `${keys}events:\n${events.map((event) => `  ${event}\n`).join("")}`;
  const found = await findingsOf(spec);
  return found
    .filter(({ rule }) => rule === "unknown-column")
    .map(({ path, message }) => `${path} ${message}`);
}

const listing = "order_placed: {at: o.ordered_at, where: i.a = 1, for_each: [{item: i, in: o.status}]}";

describe("items of an event's lists", () => {
  it("are known to the event and to what its document says for all", async () => {
    assert.deepEqual(await unknown("where: i.b = 1\n", listing), []);
  });

  it("are not known to the document's other events, wherever they stand", async () => {
    const other = "order_paid: {at: o.ordered_at, where: i.a = 1}";
    for (const events of [
      [listing, other],
      [other, listing],
    ]) {
      const found = await unknown("where: i.b = 1\n", ...events);
      assert.deepEqual(found, ['events.order_paid.where Nothing here is called "i".']);
    }
  });
});

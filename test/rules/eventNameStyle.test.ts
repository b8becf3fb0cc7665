import assert from "node:assert/strict";
import { findingsOf } from "./findingsOf.ts";

async function better(name: string): Promise<string | undefined> {
  const text = `from: shop.orders\nas: o\nkey: o.order_id\nevents:\n  ${name}: {at: o.ordered_at}\n`;
  const finding = (await findingsOf(text)).find(({ rule }) => rule === "event-name-style");
  return finding && (finding.fixes?.[0]?.edits[0]?.text ?? "?");
}

/** A name, and what the fix makes of it: nothing where it is right, `?` where nobody can tell. */
const names: [name: string, better: string | undefined][] = [
  ["order_placed", undefined],
  ["user_signed_up", undefined],
  ["invoice_paid", undefined],
  ["OrderPlaced", "order_placed"],
  ["Order Placed", "order_placed"],
  ["order-placed", "order_placed"],
  ["PlaceOrder", "order_placed"],
  ["create_comment", "comment_created"],
  ["comment_create", "comment_created"],
  ["placed_order", "order_placed"],
  ["order_ship", "order_shipped"],
  ["plan_upgrade", "plan_upgraded"],
  ["subscription_cancel", "subscription_cancelled"],
  ["send_invoice", "invoice_sent"],
  ["view_invoice", "?"],
  ["order", "?"],
  ["order_total", "?"],
  ["order_handed_to_carrier", undefined],
  ["ticket_put_on_hold", undefined],
  ["subscription_set_to_cancel", undefined],
  ["charge_fell_due", undefined],
  ["parcel_left_warehouse", undefined],
  ["user_went_live", undefined],
  ["video_played_50", undefined],
  ["password_reset", undefined],
  ["user_logged_in", undefined],
  ["logged_in", "?"],
  ["signed_up", "?"],
  ["order_cost_total", "?"],
  ["user_read_count", "?"],
  ["card_need", "?"],
  ["rank_bed", "?"],
  ["speed", "?"],
];

describe("event names", () => {
  for (const [name, expected] of names) {
    it(`${name} → ${expected ?? "right"}`, async () => assert.equal(await better(name), expected));
  }

  it("asks who did it where only a verb stands there", async () => {
    const text =
      "from: shop.orders\nas: o\nkey: o.order_id\nentities: {visitor: o.customer_id}\nevents:\n  signed_in: {at: o.ordered_at}\n";
    const finding = (await findingsOf(text)).find(({ rule }) => rule === "event-name-style");
    assert.equal(finding?.hint, 'Say who did, such as "visitor_signed_in".');
  });

  it("are changed in joins as well, unless SQL calls them so", async () => {
    const joining = (alias: string) => `from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
events:
  OrderPlaced: {at: o.ordered_at}
---
from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
join: [{event: OrderPlaced, ${alias}by: customer}]
events:
  order_shipped: {at: o.shipped_at}
`;
    const changed = async (text: string) => {
      const finding = (await findingsOf(text)).find(({ rule }) => rule === "event-name-style");
      return finding?.fixes?.flatMap(({ edits }) =>
        edits.map(({ span }) => text.slice(span.start, span.end)),
      );
    };
    assert.deepEqual(await changed(joining("as: placed, ")), ["OrderPlaced", "OrderPlaced"]);
    assert.equal(await changed(joining("")), undefined);
  });
});

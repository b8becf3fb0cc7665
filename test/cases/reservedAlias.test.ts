import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import { bindToDuckDb } from "../rules/bindToDuckDb.ts";
import { check } from "../rules/findingsOf.ts";
import { shopWith } from "../rules/shop.ts";

const spec = `from: shop.orders
as: order
key: order.order_id
join:
  - {from: shop.customers, as: o, on: o.customer_id = order.customer_id}
events:
  order_placed:
    at: order.ordered_at
    where: "order.status <> 'order.x'"
    properties: {total: 'order.total_cents', quoted: '"order".total_cents'}
`;

const mended = `from: shop.orders
as: ord
key: ord.order_id
join:
  - {from: shop.customers, as: o, on: o.customer_id = ord.customer_id}
events:
  order_placed:
    at: ord.ordered_at
    where: "ord.status <> 'order.x'"
    properties: {total: 'ord.total_cents', quoted: '"order".total_cents'}
`;

describe("a source that is called by a reserved word", () => {
  for (const bound of [false, true]) {
    it(`is one finding, and a fix that calls it something else${bound ? ", with a connection" : ""}`, async () => {
      const project = await shopWith({ "shop.events.yml": spec });
      const findings = await check(project, bound ? await bindToDuckDb(project) : undefined);
      const errors = findings.filter(
        ({ severity, rule }) => severity === "error" && rule !== "event-without-entity",
      );
      assert.deepEqual(
        errors.map(({ rule }) => rule),
        ["reserved-alias"],
      );
      const edits = errors[0]?.fixes?.[0]?.edits ?? [];
      assert.equal(applyEdits(spec, edits), mended);
    });
  }
});

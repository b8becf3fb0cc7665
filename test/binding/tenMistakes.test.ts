import assert from "node:assert/strict";
import { report } from "../../server/src/reports/index.ts";
import { bindToDuckDb } from "../rules/bindToDuckDb.ts";
import { check } from "../rules/findingsOf.ts";
import { shopWith } from "../rules/shop.ts";
import { mark, marked } from "../support/markers.ts";

/** One mistake of each kind, and the place where it is to be found. */
const spec = `from: shop.orders
as: o
key: o.order_id
owner: growth
entities: {customer: o.customer_id}
tier: ⟦cor⟧

events:
  order_placed:
    description: The customer confirmed the checkout.
    ⟦descripton⟧: The customer confirmed the checkout.
    at: o.ordered_at
    where: >-
      o.status is distinct from 'test'
      and ⟦o.totl_cents⟧ > 0
    tests: [{volume: {per: day, min: 1}}]

  ⟦order_paid⟧:
    description: Payment has arrived.
    tests: [{volume: {per: day, min: 1}}]

  order_shipped:
    description: The parcel left the warehouse.
    at: o.shipped_at
    where: o.status = 'shipped'⟦;⟧ select 1
    properties:
      total: {sql: ⟦o.currency⟧, type: 'decimal(12,2)', description: Order value.}
    tests: [{volume: {per: day, min: 1}}]

  ⟦Order-Placed⟧:
    description: The same again.
    owner: ⟦grwoth⟧
    at: o.ordered_at
    tests: [{volume: {per: day, min: 1}}]
---
from: ⟦shop.custmers⟧
as: c
key: c.customer_id
owner: growth
entities: {customer: c.customer_id}
events:
  customer_registered:
    description: The customer opened an account.
    at: c.signed_up_at
    tests: [{volume: {per: day, min: 1}}]
⟦   ⟧tags: [account]
`;

const rules = [
  "invalid-value",
  "unknown-key",
  "unknown-column",
  "missing-key",
  "statement-in-expression",
  "type-mismatch",
  "duplicate-event-name",
  "unknown-owner",
  "unknown-table",
  "yaml-syntax",
];

/** `Order-Placed` is a matter of style, too; that is not what this is about. */
const projectFile = `eventspec: 1
name: shop
timezone: UTC
connections:
  dev: {type: duckdb}
entities: {customer: {type: integer}}
teams: {growth: {}}
rules: {event-name-style: 'off'}
`;

describe("a spec with ten different mistakes", () => {
  const { text, ranges } = marked(spec);

  for (const bound of [false, true]) {
    it(`has ten findings, each on the right characters, ${bound ? "with" : "without"} a connection`, async () => {
      const project = await shopWith({ "shop.events.yml": text, "eventspec.yml": projectFile });
      const found = await check(project, bound ? await bindToDuckDb(project) : undefined);
      assert.equal(
        mark(
          text,
          found.map(({ span }) => span),
        ),
        spec,
      );
      assert.deepEqual(
        found.map(({ rule }) => rule),
        rules,
      );
      assert.ok(
        found.every(({ hint }) => hint),
        "each says how to mend it",
      );
    });
  }

  it("has the same ones as JSON", async () => {
    const project = await shopWith({ "shop.events.yml": text, "eventspec.yml": projectFile });
    const json = JSON.parse(report("json", { project, findings: await check(project) }));
    const lines = text.split("\n");
    const shown = json.findings.map(({ range }: { range: { start: Place; end: Place } }) => {
      assert.equal(range.start.line, range.end.line);
      return lines[range.start.line - 1]?.slice(range.start.column - 1, range.end.column - 1);
    });
    assert.deepEqual(
      shown,
      ranges.map(({ start, end }) => text.slice(start, end)),
    );
    assert.deepEqual(
      json.findings.map(({ rule }: { rule: string }) => rule),
      rules,
    );
    assert.deepEqual(json.counts, { error: 10, warning: 0, info: 0 });
  });
});

interface Place {
  readonly line: number;
  readonly column: number;
}

import assert from "node:assert/strict";
import type { DialectName } from "../../../server/src/sql/types.ts";
import { formatText } from "../../../server/src/tasks/formatting/formatText.ts";
import { projectOf } from "../../support/editorProject.ts";

const file = "orders.events.yml";

async function outcomeOf(text: string, dialect: DialectName = "duckdb") {
  return formatText(await projectOf({ [file]: text }), file, dialect);
}

/** The text laid out, which laying out again does not change. */
async function formatted(text: string, dialect?: DialectName): Promise<string> {
  const outcome = await outcomeOf(text, dialect);
  assert.equal(outcome.kind, "formatted", JSON.stringify(outcome));
  const again = await outcomeOf(outcome.text, dialect);
  assert.deepEqual(again, outcome, "laid out twice");
  return outcome.text;
}

const head = "from: shop.orders\nas: o\nkey: o.order_id\n";

describe("laying out a file", () => {
  it("indents by two, puts one blank after colons and between entries, and one empty line where there were more", async () => {
    const text =
      "from:    shop.orders\nas: o\nkey:  o.order_id\n\n\n\nevents:\n    order_placed:\n        at:   o.ordered_at\n        entities: { customer: o.customer_id,order:   o.order_id }\n        tags: [ a,b ]\n";
    assert.equal(
      await formatted(text),
      `${head}\nevents:\n  order_placed:\n    at: o.ordered_at\n    entities: {customer: o.customer_id, order: o.order_id}\n    tags: [a, b]\n`,
    );
  });

  it("keeps comments, anchors, aliases, several documents, quotes that are needed, and the breaks of long texts", async () => {
    const text = `# Orders, as the shop knows them.
${head}owner: growth # until March

events:
  # The first.
  order_placed: &placed
    at: o.ordered_at
    description: >-
      The customer confirmed
      the checkout.
    properties:
      "on": "0012"
      status: "it's"
  order_paid: *placed
---
# Others.
${head}events: {}
`;
    assert.equal(await formatted(text), text);
  });

  it("puts maps and lists of too long lines on several, but for the rows of examples", async () => {
    const long = "o.total_cents + o.total_cents + o.total_cents + o.total_cents";
    const text = `${head}events:
  order_placed:
    at: o.ordered_at
    properties: {total: {sql: ${long}, type: integer, description: All of it}, other: o.status}
    tests: [{not_null: [customer_id]}, {rows: {name: nothing is free of charge at all, where: total = 0}}, {unique: [total, other]}]
    examples: [{name: one, given: {orders: [{order_id: 1, ordered_at: 2025-01-01 10:00:00, status: paid, total_cents: 100, customer_id: 12345, coupon: x}]}, expect: []}]
`;
    assert.equal(
      await formatted(text),
      `${head}events:
  order_placed:
    at: o.ordered_at
    properties:
      total: {sql: ${long}, type: integer, description: All of it}
      other: o.status
    tests:
      - {not_null: [customer_id]}
      - {rows: {name: nothing is free of charge at all, where: total = 0}}
      - {unique: [total, other]}
    examples:
      - name: one
        given:
          orders:
            - {order_id: 1, ordered_at: 2025-01-01 10:00:00, status: paid, total_cents: 100, customer_id: 12345, coupon: x}
        expect: []
`,
    );
  });

  it("leaves collections with comments, anchors, aliases and line breaks of their own in brackets", async () => {
    const pad = "x".repeat(120);
    const text = `${head}meta: &all {a: ${pad}, b: 1}
events:
  order_placed:
    at: o.ordered_at
    meta: {a: *all, b: ${pad}}
    tags: [
        # Of old.
        ${pad},
        b,
      ]
`;
    assert.equal(await formatted(text), text);
  });

  it("lays out SQL on its line, and below a bar in lines, by the project's dialect", async () => {
    const text = `from:
  sql: |
    select o.order_id,o.ordered_at from shop.orders o join shop.customers c on c.customer_id=o.customer_id where o.status<>'x' -- paid
    and not o.is_test
as: o
key: o.order_id
events:
  order_placed:
    at: o.ordered_at
    where: o.status<>'cancelled'   and(o.total_cents>0 or   -o.total_cents<- 1)
    properties:
      days: {sql: "case when o.a is null then 'b  c' end"}
      first: o."Coupon Code"||coalesce( o.status,'#' )
`;
    assert.equal(
      await formatted(text),
      `from:
  sql: |
    select
      o.order_id,
      o.ordered_at
    from
      shop.orders o
      join shop.customers c on c.customer_id = o.customer_id
    where
      o.status <> 'x' -- paid
      and not o.is_test
as: o
key: o.order_id
events:
  order_placed:
    at: o.ordered_at
    where: o.status <> 'cancelled' and(o.total_cents > 0 or -o.total_cents < - 1)
    properties:
      days: {sql: "case when o.a is null then 'b  c' end"}
      first: o."Coupon Code" || coalesce(o.status, '#')
`,
    );
  });

  it("keeps Windows line ends, a mark at the beginning, and emoji", async () => {
    const text = `\ufeff${head}events:\n  order_placed:\n    at:  o.ordered_at\n    description: 🎉 "done"\n    tags: [a,  b]\n`;
    const laid = text.replace("at:  o", "at: o").replace("[a,  b]", "[a, b]");
    assert.equal(await formatted(text.replaceAll("\n", "\r\n")), laid.replaceAll("\n", "\r\n"));
  });

  it("leaves SQL that its formatter can't read, and templates", async () => {
    for (const sql of ["o.x @@@ 'a", "{{ ref('x') }}", "select from", "case when"]) {
      const text = `${head}events:\n  order_placed:\n    at: o.ordered_at\n    where: ${JSON.stringify(sql)}\n`;
      assert.match(await formatted(text), /where: /);
    }
  });

  it("leaves a file with a mark inside that would be lost, and says so", async () => {
    const outcome = await outcomeOf(`# Orders\n\ufeff${head}events: {}\n`);
    assert.deepEqual(outcome, {
      kind: "refused",
      why: "a byte order mark stands inside it, to be taken out",
    });
  });

  it("says where a file is broken, and changes nothing", async () => {
    const outcome = await outcomeOf(`${head}events:\n  order_placed: {at: o.x\n  b: 1\n`);
    assert.equal(outcome.kind, "broken");
  });

  it("changes neither an empty file nor one of comments alone", async () => {
    for (const text of ["", "# Nothing yet.\n"]) assert.equal(await formatted(text), text);
  });
});

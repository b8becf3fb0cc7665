import assert from "node:assert/strict";
import { compile } from "../../server/src/sql/compile.ts";
import { mark, marked } from "../support/markers.ts";
import { projectOf } from "../support/memoryProject.ts";
import { findingsOf } from "./findingsOf.ts";

/** Findings of a text, each with its rule before the line in which its place is marked. */
async function found(input: string): Promise<string[]> {
  const { text } = marked(input);
  const findings = await findingsOf(text);
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule, span, message, hint }) => {
      const line = mark(text, [span])
        .split("\n")
        .find((one) => one.includes("⟦"))
        ?.trim();
      return `${rule}: ${line} | ${message} | ${hint}`;
    });
}

const customers = `---
from: shop.customers
as: c
key: c.customer_id
entities: {customer: c.customer_id}
events:
  customer_signed_up: {at: c.signed_up_at, properties: {country: c.country}}
`;

const orders = (join: string, sql = "up.country", rest = "entities: {customer: o.customer_id}\n") =>
  `from: shop.orders
as: o
key: o.order_id
join: [${join}]
${rest}events:
  order_placed: {at: o.ordered_at, properties: {joined: "${sql}"}}
`;

const good = "{event: customer_signed_up, as: up, by: customer}";

describe("joins to events", () => {
  it("are right where both events carry the entity, and SQL speaks of columns that are there", async () => {
    assert.deepEqual(await found(orders(good) + customers), []);
    assert.deepEqual(await found(orders(good, "up.occurred_at = event.at") + customers), []);
    const unnamed = "{event: customer_signed_up, by: customer}";
    assert.deepEqual(await found(orders(unnamed, "customer_signed_up.event_id") + customers), []);
  });

  it("say which event, entity or column there is not, and the nearest", async () => {
    assert.deepEqual(
      await found(orders("{event: customer_signed_in, as: up, by: custmer}", "up.country") + customers),
      [
        'unknown-event: join: [{event: ⟦customer_signed_in⟧, as: up, by: custmer}] | No event is called "customer_signed_in". | Did you mean "customer_signed_up"?',
        'unknown-entity: join: [{event: customer_signed_in, as: up, by: ⟦custmer⟧}] | No entity is called "custmer". | Did you mean "customer"?',
      ],
    );
    assert.deepEqual(await found(orders(good, "up.contry") + customers), [
      'broken-event-join: order_placed: {at: o.ordered_at, properties: {joined: "up.⟦contry⟧"}} | There is no column "contry" in the relation of event "customer_signed_up". | Did you mean "country"?',
    ]);
  });

  it("refuse keys of tables' joins, lookups' joins, and an event without `by`", async () => {
    const keys = "{event: customer_signed_up, as: up, by: customer, on: up.country = 1, type: inner}";
    const both = "{event: customer_signed_up, from: shop.customers, as: up, by: customer}";
    assert.deepEqual(
      (await found(orders(keys) + customers)).map((one) => one.split(" | ")[1]),
      [
        "A join to an event has no `on`: it finds events of the same entity that are not later.",
        "A join to an event has no `type`: it finds events of the same entity that are not later.",
      ],
    );
    assert.match((await found(orders(both) + customers)).join("\n"), /has both "event" and "from"/);
    assert.match(
      (await found(orders("{event: customer_signed_up, as: up}") + customers)).join("\n"),
      /has no "by"/,
    );
    const lookup = `# eventspec.yml
eventspec: 1
name: shop
entities: {customer: {}}
lookups: {up: {join: [{event: customer_signed_up, by: customer}]}}
`;
    assert.match(
      (await found(`${lookup}# a.events.yml\n${customers.slice(4)}`)).join("\n"),
      /joins tables, not events/,
    );
  });

  it("refuse what lacks the entity, and the event's own", async () => {
    assert.deepEqual(
      (await found(orders(good, "up.country", "entities: {customer: ~}\n") + customers)).flatMap((one) =>
        one.startsWith("broken") ? one.split(" | ")[1] : [],
      ),
      ['Event "order_placed" does not carry the entity "customer", by which "up" is found.'],
    );
    const own = orders("{event: order_placed, as: last, by: customer}", "last.source_key");
    assert.deepEqual(await found(own), [
      'broken-event-join: join: [{event: ⟦order_placed⟧, as: last, by: customer}] | Event "order_placed" joins itself. | For the row before write `sequence: {per: …}`, and speak of `previous`.',
    ]);
    // Another event of the document may speak of it.
    assert.deepEqual(
      await found(
        own.replace("last.source_key", "o.status") +
          "  order_shipped: {at: o.shipped_at, properties: {placed: last.source_key}}\n",
      ),
      [],
    );
  });

  it("refuse a circle, with its way", async () => {
    const back = customers
      .replace("key: c", "join: [{event: order_placed, as: ordered, by: customer}]\nkey: c")
      .replace("c.country}", "ordered.joined}");
    assert.deepEqual(
      (await found(orders(good) + back)).map((one) => one.split(" | ")[1]),
      [
        "Events join each other in a circle: order_placed → customer_signed_up → order_placed.",
        "Events join each other in a circle: customer_signed_up → order_placed → customer_signed_up.",
      ],
    );
  });

  it("refuse more than 20 events for one, at once", async () => {
    const documents = Array.from(
      { length: 25 },
      (_, at) => `from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
join:
  - {event: step_${at + 1}, as: one, by: customer}
  - {event: step_${at + 1}, as: two, by: customer, pick: first}
events:
  step_${at}: {at: o.ordered_at, properties: {joined: "coalesce(one.source_key, two.source_key)"}}
`,
    );
    const last = orders("", "o.status").replace("order_placed", "step_25").replace("join: []\n", "");
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: p\n",
      "a.events.yml": [...documents, last].join("---\n"),
    });
    const started = performance.now();
    const { findings } = compile(project, { dialect: "duckdb", layout: "narrow" });
    assert.match(findings[0]?.message ?? "", /joins more than 20 events/);
    assert.ok(performance.now() - started < 5_000);
  });
});

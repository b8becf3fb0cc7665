import assert from "node:assert/strict";
import type { ProjectEvent } from "../../server/src/project/types.ts";
import { projectOf } from "../support/memoryProject.ts";

const projectFile = `eventspec: 1
timezone: Europe/Brussels
switches: {on: true, off: false}
lookups:
  plan:
    parameters: [account]
    join:
      - {from: plans, as: p, on: p.account_id = param.account}
    properties:
      plan_id: p.plan_id
      total: p.total
`;

async function events(spec: string): Promise<readonly ProjectEvent[]> {
  const project = await projectOf({ "eventspec.yml": projectFile, "a.events.yml": spec });
  return project.events;
}

async function event(spec: string): Promise<ProjectEvent> {
  const [first] = await events(spec);
  assert.ok(first);
  return first;
}

describe("an event with its document's defaults", () => {
  it("merges maps by key, and `~` removes one", async () => {
    const merged = await event(`from: orders
entities: {customer: o.customer_id, visitor: o.visitor_id}
properties: {a: o.a, b: o.b, c: o.c}
events:
  order_placed:
    entities: {customer: o.buyer_id, visitor: ~}
    properties: {b: o.other, c: ~, d: o.d}
`);
    assert.deepEqual(
      merged.entities.map(({ name, sql }) => [name.value, sql.text]),
      [["customer", "o.buyer_id"]],
    );
    assert.deepEqual(
      merged.properties.map(({ name, sql, from }) => [name.value, sql?.text, from]),
      [
        ["a", "o.a", "document"],
        ["b", "o.other", "event"],
        ["d", "o.d", "event"],
      ],
    );
  });

  it("replaces lists and scalars, and ands every `where`", async () => {
    const merged = await event(`from: orders
key: o.id
where: not o.is_test
owner: growth
goals: [a, b]
tags: [x]
tier: core
lookback: 3 days
events:
  order_placed: {where: o.paid, owner: finance, goals: [], key: [o.id, o.line]}
`);
    assert.equal(merged.owner?.value, "finance");
    assert.deepEqual(merged.goals, []);
    assert.deepEqual(
      merged.tags.map(({ value }) => value),
      ["x"],
    );
    assert.deepEqual(
      merged.key.map(({ text }) => text),
      ["o.id", "o.line"],
    );
    assert.deepEqual([merged.tier, merged.lookback], ["core", { amount: 3, unit: "day" }]);
  });

  it("takes a lookup's properties unless the event has its own", async () => {
    const merged = await event(`from: orders
lookups: {plan: {account: o.account_id}}
events:
  order_placed: {properties: {total: o.total}}
`);
    assert.deepEqual(
      merged.properties.map(({ name, from, lookup, file }) => [
        name.value,
        from,
        lookup?.use.name.value,
        file,
      ]),
      [
        ["total", "event", undefined, "a.events.yml"],
        ["plan_id", "lookup", "plan", "eventspec.yml"],
      ],
    );
  });

  it("has defaults of its own", async () => {
    const [first, second] = await events(`from: orders
enabled: [on, off]
events: {a: {}}
---
from: orders
timezone: UTC
enabled: [on]
events: {b: {version: 2}}
`);
    assert.deepEqual(
      [first?.timezone, first?.tier, first?.origin, first?.version, first?.enabled],
      ["Europe/Brussels", "standard", "warehouse", 1, false],
    );
    assert.deepEqual([second?.timezone, second?.version, second?.enabled], ["UTC", 2, true]);
  });

  it("is found by the names of its variants, and its own", async () => {
    const project = await projectOf({
      "a.events.yml": `from: deals
events:
  deal_closed:
    variants: {by: d.stage, names: {won: deal_won, lost: {event: deal_lost}}}
`,
      "b.events.yml": "from: deals\nevents: {deal_won: {}}\n",
    });
    assert.deepEqual(project.events[0]?.names, ["deal_won", "deal_lost"]);
    const found = (name: string) => project.eventsByName.get(name)?.map(({ file }) => file);
    assert.deepEqual(found("deal_won"), ["a.events.yml", "b.events.yml"]);
    assert.deepEqual(found("deal_closed"), ["a.events.yml"]);
    assert.equal(found("constructor"), undefined);
  });
});

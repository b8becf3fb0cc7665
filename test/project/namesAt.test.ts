import assert from "node:assert/strict";
import { namesAt } from "../../server/src/project/namesAt.ts";
import { sqlOfProject } from "../../server/src/project/sqlOf.ts";
import { check } from "../rules/findingsOf.ts";
import { projectOf } from "../support/memoryProject.ts";

const catalog = JSON.stringify({
  version: 1,
  tables: [
    { name: "shop.orders", columns: ["id", "lines", "placed_at", "plan"].map((name) => ({ name })) },
    { name: "shop.customers", columns: ["id", "since"].map((name) => ({ name })) },
    { name: "shop.plans", columns: ["id", "start", "price"].map((name) => ({ name })) },
    { name: "event", columns: ["id", "at", "time"].map((name) => ({ name })) },
  ],
});
const projectFile = `eventspec: 1
lookups:
  plan:
    parameters: [account]
    join: {from: shop.plans, as: p, on: p.id = param.account and event.at > p.start}
    properties: {price: p.price, age: event.at - p.start}
`;
const spec = `from: shop.orders
as: o
key: o.id
for_each: [{item: line, in: o.lines}, {item: part, in: line.parts, position: n}]
join:
  - {from: shop.customers, as: c, on: c.id = o.id}
  - {from: shop.plans, as: h, on: h.id = o.id, as_of: {start: h.start, at: event.at}}
  - {from: shop.customers, as: d, on: d.id = c.id}
lookups: {plan: {account: o.plan}}
events:
  placed:
    at: o.placed_at
    where: o.id > 0
    tests: [{rows: {where: event_id is null}}]
`;
const opened = (text = spec) =>
  projectOf({ "eventspec.yml": projectFile, "eventspec.catalog.json": catalog, "a.events.yml": text });

describe("the names that SQL may use", () => {
  it("are those that exist where it is evaluated", async () => {
    const project = await opened();
    const seen = [...sqlOfProject(project)].map((written) => {
      const names = namesAt(written, project)
        ?.names.map(({ name }) => name)
        .join(" ");
      return `${written.path}: ${names}`;
    });
    const rows = "o line part n c h d p";
    assert.deepEqual(seen, [
      "lookups.plan.join.0.on: p event param",
      "lookups.plan.properties.price: p event param",
      "lookups.plan.properties.age: p event param",
      "for_each.0.in: o",
      "for_each.1.in: o line",
      "join.0.on: o line part n c",
      "join.1.on: o line part n c h d event",
      "join.1.as_of.start: o line part n c h d event",
      "join.1.as_of.at: o line part n c h d event",
      "join.2.on: o line part n c h d",
      "lookups.plan.account: o line part n c d p event",
      `key.0: ${rows}`,
      `events.placed.where: ${rows}`,
      "events.placed.at: o line part n c d p",
      "events.placed.tests.0.rows.where: placed",
    ]);
  });

  const refused: readonly (readonly [string, string, string, string])[] = [
    [
      "the event's time in a plain join",
      "on: c.id = o.id",
      "on: c.since < event.at",
      "`event.at` is known in as-of joins, in lookups, beside joined events, and where an event's rows follow each other.",
    ],
    ["a later join in a join", "on: c.id = o.id", "on: c.id = d.id", '"d" is joined after this.'],
    [
      "what is as of the event's time in that time",
      "at: o.placed_at",
      "at: h.start",
      '"h" is joined as of the event\'s time, so nothing that comes before that time can use it.',
    ],
    ["a join in a list", "in: o.lines", "in: c.lines", '"c" comes after this list is read.'],
    ["a later item in a list", "in: o.lines", "in: part.lines", '"part" comes after this list is read.'],
    [
      "parameters outside of lookups",
      "where: o.id > 0",
      "where: o.id > param.account",
      "`param` is known only inside lookups.",
    ],
  ];
  for (const [what, before, after, message] of refused) {
    it(`do not hold ${what}`, async () => {
      const text = spec.replace(before, after);
      const findings = (await check(await opened(text))).filter(({ rule }) => rule === "unknown-column");
      assert.deepEqual(
        findings.map((finding) => finding.message),
        [message],
      );
      const [found] = findings;
      assert.ok(found);
      assert.ok(after.includes(text.slice(found.span.start, found.span.end)));
      assert.match(text.slice(found.span.start, found.span.end), /^\w+\.\w+$/);
      assert.ok(found.hint, "says what to do instead");
    });
  }

  it("mean the source where a source is called event", async () => {
    const project = await opened(
      `from: event\nkey: event.id\nevents:\n  happened: {at: event.time, where: event.at is not null}\n`,
    );
    assert.deepEqual(
      (await check(project)).filter(({ rule }) => rule === "unknown-column"),
      [],
    );
  });
});

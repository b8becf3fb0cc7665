import assert from "node:assert/strict";
import fc from "fast-check";
import { updateFile } from "../../server/src/project/updateFile.ts";
import { createCheckCache } from "../../server/src/rules/checkCache.ts";
import { checkFile, checkProject } from "../../server/src/rules/checkProject.ts";
import { sqlParser } from "./findingsOf.ts";
import { shopWith } from "./shop.ts";

/** Texts that have much to say about each other: same names, other types, references, suppressions, and a broken one. */
const head = "from: shop.orders\nas: o\nkey: o.order_id\nevents:\n";
const texts = [
  `${head}  order_placed:\n    at: o.ordered_at\n    properties: {total: {sql: o.total_cents, type: integer}}\n`,
  `${head}  orderPlaced:\n    at: o.ordered_at\n    properties: {total: {sql: o.status, type: string}}\n`,
  `${head}  order_paid:\n    at: o.ordered_at\n    properties: {total: o.status}\n    tests: [{follows: {event: order_placed}}]\n`,
  `${head}  order_shipped:\n    at: o.shipped_at\n    deprecated: {use: order_paid}\n    tracked_as: {event: order_shiped}\n`,
  `${head}  # eventspec-ignore: duplicate-event-name — both are needed\n  order_placed:\n    at: o.ordered_at\n`,
  "from: shop.orders\nevents:\n  order_placed: {at: 'o.ordered_at\n",
  "",
];
const files = ["a.events.yml", "b.events.yml", "sub/c.events.yml", "d.events.yml"];
const projectFiles = [
  "eventspec: 1\nname: shop\n",
  "eventspec: 1\nname: shop\nstreams:\n  main: {events: {name: [order_p*, order_shipped]}}\n",
  "eventspec: 1\nname: shop\nrules: {extends: minimal}\nteams: {growth: {}}\n",
];

const edit = fc.oneof(
  fc.record({ file: fc.constantFrom(...files), text: fc.constantFrom(undefined, ...texts) }),
  fc.record({ file: fc.constant("eventspec.yml"), text: fc.constantFrom(...projectFiles) }),
);

const carrying = head.replace("events:", "entities: {customer: o.customer_id}\nevents:");
const placed = `${carrying}  order_placed: {at: o.ordered_at, properties: {total: o.total_cents}}\n`;
const given = placed.replace("at:", "also: true, at:");
const joining = (event: string, columns: string) =>
  `${carrying.replace("events:", `join: [{event: ${event}, as: j, by: customer}]\nevents:`)}  ${columns}\n`;
const reading = (column: string) =>
  joining("order_placed", `order_paid: {at: o.ordered_at, where: j.${column} is not null}`);
const streams = "eventspec: 1\nname: shop\nentities: {customer: ~}\nstreams: {all: {layout: wide}}\n";
const earning = (revenue: string, more = "") =>
  `${carrying}  order_placed: {at: o.ordered_at, revenue: ${revenue}${more}}\n`;

/** What is found in one file because of what an edit did to another. */
const crossings: readonly {
  readonly what: string;
  readonly project?: string;
  readonly other: string;
  readonly before: string;
  readonly after: string;
  readonly found: string;
}[] = [
  {
    what: "that an event has a setting of its own",
    other: given,
    before: placed,
    after: placed.replace("at:", "version: 2, at:"),
    found: "a.events.yml unlike-event",
  },
  {
    what: "that an event carries another entity",
    other: given,
    before: placed,
    after: placed.replace("{customer: o.customer_id}", "{}"),
    found: "a.events.yml unlike-event",
  },
  {
    what: "that an event has one property more",
    other: given,
    before: placed,
    after: placed.replace("{total", "{state: o.status, total"),
    found: "a.events.yml unlike-event",
  },
  {
    what: "that a joined event lost its entity",
    other: reading("total"),
    before: placed,
    after: placed.replace("{customer: o.customer_id}", "{}"),
    found: "a.events.yml broken-event-join",
  },
  {
    what: "that a joined event lost a column",
    other: reading("total"),
    before: placed,
    after: placed.replace("total", "sum"),
    found: "a.events.yml broken-event-join",
  },
  {
    what: "that an event that another follows lost the entity of both",
    other: placed.replace(
      "order_placed: {",
      "order_paid: {tests: [{follows: {event: order_placed, by: customer}}], ",
    ),
    before: placed,
    after: placed.replace("{customer: o.customer_id}", "{}"),
    found: "a.events.yml unknown-column",
  },
  {
    what: "that a column of a joined event is personal",
    other: joining("order_placed", "order_paid: {at: o.ordered_at, properties: {sum: j.total}}"),
    before: placed,
    after: placed.replace("total: o.total_cents", "total: {sql: o.total_cents, privacy: personal}"),
    found: "a.events.yml inherited-privacy",
  },
  {
    what: "that the same column is described otherwise",
    other: placed
      .replace("order_placed", "order_sent")
      .replace("total: o.total_cents", "total: {sql: o.total_cents, description: Before tax.}"),
    before: placed,
    after: placed.replace("total: o.total_cents", "total: {sql: o.total_cents, description: With tax.}"),
    found: "b.events.yml inconsistent-description",
  },
  {
    what: "that a table is read once more",
    other: ["a", "c", "d"].map((name) => placed.replace("order_placed", `${name}_placed`)).join("---\n"),
    before: placed.replace("shop.orders", "shop.plans"),
    after: placed,
    found: "b.events.yml source-scanned-repeatedly",
  },
  {
    what: "that an event it names is deprecated",
    other: `${carrying}  order_paid: {at: o.ordered_at, tests: [{follows: {event: order_placed}}]}\n`,
    before: placed,
    after: placed.replace("at:", "deprecated: {use: order_paid}, at:"),
    found: "a.events.yml deprecated-event-used",
  },
  {
    what: "that a joined event reads another table",
    other: reading("event_id").replace(
      "is not null}",
      "is not null, examples: [{given: {shop.orders: [], shop.leads: []}, expect: []}]}",
    ),
    before: `${placed.replace("events:", "join: [{from: shop.leads, as: l, on: l.lead_id = o.order_id}]\nevents:")}`,
    after: placed,
    found: "a.events.yml unknown-table",
  },
  {
    what: "that an event joins back over others",
    other: `${reading("event_id")}---\n${joining("order_paid", "order_sent: {at: o.shipped_at, where: j.event_id is not null}")}`,
    before: joining("order_sent", "order_placed: {at: o.ordered_at}"),
    after: joining("order_sent", "order_placed: {at: o.ordered_at, where: j.event_id is not null}"),
    found: "a.events.yml broken-event-join",
  },
  {
    what: "that a name that is joined is no event's any more",
    other: reading("event_id"),
    before: placed,
    after: placed.replace("order_placed", "order_made"),
    found: "a.events.yml unknown-event",
  },
  {
    what: "that a name was an event's before",
    other: placed,
    before: `${carrying}  order_made: {at: o.ordered_at}\n`,
    after: `${carrying}  order_made: {formerly: [order_placed], at: o.ordered_at}\n`,
    found: "b.events.yml reused-event-name",
  },
  {
    what: "in which currency an event's revenue is",
    project: streams,
    other: `${carrying}  order_paid: {at: o.ordered_at, revenue: o.total_cents}\n`,
    before: earning("o.total_cents"),
    after: earning("{sql: o.total_cents, currency: EUR}"),
    found: "eventspec.yml mixed-currencies",
  },
  {
    what: "that an event gives its stream a column",
    project: streams,
    other: placed.replace("total", "currency"),
    before: earning("o.total_cents").replace("order_placed", "order_paid"),
    after: earning("{sql: o.total_cents, currency: EUR}").replace("order_placed", "order_paid"),
    found: "a.events.yml reserved-property-name",
  },
  {
    what: "that an event is in its stream",
    project: streams.replace("{layout: wide}", "{layout: wide, events: {tag: shop}}"),
    other: `${carrying}  order_paid: {at: o.ordered_at, tags: [shop], properties: {total: {sql: o.status, type: string}}}\n`,
    before: placed.replace("order_placed", "a_placed"),
    after: placed.replace("order_placed: {", "a_placed: {tags: [shop], "),
    found: "b.events.yml stream-type-conflict",
  },
];

describe("checking with a cache", () => {
  it("finds after any edits what a first check finds", async () => {
    const parser = await sqlParser();
    const start = await shopWith({ "a.events.yml": texts[0] ?? "", "b.events.yml": texts[2] ?? "" });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), fc.array(fc.constantFrom(...files)), (edits, looks) => {
        const options = { dialect: "duckdb" as const, parser };
        const cached = { ...options, cache: createCheckCache() };
        let project = start;
        checkProject(project, cached);
        edits.forEach(({ file, text }, index) => {
          project = updateFile(project, file, text);
          const look = looks[index];
          // An editor asks for one file now and for all of them later.
          if (look) assert.deepEqual(checkFile(project, look, cached), checkFile(project, look, options));
          else assert.deepEqual(checkProject(project, cached), checkProject(project, options));
        });
        assert.deepEqual(checkProject(project, cached), checkProject(project, options));
      }),
    );
  });

  it("finds anew what streams name when events come and go in other files", async () => {
    const start = await shopWith({ "eventspec.yml": projectFiles[1] ?? "" });
    const cached = { dialect: "duckdb" as const, cache: createCheckCache() };
    const unknown = (project: typeof start) =>
      checkFile(project, "eventspec.yml", cached)
        .filter(({ rule }) => rule === "unknown-event")
        .map(({ message }) => message);
    const before = [`No event's name is like "order_p*".`, 'No event is called "order_shipped".'];
    checkProject(start, cached);
    assert.deepEqual(unknown(start), before);
    const paid = updateFile(start, "a.events.yml", texts[2]);
    assert.deepEqual(unknown(paid), before.slice(1));
    const both = updateFile(paid, "b.events.yml", texts[3]);
    assert.deepEqual(unknown(both), []);
    assert.deepEqual(unknown(updateFile(both, "a.events.yml", undefined)), before.slice(0, 1));
  });

  it("finds anew what proves who somebody was when events in other files carry something else", async () => {
    const start = await shopWith({
      "eventspec.yml": `eventspec: 1
entities: {customer: ~, visitor: {anonymous: true, resolves_to: {entity: customer, by: [order_placed]}}}
`,
    });
    const cached = { dialect: "duckdb" as const, cache: createCheckCache() };
    const found = (project: typeof start) =>
      checkFile(project, "eventspec.yml", cached)
        .filter(({ rule }) => rule === "unknown-event" || rule === "incomplete-evidence")
        .map(({ message }) => message);
    checkProject(start, cached);
    assert.deepEqual(found(start), ['No event is called "order_placed".']);
    const carrying = (entities: string) =>
      updateFile(
        start,
        "a.events.yml",
        `${head}  order_placed: {at: o.ordered_at, entities: {${entities}}}\n`,
      );
    const weak = (missing: string) => [
      `Event "order_placed" does not carry the ${missing}, so it proves nothing for \`resolves_to\`.`,
    ];
    assert.deepEqual(found(carrying("customer: o.customer_id, visitor: o.status")), []);
    assert.deepEqual(found(carrying("customer: o.customer_id")), weak('entity "visitor"'));
    assert.deepEqual(found(carrying("customer: o.customer_id, visitor: o.status")), []);
    assert.deepEqual(found(carrying("")), weak('entities "visitor" and "customer"'));
    const proposed = updateFile(
      start,
      "a.events.yml",
      `${head}  order_placed: {proposed: {}, entities: {customer: o.customer_id, visitor: o.status}}\n`,
    );
    assert.deepEqual(found(proposed), ['Event "order_placed" is only proposed, so it proves nothing yet.']);
  });

  for (const { what, project, other, before, after, found } of crossings)
    it(`finds anew in one file ${what} in another`, async () => {
      const start = await shopWith({
        "eventspec.yml": project ?? "eventspec: 1\nname: shop\nentities: {customer: ~}\n",
        "a.events.yml": other,
        "b.events.yml": before,
      });
      const options = { dialect: "duckdb" as const, parser: await sqlParser() };
      const cached = { ...options, cache: createCheckCache() };
      const rules = (at: typeof start) => checkProject(at, cached).map(({ file, rule }) => `${file} ${rule}`);
      assert.ok(!rules(start).includes(found), "nothing is wrong yet");
      const edited = updateFile(start, "b.events.yml", after);
      assert.ok(rules(edited).includes(found), rules(edited).join("\n"));
      assert.deepEqual(checkProject(edited, cached), checkProject(edited, options));
      assert.deepEqual(checkProject(start, cached), checkProject(start, options));
    });

  it("does not look again at files that nothing has changed for", async () => {
    const parser = await sqlParser();
    const project = await shopWith(
      Object.fromEntries(files.map((file, index) => [file, texts[index] ?? ""])),
    );
    let asked = 0;
    const counting = {
      ...parser,
      expression: (...args: Parameters<typeof parser.expression>) => {
        asked++;
        return parser.expression(...args);
      },
    };
    const options = { dialect: "duckdb" as const, parser: counting, cache: createCheckCache() };
    const first = checkProject(project, options);
    const all = asked;
    assert.ok(all > 0);
    asked = 0;
    assert.deepEqual(checkProject(project, options), first);
    assert.equal(asked, 0);
    checkProject(updateFile(project, "d.events.yml", `${texts[3]}# changed\n`), options);
    assert.ok(asked > 0 && asked < all / 2);
  });
});

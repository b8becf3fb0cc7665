/** Tracking plans that become specs, and back: what is kept, and that all else is told. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { lostVersions } from "../../server/src/exporters/trackingPlan/lostVersions.ts";
import { planOfProject, titled } from "../../server/src/exporters/trackingPlan/planOfProject.ts";
import { rudderstackPlan } from "../../server/src/exporters/trackingPlan/rudderstack.ts";
import { segmentPlan } from "../../server/src/exporters/trackingPlan/segment.ts";
import { readRudderstack } from "../../server/src/importers/trackingPlan/readRudderstack.ts";
import { readSegment } from "../../server/src/importers/trackingPlan/readSegment.ts";
import type { Project } from "../../server/src/project/types.ts";
import type { Loss, PlannedEvent, PlannedProperty } from "../../server/src/spec/trackingPlan.ts";
import { typeText } from "../../server/src/spec/typeText.ts";
import { importPlan, type PlanTool } from "../../server/src/tasks/importPlan.ts";
import { projectOf } from "../support/memoryProject.ts";
import { describeRealData } from "../support/realData.ts";

const projectFile = `eventspec: 1
name: p
rules: {extends: minimal}
destinations: {plan: {type: segment}, rudder: {type: rudderstack}}
entities: {visitor: {type: string, anonymous: true}, customer: {type: string}}
`;

async function imported(tool: PlanTool, ...texts: string[]) {
  const sources = texts.map((text, index) => ({ file: `plan${index}`, text }));
  const project = await projectOf({ "eventspec.yml": projectFile });
  const made = await importPlan(project, "duckdb", { tool, texts: sources, schema: "app" });
  assert.equal(made.kind, "spec", JSON.stringify(made));
  if (made.kind !== "spec") throw new Error("no spec");
  return { ...made, project: await projectOf({ "eventspec.yml": projectFile, "a.events.yml": made.text }) };
}

function exported(project: Project, name: string) {
  const destination = project.file.destinations.find((one) => one.name.value === name);
  assert.ok(destination);
  return planOfProject(project, destination, { typeOf: () => undefined, called: titled });
}

const rule = (key: string, jsonSchema: unknown, more = {}) => ({
  key,
  type: "TRACK",
  version: 1,
  jsonSchema,
  ...more,
});

describe("a tracking plan of Segment", () => {
  it("becomes events of the tables that it is loaded into", async () => {
    const schema = {
      description: "The checkout went through: it's paid.",
      properties: {
        orderId: { type: "string", description: "Order id" },
        total: { type: ["number", "null"] },
        "Placed At": { type: "string", format: "date-time" },
        address: { type: "object", properties: { zip_code: { type: "string" } }, required: ["zip_code"] },
        tags: { type: "array", items: { type: "string" } },
        state: { enum: ["new", "it's, paid", "null", 3, true] },
        event: { type: "string" },
      },
      required: ["orderId", "total"],
    };
    const { text, losses, declare } = await imported(
      "segment",
      JSON.stringify({ name: "Shop", rules: [rule("Order Completed", schema, { version: 2 })] }),
    );
    assert.equal(
      text,
      `# From the tracking plan "Shop", by \`eventspec import segment\`.
from: app.order_completed
as: t
key: t.id
origin: tracked
timezone: UTC
loaded_at: t.received_at
entities:
  visitor: t.anonymous_id
  customer: t.user_id
events:
  order_completed:
    description: 'The checkout went through: it''s paid.'
    at: t.timestamp
    version: 2
    send_to: {plan: Order Completed}
    properties:
      order_id:
        sql: t.order_id
        type: string
        description: Order id
        required: true
      total:
        sql: t.total
        type: float
      placed_at:
        sql: t.placed_at
        type: timestamp
      address_zip_code:
        sql: t.address_zip_code
        type: string
      tags:
        sql: t.tags
        type: list of string
      state:
        sql: t.state
        values: [new, 'it''s, paid', 'null', 3, true]
      tracked_event:
        sql: t.event
        type: string
`,
    );
    assert.deepEqual(declare, []);
    assert.deepEqual(losses, [
      {
        event: "Order Completed",
        property: "total",
        message: "It must be there and may be null, so it is not required here.",
      },
      ...[
        ["orderId", "order_id"],
        ["Placed At", "placed_at"],
        ["address.zip_code", "address_zip_code"],
        ["event", "tracked_event"],
      ].map(([property, now]) => ({
        event: "Order Completed",
        property,
        message: "Its name is not kept.",
        now,
      })),
    ]);
  });

  it("of the older API is read alike", async () => {
    const call = {
      properties: { context: {}, traits: {}, properties: { type: "object", properties: { a: {} } } },
    };
    const plan = {
      display_name: "Old",
      rules: {
        events: [{ name: "Thing Done", description: "Done.", rules: call, version: 1 }],
        identify_traits: [{}],
      },
    };
    const { text, losses } = await imported("segment", JSON.stringify(plan));
    assert.match(text, /plan "Old"[\s\S]*description: Done\.[\s\S]* {6}a:\n {8}sql: t\.a\n/);
    assert.deepEqual(losses, [{ message: "What the plan says under `identify_traits` is of no event." }]);
  });

  it("tells what is no event, stands twice, or says more than a spec can", async () => {
    const plan = {
      rules: [
        rule("Home", {}, { type: "PAGE" }),
        rule("Thing Done", {}),
        rule("thing_done", {}),
        rule("!!!", {
          properties: { A: {}, a: {}, n: { type: ["string", "integer"], pattern: "x" } },
          labels: { area: "x" },
        }),
        rule("!!!", { properties: {} }, { version: 0.5 }),
      ],
    };
    const { text, losses } = await imported("segment", JSON.stringify(plan));
    assert.match(text, /^ {2}event_3:$/m);
    assert.deepEqual(losses, [
      { event: "Home", message: "Calls of type PAGE are no events." },
      { event: "!!!", message: "Its labels are not kept: area." },
      { event: "!!!", property: "n", message: "It may be string or integer, so it has no type here." },
      { event: "!!!", property: "n", message: "Nothing here holds it to its pattern." },
      { event: "!!!", message: "Of its versions only the newest is kept." },
      {
        event: "thing_done",
        message: "It is left out: another event has its table, too.",
        now: "thing_done",
      },
    ]);
  });
});

describeRealData("tracking plans", "tracking_plan", (source) => {
  for (const name of ["plan.json", "plan-v1.json", "telemetry-plan.json"])
    it(`${name} comes back, or says what did not`, async () => {
      await comesBack(JSON.parse(readFileSync(join(source, name), "utf8")));
    });
});

const literals = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean());
const types = fc.constantFrom<unknown>(
  ...["string", "integer", "number", "boolean", "object", "array"],
  undefined,
  ["string", "null"],
  ["integer", "string"],
);
const leaf = fc.record(
  {
    type: types,
    description: fc.string(),
    enum: fc.array(literals, { minLength: 1, maxLength: 3 }),
    pattern: fc.constant("x"),
    format: fc.constantFrom("date-time", "email"),
    items: fc.record({ type: fc.constantFrom("string", "number", "object") }),
  },
  { requiredKeys: [] },
);
const names = fc.oneof(
  fc.constantFrom(
    "orderId",
    "Order Id",
    "order_id",
    "event",
    "link",
    "42x",
    "e-mail",
    "ünï",
    "日本",
    "a.b",
    "visitor_id",
  ),
  fc.string({ minLength: 1 }),
);
const schemaOf = (property: fc.Arbitrary<unknown>) =>
  fc
    .dictionary(names, property, { maxKeys: 4 })
    .chain((properties) =>
      fc.subarray(Object.keys(properties)).map((required) => ({ type: "object", properties, required })),
    );
const plans = fc.record({
  name: fc.string(),
  rules: fc.array(
    fc
      .tuple(names, schemaOf(fc.oneof(leaf, schemaOf(leaf))), fc.string(), fc.integer({ min: 1, max: 3 }))
      .map(([key, schema, description, version]) => rule(key, { ...schema, description }, { version })),
    { maxLength: 4 },
  ),
});

/** Each event and property of the plan is in what comes back as it was, or a loss tells of it. */
async function comesBack(json: unknown): Promise<void> {
  const { plan } = readSegment(json) ?? assert.fail("no plan");
  const { project, losses, text } = await imported("segment", JSON.stringify(json));
  const found = project.specs.flatMap((spec) => spec.findings.map(({ message }) => message));
  assert.deepEqual(found, [], text);
  const there = exported(project, "plan");
  const again = readSegment(JSON.parse(segmentPlan(there.plan)))?.plan ?? assert.fail("no plan again");
  const lost = [...losses, ...there.losses];
  const lostOf = (event: string, property?: string) =>
    lost.filter((loss) => loss.event === event && loss.property === property);
  for (const event of plan.events) {
    const back = again.events.find(({ name }) => name === event.name);
    if (!back) {
      assert.ok(lostOf(event.name).length > 0, `${event.name} is gone`);
      continue;
    }
    assert.equal(back.description, event.description?.trim());
    assert.equal(back.version ?? 1, event.version ?? 1);
    for (const property of event.properties)
      propertyComesBack(property, back.properties, lostOf(event.name, property.path.join(".")));
  }
}

function propertyComesBack(
  before: PlannedProperty,
  all: readonly PlannedProperty[],
  lost: readonly Loss[],
): void {
  if (lost.some(({ message }) => message.startsWith("It is left out"))) return;
  const renamed = lost.find(({ message }) => message === "Its name is not kept.")?.now;
  const name = renamed ?? before.path.join(".");
  const back = all.find(({ path }) => path.join(".") === name);
  assert.ok(back, `${before.path.join(".")} is gone`);
  const facts = ({ description, type, required, values }: PlannedProperty) => ({
    description: description?.trim(),
    type: type && type.kind !== "json" ? typeText(type) : undefined,
    required,
    values,
  });
  assert.deepEqual(facts(back), facts(before));
}

describe("plans that are made by chance", function () {
  this.timeout(120_000);

  it("come back from Segment, or say what did not", () =>
    fc.assert(fc.asyncProperty(plans, comesBack), { numRuns: 150 }));

  it("come back from RudderStack as they were, but for the versions that it says it does not keep", () =>
    fc.assert(
      fc.asyncProperty(plans, async (json) => {
        const { plan } = readSegment(json) ?? assert.fail("no plan");
        const text = rudderstackPlan(plan);
        const documents = text.split(/^---$/m).map((part) => parse(part) as unknown);
        const back = readRudderstack(documents) ?? assert.fail(text);
        assert.deepEqual(back.losses, [], text);
        assert.deepEqual(back.plan.events.map(factsOf), plan.events.map(factsOf), text);
        assert.deepEqual(
          lostVersions(plan).map(({ event }) => event),
          plan.events.filter(({ version = 1 }) => version !== 1).map(({ name }) => name),
        );
      }),
      { numRuns: 200 },
    ));
});

/** What both sides can say of an event: there are no objects in RudderStack's properties, and JSON has no type. */
function factsOf({ name, description, properties }: PlannedEvent) {
  return {
    name,
    description,
    properties: properties.map(({ path, type, ...rest }) => ({
      ...rest,
      name: path.join("_"),
      type: type && type.kind !== "json" ? typeText(type) : undefined,
    })),
  };
}

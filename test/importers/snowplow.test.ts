/** Schemas of Snowplow that become specs: where their events are, what is kept, and that all else is told. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { exportSnowplow } from "../../server/src/exporters/snowplow/exportSnowplow.ts";
import type { EventProperty } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { typeText } from "../../server/src/spec/typeText.ts";
import { compile } from "../../server/src/sql/compile.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { importPlan } from "../../server/src/tasks/importPlan.ts";
import { describedEvents, describedProject, duckDbReading } from "../support/describedProjects.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { projectOf } from "../support/memoryProject.ts";

const settings = `eventspec: 1
name: p
rules: {extends: minimal}
entities: {visitor: {type: string, anonymous: true}, customer: {type: string}}
`;

async function imported(dialect: DialectName, ...texts: readonly string[]) {
  const project = await projectOf({ "eventspec.yml": settings });
  const sources = texts.map((text, at) => ({ file: `schema${at}`, text }));
  const made = await importPlan(project, dialect, { tool: "snowplow", texts: sources, schema: "atomic" });
  if (made.kind !== "spec") return assert.fail(JSON.stringify(made));
  const read = await projectOf({ "eventspec.yml": settings, "a.events.yml": made.text });
  assert.deepEqual(
    read.specs[0]?.findings.map(({ message }) => message),
    [],
    made.text,
  );
  return { ...made, project: read };
}

const self = (name: string, version: string) => ({ vendor: "com.acme", name, format: "jsonschema", version });
const order = JSON.stringify({
  description: "Paid.",
  self: self("order_completed", "2-0-1"),
  type: "object",
  properties: {
    orderId: { type: "string", description: "Its number.", maxLength: 10 },
    "odd key": { type: ["integer", "null"] },
    address: { type: "object", properties: { zipCode: { type: "string" } } },
    at: { type: "string", format: "date-time" },
  },
  required: ["orderId"],
  additionalProperties: false,
});

describe("a schema of Snowplow", () => {
  it("becomes an event of the table of all events", async () => {
    const { text, losses, name } = await imported("bigquery", order);
    assert.equal(name, "com.acme");
    assert.equal(
      text,
      `# From the tracking plan "com.acme", by \`eventspec import snowplow\`.
from: atomic.events
as: t
key: t.event_id
origin: tracked
timezone: UTC
where: t.event_vendor = 'com.acme' and t.event_name = 'order_completed' and t.unstruct_event_com_acme_order_completed_2 is not null
loaded_at: t.load_tstamp
entities:
  visitor: t.domain_userid
  customer: t.user_id
events:
  order_completed:
    description: Paid.
    at: t.derived_tstamp
    version: 2
    properties:
      order_id:
        sql: t.unstruct_event_com_acme_order_completed_2.order_id
        type: string
        description: Its number.
        required: true
      odd_key:
        sql: t.unstruct_event_com_acme_order_completed_2.odd_key
        type: integer
      address_zip_code:
        sql: t.unstruct_event_com_acme_order_completed_2.address.zip_code
        type: string
      at:
        sql: t.unstruct_event_com_acme_order_completed_2.at
        type: timestamp
`,
    );
    assert.deepEqual(
      losses.map(({ property, message }) => `${property}: ${message}`),
      [
        "orderId: Nothing here holds it to its maxLength.",
        ...["orderId", "odd key", "address.zipCode"].map((one) => `${one}: Its name is not kept.`),
      ],
    );
  });

  it("is read out of a variant on Snowflake, and of a table of its own on Redshift and Postgres", async () => {
    const { text } = await imported("snowflake", order);
    assert.match(text, /sql: t\.unstruct_event_com_acme_order_completed_2:orderId::varchar\n/);
    assert.match(text, /sql: t\.unstruct_event_com_acme_order_completed_2:"odd key"::integer\n/);
    assert.match(text, /sql: t\.unstruct_event_com_acme_order_completed_2:address\.zipCode::varchar\n/);
    assert.match(text, /_2:at::timestamp_tz\n/);
    const redshift = await imported("redshift", order);
    assert.match(redshift.text, /^from: atomic\.com_acme_order_completed_2\nas: t\nkey: t\.root_id\n/m);
    assert.match(
      redshift.text,
      /^ {2}- from: atomic\.events\n {4}as: e\n {4}'on': e\.event_id = t\.root_id and e\.collector_tstamp = t\.root_tstamp\nloaded_at: e\.load_tstamp\n/m,
    );
    assert.match(redshift.text, /sql: t\."address\.zip_code"\n/);
  });

  it("reads rows of such a table", async () => {
    const { project } = await imported("duckdb", order);
    const session = await duckDbSession();
    try {
      const own =
        'struct(order_id varchar, odd_key integer, address struct(zip_code varchar), "at" timestamp)';
      const columns = {
        ...{ event_id: "varchar", event_vendor: "varchar", event_name: "varchar" },
        ...{
          derived_tstamp: "timestamp",
          load_tstamp: "timestamp",
          domain_userid: "varchar",
          user_id: "varchar",
        },
        unstruct_event_com_acme_order_completed_2: own,
      };
      await session.run("create schema atomic");
      const list = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
      await session.run(`create table atomic.events (${list.join(", ")})`);
      await session.run(
        "insert into atomic.events values ('e1', 'com.acme', 'order_completed', '2026-01-05 10:00:00', '2026-01-05 10:01:00', 'v', null, {order_id: 'o1', odd_key: null, address: {zip_code: '0123'}, \"at\": timestamp '2026-01-05 09:00:00'}), " +
          "('e2', 'com.acme', 'page_view', '2026-01-05 10:00:00', '2026-01-05 10:01:00', 'v', null, null)",
      );
      const known = withCatalog(project, {
        known: true,
        tables: [
          {
            parts: ["atomic", "events"],
            origin: "test",
            columns: Object.entries(columns).map(([name, type]) => ({ name, type, dialect: "duckdb" })),
          },
        ],
      });
      const { relations, findings } = compile(known, { dialect: "duckdb", layout: "per_event" });
      assert.deepEqual(findings, []);
      const rows = await session.rows(relations[0]?.sql ?? "");
      assert.equal(rows.length, 1);
      const { visitor_id, customer_id, order_id, odd_key, address_zip_code, event_version } = rows[0] ?? {};
      assert.deepEqual(
        [visitor_id, customer_id, order_id, odd_key, address_zip_code, event_version],
        ["v", null, "o1", null, "0123", 2],
      );
    } finally {
      session.close();
    }
  });

  it("is the newest of its versions, and no entity, and says what is none", async () => {
    const schema = (name: string, version: string, more = {}) =>
      JSON.stringify({ self: self(name, version), type: "object", properties: { a: {} }, ...more });
    const { text, losses } = await imported(
      "duckdb",
      schema("thing_done", "1-2-0"),
      schema("thing_done", "1-10-0", { description: "Newer.", additionalProperties: true, oneOf: [] }),
      schema("other", "1"),
      JSON.stringify({ self: { ...self("avro_one", "1-0-0"), format: "avro" } }),
      "meta: {schemaType: entity}\ndata: {self: {vendor: v, name: product, format: jsonschema, version: 1-0-0}}\n",
      "just: yaml\n",
    );
    assert.match(text, /description: Newer\./);
    assert.deepEqual(
      losses.map(({ event, message }) => `${event}: ${message}`),
      [
        "other: It is left out: its `self` lacks vendor, name or a version such as 1-0-0.",
        "avro_one: It is left out: its format is avro.",
        "product: It is left out: it is an entity, and no event.",
        "thing_done: Of its versions only the newest is kept.",
        "thing_done: Nothing here holds it to its oneOf.",
        "thing_done: Fields that its schema does not name are not kept.",
      ],
    );
    const project = await projectOf({ "eventspec.yml": settings });
    const none = await importPlan(project, "duckdb", {
      tool: "snowplow",
      texts: [{ file: "x", text: "{}" }],
      schema: "a",
    });
    assert.equal(none.kind, "no-plan");
  });
});

describe("data structures that are written", function () {
  this.timeout(120_000);

  it("come back as they were, or a loss tells", async () => {
    const reading = await duckDbReading();
    await fc.assert(
      fc.asyncProperty(describedEvents, async (events) => {
        const before = await describedProject(events);
        const there = exportSnowplow(before, { reading, vendor: "com.acme", known: () => undefined });
        const structures = [...there.texts].filter(([file]) => file.startsWith("data-structures/"));
        const back = await imported("duckdb", ...structures.map(([, text]) => text));
        for (const { name, description, properties } of events) {
          const event = back.project.events.find((one) => one.name === name);
          assert.ok(event, name);
          assert.equal(event.definition.description?.value, description?.trim());
          for (const property of properties) {
            const lost = [...there.losses, ...back.losses].filter(
              (loss) => loss.event === name && loss.property === property.name,
            );
            if (lost.some(({ message }) => message.startsWith("It is left out"))) continue;
            const renamed = lost.find(({ message }) => message === "Its name is not kept.")?.now;
            const found: EventProperty | undefined = event.properties.find(
              (one) => one.name.value === (renamed ?? property.name),
            );
            assert.ok(found, `${property.name} in ${back.text}`);
            const type: string | undefined = found.type && typeText(found.type.value);
            const isDecimal = lost.some(({ message }) => message === "Its digits are not kept.");
            assert.deepEqual(
              [
                found.description?.value,
                found.required?.value ?? false,
                found.values?.map(({ value }) => value),
                type,
              ],
              [
                property.description?.trim(),
                property.required ?? false,
                property.values,
                isDecimal ? "float" : property.type === "json" ? undefined : property.type,
              ],
              property.name,
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

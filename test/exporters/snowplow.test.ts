/** Data structures and data products of Snowplow: what is in them, and which version comes next. */
import assert from "node:assert/strict";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { parse } from "yaml";
import { exportSnowplow } from "../../server/src/exporters/snowplow/exportSnowplow.ts";
import {
  changeOf,
  knownStructure,
  type PropertySchema,
  raised,
  type SchemaChange,
  type StructureSchema,
} from "../../server/src/exporters/snowplow/schemaVer.ts";
import {
  describedEvents,
  describedProject,
  duckDbReading,
  type SpecEvent,
} from "../support/describedProjects.ts";

const ajv = new Ajv({ strict: false });
// The package's default export is a namespace where types are checked.
(addFormats as unknown as (ajv: Ajv) => void)(ajv);

/** What https://docs.snowplow.io/docs/data-product-studio/data-structures/manage/cli/ asks of a file. */
const isStructure = ajv.compile({
  type: "object",
  additionalProperties: false,
  required: ["apiVersion", "resourceType", "meta", "data"],
  properties: {
    apiVersion: { const: "v1" },
    resourceType: { const: "data-structure" },
    meta: {
      type: "object",
      required: ["hidden", "schemaType", "customData"],
      properties: {
        hidden: { type: "boolean" },
        schemaType: { enum: ["event", "entity"] },
        customData: { type: "object" },
      },
    },
    data: {
      type: "object",
      required: ["$schema", "self", "type", "properties", "additionalProperties"],
      properties: {
        self: {
          type: "object",
          additionalProperties: false,
          required: ["vendor", "name", "format", "version"],
          properties: {
            vendor: { type: "string", pattern: "^[a-zA-Z0-9-_.]+$" },
            name: { type: "string", pattern: "^[a-zA-Z0-9-_]+$" },
            format: { const: "jsonschema" },
            version: { type: "string", pattern: "^[1-9][0-9]*-[0-9]+-[0-9]+$" },
          },
        },
        type: { const: "object" },
        additionalProperties: { const: false },
      },
    },
  },
});

/** The same of a data product. */
const isProduct = ajv.compile({
  type: "object",
  additionalProperties: false,
  required: ["apiVersion", "resourceType", "resourceName", "data"],
  properties: {
    apiVersion: { const: "v1" },
    resourceType: { const: "data-product" },
    resourceName: { type: "string", format: "uuid" },
    data: {
      type: "object",
      additionalProperties: false,
      required: ["name"],
      properties: {
        name: { type: "string" },
        eventSpecifications: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["resourceName", "name"],
            properties: {
              resourceName: { type: "string", format: "uuid" },
              name: { type: "string", minLength: 1 },
              triggers: { type: "array", items: { type: "object" } },
              event: {
                type: "object",
                required: ["source"],
                properties: {
                  source: {
                    type: "string",
                    pattern: "^iglu:[a-zA-Z0-9-_.]+/[a-zA-Z0-9-_]+/[a-zA-Z0-9-_]+/[0-9]+-[0-9]+-[0-9]+$",
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});

interface Structure {
  readonly meta: { readonly customData: Readonly<Record<string, unknown>> };
  readonly data: { readonly self: { readonly version: string } } & StructureSchema;
}

const types: Readonly<Record<string, readonly [string, string?]>> = {
  float: ["number"],
  "decimal(12, 2)": ["number"],
  timestamp: ["string", "date-time"],
  date: ["string", "date"],
};

async function exported(events: readonly SpecEvent[], known: ReadonlyMap<string, string> = new Map()) {
  return exportSnowplow(await describedProject(events), {
    reading: await duckDbReading(),
    vendor: "com.acme",
    known: (file) => {
      const text = known.get(file);
      return text === undefined ? undefined : knownStructure(parse(text));
    },
  });
}

const fileOf = (event: string) => `data-structures/com.acme/${event}.yaml`;

describe("data structures of Snowplow", function () {
  this.timeout(120_000);

  it("hold what specs say, or a loss tells, and are the same when nothing changed", () =>
    fc.assert(
      fc.asyncProperty(describedEvents, async (events) => {
        const { texts, losses, findings } = await exported(events);
        assert.deepEqual(findings, []);
        assert.deepEqual([...(await exported(events, texts)).texts], [...texts]);
        assert.ok(
          isProduct(parse(texts.get("data-products/p__q.yaml") ?? "")),
          JSON.stringify(isProduct.errors),
        );
        for (const event of events) {
          const structure = parse(texts.get(fileOf(event.name)) ?? "") as Structure;
          assert.ok(isStructure(structure), JSON.stringify(isStructure.errors));
          const { customData } = structure.meta;
          assert.deepEqual(
            [structure.data.description, customData.owner, customData.tier, customData.eventVersion],
            [event.description, event.owner, event.tier, event.version],
          );
          const lost = (property?: string) =>
            losses
              .filter((one) => one.event === event.name && one.property === property)
              .map(({ message }) => message);
          assert.deepEqual(lost(), event.tags.length > 0 ? ["Its tags are not kept."] : []);
          for (const {
            name,
            type,
            description,
            required = false,
            values,
            unit,
            privacy,
          } of event.properties) {
            const [plain, format] = types[type] ?? [type];
            const expected = {
              ...(type !== "json" && { type: required ? plain : [plain, "null"], format }),
              description,
              enum: values && (required ? values : [...values, null]),
            };
            assert.deepEqual(structure.data.properties[name], JSON.parse(JSON.stringify(expected)));
            assert.equal(structure.data.required?.includes(name) ?? false, required);
            assert.deepEqual(lost(name), [
              ...(unit ? [`Its unit is not kept: ${unit}.`] : []),
              ...(privacy ? ["How private it is is not kept."] : []),
              ...(type.startsWith("decimal") ? ["Its digits are not kept."] : []),
            ]);
          }
        }
      }),
      { numRuns: 60 },
    ));

  it("get the next version by what changed", async () => {
    const event = (properties: SpecEvent["properties"], version = 1): SpecEvent => ({
      ...{ name: "order_placed", version, tags: [], tier: "core", deprecated: false, properties },
    });
    let texts: ReadonlyMap<string, string> = new Map();
    const next = async (...change: Parameters<typeof event>) => {
      texts = (await exported([event(...change)], texts)).texts;
      return knownStructure(parse(texts.get(fileOf("order_placed")) ?? ""))?.version;
    };
    assert.equal(await next([{ name: "total", type: "float" }]), "1-0-0");
    assert.equal(await next([{ name: "total", type: "float" }]), "1-0-0");
    assert.equal(await next([{ name: "total", type: "float", description: "What it cost." }]), "1-0-1");
    assert.equal(await next([{ name: "type", type: "string", values: ["a", "1"] }]), "1-1-0");
    assert.equal(await next([{ name: "type", type: "string", values: ["a", "1", "b c"] }]), "1-1-1");
    assert.equal(await next([{ name: "type", type: "string", values: ["a"] }]), "1-2-0");
    assert.equal(await next([{ name: "type", type: "string", values: ["a"], required: true }]), "2-0-0");
    assert.equal(await next([{ name: "type", type: "string", values: ["a"] }]), "2-0-1");
    assert.equal(await next([{ name: "type", type: "integer" }]), "3-0-0");
    assert.equal(await next([{ name: "type", type: "integer" }], 2), "4-0-0");
    assert.match(
      texts.get("data-products/p__q.yaml") ?? "",
      /iglu:com\.acme\/order_placed\/jsonschema\/4-0-0/,
    );
  });

  it("keep the column of a required property where the warehouse keeps it so", () => {
    const before: StructureSchema = { properties: { a: { type: "string" } }, required: ["a"] };
    const after: StructureSchema = { properties: { a: { type: ["string", "null"] } }, required: [] };
    assert.equal(changeOf(before, after, { keepsNotNull: false }), "addition");
    assert.equal(changeOf(before, after, { keepsNotNull: true }), "model");
  });

  it("are raised as SchemaVer says", () => {
    const next = (["none", "addition", "revision", "model"] as SchemaChange[]).map((one) =>
      raised("3-2-1", one),
    );
    assert.deepEqual(next, ["3-2-1", "3-2-2", "3-3-0", "4-0-0"]);
    assert.deepEqual(
      [{ self: { version: "v1" } }, null, [], "x", { data: {} }].map(knownStructure),
      Array(5).fill(undefined),
    );
  });
});

const property: fc.Arbitrary<PropertySchema> = fc
  .record(
    {
      type: fc.constantFrom<PropertySchema["type"]>(
        "string",
        "integer",
        "boolean",
        ["string", "null"],
        ["integer", "null"],
      ),
      enum: fc.uniqueArray(fc.constantFrom("a", "b", 1, 2, null), { minLength: 1, maxLength: 3 }),
      description: fc.constantFrom("x", "y"),
    },
    { requiredKeys: [] },
  )
  .map((one) => JSON.parse(JSON.stringify(one)) as PropertySchema);
const schema: fc.Arbitrary<StructureSchema> = fc
  .dictionary(fc.constantFrom("p", "q", "r"), property, { maxKeys: 3 })
  .chain((properties) =>
    fc.subarray(Object.keys(properties)).map((required) => ({ properties: { ...properties }, required })),
  );
const row = fc.dictionary(
  fc.constantFrom("p", "q", "r"),
  fc.constantFrom("a", "b", "c", 1, 2, 3, true, null),
);

const accepts = ({ properties, required }: StructureSchema) =>
  ajv.compile({ type: "object", properties, required, additionalProperties: false });

describe("SchemaVer of schemas made by chance", function () {
  this.timeout(120_000);

  it("is an addition only where all data of before still fits", () =>
    fc.assert(
      fc.property(schema, schema, fc.array(row, { minLength: 20, maxLength: 20 }), (before, after, rows) => {
        const change = changeOf(before, after, { keepsNotNull: false });
        assert.equal(changeOf(before, before, { keepsNotNull: true }), "none");
        if (change === "model" || change === "revision") return;
        const [was, is] = [accepts(before), accepts(after)];
        for (const one of rows) if (was(one)) assert.ok(is(one), `${change}: ${JSON.stringify(one)}`);
      }),
      { numRuns: 1500 },
    ));
});

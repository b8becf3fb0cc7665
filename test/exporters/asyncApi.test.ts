/** Messages of AsyncAPI: what a spec says of an event is in its message, or a loss tells. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { exportAsyncApi } from "../../server/src/exporters/asyncapi/exportAsyncApi.ts";
import {
  describedEvents,
  describedProject,
  duckDbReading,
  type SpecProperty,
} from "../support/describedProjects.ts";

interface Message {
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly { readonly name: string }[];
  readonly "x-eventspec": Readonly<Record<string, unknown>>;
}

interface Schema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Document {
  readonly channels: Readonly<Record<string, { readonly address: string }>>;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

const written: Readonly<Record<string, readonly [type: string, format?: string]>> = {
  float: ["number"],
  "decimal(12, 2)": ["number"],
  timestamp: ["string", "date-time"],
  date: ["string", "date"],
};

function expectedSchema({ type, description, privacy, unit, required = false, values }: SpecProperty) {
  const [name, format] = written[type] ?? [type];
  const schema = {
    ...(type !== "json" && { type: required ? name : [name, "null"], format }),
    description,
    enum: values && (required ? values : [...values, null]),
    "x-type": type.startsWith("decimal") ? "decimal(12,2)" : undefined,
    "x-unit": unit,
    "x-privacy": privacy,
  };
  return JSON.parse(JSON.stringify(schema)) as unknown;
}

describe("messages of AsyncAPI", function () {
  this.timeout(120_000);

  it("hold what specs say of events and properties", async () => {
    const reading = await duckDbReading();
    await fc.assert(
      fc.asyncProperty(describedEvents, async (events) => {
        const { texts, losses, findings } = exportAsyncApi(await describedProject(events), { reading });
        assert.deepEqual([findings, losses], [[], []]);
        const { components, channels } = parse([...texts.values()][0] ?? "") as Document;
        assert.deepEqual(
          Object.keys(channels),
          events.map(({ name }) => name),
        );
        for (const event of events) {
          const message = components.messages[event.name];
          const schema = components.schemas[event.name];
          assert.ok(message && schema);
          const { version, owner, tier, deprecated } = message["x-eventspec"];
          assert.deepEqual(
            {
              description: message.description,
              tags: message.tags?.map(({ name }) => name) ?? [],
              version,
              owner,
              tier,
              deprecated,
            },
            {
              description: event.description,
              tags: event.tags,
              version: event.version,
              owner: event.owner,
              tier: event.tier,
              deprecated: event.deprecated ? "Old" : undefined,
            },
          );
          for (const property of event.properties) {
            assert.deepEqual(schema.properties[property.name], expectedSchema(property));
            assert.ok(schema.required.includes(property.name));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("have keys of plain letters, and each its own", async () => {
    const project = await describedProject([
      {
        ...{ name: "deal_closed", version: 1, tags: [], tier: "core", deprecated: false, properties: [] },
        variants: { by: "r.v_string", names: { won: "Deal Won", lost: "Deal_Won" } },
      },
    ]);
    const { texts } = exportAsyncApi(project, { reading: await duckDbReading() });
    const { channels, components } = parse([...texts.values()][0] ?? "") as Document;
    assert.deepEqual(channels, {
      Deal_Won: { address: "Deal Won", messages: { Deal_Won: { $ref: "#/components/messages/Deal_Won" } } },
      Deal_Won_2: {
        address: "Deal_Won",
        messages: { Deal_Won_2: { $ref: "#/components/messages/Deal_Won_2" } },
      },
    });
    assert.equal(components.schemas.Deal_Won_2?.properties.event?.const, "Deal_Won");
  });
});

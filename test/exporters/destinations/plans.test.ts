/** What tools read of events beside their rows: Mixpanel's Lexicon and Amplitude's plan. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { DestinationTool } from "../../../server/src/spec/destinationTools.ts";
import {
  describedEvents,
  describedProject,
  type SpecEvent,
  type SpecProperty,
} from "../../support/describedProjects.ts";
import { exported } from "../../support/destinationCase.ts";

async function planOf(events: readonly SpecEvent[], tool: DestinationTool) {
  const { plan, losses, findings } = exported(await describedProject(events), tool, "duckdb");
  assert.deepEqual(findings, []);
  assert.ok(plan);
  return { text: plan.text, losses };
}

/** The cells of a file as RFC 4180 has them. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
  }
  rows.pop();
  return rows;
}

const isLost = (
  losses: Awaited<ReturnType<typeof planOf>>["losses"],
  event: string,
  property: SpecProperty,
): string[] =>
  losses.filter((one) => one.event === event && one.property === property.name).map(({ message }) => message);

const lostOf = ({ unit, type }: SpecProperty): string[] => [
  ...(unit ? [`Its unit is not kept: ${unit}.`] : []),
  ...(type.startsWith("decimal") ? ["Its digits are not kept: decimal(12,2)."] : []),
];

const jsonTypes: Readonly<Record<string, object>> = {
  string: { type: "string" },
  integer: { type: "integer" },
  float: { type: "number" },
  "decimal(12, 2)": { type: "number" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
  timestamp: { type: "string", format: "date-time" },
  json: {},
};

describe("plans of destinations", function () {
  this.timeout(120_000);

  it("hold what specs say for Mixpanel, but for what is listed", () =>
    fc.assert(
      fc.asyncProperty(describedEvents, async (events) => {
        const { text, losses } = await planOf(events, "mixpanel");
        const { entries, truncate } = JSON.parse(text) as {
          entries: {
            name: string;
            schemaJson: {
              description?: string;
              properties: Record<string, object>;
              required?: string[];
              metadata: { "com.mixpanel": { tags?: string[]; contacts?: string[]; teamContacts?: string[] } };
            };
          }[];
          truncate: boolean;
        };
        assert.equal(truncate, false);
        for (const event of events) {
          const schema = entries.find(({ name }) => name === event.name)?.schemaJson;
          assert.ok(schema);
          const { tags, contacts, teamContacts } = schema.metadata["com.mixpanel"];
          assert.deepEqual(
            [schema.description, tags ?? [], teamContacts?.[0], contacts?.[0]],
            [
              event.description,
              event.tags,
              event.owner,
              event.owner === "growth" ? "growth@shop.example" : undefined,
            ],
          );
          const versions = losses.filter((one) => one.event === event.name && /version/.test(one.message));
          assert.equal(versions.length, event.version > 1 ? 1 : 0);
          for (const property of event.properties) {
            const { description, values } = property;
            const expected = {
              ...(description !== undefined && { description }),
              ...jsonTypes[property.type],
              ...(values && { enum: values }),
            };
            assert.deepEqual(schema.properties[property.name], expected);
            assert.equal(schema.required?.includes(property.name) ?? false, property.required ?? false);
            assert.deepEqual(isLost(losses, event.name, property), lostOf(property));
          }
        }
      }),
      { numRuns: 60 },
    ));

  it("hold what specs say for Amplitude, whatever the text", () =>
    fc.assert(
      fc.asyncProperty(describedEvents, async (events) => {
        const { text, losses } = await planOf(events, "amplitude");
        const [header = [], ...rows] = cellsOf(text);
        const named = rows.map((row) => {
          assert.equal(row.length, header.length);
          return new Map(header.map((name, at) => [name, row[at] ?? ""]));
        });
        let place = 0;
        for (const event of events) {
          const row = named[place++];
          assert.deepEqual(
            ["Object type", "Object name", "Object description", "Object owner", "Tags"].map((one) =>
              row?.get(one),
            ),
            [
              "Event",
              event.name,
              event.description ?? "",
              event.owner === "growth" ? "growth@shop.example" : "",
              event.tags.join(", "),
            ],
          );
          for (const property of event.properties) {
            const own = named[place++];
            const { name, description, required = false, values } = property;
            assert.deepEqual(
              ["Event property name", "Property description", "Property required", "Enum values"].map((one) =>
                own?.get(one),
              ),
              [name, description ?? "", required ? "TRUE" : "FALSE", values?.join(", ") ?? ""],
            );
            assert.deepEqual(isLost(losses, event.name, property), lostOf(property));
          }
        }
        assert.equal(place, named.length);
      }),
      { numRuns: 60 },
    ));
});

/** Data contracts: what a spec says of an event is in its contract, or a loss tells. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { exportOdcs } from "../../server/src/exporters/odcs/exportOdcs.ts";
import {
  describedEvents,
  describedProject,
  duckDbReading,
  type SpecEvent,
} from "../support/describedProjects.ts";

interface Contract {
  readonly version: string;
  readonly status: string;
  readonly description?: { readonly purpose: string };
  readonly tags?: readonly string[];
  readonly team?: { readonly name: string };
  readonly customProperties: readonly { readonly property: string; readonly value: unknown }[];
  readonly schema: readonly { readonly properties: readonly Column[] }[];
}

interface Column {
  readonly name: string;
  readonly logicalType: string;
  readonly description?: string;
  readonly classification?: string;
  readonly required?: boolean;
  readonly transformSourceObjects?: readonly string[];
  readonly quality?: readonly { readonly arguments: { readonly validValues: readonly string[] } }[];
  readonly customProperties?: readonly { readonly property: string; readonly value: unknown }[];
}

const logical: Readonly<Record<string, string>> = {
  float: "number",
  "decimal(12, 2)": "number",
  json: "object",
};

function isKept(event: SpecEvent, contract: Contract): void {
  const custom = new Map(contract.customProperties.map(({ property, value }) => [property, value]));
  assert.deepEqual(
    {
      description: contract.description?.purpose,
      version: contract.version,
      owner: contract.team?.name,
      tags: contract.tags ?? [],
      tier: custom.get("tier"),
      status: contract.status,
    },
    {
      description: event.description,
      version: `${event.version}.0.0`,
      owner: event.owner,
      tags: event.tags,
      tier: event.tier,
      status: event.deprecated ? "deprecated" : event.tier === "experimental" ? "draft" : "active",
    },
  );
  const columns = new Map(contract.schema[0]?.properties.map((column) => [column.name, column]));
  for (const property of event.properties) {
    const column = columns.get(property.name);
    assert.ok(column, property.name);
    assert.deepEqual(
      {
        type: column.logicalType,
        description: column.description,
        privacy: column.classification,
        unit: column.customProperties?.[0]?.value,
        required: column.required ?? false,
        values: column.quality?.[0]?.arguments.validValues,
        from: column.transformSourceObjects,
      },
      {
        type: logical[property.type] ?? property.type,
        description: property.description,
        privacy: property.privacy,
        unit: property.unit,
        required: property.required ?? false,
        values: property.values,
        from: ["shop.rows"],
      },
    );
  }
}

describe("data contracts", function () {
  this.timeout(120_000);

  it("hold what specs say of events and properties", async () => {
    const reading = await duckDbReading();
    await fc.assert(
      fc.asyncProperty(describedEvents, async (events) => {
        const { texts, losses, findings } = exportOdcs(await describedProject(events), { reading });
        assert.deepEqual(findings, []);
        assert.deepEqual(losses, []);
        assert.deepEqual(
          [...texts.keys()],
          events.map(({ name }) => name),
        );
        for (const event of events) isKept(event, parse(texts.get(event.name) ?? "") as Contract);
      }),
      { numRuns: 100 },
    );
  });
});

/** What OpenLineage and DataHub are told of events: what a spec says is in it, or a loss tells. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { exportDataHub } from "../../server/src/exporters/datahub/exportDataHub.ts";
import { exportOpenLineage } from "../../server/src/exporters/openlineage/exportOpenLineage.ts";
import type { Loss } from "../../server/src/spec/trackingPlan.ts";
import {
  describedEvents,
  describedProject,
  duckDbReading,
  type SpecEvent,
} from "../support/describedProjects.ts";

interface Tag {
  readonly key: string;
  readonly value: string;
  readonly field?: string;
}

interface JobEvent {
  readonly eventTime: string;
  readonly outputs: readonly [
    {
      readonly name: string;
      readonly facets: {
        readonly documentation?: { readonly description: string };
        readonly ownership?: { readonly owners: readonly { readonly name: string }[] };
        readonly tags: { readonly tags: readonly Tag[] };
        readonly schema: {
          readonly fields: readonly { readonly name: string; readonly description?: string }[];
        };
        readonly columnLineage: {
          readonly fields: Readonly<
            Record<string, { readonly inputFields: readonly { readonly field: string }[] }>
          >;
        };
      };
    },
  ];
}

function isToldToOpenLineage(
  event: SpecEvent,
  { outputs: [output] }: JobEvent,
  losses: readonly Loss[],
): void {
  const { documentation, ownership, tags, schema, columnLineage } = output.facets;
  const tagOf = (key: string, field?: string) =>
    tags.tags.find((tag) => tag.key === key && tag.field === field)?.value;
  assert.deepEqual(
    {
      name: output.name,
      description: documentation?.description,
      owner: ownership?.owners[0]?.name,
      tier: tagOf("tier"),
      version: tagOf("version"),
      deprecated: tagOf("deprecated") === "true",
      tags: event.tags.filter((tag) => tagOf(tag) === "true"),
    },
    {
      name: `lake.events.${event.name}`,
      description: event.description,
      owner: event.owner,
      tier: event.tier,
      version: String(event.version),
      deprecated: event.deprecated,
      tags: event.tags,
    },
  );
  for (const { name, description, privacy, unit, required = false, values, type } of event.properties) {
    const field = schema.fields.find((one) => one.name === name);
    assert.ok(field, name);
    const lost = losses.filter((one) => one.event === event.name && one.property === name);
    assert.deepEqual(
      {
        description: field.description,
        privacy: tagOf("privacy", name),
        unit: tagOf("unit", name),
        from: columnLineage.fields[name]?.inputFields.map((one) => one.field),
        lost: lost.map(({ message }) => message),
      },
      {
        description,
        privacy,
        unit,
        from: [`v_${type.replace(/\W.*/, "")}`],
        lost: [
          ...(required ? ["That it is never null is not kept."] : []),
          ...(values ? ["Its allowed values are not kept."] : []),
        ],
      },
    );
  }
}

interface Change {
  readonly entityUrn: string;
  readonly aspectName: string;
  readonly aspect: { readonly json: Readonly<Record<string, unknown>> };
}

function isToldToDataHub(event: SpecEvent, changes: readonly Change[]): void {
  const urn = `urn:li:dataset:(urn:li:dataPlatform:duckdb,lake.events.${event.name},DEV)`;
  const own = changes.filter(({ entityUrn }) => entityUrn === urn);
  const aspect = (name: string) => own.find(({ aspectName }) => aspectName === name)?.aspect.json;
  const { description, customProperties } = aspect("datasetProperties") as {
    description?: string;
    customProperties: Record<string, string>;
  };
  const owners = aspect("ownership")?.owners as { owner: string }[] | undefined;
  const tags = aspect("globalTags")?.tags as { tag: string }[] | undefined;
  assert.deepEqual(
    [
      description,
      customProperties.version,
      customProperties.tier,
      owners?.[0]?.owner,
      aspect("deprecation")?.deprecated ?? false,
    ],
    [
      event.description,
      String(event.version),
      event.tier,
      event.owner && `urn:li:corpGroup:${event.owner}`,
      event.deprecated,
    ],
  );
  assert.deepEqual(
    tags?.map(({ tag }) => decodeURIComponent(tag.replace("urn:li:tag:", ""))) ?? [],
    event.tags,
  );
  const fields = aspect("schemaMetadata")?.fields as {
    fieldPath: string;
    nullable: boolean;
    description?: string;
    globalTags?: { tags: { tag: string }[] };
    jsonProps?: string;
  }[];
  for (const property of event.properties) {
    const field = fields.find(({ fieldPath }) => fieldPath === property.name);
    assert.ok(field, property.name);
    const { unit, values } = JSON.parse(field.jsonProps ?? "{}") as { unit?: string; values?: string[] };
    assert.deepEqual(
      [field.description, !field.nullable, field.globalTags?.tags[0]?.tag, unit, values],
      [
        property.description,
        property.required ?? false,
        property.privacy && `urn:li:tag:${property.privacy}`,
        property.unit,
        property.values,
      ],
    );
  }
}

describe("what catalogs are told of events", function () {
  this.timeout(120_000);

  it("is all that specs say, in OpenLineage and in DataHub, but for what is listed", async () => {
    const reading = await duckDbReading();
    const options = { reading, schema: "lake.events" };
    const now = "2026-01-31T00:00:00.000Z";
    await fc.assert(
      fc.asyncProperty(describedEvents, async (events) => {
        const project = await describedProject(events);
        const lineage = exportOpenLineage(project, { ...options, now, namespace: "duckdb://here" });
        const lines = ([...lineage.texts.values()][0] ?? "").trimEnd().split("\n");
        const told = lines.map((line) => JSON.parse(line) as JobEvent);
        assert.equal(told.length, events.length);
        for (const [at, one] of told.entries()) {
          assert.equal(one.eventTime, now);
          const event = events[at];
          assert.ok(event);
          isToldToOpenLineage(event, one, lineage.losses);
        }
        const dataHub = exportDataHub(project, { ...options, environment: "DEV" });
        assert.deepEqual(dataHub.losses, []);
        const changes = JSON.parse([...dataHub.texts.values()][0] ?? "[]") as Change[];
        for (const event of events) isToldToDataHub(event, changes);
      }),
      { numRuns: 60 },
    );
  });
});

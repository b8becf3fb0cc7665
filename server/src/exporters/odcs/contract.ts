/** A data contract of an event's relation, as https://bitol-io.github.io/open-data-contract-standard/v3.1.0/ has it. */
import { inline, writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { ValueType } from "../../spec/types.ts";
import type { Lineage } from "../columnLineage.ts";
import type { EventTable, EventTableColumn } from "../eventTables.ts";
import { qualityOf } from "./quality.ts";

/** In: an event's table, and where its columns come from. Out: the contract as YAML. */
export function contractText(project: Project, table: EventTable, lineage: Lineage): string {
  const { event, name, description } = table;
  const { file } = project;
  const team = file.teams.find((one) => one.name.value === event.owner?.value);
  return writeYaml({
    apiVersion: "v3.1.0",
    kind: "DataContract",
    id: `urn:eventspec:${[file.name?.value ?? "events", name].map(encodeURIComponent).join(":")}`,
    name,
    version: `${event.version}.0.0`,
    status: statusOf(event),
    description: description === undefined ? undefined : { purpose: description, limitations: limits(event) },
    tags: event.tags.length > 0 ? inline(event.tags.map(({ value }) => value)) : undefined,
    schema: [
      {
        name,
        physicalName: name,
        physicalType: "table",
        logicalType: "object",
        description,
        dataGranularityDescription: "One row is one event.",
        properties: table.columns.map((column) => propertyOf(column, lineage)),
        quality: listed(qualityOf(table)),
      },
    ],
    slaProperties: listed(slaOf(table)),
    team: event.owner && {
      name: event.owner.value,
      members: team?.email ? [inline({ username: team.email.value, role: "owner" })] : undefined,
    },
    support: team?.slack && [inline({ channel: team.slack.value, tool: "slack" })],
    customProperties: customOf(event),
  });
}

const listed = (items: readonly YamlData[]): YamlData | undefined => (items.length > 0 ? items : undefined);

function statusOf({ definition, tier }: ProjectEvent): string {
  if (definition.deprecated) return "deprecated";
  return tier === "experimental" ? "draft" : "active";
}

function limits({ definition: { deprecated } }: ProjectEvent): string | undefined {
  if (!deprecated) return undefined;
  const { since, reason, use, removeAfter } = deprecated;
  const parts = [
    since && `Deprecated since ${since.value}.`,
    reason && `${reason.value.replace(/\.?$/, "")}.`,
    use && `Use ${use.value}.`,
    removeAfter && `Removed after ${removeAfter.value}.`,
  ];
  return parts.filter((part) => part !== undefined).join(" ") || undefined;
}

function propertyOf(column: EventTableColumn, lineage: Lineage): YamlData {
  const { name, type, spelling, description, property, required, unique } = column;
  const from = lineage.columns.get(name);
  const values = property?.values?.map(({ value }) => value) ?? [];
  return {
    name,
    ...(type && logicalOf(type)),
    physicalType: spelling,
    description,
    ...(name === "event_id" && { primaryKey: true, primaryKeyPosition: 1 }),
    required: required || undefined,
    unique: unique || undefined,
    classification: property?.privacy?.value,
    transformSourceObjects: from?.tables.length ? inline([...from.tables]) : undefined,
    transformLogic: property?.sql?.text.trim(),
    quality:
      values.length > 0
        ? [
            {
              type: "library",
              metric: "invalidValues",
              arguments: inline({ validValues: values }),
              mustBe: 0,
            },
          ]
        : undefined,
    customProperties: property?.unit ? [inline({ property: "unit", value: property.unit.value })] : undefined,
  };
}

/** The standard's own types: what is JSON is an object. */
function logicalOf(type: ValueType): { readonly [key: string]: YamlData } {
  switch (type.kind) {
    case "json":
      return { logicalType: "object" };
    case "decimal":
    case "float":
      return { logicalType: "number" };
    case "list":
      return { logicalType: "array", items: logicalOf(type.of) };
    default:
      return { logicalType: type.kind };
  }
}

function slaOf({ name, event, checks }: EventTable): YamlData[] {
  const { lookback } = event;
  return [
    ...checks.flatMap(({ subject }) =>
      subject.kind === "fresh"
        ? [
            inline({
              property: "freshness",
              value: subject.test.within.value.amount,
              unit: subject.test.within.value.unit,
              element: `${name}.${event.document.loadedAt ? "loaded_at" : "occurred_at"}`,
            }),
          ]
        : [],
    ),
    ...(lookback
      ? [
          inline({
            property: "latency",
            value: lookback.amount,
            unit: lookback.unit,
            element: `${name}.occurred_at`,
          }),
        ]
      : []),
  ];
}

function customOf(event: ProjectEvent): YamlData {
  const texts = (items: readonly { readonly value: string }[]) => items.map(({ value }) => value);
  const all: [string, YamlData][] = [
    ["specFile", event.file],
    ["tier", event.tier],
    ["origin", event.origin],
    ...(event.goals.length > 0 ? [["goals", texts(event.goals)] satisfies [string, YamlData]] : []),
    ...(event.consumers.length > 0
      ? [["consumers", texts(event.consumers)] satisfies [string, YamlData]]
      : []),
  ];
  return all.map(([property, value]) => inline({ property, value }));
}

/** What events' relations are made of, as events of OpenLineage that tell of a job without a run of it: one a line. */
import type { Project } from "../../project/types.ts";
import type { Loss } from "../../spec/trackingPlan.ts";
import { type ColumnSources, type Lineage, lineageOf, type SourceColumn } from "../columnLineage.ts";
import {
  type EventTable,
  eventTables,
  type TablesExport,
  type TablesOptions,
  wholeName,
} from "../eventTables.ts";
import { lostSources } from "../lostSources.ts";
import { lostTests } from "../lostTests.ts";

export interface LineageOptions extends TablesOptions {
  /** Of the tables that are read and written: https://openlineage.io/docs/spec/naming */
  readonly namespace: string;
  /** ISO 8601. */
  readonly now: string;
}

const producer = "https://github.com/eventspec/eventspec";
const spec = "https://openlineage.io/spec";

/** In: a project. Out: a line of JSON for each event. */
export function exportOpenLineage(project: Project, options: LineageOptions): TablesExport {
  const { reading } = options;
  const { tables, findings } = eventTables(project, { ...options, dialect: reading.dialect });
  const each = tables.map((table) => ({ table, lineage: lineageOf(project, table.event, reading) }));
  const name = project.file.name?.value ?? "events";
  const lines = each.map(({ table, lineage }) => jobEvent(name, table, lineage, options));
  return {
    texts: new Map(
      lines.length > 0 ? [[name, lines.map((line) => `${JSON.stringify(line)}\n`).join("")]] : [],
    ),
    events: tables.length,
    losses: [
      ...each.flatMap(({ table, lineage }) => [...lostSources(table, lineage), ...lossesOf(table)]),
      ...lostTests(tables),
    ],
    findings,
  };
}

function jobEvent(project: string, table: EventTable, lineage: Lineage, options: LineageOptions) {
  const { namespace, now } = options;
  return {
    eventTime: now,
    producer,
    schemaURL: `${spec}/2-0-2/OpenLineage.json#/$defs/JobEvent`,
    job: { namespace: "eventspec", name: `${project}.${table.name}`, facets: {} },
    inputs: lineage.tables.map((name) => ({ namespace, name, facets: {} })),
    outputs: [
      { namespace, name: wholeName(table.name, options), facets: facetsOf(table, lineage, namespace) },
    ],
  };
}

function facetsOf(table: EventTable, lineage: Lineage, namespace: string) {
  const { event, columns, description } = table;
  const tags = tagsOf(table);
  return {
    schema: facet("1-2-0", "SchemaDatasetFacet", {
      fields: columns.map(({ name, spelling, description: told }) => ({
        name,
        ...(spelling !== undefined && { type: spelling }),
        ...(told !== undefined && { description: told }),
      })),
    }),
    columnLineage: facet("1-2-0", "ColumnLineageDatasetFacet", {
      fields: Object.fromEntries(
        columns.flatMap(({ name, property }) => {
          const sources = lineage.columns.get(name);
          return sources ? [[name, fieldOf(sources, property?.sql?.text, namespace)]] : [];
        }),
      ),
      dataset: lineage.deciding.map((source) => ({
        ...inputField(source, namespace),
        transformations: [{ type: "INDIRECT", subtype: subtypeOf(source.usedIn) }],
      })),
    }),
    ...(description !== undefined && {
      documentation: facet("1-1-0", "DocumentationDatasetFacet", { description, contentType: "text/plain" }),
    }),
    ...(event.owner && {
      ownership: facet("1-0-1", "OwnershipDatasetFacet", {
        owners: [{ name: event.owner.value, type: "TEAM" }],
      }),
    }),
    ...(tags.length > 0 && { tags: facet("1-0-0", "TagsDatasetFacet", { tags }) }),
  };
}

function facet(version: string, name: string, content: Readonly<Record<string, unknown>>) {
  return {
    _producer: producer,
    _schemaURL: `${spec}/facets/${version}/${name}.json#/$defs/${name}`,
    ...content,
  };
}

function fieldOf({ inputs, isSame }: ColumnSources, sql: string | undefined, namespace: string) {
  const transformation = {
    type: "DIRECT",
    subtype: isSame ? "IDENTITY" : "TRANSFORMATION",
    ...(!isSame && sql !== undefined && { description: sql.trim() }),
  };
  return {
    inputFields: inputs.map((source) => ({
      ...inputField(source, namespace),
      transformations: [transformation],
    })),
  };
}

function inputField({ table, column }: SourceColumn, namespace: string) {
  return { namespace, name: table, field: column };
}

/** In: the key of the spec whose SQL uses the column. */
function subtypeOf(usedIn: string): string {
  if (/^join|\.join/.test(usedIn)) return "JOIN";
  if (/changes|sequence|once_per|order_by/.test(usedIn)) return "WINDOW";
  return "FILTER";
}

/** Tags of the event, and what a schema has no place for. */
function tagsOf({ event, columns }: EventTable) {
  const source = "EVENTSPEC";
  const { tags, tier, version, origin, goals, consumers } = event;
  const own: [string, string][] = [
    ...tags.map(({ value }): [string, string] => [value, "true"]),
    ["tier", tier],
    ["origin", origin],
    ["version", String(version)],
    ...(event.definition.deprecated ? [["deprecated", "true"] satisfies [string, string]] : []),
    ...goals.map(({ value }): [string, string] => ["goal", value]),
    ...consumers.map(({ value }): [string, string] => ["consumer", value]),
  ];
  const ofFields = columns.flatMap(({ name: field, property }) => [
    ...(property?.privacy ? [{ key: "privacy", value: property.privacy.value, source, field }] : []),
    ...(property?.unit ? [{ key: "unit", value: property.unit.value, source, field }] : []),
  ]);
  return [...own.map(([key, value]) => ({ key, value, source })), ...ofFields];
}

function lossesOf({ name: event, columns }: EventTable): Loss[] {
  return columns.flatMap(({ name: property, property: own }): Loss[] => [
    ...(own?.required?.value ? [{ event, property, message: "That it is never null is not kept." }] : []),
    ...(own?.values?.length ? [{ event, property, message: "Its allowed values are not kept." }] : []),
  ]);
}

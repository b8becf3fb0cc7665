/** Events' relations as DataHub's file source reads them. https://docs.datahub.com/docs/generated/ingestion/sources/metadata-file */
import { jsonText } from "../../document/harmless.ts";
import type { Project } from "../../project/types.ts";
import { type Lineage, lineageOf } from "../columnLineage.ts";
import {
  type EventTable,
  eventTables,
  type TablesExport,
  type TablesOptions,
  wholeName,
} from "../eventTables.ts";
import { lostSources } from "../lostSources.ts";
import { lostTests } from "../lostTests.ts";
import { schemaMetadata } from "./schemaMetadata.ts";
import { encoded, tagUrn } from "./urns.ts";

export interface DataHubOptions extends TablesOptions {
  /** DataHub's name for where data is used, such as `PROD`. */
  readonly environment: string;
}

/** A part of what is known of a dataset. */
type Aspect = readonly [name: string, content: Readonly<Record<string, unknown>>];

/** In: a project. Out: one file with all that is told of its events. */
export function exportDataHub(project: Project, options: DataHubOptions): TablesExport {
  const { reading } = options;
  const { tables, findings } = eventTables(project, { ...options, dialect: reading.dialect });
  const urnOf = (name: string) =>
    `urn:li:dataset:(${platformOf(options)},${encoded(name)},${encoded(options.environment)})`;
  const each = tables.map((table) => ({ table, lineage: lineageOf(project, table.event, reading) }));
  const changes = each.flatMap(({ table, lineage }) => {
    const urn = urnOf(wholeName(table.name, options));
    const aspects = [...aspectsOf(table, options), ...lineageAspect(urn, table, lineage, urnOf)];
    return aspects.map(([aspectName, json]) => ({
      ...{ entityType: "dataset", entityUrn: urn, changeType: "UPSERT", aspectName, aspect: { json } },
    }));
  });
  const name = project.file.name?.value ?? "events";
  return {
    texts: new Map(changes.length > 0 ? [[name, jsonText(changes)]] : []),
    events: tables.length,
    losses: [...each.flatMap(({ table, lineage }) => lostSources(table, lineage)), ...lostTests(tables)],
    findings,
  };
}

/** DataHub calls engines as their dialects are called here. */
const platformOf = ({ reading }: TablesOptions): string => `urn:li:dataPlatform:${reading.dialect}`;

function aspectsOf(table: EventTable, options: DataHubOptions): Aspect[] {
  const { event, name, description } = table;
  const { owner, tags } = event;
  const { deprecated } = event.definition;
  return [
    [
      "datasetProperties",
      {
        name,
        ...(description !== undefined && { description }),
        customProperties: customOf(table),
        tags: [],
      },
    ],
    ["schemaMetadata", schemaMetadata(table, platformOf(options))],
    ...(owner ? [["ownership", ownershipOf(owner.value)] satisfies Aspect] : []),
    ...(tags.length > 0
      ? [["globalTags", { tags: tags.map(({ value }) => ({ tag: tagUrn(value) })) }] satisfies Aspect]
      : []),
    ...(deprecated
      ? [
          [
            "deprecation",
            { deprecated: true, note: deprecated.reason?.value ?? "", actor: nobody.actor },
          ] satisfies Aspect,
        ]
      : []),
  ];
}

/** Files are the same from run to run: no clock, and no user of whoever runs it. */
const nobody = { time: 0, actor: "urn:li:corpuser:unknown" };

function ownershipOf(team: string) {
  return {
    owners: [{ owner: `urn:li:corpGroup:${encoded(team)}`, type: "TECHNICAL_OWNER" }],
    ownerTypes: {},
    lastModified: nobody,
  };
}

function customOf({ event }: EventTable): Readonly<Record<string, string>> {
  const { file, version, tier, origin, goals, consumers } = event;
  const listed = (items: readonly { readonly value: string }[]) => items.map(({ value }) => value).join(", ");
  return {
    ...{ spec: file, version: String(version), tier, origin },
    ...(goals.length > 0 && { goals: listed(goals) }),
    ...(consumers.length > 0 && { consumers: listed(consumers) }),
  };
}

function lineageAspect(
  urn: string,
  { columns }: EventTable,
  lineage: Lineage,
  urnOf: (table: string) => string,
): Aspect[] {
  if (lineage.tables.length === 0) return [];
  const field = (dataset: string, column: string) => `urn:li:schemaField:(${dataset},${encoded(column)})`;
  const fineGrainedLineages = columns.flatMap(({ name, property }) => {
    const { inputs = [], isSame } = lineage.columns.get(name) ?? {};
    if (inputs.length === 0) return [];
    return [
      {
        upstreamType: "FIELD_SET",
        upstreams: inputs.map(({ table, column }) => field(urnOf(table), column)),
        downstreamType: "FIELD",
        downstreams: [field(urn, name)],
        transformOperation: isSame ? "IDENTITY" : (property?.sql?.text.trim() ?? "TRANSFORM"),
        confidenceScore: 1,
      },
    ];
  });
  const upstreams = lineage.tables.map((table) => ({
    auditStamp: nobody,
    dataset: urnOf(table),
    type: "TRANSFORMED",
  }));
  return [["upstreamLineage", { upstreams, ...(fineGrainedLineages.length > 0 && { fineGrainedLineages }) }]];
}

/** A self-describing schema of an event's properties, as https://docs.snowplow.io/docs/data-product-studio/data-structures/manage/cli/ has it. */
import { inline, writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import type { EventTable, EventTableColumn } from "../eventTables.ts";
import { typeSchema } from "../jsonTypes.ts";
import type { PropertySchema, StructureSchema } from "./schemaVer.ts";

/** What events of Snowplow have beside what they tell of themselves. */
const atomic: ReadonlySet<string> = new Set([
  ...["event_id", "event", "event_version", "occurred_at", "source", "source_key", "loaded_at"],
]);

/** Its properties, ids of its entities, and what it earned or links to where it says so. */
function toldColumns({ event, columns }: EventTable): readonly EventTableColumn[] {
  const { revenue, link } = event.definition;
  return columns.filter(
    ({ name }) => !atomic.has(name) && (name !== "revenue" || revenue) && (name !== "link" || link),
  );
}

export function structureSchema(table: EventTable): StructureSchema {
  const columns = toldColumns(table);
  return {
    ...(table.description !== undefined && { description: table.description }),
    properties: Object.fromEntries(columns.map((column) => [column.name, propertySchema(column)])),
    required: columns.filter(({ required }) => required).map(({ name }) => name),
  };
}

function propertySchema({ type, description, property, required }: EventTableColumn): PropertySchema {
  const values = property?.values?.map(({ value }) => value);
  return {
    ...(type && typeSchema(type, { own: !required })),
    ...(description !== undefined && { description }),
    ...(values && { enum: required ? values : [...values, null] }),
  };
}

export interface Self {
  readonly vendor: string;
  readonly name: string;
  /** SchemaVer. */
  readonly version: string;
}

/** The file's text. */
export function dataStructureText({ event }: EventTable, self: Self, schema: StructureSchema): string {
  const { vendor, name, version } = self;
  const custom = {
    owner: event.owner?.value,
    tier: event.tier,
    eventVersion: event.version,
    spec: event.file,
  };
  return writeYaml({
    apiVersion: "v1",
    resourceType: "data-structure",
    meta: { hidden: false, schemaType: "event", customData: inline(custom) },
    data: {
      $schema: "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#",
      description: schema.description,
      self: inline({ vendor, name, format: "jsonschema", version }),
      type: "object",
      properties: schema.properties as YamlData,
      required: schema.required.length > 0 ? inline([...schema.required]) : undefined,
      additionalProperties: false,
    },
  });
}

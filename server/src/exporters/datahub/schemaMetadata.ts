/** The aspect `schemaMetadata`: columns with their types. */
import type { ValueType } from "../../spec/types.ts";
import type { EventTable, EventTableColumn } from "../eventTables.ts";
import { tagUrn } from "./urns.ts";

export function schemaMetadata({ name, columns }: EventTable, platform: string) {
  return {
    schemaName: name,
    platform,
    version: 0,
    hash: "",
    platformSchema: { "com.linkedin.schema.OtherSchema": { rawSchema: "" } },
    fields: columns.map(fieldOf),
  };
}

function fieldOf({ name, type, spelling, description, property, required }: EventTableColumn) {
  const { privacy, unit, values = [] } = property ?? {};
  const more = {
    ...(unit && { unit: unit.value }),
    ...(values.length > 0 && { values: values.map(({ value }) => value) }),
  };
  return {
    fieldPath: name,
    nullable: !required,
    ...(description !== undefined && { description }),
    type: { type: kindOf(type) },
    nativeDataType: spelling ?? "unknown",
    recursive: false,
    isPartOfKey: name === "event_id",
    ...(privacy && { globalTags: { tags: [{ tag: tagUrn(privacy.value) }] } }),
    ...(Object.keys(more).length > 0 && { jsonProps: JSON.stringify(more) }),
  };
}

function kindOf(type: ValueType | undefined): Readonly<Record<string, unknown>> {
  const kind = (name: string, content = {}) => ({ [`com.linkedin.schema.${name}`]: content });
  switch (type?.kind) {
    case "string":
      return kind("StringType");
    case "integer":
    case "decimal":
    case "float":
      return kind("NumberType");
    case "boolean":
      return kind("BooleanType");
    case "date":
      return kind("DateType");
    case "timestamp":
      return kind("TimeType");
    case "json":
      return kind("RecordType");
    case "list":
      return kind("ArrayType", { nestedType: [type.of.kind] });
    default:
      return kind("NullType");
  }
}

/** A row of an event's relation as a JSON Schema. */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import type { ValueType } from "../../spec/types.ts";
import { typeText } from "../../spec/typeText.ts";
import type { EventTable, EventTableColumn } from "../eventTables.ts";

/** All columns are in each row; one without a value is null. What has no key of its own in a schema stands below `x-` keys. */
export function rowSchema({ name, event, columns }: EventTable): YamlData {
  return {
    type: "object",
    deprecated: event.definition.deprecated ? true : undefined,
    required: inline(columns.map((column) => column.name)),
    properties: Object.fromEntries(columns.map((column) => [column.name, columnSchema(name, column)])),
  };
}

function columnSchema(event: string, column: EventTableColumn): YamlData {
  const { name, type, description, property, required } = column;
  const values = property?.values?.map(({ value }) => value);
  const isDecimal = type?.kind === "decimal" && type.precision !== undefined;
  return {
    ...(type && typeSchema(type, !required)),
    ...(name === "event" && { const: event }),
    description,
    enum: values && inline(required ? values : [...values, null]),
    "x-type": isDecimal ? typeText(type) : undefined,
    "x-unit": property?.unit?.value,
    "x-privacy": property?.privacy?.value,
  };
}

/** What is JSON may be anything. */
function typeSchema(type: ValueType, nullable: boolean): { readonly [key: string]: YamlData } {
  const one = (name: string, more: { readonly [key: string]: YamlData } = {}) => ({
    type: nullable ? inline([name, "null"]) : name,
    ...more,
  });
  switch (type.kind) {
    case "json":
      return {};
    case "list":
      return one("array", { items: typeSchema(type.of, true) });
    case "timestamp":
      return one("string", { format: "date-time" });
    case "date":
      return one("string", { format: "date" });
    case "float":
    case "decimal":
      return one("number");
    default:
      return one(type.kind);
  }
}

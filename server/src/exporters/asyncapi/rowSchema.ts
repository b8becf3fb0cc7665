/** A row of an event's relation as a JSON Schema. */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import { typeText } from "../../spec/typeText.ts";
import type { EventTable, EventTableColumn } from "../eventTables.ts";
import { type TypeSchema, typeSchema } from "../jsonTypes.ts";

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
    ...(type && onLines(typeSchema(type, { own: !required }))),
    ...(name === "event" && { const: event }),
    description,
    enum: values && inline(required ? values : [...values, null]),
    "x-type": isDecimal ? typeText(type) : undefined,
    "x-unit": property?.unit?.value,
    "x-privacy": property?.privacy?.value,
  };
}

/** With several types on one line. */
function onLines({ type, format, items }: TypeSchema): { readonly [key: string]: YamlData | undefined } {
  return {
    type: typeof type === "object" ? inline([...type]) : type,
    format,
    items: items && onLines(items),
  };
}

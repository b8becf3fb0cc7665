/** Properties of events out of JSON Schemas (draft 7), as tracking plans describe them. */

import { isMap, type JsonMap, textOf } from "../../document/json.ts";
import type { Literal } from "../../spec/literals.ts";
import type { Loss, PlannedProperty } from "../../spec/trackingPlan.ts";
import type { ValueType } from "../../spec/types.ts";

export interface PropertiesRead {
  readonly properties: readonly PlannedProperty[];
  readonly losses: readonly Loss[];
}

const kinds: Readonly<Record<string, ValueType["kind"]>> = {
  string: "string",
  integer: "integer",
  number: "float",
  boolean: "boolean",
};

const formats: Readonly<Record<string, ValueType>> = {
  "date-time": { kind: "timestamp" },
  date: { kind: "date" },
};

/** What else a schema may say of its values; what is not among these says nothing of them. */
const limits = [
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "default",
  "anyOf",
  "oneOf",
  "allOf",
  "not",
  "if",
  "$ref",
];

/** Deeper objects are taken whole; no warehouse has columns for more. */
const deepest = 8;

/** In: the schema of an object. Out: its properties, with those of objects in it, each with the way to it, and what got lost. */
export function propertiesOf(schema: JsonMap, path: readonly string[] = []): PropertiesRead {
  const { properties, required } = schema;
  if (!isMap(properties)) return { properties: [], losses: [] };
  const names = new Set(Array.isArray(required) ? required : []);
  const read = Object.entries(properties).map(([name, property]) =>
    propertyOf([...path, name], isMap(property) ? property : {}, names.has(name)),
  );
  return {
    properties: read.flatMap((one) => one.properties),
    losses: read.flatMap((one) => one.losses),
  };
}

function propertyOf(path: readonly string[], schema: JsonMap, isRequired: boolean): PropertiesRead {
  const types = typesOf(schema);
  const losses = lossesOf(schema, path, { types, isRequired });
  if (types.includes("object") && types.length === 1 && holdsFields(schema) && path.length < deepest) {
    const fields = propertiesOf(schema, path);
    // A field must be there only where its object must.
    const properties = fields.properties.map((one) => ({ ...one, required: one.required && isRequired }));
    return { properties, losses: [...losses, ...fields.losses] };
  }
  const description = textOf(schema.description);
  const type = typeOf(schema, types);
  const values = valuesOf(schema);
  const property: PlannedProperty = {
    path,
    ...(description && { description }),
    ...(type && { type }),
    required: isRequired && !isNullable(schema),
    ...(values && { values }),
  };
  return { properties: [property], losses };
}

function typesOf({ type }: JsonMap): readonly string[] {
  const types = Array.isArray(type) ? type : [type];
  return types.filter((one): one is string => typeof one === "string" && one !== "null");
}

const isNullable = ({ type }: JsonMap): boolean => Array.isArray(type) && type.includes("null");

const holdsFields = ({ properties }: JsonMap): boolean =>
  isMap(properties) && Object.keys(properties).length > 0;

function typeOf(schema: JsonMap, types: readonly string[]): ValueType | undefined {
  const [type = "", ...others] = types;
  if (others.length > 0) return undefined;
  const { format, items } = schema;
  if (type === "string" && typeof format === "string" && Object.hasOwn(formats, format))
    return formats[format];
  if (type === "object") return { kind: "json" };
  if (type === "array") {
    const of = isMap(items) ? typeOf(items, typesOf(items)) : undefined;
    return of && of.kind !== "json" && of.kind !== "list" ? { kind: "list", of } : { kind: "json" };
  }
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  return kind && ({ kind } as ValueType);
}

function valuesOf(schema: JsonMap): readonly Literal[] | undefined {
  const all = Array.isArray(schema.enum) ? schema.enum : "const" in schema ? [schema.const] : [];
  const values = all.filter((one): one is Literal => one !== null && typeof one !== "object");
  return values.length > 0 ? values : undefined;
}

interface Asked {
  readonly types: readonly string[];
  readonly isRequired: boolean;
}

function lossesOf(schema: JsonMap, path: readonly string[], { types, isRequired }: Asked): Loss[] {
  const messages: string[] = [];
  if (types.length > 1) messages.push(`It may be ${types.join(" or ")}, so it has no type here.`);
  if (isRequired && isNullable(schema))
    messages.push("It must be there and may be null, so it is not required here.");
  const { format, items } = schema;
  if (typeof format === "string" && !Object.hasOwn(formats, format))
    messages.push(`Nothing here holds it to the format "${format}".`);
  const known = limitsOf(schema);
  if (known.length > 0) messages.push(`Nothing here holds it to its ${known.join(", ")}.`);
  if (isMap(items) && (holdsFields(items) || isMap(items.items) || typesOf(items).length > 1))
    messages.push("What its items hold is not kept.");
  return messages.map((message) => ({ property: path.join("."), message }));
}

/** What it holds values to that nothing here does. */
export function limitsOf(schema: JsonMap): string[] {
  return limits.filter((limit) => limit in schema);
}

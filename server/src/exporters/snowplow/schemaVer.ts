/** How far a schema's version is raised. https://docs.snowplow.io/docs/fundamentals/schemas/versioning/ */
import { isMap } from "../../document/json.ts";
import type { TypeSchema } from "../jsonTypes.ts";

export interface PropertySchema extends TypeSchema {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: PropertySchema;
}

export interface StructureSchema {
  readonly description?: string;
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required: readonly string[];
}

/**
 * `model`: no data of before fits, or columns of another type hold it; `revision`: some of it may not fit; `addition`: all of it does.
 */
export type SchemaChange = "none" | "addition" | "revision" | "model";

const order: readonly SchemaChange[] = ["none", "addition", "revision", "model"];
const greatest = (changes: readonly SchemaChange[]): SchemaChange =>
  changes.reduce((one, other) => (order.indexOf(other) > order.indexOf(one) ? other : one), "none");

export interface Comparing {
  /** Columns that can't be null stay so where the warehouse keeps them as such: Redshift. */
  readonly keepsNotNull: boolean;
}

export function changeOf(
  before: StructureSchema,
  after: StructureSchema,
  comparing: Comparing,
): SchemaChange {
  const was = new Set(before.required);
  const is = new Set(after.required);
  const names = new Set([...Object.keys(before.properties), ...Object.keys(after.properties)]);
  const changes = [...names].map((name): SchemaChange => {
    const one = before.properties[name];
    const other = after.properties[name];
    if (!one) return is.has(name) ? "model" : "addition";
    if (!other) return was.has(name) ? "model" : "revision";
    const presence = requirement(was.has(name), is.has(name), comparing);
    return greatest([presence, propertyChange(one, other, comparing)]);
  });
  return greatest([...changes, before.description === after.description ? "none" : "addition"]);
}

function requirement(was: boolean, is: boolean, { keepsNotNull }: Comparing): SchemaChange {
  if (was === is) return "none";
  return is || keepsNotNull ? "model" : "addition";
}

function propertyChange(before: PropertySchema, after: PropertySchema, comparing: Comparing): SchemaChange {
  const nulls = requirement(!isNullable(before), !isNullable(after), comparing);
  const isSameType =
    JSON.stringify(typesOf(before)) === JSON.stringify(typesOf(after)) && before.format === after.format;
  if (!isSameType) return "model";
  const items = itemsChange(before.items, after.items, comparing);
  const told: SchemaChange = before.description === after.description ? "none" : "addition";
  return greatest([nulls, items, told, valuesChange(before.enum, after.enum)]);
}

function itemsChange(
  before: PropertySchema | undefined,
  after: PropertySchema | undefined,
  comparing: Comparing,
): SchemaChange {
  if (before && after) return propertyChange(before, after, comparing);
  return before || after ? "model" : "none";
}

function valuesChange(
  before: readonly unknown[] | undefined,
  after: readonly unknown[] | undefined,
): SchemaChange {
  if (!after) return before ? "addition" : "none";
  if (!before) return "revision";
  const has = (all: readonly unknown[], one: unknown) => all.includes(one);
  if (before.some((one) => !has(after, one))) return "revision";
  return after.some((one) => !has(before, one)) ? "addition" : "none";
}

const listOf = ({ type }: PropertySchema): readonly string[] =>
  type === undefined ? [] : typeof type === "string" ? [type] : type;

const typesOf = (schema: PropertySchema): string[] =>
  listOf(schema)
    .filter((one) => one !== "null")
    .sort();

/** What says no type may be anything. */
const isNullable = (schema: PropertySchema): boolean =>
  listOf(schema).length === 0 || listOf(schema).includes("null");

/** In: a version such as `1-0-0`. Out: the next one for a change. */
export function raised(version: string, change: SchemaChange): string {
  const [model = 1, revision = 0, addition = 0] = version.split("-").map(Number);
  if (change === "model") return `${model + 1}-0-0`;
  if (change === "revision") return `${model}-${revision + 1}-0`;
  return change === "addition" ? `${model}-${revision}-${addition + 1}` : version;
}

export interface KnownStructure {
  readonly version: string;
  /** Of the event, as it was then. */
  readonly eventVersion?: number;
  readonly schema: StructureSchema;
}

/** In: a data structure, or its schema alone, as plain data. Out: `undefined` for anything else. */
export function knownStructure(json: unknown): KnownStructure | undefined {
  const file = isMap(json) ? json : {};
  const data = isMap(file.data) ? file.data : file;
  const self = isMap(data.self) ? data.self : {};
  const { version } = self;
  if (typeof version !== "string" || !/^\d+-\d+-\d+$/.test(version)) return undefined;
  const custom = isMap(file.meta) && isMap(file.meta.customData) ? file.meta.customData : {};
  const { description, properties, required } = data;
  return {
    version,
    ...(typeof custom.eventVersion === "number" && { eventVersion: custom.eventVersion }),
    schema: {
      ...(typeof description === "string" && { description }),
      properties: isMap(properties) ? (properties as StructureSchema["properties"]) : {},
      required: Array.isArray(required) ? required.filter((one) => typeof one === "string") : [],
    },
  };
}

/** The schemas made ready for checking: what every value would ask of them is worked out once, when they are loaded. */
import type { YamlNode } from "../document/types.ts";
import { formatRules } from "./formats.ts";
import {
  alternativesOf,
  exclusiveKeys,
  type FileKind,
  isRequirement,
  schemas,
  taggedForms,
  tagOf,
} from "./schema.ts";
import type { SchemaNode, SchemaType } from "./schemaNode.ts";

export interface Shape {
  readonly schema: SchemaNode;
  /** Types that are accepted, as bits; 0 for any. */
  readonly types: number;
  /** Forms of different types, of which a value takes one. */
  readonly forms: readonly Shape[] | undefined;
  /** The key whose text tells which of `tagged` a map has. */
  readonly tag: string | undefined;
  readonly tagged: ReadonlyMap<string, Shape>;
  /** Keys with fixed names. */
  readonly keys: ReadonlyMap<string, Shape>;
  /** The shape of any other key's value. */
  readonly others: Shape | undefined;
  /** Whether no other keys may stand here. */
  readonly closed: boolean;
  readonly required: readonly string[];
  /** Keys of which one is required. */
  readonly either: readonly string[];
  /** Sets of keys that exclude each other. */
  readonly exclusive: readonly (readonly string[])[];
  /** Keys that mean nothing without others. */
  readonly dependent: readonly (readonly [key: string, needs: readonly string[]])[];
  readonly items: Shape | undefined;
  readonly format: (typeof formatRules)[string] | undefined;
  readonly pattern: RegExp | undefined;
  /** How a value of this shape is called in a sentence. */
  readonly title: string | undefined;
}

const bits: Readonly<Record<SchemaType, number>> = {
  object: 1,
  array: 2,
  string: 4,
  number: 8,
  integer: 16,
  boolean: 32,
  null: 64,
};

/** The shape of one YAML document of each kind of file. */
export const shapes: Readonly<Record<FileKind, Shape>> = {
  spec: shapeOf(schemas.spec),
  project: shapeOf(schemas.project),
};

function shapeOf(schema: SchemaNode): Shape {
  const { anyOf, additionalProperties, items } = schema;
  const choice = anyOf !== undefined && !isRequirement(anyOf);
  return {
    schema,
    types: [schema.type ?? []].flat().reduce((sum, type) => sum | bits[type], 0),
    forms: choice ? alternativesOf(schema).map(shapeOf) : undefined,
    tag: tagOf(schema),
    tagged: new Map([...taggedForms(schema)].map(([tag, form]) => [tag, shapeOf(form)])),
    keys: new Map(Object.entries(schema.properties ?? {}).map(([key, child]) => [key, shapeOf(child)])),
    others: typeof additionalProperties === "object" ? shapeOf(additionalProperties) : undefined,
    closed: additionalProperties === false,
    required: schema.required ?? [],
    either: anyOf?.flatMap((form) => form.required ?? []) ?? [],
    exclusive: exclusiveKeys(schema),
    dependent: Object.entries(schema.dependencies ?? {}),
    items: items && shapeOf(items),
    format: schema.format === undefined ? undefined : formatRules[schema.format],
    pattern: schema.pattern === undefined ? undefined : new RegExp(schema.pattern, "u"),
    title: schema.title?.toLowerCase(),
  };
}

/** Whether a value has one of the types of a shape; `undefined` is a value that isn't there yet. */
export function accepts(shape: Shape, node: YamlNode | undefined): boolean {
  return shape.types === 0 || (shape.types & typesOf(node)) !== 0;
}

function typesOf(node: YamlNode | undefined): number {
  if (node === undefined) return bits.null;
  if (node.kind === "map") return bits.object;
  if (node.kind === "list") return bits.array;
  if (node.tag !== undefined) return bits.string;
  const { value } = node;
  if (value === null) return bits.null;
  if (typeof value === "boolean") return bits.boolean;
  if (typeof value === "string") return bits.string;
  if (!Number.isFinite(value)) return 0;
  return Number.isInteger(value) ? bits.integer | bits.number : bits.number;
}

/** The language's vocabulary: what may stand where, and how it is described. Drives checking, completion and hover. */
import specSchema from "../../../schemas/event-spec.schema.json" with { type: "json" };
import projectSchema from "../../../schemas/project.schema.json" with { type: "json" };
import type { YamlNode } from "../document/types.ts";
import { textOf, valueAt } from "./nodes.ts";
import { type ReferenceKind, resolveReferences, type SchemaNode, type SqlKind } from "./schemaNode.ts";

export type FileKind = "spec" | "project";

const files = { "event-spec.schema.json": specSchema, "project.schema.json": projectSchema };

/** The schema of one YAML document of each kind of file. */
export const schemas: Readonly<Record<FileKind, SchemaNode>> = {
  spec: resolveReferences(files, "event-spec.schema.json"),
  project: resolveReferences(files, "project.schema.json"),
};

/** A key that may stand in a map. */
export interface AllowedKey {
  readonly name: string;
  readonly schema: SchemaNode;
  readonly required: boolean;
}

/** A value that may stand at a place. */
export interface AllowedValue {
  readonly value: string;
  readonly description?: string;
}

/**
 * What may stand at a place of a document, as alternatives: `["events", "order_placed", "at"]` gives the text and the
 * map form of `at`. Numbers are indexes of lists. Empty when the language knows no such place. What is `written`, from the
 * document's root on, tells of a map whose keys depend on one of them which form it has.
 */
export function schemaAt(
  kind: FileKind,
  path: readonly (string | number)[],
  written?: YamlNode,
): readonly SchemaNode[] {
  let nodes = alternativesOf(schemas[kind]);
  let at = written;
  for (const key of path) {
    at = typeof key === "string" ? valueAt(at, key) : undefined;
    nodes = nodes
      .flatMap((node) => childOf(node, key))
      .flatMap(alternativesOf)
      .map((node) => formOf(node, at));
  }
  return nodes;
}

function formOf(node: SchemaNode, written: YamlNode | undefined): SchemaNode {
  const key = tagOf(node);
  const tag = key === undefined ? undefined : textOf(valueAt(written, key));
  return (tag && taggedForms(node).get(tag.value)) ?? node;
}

/** The key whose text tells which form a map has. */
export function tagOf({ oneOf = [] }: SchemaNode): string | undefined {
  const properties = Object.entries(oneOf[0]?.properties ?? {});
  return properties.find(([, property]) => property.const !== undefined)?.[0];
}

/** The forms of a map that one of its keys tells apart, by that key's text; none for any other map. */
export function taggedForms(node: SchemaNode): ReadonlyMap<string, SchemaNode> {
  const { oneOf = [], ...common } = node;
  const key = tagOf(node);
  if (key === undefined) return new Map();
  const entries = oneOf.flatMap((form): [string, SchemaNode][] => {
    const tag = form.properties?.[key]?.const;
    const whole = { [key]: common.properties?.[key] ?? {} };
    return tag === undefined
      ? []
      : [[tag, { ...common, ...form, properties: { ...form.properties, ...whole } }]];
  });
  return new Map(entries);
}

function childOf(node: SchemaNode, key: string | number): SchemaNode[] {
  if (typeof key === "number") return node.items ? [node.items] : [];
  const known = propertyOf(node, key);
  return known ? [known] : [];
}

/** The schema of a key's value: of a key with a fixed name, else of any other name. */
export function propertyOf(node: SchemaNode, key: string): SchemaNode | undefined {
  if (node.properties && Object.hasOwn(node.properties, key)) return node.properties[key];
  return typeof node.additionalProperties === "object" ? node.additionalProperties : undefined;
}

/** The forms that a value may take; each inherits the description of the whole where it has none. */
export function alternativesOf(node: SchemaNode): readonly SchemaNode[] {
  if (!node.anyOf || isRequirement(node.anyOf)) return [node];
  const { anyOf, ...common } = node;
  return anyOf.flatMap((form) => alternativesOf({ ...common, ...form }));
}

/** Whether an `anyOf` says only which keys are required. */
export function isRequirement(forms: readonly SchemaNode[]): boolean {
  return forms.every((form) => form.type === undefined && form.anyOf === undefined);
}

/** Sets of keys of a map that exclude each other. */
export function exclusiveKeys({ not }: SchemaNode): readonly (readonly string[])[] {
  if (!not) return [];
  return "anyOf" in not ? not.anyOf.map(({ required }) => required) : [not.required];
}

/** The keys with fixed names that may stand in a map here, in the order of the schema. */
export function keysOf(nodes: readonly SchemaNode[]): readonly AllowedKey[] {
  return nodes.flatMap((node) =>
    Object.entries(node.properties ?? {}).map(([name, schema]) => ({
      name,
      schema,
      required: node.required?.includes(name) === true || node.anyOf?.[0]?.required?.includes(name) === true,
    })),
  );
}

/** The words that may stand here: of an enum with their descriptions, `true` and `false`, else the examples. */
export function valuesOf(nodes: readonly SchemaNode[]): readonly AllowedValue[] {
  const values = nodes.flatMap((node): AllowedValue[] => {
    if (node.enum)
      return node.enum.map((value, index) => describedValue(String(value), node.enumDescriptions?.[index]));
    if (node.type === "boolean") return [{ value: "true" }, { value: "false" }];
    if (node["x-sql"] || node["x-ref"]) return [];
    return (node.examples ?? []).flatMap((value) => (typeof value === "string" ? { value } : []));
  });
  return values.filter(({ value }, index) => values.findIndex((other) => other.value === value) === index);
}

function describedValue(value: string, description: string | undefined): AllowedValue {
  return description === undefined ? { value } : { value, description };
}

/** Which kind of SQL a text is here, when it is SQL. */
export function sqlKindOf(nodes: readonly SchemaNode[]): SqlKind | undefined {
  return nodes.find((node) => node["x-sql"])?.["x-sql"];
}

/** What a text names here. */
export function referenceOf(nodes: readonly SchemaNode[]): ReferenceKind | undefined {
  return nodes.find((node) => node["x-ref"])?.["x-ref"];
}

/** What the keys of a map name here. */
export function keyReferenceOf(nodes: readonly SchemaNode[]): ReferenceKind | undefined {
  return nodes.find((node) => node["x-keys"])?.["x-keys"];
}

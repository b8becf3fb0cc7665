/** A JSON Schema as far as this language uses it, with references resolved. */

export type SqlKind = "expression" | "condition" | "query" | "table";

/** What a text or a map's key names, or what a map's keys declare. */
export type ReferenceKind =
  | "column"
  | "connection"
  | "destination"
  | "entity"
  | "event"
  | "follow-key"
  | "full-column"
  | "goal"
  | "lookup"
  | "parameter"
  | "property"
  | "rule"
  | "stream"
  | "switch"
  | "table"
  | "team"
  | "union-column";

export type SchemaType = "string" | "number" | "integer" | "boolean" | "null" | "object" | "array";

export interface SchemaNode {
  readonly title?: string;
  readonly description?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly const?: string;
  readonly enum?: readonly (string | number)[];
  /** What each value of `enum` means, in its order. */
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  /** Either alternatives of different types, or sets of keys of which one is required. */
  readonly anyOf?: readonly SchemaNode[];
  /** Forms of a map that are told apart by the key whose value is `const` in each. */
  readonly oneOf?: readonly SchemaNode[];
  /** Keys that exclude each other; several such sets below `anyOf`. */
  readonly not?: KeySet | { readonly anyOf: readonly KeySet[] };
  /** Keys that mean nothing without others: key → those that must stand beside it. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
  /** The text is SQL of this kind. */
  readonly "x-sql"?: SqlKind;
  /** What the SQL stands for, where its key's name does not say it. */
  readonly "x-role"?: string;
  /** The text names something declared elsewhere. */
  readonly "x-ref"?: ReferenceKind;
  /** The map's keys name something declared elsewhere. */
  readonly "x-keys"?: ReferenceKind;
  /** The map's keys, or the text, declare something. */
  readonly "x-declares"?: ReferenceKind;
}

interface KeySet {
  readonly required: readonly string[];
}

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/**
 * The schema with every `$ref` replaced by what it points at; keys beside the `$ref` win. `files` holds the schemas by
 * file name. The language's schemas have no recursion.
 */
export function resolveReferences(files: Readonly<Record<string, Json>>, name: string): SchemaNode {
  return resolve(files, name, files[name] ?? {}, "") as SchemaNode;
}

function resolve(files: Readonly<Record<string, Json>>, file: string, node: Json, inside: string): Json {
  if (typeof node !== "object" || node === null) return node;
  if (isList(node)) return node.map((item) => resolve(files, file, item, ""));
  const { $ref, definitions: _, ...own } = node;
  const entries = Object.entries(own).map(([key, value]) => [
    key,
    // A property may be called `examples`; then it is no keyword.
    isData(key) && inside !== "properties" ? value : resolve(files, file, value, key),
  ]);
  const resolved: Record<string, Json> = Object.fromEntries(entries);
  if (typeof $ref !== "string") return resolved;
  const [target = "", pointer = ""] = $ref.split("#");
  const targetFile = target === "" ? file : target;
  const found = pointer
    .split("/")
    .slice(1)
    .reduce<Json>(step, files[targetFile] ?? {});
  const base = resolve(files, targetFile, found, "");
  return typeof base === "object" && base !== null && !isList(base) ? { ...base, ...resolved } : resolved;
}

/** Keys whose values are data of the language, not schemas. */
function isData(key: string): boolean {
  return key === "examples" || key === "default" || key === "enum";
}

function step(node: Json, key: string): Json {
  return typeof node === "object" && node !== null && !isList(node) ? (node[key] ?? {}) : {};
}

function isList(node: Json): node is readonly Json[] {
  return Array.isArray(node);
}

/** Small steps from YAML nodes to located values. All are silent: what has the wrong shape is reported by the schema. */
import { isMergeKey } from "../document/readContext.ts";
import type { Located, YamlMap, YamlNode, YamlPair, YamlScalar } from "../document/types.ts";
import type { Literal, LocatedLiteral } from "./literals.ts";
import type { SqlText } from "./types.ts";

type WithoutUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the keys whose value is `undefined`. */
export function defined<T extends object>(value: T): WithoutUndefined<T> {
  const result: { [K in keyof T]?: unknown } = {};
  // By far the most frequent step of reading a file: entries and filters would allocate more than they keep.
  for (const key in value) if (value[key] !== undefined) result[key] = value[key];
  return result as WithoutUndefined<T>;
}

export function mapOf(node: YamlNode | undefined): YamlMap | undefined {
  return node?.kind === "map" ? node : undefined;
}

/** Entries of a map or a list that are read; more are reported, so that what compares them with each other stays quick. */
export const mostEntries = 5000;

/** The pairs of a map, merge keys left out; none for anything else. */
export function pairsOf(node: YamlNode | undefined): readonly YamlPair[] {
  if (node?.kind !== "map") return [];
  const pairs = node.pairs.length > mostEntries ? node.pairs.slice(0, mostEntries) : node.pairs;
  return pairs.some(isMergeKey) ? pairs.filter((pair) => !isMergeKey(pair)) : pairs;
}

/** The value of a key; the first one where the key is there twice. */
export function valueAt(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return pairAt(node, key)?.value;
}

/** As `valueAt`, for a map whose keys the schema lists: a key that it doesn't have is a type error. */
export function valuesOf<T>(node: YamlNode | undefined): (key: keyof T & string) => YamlNode | undefined {
  return (key) => valueAt(node, key);
}

export function pairAt(node: YamlNode | undefined, key: string): YamlPair | undefined {
  return pairsOf(node).find((pair) => pair.key.text === key);
}

/** The items of a list, `most` of them; a single value counts as a list of one. */
export function itemsOf(node: YamlNode | undefined, most = mostEntries): readonly YamlNode[] {
  if (node === undefined) return [];
  if (node.kind !== "list") return isNull(node) ? [] : [node];
  const items = node.items.length > most ? node.items.slice(0, most) : node.items;
  return items.filter((item): item is YamlNode => item !== undefined);
}

export function isNull(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && node.value === null && node.tag === undefined;
}

function scalarOf(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === "scalar" && !isNull(node) ? node : undefined;
}

/** A text as written, whatever YAML takes it for: `name: 007` is the text 007. */
export function textOf(node: YamlNode | undefined): Located<string> | undefined {
  const scalar = scalarOf(node);
  return scalar && { value: scalar.text, span: scalar.span };
}

export function textsOf(node: YamlNode | undefined): Located<string>[] {
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}

/** As `textsOf`, but `undefined` when the key is absent, so that defaults can be told from an empty list. */
export function optionalTextsOf(node: YamlNode | undefined): Located<string>[] | undefined {
  return node && textsOf(node);
}

export function nameOf(pair: YamlPair): Located<string> {
  return { value: pair.key.text, span: pair.key.span };
}

export function sqlOf(node: YamlNode | undefined): SqlText | undefined {
  const scalar = scalarOf(node);
  if (scalar === undefined || scalar.text.trim() === "") return undefined;
  return { text: scalar.text, span: scalar.span, scalar };
}

export function sqlsOf(node: YamlNode | undefined): SqlText[] {
  return itemsOf(node).flatMap((item) => sqlOf(item) ?? []);
}

/** A scalar as a literal; here a written `null` is a value. */
export function literalOf(node: YamlNode | undefined): LocatedLiteral | undefined {
  if (node?.kind !== "scalar") return undefined;
  return { value: node.value, text: node.text, span: node.span };
}

export function literalsOf(node: YamlNode | undefined): LocatedLiteral[] | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== "list") return [literalOf(node) ?? []].flat();
  return node.items.flatMap((item) => literalOf(item) ?? []);
}

export function booleanOf(node: YamlNode | undefined): Located<boolean> | undefined {
  const literal = literalOf(node);
  return typeof literal?.value === "boolean" ? { value: literal.value, span: literal.span } : undefined;
}

export function numberOf(node: YamlNode | undefined): Located<number> | undefined {
  const literal = literalOf(node);
  return typeof literal?.value === "number" ? { value: literal.value, span: literal.span } : undefined;
}

/** One of the words of `choices`; anything else is left to the schema to name. */
export function choiceOf<T extends string>(
  node: YamlNode | undefined,
  choices: readonly T[],
): Located<T> | undefined {
  const text = textOf(node);
  const choice = choices.find((word) => word === text?.value);
  return text && choice && { value: choice, span: text.span };
}

export function choicesOf<T extends string>(
  node: YamlNode | undefined,
  choices: readonly T[],
): Located<T>[] | undefined {
  return node && itemsOf(node).flatMap((item) => choiceOf(item, choices) ?? []);
}

/** A value read by `read` out of a text, at the text's place. */
export function parsedOf<T>(
  node: YamlNode | undefined,
  read: (text: string) => T | undefined,
): Located<T> | undefined {
  const text = textOf(node);
  const value = text && read(text.value);
  return text && value !== undefined ? { value, span: text.span } : undefined;
}

/** The node as plain JavaScript data; maps have no prototype, so that a key `__proto__` is a key like any other. */
export function plainValue(node: YamlNode | undefined): unknown {
  if (node === undefined) return null;
  if (node.kind === "scalar") return scalarValue(node);
  if (node.kind === "list") return node.items.map(plainValue);
  const result: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.pairs) if (!(key.text in result)) result[key.text] = plainValue(value);
  return result;
}

function scalarValue(scalar: YamlScalar): Literal {
  return scalar.tag === undefined ? scalar.value : scalar.text;
}

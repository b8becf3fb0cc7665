/**
 * Checks a tree against the schema and says what is wrong in our words, each at its own place. It knows as much of
 * JSON Schema as `SchemaNode` has; ajv's verdict on the same schema is the authority, see `checkSchema`.
 */
import { shorten } from "../document/readContext.ts";
import type { YamlList, YamlMap, YamlNode, YamlScalar } from "../document/types.ts";
import { writeScalar } from "../document/writeScalar.ts";
import { checkKeys } from "./checkMap.ts";
import { checkText } from "./checkText.ts";
import { type CheckContext, type Place, placeOfItem, placeOfPair, report } from "./place.ts";
import { alternativesOf, isRequirement, propertyOf } from "./schema.ts";
import type { SchemaNode, SchemaType } from "./schemaNode.ts";

const typeNames: Record<SchemaType, string> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "empty",
  object: "a map of keys and values",
  array: "a list",
};

/** Checks a value; `undefined` is a value that isn't there yet. */
export function checkShape(
  context: CheckContext,
  node: YamlNode | undefined,
  schema: SchemaNode,
  place: Place,
): void {
  const forms = schema.anyOf && !isRequirement(schema.anyOf) ? alternativesOf(schema) : undefined;
  const form = forms ? forms.find((candidate) => accepts(candidate, node)) : schema;
  if (form) checkForm(context, node, form, place);
  else reportType(context, node, forms ?? [], place);
}

function checkForm(
  context: CheckContext,
  node: YamlNode | undefined,
  schema: SchemaNode,
  place: Place,
): void {
  if (!accepts(schema, node)) {
    const empty = node === undefined || (node.kind === "scalar" && node.value === null);
    if (empty && schema.type === "object" && checkKeys(context, { pairs: [] }, schema, place)) return;
    reportType(context, node, [schema], place);
  } else if (node?.kind === "map") checkMap(context, node, schema, place);
  else if (node?.kind === "list") checkList(context, node, schema, place);
  else if (node) checkText(context, node, schema, place);
}

function checkMap(context: CheckContext, map: YamlMap, schema: SchemaNode, place: Place): void {
  checkKeys(context, map, schema, place);
  const seen = new Set<string>();
  for (const pair of map.pairs) {
    const child = propertyOf(schema, pair.key.text);
    if (child && !seen.has(pair.key.text))
      checkShape(context, pair.value, child, placeOfPair(place, pair, child, schema));
    seen.add(pair.key.text);
  }
}

function checkList(context: CheckContext, list: YamlList, schema: SchemaNode, place: Place): void {
  if (list.items.length < (schema.minItems ?? 0))
    report(context, place, "invalid-value", list.span, `${place.label} must not be an empty list.`, {
      hint: "Add an entry, or remove the key.",
    });
  const { items } = schema;
  if (!items) return;
  for (const [index, item] of list.items.entries())
    checkShape(context, item, items, placeOfItem(place, index, item, items));
}

/** Whether a value has one of the types of a schema. */
export function accepts(schema: SchemaNode, node: YamlNode | undefined): boolean {
  if (schema.type === undefined) return true;
  const found = typesOf(node);
  return [schema.type].flat().some((type) => found.includes(type));
}

function typesOf(node: YamlNode | undefined): SchemaType[] {
  if (node === undefined) return ["null"];
  if (node.kind === "map") return ["object"];
  if (node.kind === "list") return ["array"];
  if (node.tag !== undefined) return ["string"];
  if (node.value === null) return ["null"];
  if (typeof node.value === "boolean") return ["boolean"];
  if (typeof node.value === "string") return ["string"];
  if (!Number.isFinite(node.value)) return [];
  return Number.isInteger(node.value) ? ["integer", "number"] : ["number"];
}

function reportType(
  context: CheckContext,
  node: YamlNode | undefined,
  forms: readonly SchemaNode[],
  place: Place,
): void {
  const expected = expectedWords(forms);
  if (node === undefined || (node.kind === "scalar" && node.value === null)) {
    const span = node && node.span.end > node.span.start ? node.span : place.span;
    report(context, place, "invalid-value", span, `${place.label} has no value.`, {
      hint: `Write ${expected}, or remove the key.`,
    });
    return;
  }
  const fixes =
    node.kind === "scalar" && forms.some((form) => form.type === "string") ? [quoteFix(node)] : [];
  report(
    context,
    place,
    "invalid-value",
    spanOfType(node),
    `${place.label} must be ${expected}, not ${found(node)}.`,
    {
      hint: forms.find((form) => form.description)?.description,
      fixes,
    },
  );
}

function spanOfType(node: YamlNode): { start: number; end: number } {
  if (node.kind === "scalar" || node.flow) return node.span;
  const first = node.kind === "map" ? node.pairs[0]?.key.span : undefined;
  return first ?? { start: node.span.start, end: node.span.start + 1 };
}

function expectedWords(forms: readonly SchemaNode[]): string {
  const words = forms.flatMap((form) => {
    if (form["x-sql"]) return form["x-sql"] === "table" ? ["a table's name"] : ["SQL"];
    return [form.type ?? []]
      .flat()
      .filter((type) => type !== "null")
      .map((type) => typeNames[type]);
  });
  const unique = [...new Set(words)];
  return unique.length > 1 ? `${unique.slice(0, -1).join(", ")} or ${unique.at(-1)}` : (unique[0] ?? "empty");
}

function found(node: YamlNode): string {
  if (node.kind === "map") return typeNames.object;
  if (node.kind === "list") return typeNames.array;
  if (typeof node.value === "number") return `the number ${shorten(node.text, 24)}`;
  return typeof node.value === "boolean" ? node.text : `the text "${shorten(node.text, 40)}"`;
}

function quoteFix(node: YamlScalar) {
  return {
    title: "Put it in quotes",
    edits: [{ span: node.span, text: writeScalar(node.text, { style: "single" }) }],
    preferred: true,
  };
}

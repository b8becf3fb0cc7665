/**
 * Checks a tree against the schema and says what is wrong in our words, each at its own place. It knows as much of
 * JSON Schema as `SchemaNode` has; ajv's verdict on the same schema is the authority, see `checkSchema`.
 */
import { shorten } from "../document/readContext.ts";
import type { YamlList, YamlMap, YamlNode, YamlPair } from "../document/types.ts";
import { checkKeys, withoutMergeKeys } from "./checkMap.ts";
import { checkText } from "./checkText.ts";
import { mostEntries, textOf, valueAt } from "./nodes.ts";
import type { SchemaType } from "./schemaNode.ts";
import { accepts, type Shape } from "./shape.ts";
import { typeRemedy } from "./typeRemedy.ts";
import {
  type CheckContext,
  labelOf,
  placeOfItem,
  placeOfPair,
  report,
  type ValuePlace,
} from "./valuePlace.ts";

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
  shape: Shape,
  place: ValuePlace,
): void {
  const { forms } = shape;
  const form = forms ? forms.find((candidate) => accepts(candidate, node)) : taggedShape(shape, node);
  if (form) checkForm(context, node, form, place);
  else reportType(context, node, forms ?? [], place);
}

/** The shape of a map whose keys depend on the text of one of them. */
function taggedShape(shape: Shape, node: YamlNode | undefined): Shape {
  const tag = shape.tag === undefined ? undefined : textOf(valueAt(node, shape.tag));
  return (tag && shape.tagged.get(tag.value)) ?? shape;
}

function checkForm(context: CheckContext, node: YamlNode | undefined, shape: Shape, place: ValuePlace): void {
  if (!accepts(shape, node)) {
    const empty = node === undefined || (node.kind === "scalar" && node.value === null);
    if (empty && shape.schema.type === "object" && checkKeys(context, { pairs: [] }, shape, place)) return;
    reportType(context, node, [shape], place);
  } else if (node?.kind === "map") checkMap(context, node, shape, place);
  else if (node?.kind === "list") checkList(context, node, shape, place);
  else if (node) checkText(context, node, shape, place);
}

function checkMap(context: CheckContext, written: YamlMap, shape: Shape, place: ValuePlace): void {
  const map = withoutMergeKeys(
    context,
    { ...written, pairs: entriesRead(context, written.pairs, shape, place) },
    place,
  );
  checkKeys(context, map, shape, place);
  const seen = new Set<string>();
  for (const pair of map.pairs) {
    const key = pair.key.text;
    const child = shape.keys.get(key) ?? shape.others;
    if (child && !seen.has(key))
      checkShape(context, pair.value, child, placeOfPair(place, pair, child, shape));
    seen.add(key);
  }
}

function checkList(context: CheckContext, list: YamlList, shape: Shape, place: ValuePlace): void {
  if (list.items.length < (shape.schema.minItems ?? 0))
    report(
      context,
      { place, span: list.span },
      "invalid-value",
      `${labelOf(place)} must not be an empty list.`,
      {
        hint: "Add an entry, or remove the key.",
      },
    );
  const { items } = shape;
  const read = entriesRead(context, list.items, shape, place);
  if (!items) return;
  for (const [index, item] of read.entries())
    checkShape(context, item, items, placeOfItem(place, index, item, items));
}

/** The entries of a list or a map that are read; that there are more is reported. */
function entriesRead<T extends YamlNode | YamlPair | undefined>(
  context: CheckContext,
  entries: readonly T[],
  { schema }: Shape,
  place: ValuePlace,
): readonly T[] {
  const most = schema.maxItems ?? mostEntries;
  if (entries.length <= most) return entries;
  report(
    context,
    { place, span: entries[most]?.span ?? place.span },
    "invalid-value",
    `${labelOf(place)} has ${entries.length} entries; only the first ${most} are read.`,
    { hint: "Split it." },
  );
  return entries.slice(0, most);
}

function reportType(
  context: CheckContext,
  node: YamlNode | undefined,
  forms: readonly Shape[],
  place: ValuePlace,
): void {
  const expected = expectedWords(forms);
  if (node === undefined || (node.kind === "scalar" && node.value === null)) {
    const span = node && node.span.end > node.span.start ? node.span : place.span;
    report(context, { place, span }, "invalid-value", `${labelOf(place)} has no value.`, {
      hint: `Write ${expected}, or remove the key.`,
    });
    return;
  }
  report(
    context,
    { place, span: spanOfType(node) },
    "invalid-value",
    `${labelOf(place)} must be ${expected}, not ${found(node)}.`,
    typeRemedy(context, node, forms, place),
  );
}

function spanOfType(node: YamlNode): { start: number; end: number } {
  if (node.kind === "scalar" || node.flow) return node.span;
  const first = node.kind === "map" ? node.pairs[0]?.key.span : undefined;
  return first ?? { start: node.span.start, end: node.span.start + 1 };
}

function expectedWords(forms: readonly Shape[]): string {
  const words = forms.flatMap(({ schema: form }) => {
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

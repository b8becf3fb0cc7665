import { shorten } from "../document/readContext.ts";
import type { Finding, Fix, Span, YamlNode, YamlPair } from "../document/types.ts";
import type { SchemaNode } from "./schemaNode.ts";

/** What one check of a file gathers. */
export interface CheckContext {
  readonly file: string;
  readonly text: string;
  readonly findings: Finding[];
}

/** Where a value stands, so that findings can name it and point at it. */
export interface Place {
  readonly path: readonly (string | number)[];
  /** How to name the value in a sentence: `"partition"`, `The event "order_placed"`. */
  readonly label: string;
  /** Where to point when the value itself is not there. */
  readonly span: Span;
  /** The event that it belongs to. */
  readonly event?: string;
}

interface Details {
  readonly hint?: string | undefined;
  readonly fixes?: readonly Fix[];
}

/** Adds a finding of this room: an error, at `span`, in the place. */
export function report(
  context: CheckContext,
  place: Place,
  rule: string,
  span: Span,
  message: string,
  { hint, fixes }: Details = {},
): void {
  context.findings.push({
    file: context.file,
    rule,
    severity: "error",
    message,
    ...(hint !== undefined && { hint }),
    span,
    ...(place.event !== undefined && { event: place.event }),
    ...(place.path.length > 0 && { path: place.path.join(".") }),
    ...(fixes && fixes.length > 0 && { fixes }),
  });
}

/** The place of a pair's value. */
export function placeOfPair(parent: Place, pair: YamlPair, schema: SchemaNode, map: SchemaNode): Place {
  const name = pair.key.text;
  const path = [...parent.path, name];
  const declares = map["x-declares"];
  const named =
    declares ??
    (map.properties && Object.hasOwn(map.properties, name) ? undefined : schema.title?.toLowerCase());
  const label = named ? `The ${named} "${shorten(name)}"` : `"${shorten(name)}"`;
  const event = declares === "event" ? name : parent.event;
  return { path, label, span: pair.key.span, ...(event !== undefined && { event }) };
}

/** The place of a list's item. */
export function placeOfItem(
  parent: Place,
  index: number,
  item: YamlNode | undefined,
  schema: SchemaNode | undefined,
): Place {
  const title = schema?.title?.toLowerCase();
  const label =
    title && schema?.type === "object" ? `This ${title}` : `An entry of ${decapitalise(parent.label)}`;
  return { ...parent, path: [...parent.path, index], label, span: headOf(item) ?? parent.span };
}

function decapitalise(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** Where to point for a whole node: a map's first key, else the node itself. */
export function headOf(node: YamlNode | undefined): Span | undefined {
  if (node?.kind === "map") return node.pairs[0]?.key.span ?? node.span;
  return node?.span;
}

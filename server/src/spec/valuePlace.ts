import { shorten } from "../document/readContext.ts";
import type { Finding, Fix, Span, YamlNode, YamlPair } from "../document/types.ts";
import type { Shape } from "./shape.ts";

/** What one check of a file gathers. */
export interface CheckContext {
  readonly file: string;
  readonly text: string;
  readonly findings: Finding[];
}

/**
 * Where a value stands, so that findings can name it and point at it. A link to the place around it: only what is
 * reported is ever spelled out, and of most values there is nothing to report.
 */
export interface ValuePlace {
  readonly parent: ValuePlace | undefined;
  /** The key or the index in the parent. */
  readonly step: string | number;
  /** What the value is called in a sentence, `event`; of the outermost place its whole label. */
  readonly title: string | undefined;
  /** Where to point when the value itself is not there. */
  readonly span: Span;
  /** The event that it belongs to. */
  readonly event: string | undefined;
}

interface Details {
  readonly hint?: string | undefined;
  readonly fixes?: readonly Fix[];
}

/** Adds a finding of this room: an error, at `span`, in the place or at one of its keys. */
export function report(
  context: CheckContext,
  { place, span }: { readonly place: ValuePlace; readonly span: Span },
  rule: string,
  message: string,
  { hint, fixes, key }: Details & { readonly key?: string } = {},
): void {
  const path = [...stepsOf(place), ...(key === undefined ? [] : [key])];
  context.findings.push({
    file: context.file,
    rule,
    severity: "error",
    message,
    ...(hint !== undefined && { hint }),
    span,
    ...(place.event !== undefined && { event: place.event }),
    ...(path.length > 0 && { path: path.join(".") }),
    ...(fixes && fixes.length > 0 && { fixes }),
  });
}

function stepsOf(place: ValuePlace): (string | number)[] {
  return place.parent ? [...stepsOf(place.parent), place.step] : [];
}

/** How to name the value of a place in a sentence: `"partition"`, `The event "order_placed"`, `This join`. */
export function labelOf({ parent, step, title }: ValuePlace): string {
  if (parent === undefined) return title ?? "";
  if (typeof step === "string") {
    const name = `"${shorten(step)}"`;
    return title === undefined ? name : `The ${title} ${name}`;
  }
  return title === undefined ? `An entry of ${decapitalise(labelOf(parent))}` : `This ${title}`;
}

/** The place of a pair's value; `shape` is the map's, `child` the value's. */
export function placeOfPair(parent: ValuePlace, pair: YamlPair, child: Shape, shape: Shape): ValuePlace {
  const step = pair.key.text;
  const declares = shape.schema["x-declares"];
  return {
    parent,
    step,
    title: declares ?? (shape.keys.has(step) ? undefined : child.title),
    span: pair.key.span,
    event: declares === "event" ? step : parent.event,
  };
}

/** The place of a list's item. */
export function placeOfItem(
  parent: ValuePlace,
  step: number,
  item: YamlNode | undefined,
  { title, schema }: Shape,
): ValuePlace {
  return {
    parent,
    step,
    title: title && schema.type === "object" ? title : undefined,
    span: headOf(item) ?? parent.span,
    event: parent.event,
  };
}

function decapitalise(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** Where to point for a whole node: a map's first key, else the node itself. */
export function headOf(node: YamlNode | undefined): Span | undefined {
  if (node?.kind === "map") return node.pairs[0]?.key.span ?? node.span;
  return node?.span;
}

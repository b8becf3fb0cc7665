/** Values: words of the schema, and names that are declared elsewhere. */

import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import { writeInto } from "../../../document/write/writeInside.ts";
import { referenceOf, valuesOf } from "../../../spec/schema.ts";
import type { ReferenceKind, SchemaNode } from "../../../spec/schemaNode.ts";
import type { KnownName } from "../../names/knownNames.ts";
import type { Completion } from "./types.ts";

/** `lead` is put before each value, as the dash of a list item. */
export function completeValues(
  place: CursorPlace,
  nodes: readonly SchemaNode[],
  namesOfKind: (kind: ReferenceKind) => readonly KnownName[],
  lead = "",
): Completion[] {
  const reference = referenceOf(nodes);
  const names = (reference ? namesOfKind(reference) : []).map((name, index) => ({ ...name, rank: index }));
  const words = [...valuesOf(nodes), ...zones(nodes)].map((word, index) => ({
    name: word.value,
    kind: "value" as const,
    documentation: word.description,
    detail: isDefault(nodes, word.value) ? "default" : undefined,
    deprecated: false,
    rank: 500 + index,
  }));
  return [...names, ...words].flatMap((word): Completion[] => {
    const text = writeInto({ style: place.style, flow: place.flow, atStart: true }, word.name);
    if (text === undefined) return [];
    return [
      {
        label: word.name,
        kind: word.kind,
        insert: `${lead}${place.needsSpace ? " " : ""}${text}`,
        span: valueSpan(place),
        rank: word.rank,
        ...(word.detail ? { detail: word.detail } : {}),
        ...(word.documentation ? { documentation: word.documentation } : {}),
        ...(word.deprecated ? { deprecated: true as const } : {}),
      },
    ];
  });
}

/** Time zones are too many for the schema; the runtime knows them. */
function zones(nodes: readonly SchemaNode[]): { value: string; description?: string }[] {
  if (!nodes.some((node) => node.format === "timezone")) return [];
  const examples = new Set(valuesOf(nodes).map(({ value }) => value));
  return Intl.supportedValuesOf("timeZone").flatMap((value) => (examples.has(value) ? [] : [{ value }]));
}

function isDefault(nodes: readonly SchemaNode[], value: string): boolean {
  return nodes.some((node) => node.default !== undefined && String(node.default) === value);
}

/** The scalar being typed, without its quotes, to its end. */
export function valueSpan(place: CursorPlace): { start: number; end: number } {
  const quote = place.style === "single" ? "'" : place.style === "double" ? '"' : undefined;
  const start = quote ? place.start + 1 : place.start;
  const stop = quote ? place.after.indexOf(quote) : place.after.search(place.flow ? /[,\]}]|\s#|$/ : /\s#|$/);
  const rest = place.after.slice(0, stop === -1 ? place.after.length : stop).trimEnd();
  return { start, end: place.offset + rest.length };
}

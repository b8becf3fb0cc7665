/** Keys of maps: those that the schema knows, and names that are declared elsewhere. */

import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import { writeInto } from "../../../document/write/writeInside.ts";
import {
  type AllowedKey,
  alternativesOf,
  exclusiveKeys,
  keyReferenceOf,
  keysOf,
} from "../../../spec/schema.ts";
import type { ReferenceKind, SchemaNode } from "../../../spec/schemaNode.ts";
import type { KnownName } from "../../names/knownNames.ts";
import { describeSchema } from "../describe/schema.ts";
import type { Completion } from "./types.ts";

/** `lead` is put before each key, as the dash of a list item. */
export function completeKeys(
  place: CursorPlace,
  nodes: readonly SchemaNode[],
  namesOfKind: (kind: ReferenceKind) => readonly KnownName[],
  lead = "",
): Completion[] {
  const maps = nodes.filter(isMap);
  const reference = keyReferenceOf(maps);
  const names = reference ? namesOfKind(reference) : [];
  return [...fixedKeys(place, maps, lead), ...nameKeys(place, names, maps, lead)];
}

function isMap(node: SchemaNode): boolean {
  return node.type === "object" || node.properties !== undefined;
}

function fixedKeys(place: CursorPlace, maps: readonly SchemaNode[], lead: string): Completion[] {
  const keys = new Map(keysOf(maps).map((key) => [key.name, key]));
  const full =
    maps.length > 0 &&
    maps.every((map) => map.maxProperties !== undefined && place.siblings.size >= map.maxProperties);
  if (full) return [];
  const excluded = new Set(maps.flatMap((map) => excludedBy(map, place.siblings)));
  return [...keys.values()].flatMap((key, index) => {
    if (place.siblings.has(key.name) || excluded.has(key.name)) return [];
    return [
      keyItem(place, key.name, lead, {
        value: valueSnippet(place, key.schema, lead),
        rank: (key.required ? 0 : 100) + index,
        detail: shapeOf(key),
        documentation: describeSchema(key.schema),
      }),
    ];
  });
}

/** Keys that can't stand beside one that is there, and those that mean nothing without them. */
function excludedBy(map: SchemaNode, siblings: ReadonlySet<string>): string[] {
  const sets = exclusiveKeys(map).filter((keys) => keys.some((key) => siblings.has(key)));
  const excluded = sets.flat().filter((key) => !siblings.has(key));
  const useless = Object.entries(map.dependencies ?? {}).filter(([, needs]) =>
    needs.some((key) => excluded.includes(key)),
  );
  return [...excluded, ...useless.map(([key]) => key)];
}

function nameKeys(
  place: CursorPlace,
  names: readonly KnownName[],
  maps: readonly SchemaNode[],
  lead: string,
): Completion[] {
  const value = maps.find((map) => typeof map.additionalProperties === "object")?.additionalProperties;
  const snippet = typeof value === "object" ? valueSnippet(place, value, lead) : " $0";
  return names.flatMap(({ name, kind, detail, documentation }, index) => {
    const key = writeInto({ style: "plain", flow: true, atStart: true }, name);
    if (place.siblings.has(name) || key === undefined) return [];
    return [
      {
        ...keyItem(place, name, lead, { value: snippet, rank: index, detail, documentation, written: key }),
        kind,
      },
    ];
  });
}

interface KeyTexts {
  /** What is put behind the colon, as a snippet. */
  readonly value: string;
  /** The key as YAML, where that is not its name. */
  readonly written?: string;
  readonly rank: number;
  readonly detail: string | undefined;
  readonly documentation: string | undefined;
}

function keyItem(
  place: CursorPlace,
  name: string,
  lead: string,
  { value, written = name, ...texts }: KeyTexts,
): Completion {
  const key = escapeSnippet(written);
  return {
    label: name,
    kind: "key",
    insert: place.hasColon ? written : `${lead}${place.needsSpace ? " " : ""}${key}:${value}`,
    ...(place.hasColon ? {} : { snippet: true as const }),
    span: keySpan(place),
    rank: texts.rank,
    ...(texts.detail ? { detail: texts.detail } : {}),
    ...(texts.documentation ? { documentation: texts.documentation } : {}),
  };
}

/** The key being typed, to its end. */
export function keySpan(place: CursorPlace): { start: number; end: number } {
  const rest = /^[^\s:,{}[\]#]*/.exec(place.after)?.[0] ?? "";
  return { start: place.start, end: place.offset + rest.length };
}

/** What follows a key's colon: an empty value of its commonest form, ready to be typed into. */
function valueSnippet(place: CursorPlace, schema: SchemaNode, lead: string): string {
  const forms = alternativesOf(schema);
  const has = (type: string): boolean =>
    forms.some((form) => form.type === type || (Array.isArray(form.type) && form.type.includes(type)));
  const choice = forms.length === 1 ? choicesOf(forms[0]) : [];
  if (choice.length > 0) return ` \${1|${choice.map(escapeChoice).join(",")}|}`;
  const scalar = has("string") || has("number") || has("integer") || has("boolean");
  if (scalar) return " $0";
  const list = forms.find((form) => form.type === "array");
  const listOfMaps = list?.items !== undefined && alternativesOf(list.items).some(isMap);
  if (place.flow) return has("array") ? " [$0]" : " {$0}";
  if (list) return listOfMaps ? `\n${inner(place, lead)}- $0` : " [$0]";
  return has("object") ? `\n${inner(place, lead)}$0` : " $0";
}

/** Indentation of lines below a key; the editor itself adds that of the line the key is on. */
function inner(place: CursorPlace, lead: string): string {
  const beyond = Math.max(0, place.column - place.indent);
  return " ".repeat(beyond + lead.length + 2);
}

function choicesOf(form: SchemaNode | undefined): string[] {
  if (form?.enum) return form.enum.map(String);
  if (form?.type !== "boolean") return [];
  return form.default === false ? ["true", "false"] : ["false", "true"];
}

function shapeOf({ schema }: AllowedKey): string | undefined {
  const forms = alternativesOf(schema);
  if (forms.some((form) => form["x-sql"] === "table")) return "table";
  if (forms.some((form) => form["x-sql"])) return "SQL";
  const shapes = [...new Set(forms.flatMap((form) => form.type ?? []).filter((type) => type !== "null"))];
  return (
    shapes
      .map((shape) => ({ object: "map", array: "list", string: "text" })[shape as string] ?? shape)
      .join(" or ") || undefined
  );
}

export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

function escapeChoice(text: string): string {
  return text.replace(/[\\$},|]/g, "\\$&");
}

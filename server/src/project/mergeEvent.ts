import type { Located, Span } from "../document/types.ts";
import { defined } from "../spec/nodes.ts";
import type { Lookup, ProjectFile } from "../spec/projectTypes.ts";
import type { EntityUse, EventDefinition, Property, SpecDocument, SqlText } from "../spec/types.ts";
import { lookupsUsed } from "./lookupsUsed.ts";
import { openName } from "./openNames.ts";
import type { EventProperty, ProjectEvent } from "./types.ts";

/** What an event takes from the project file. */
export interface Surroundings {
  readonly file: ProjectFile;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly switches: ReadonlyMap<string, boolean>;
  /** By event: names out of data, as the committed catalog has them. */
  readonly seen: ReadonlyMap<string, readonly string[]>;
}

/**
 * One event with its document's defaults: maps merge by key (`~` removes one), lists and scalars replace, `where` is and-ed.
 * A lookup's properties come last: the event's and the document's own win.
 */
export function mergeEvent(
  definition: EventDefinition,
  document: SpecDocument,
  path: string,
  surroundings: Surroundings,
): ProjectEvent {
  const { defaults } = document;
  return defined({
    name: definition.name.value,
    file: path,
    definition,
    document,
    names: namesOfDefinition(definition, surroundings.seen),
    key: definition.key ?? document.key,
    timezone: document.timezone?.value ?? surroundings.file.timezone?.value ?? "UTC",
    entities: entitiesOf(defaults.entities, definition.entities),
    properties: propertiesOf(definition, document, path, surroundings),
    owner: definition.owner ?? defaults.owner,
    goals: definition.goals ?? defaults.goals ?? [],
    consumers: definition.consumers ?? defaults.consumers ?? [],
    tags: definition.tags ?? defaults.tags ?? [],
    tier: (definition.tier ?? defaults.tier)?.value ?? "standard",
    origin: document.origin?.value ?? "warehouse",
    lookback: (definition.lookback ?? defaults.lookback)?.value,
    history: definition.history ?? defaults.history ?? surroundings.file.history,
    version: definition.version?.value ?? 1,
    enabled: document.enabled.every((name) => surroundings.switches.get(name.value) !== false),
  });
}

function namesOfDefinition(definition: EventDefinition, seen: Surroundings["seen"]): string[] {
  const listed = (definition.variants?.names ?? []).map((variant) => variant.event.value);
  const known = openName(definition) ? (seen.get(definition.name.value) ?? []) : [];
  const names = new Set([...listed, ...known]);
  return names.size > 0 ? [...names] : [definition.name.value];
}

function entitiesOf(
  defaults: readonly EntityUse[],
  own: readonly EntityUse[],
): { name: Located<string>; sql: SqlText; span: Span }[] {
  const merged = new Map([...defaults, ...own].map((use) => [use.name.value, use]));
  return [...merged.values()].flatMap(({ name, sql, span }) => (sql ? [{ name, sql, span }] : []));
}

function propertiesOf(
  definition: EventDefinition,
  document: SpecDocument,
  file: string,
  surroundings: Surroundings,
): EventProperty[] {
  const merged = new Map<string, EventProperty>();
  const add = (properties: readonly Property[], origin: Omit<EventProperty, keyof Property>) => {
    // Faster than two spreads, and the object takes less memory.
    for (const property of properties) merged.set(property.name.value, Object.assign({}, property, origin));
  };
  // The order that readers see: the document's, the event's, then what lookups add.
  add(document.defaults.properties, { from: "document", file });
  add(definition.properties, { from: "event", file });
  for (const lookup of lookupsUsed(document, surroundings.lookups)) {
    const added = lookup.properties.filter((property) => !merged.has(property.name.value));
    add(added, { from: "lookup", lookup, file: surroundings.file.file });
  }
  return [...merged.values()].filter((property) => !property.removed);
}

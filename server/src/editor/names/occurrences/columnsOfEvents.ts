/** What a column of an event's relation is called after: a property, wherever it is declared, or an entity. */
import { entityColumn } from "../../../project/eventColumns.ts";
import { lookupsUsed } from "../../../project/lookupsUsed.ts";
import type { Project, ProjectEvent } from "../../../project/types.ts";
import type { SpecDocument } from "../../../spec/types.ts";
import { type Affix, type Occurrence, placeKey } from "./types.ts";

export type Meaning = Pick<Occurrence, "kind" | "name" | "means"> & { readonly affix?: Affix };

/**
 * The property of a name in a document. One that a lookup, the document and an event declare is the same one: renamed in one of these
 * places alone it would be two. `undefined` where none of the two declares it for all events.
 */
export function sharedProperty(
  name: string,
  { defaults, lookups }: Pick<SpecDocument, "defaults" | "lookups">,
  file: string,
  project: Project,
): Meaning | undefined {
  for (const used of lookupsUsed({ lookups }, project.lookups)) {
    const at = used.properties.findIndex((one) => one.name.value === name);
    const declared = used.declared.properties[at]?.name;
    if (!declared) continue;
    const means = [placeKey(project.file.file, declared.span)];
    const affix = used.isRenamed && { affix: { before: `${used.use.name.value}_`, after: "" } };
    return { kind: "property", name: declared.value, means, ...affix };
  }
  const own = defaults.properties.find((one) => one.name.value === name && !one.removed);
  return own && { kind: "property", name, means: [placeKey(file, own.name.span)] };
}

/** What columns of that name are in some events; none for those that every event has, such as `occurred_at`. */
export function columnMeaning(
  events: readonly ProjectEvent[],
  column: string,
  project: Project,
  isSame: (one: string, other: string) => boolean = (one, other) => one === other,
): Meaning | undefined {
  const found = events.flatMap((event) => meaningIn(event, column, project, isSame) ?? []);
  const [first] = found;
  const alike = found.filter(({ kind, affix }) => kind === first?.kind && isEqual(affix, first.affix));
  return first && { ...first, means: [...new Set(alike.flatMap(({ means }) => means))] };
}

const isEqual = (one: Affix | undefined, other: Affix | undefined) =>
  one?.before === other?.before && one?.after === other?.after;

function meaningIn(
  event: ProjectEvent,
  column: string,
  project: Project,
  isSame: (one: string, other: string) => boolean,
): Meaning | undefined {
  const property = event.properties.find(({ name }) => isSame(name.value, column));
  if (property) {
    const { value, span } = property.name;
    const shared = sharedProperty(value, event.document, event.file, project);
    return shared ?? { kind: "property", name: value, means: [placeKey(property.file, span)] };
  }
  const entity = event.entities.find(({ name }) => isSame(entityColumn(name.value), column))?.name.value;
  if (entity === undefined) return undefined;
  return { kind: "entity", name: entity, means: [entity], affix: { before: "", after: entityColumn("") } };
}

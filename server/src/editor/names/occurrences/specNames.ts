/** Names in a document of a spec file, SQL left out. */
import { sourceNames } from "../../../project/defaultAlias.ts";
import { eachTables, nameForTable, tablePlace } from "../../../project/eachTable.ts";
import type { Project, ProjectEvent } from "../../../project/types.ts";
import type {
  EventDefinition,
  EventTest,
  ForEach,
  LookupUse,
  Property,
  SharedKeys,
  SpecDocument,
} from "../../../spec/types.ts";
import { columnMeaning, sharedProperty } from "./columnsOfEvents.ts";
import { collector, type Named, type Occurrence, type Put, placeKey } from "./types.ts";

/** What the names of a document are looked up in. */
interface Place {
  readonly project: Project;
  readonly file: string;
  readonly document: SpecDocument;
  /** The document's events by where their definitions begin: of tables that look alike, several of one. */
  readonly byStart: ReadonlyMap<number, readonly ProjectEvent[]>;
  readonly put: Put;
}

const declare = { role: "declare" } as const;

/** In: the file's events. */
export function specNames(
  { project }: Named,
  file: string,
  document: SpecDocument,
  events: readonly ProjectEvent[],
): Occurrence[] {
  const { found, put } = collector(file, (name) => meaningIn(name, document, project));
  const byStart = new Map<number, ProjectEvent[]>();
  for (const event of events) {
    const { start } = event.definition.span;
    byStart.set(start, [...(byStart.get(start) ?? []), event]);
  }
  const place: Place = { project, file, document, byStart, put };
  sharedNames(place, document.defaults, events);
  sourceAliases(place);
  for (const use of document.lookups) lookupUse(place, use);
  for (const name of document.enabled) put("switch", name);
  for (const { event } of document.joins) {
    put("event", event?.name);
    put("entity", event?.by);
  }
  for (const event of document.events) eventNames(place, event);
  return found;
}

/** What a name means in a document: for each of its tables another. */
function meaningIn(
  name: string,
  { each }: SpecDocument,
  { catalog }: Project,
): Pick<Occurrence, "means" | "tables"> {
  if (!each) return { means: [name] };
  const tables = eachTables(each, catalog).map(({ parts }) => parts.at(-1) ?? "");
  // Of tables that nobody knows, a name that no other document has.
  if (tables.length === 0) return { means: [`${each.table.sql.text} ${name}`], tables: [tablePlace] };
  return { means: tables.map((table) => nameForTable(name, table)), tables };
}

function sourceAliases({ file, document, put }: Place): void {
  for (const names of [sourceNames(document), ...document.joins.map(sourceNames)])
    for (const { alias, span, written } of names)
      put(
        "alias",
        { value: alias, span },
        {
          ...declare,
          means: [placeKey(file, span)],
          ...(!written && { implied: true }),
        },
      );
  itemNames({ file, put }, document.forEach);
}

function itemNames({ file, put }: Pick<Place, "file" | "put">, list: readonly ForEach[]): void {
  for (const { item, position } of list)
    for (const name of [item, position])
      put("alias", name, { ...declare, means: name ? [placeKey(file, name.span)] : [] });
}

function lookupUse({ project, file, put }: Place, { name, lookup, parameters }: LookupUse): void {
  put("lookup", lookup ?? name);
  // What its first table is called here, and the beginning of what its other columns are.
  if (lookup) put("alias", name, { ...declare, means: [placeKey(file, name.span)] });
  const declared = project.lookups.get((lookup ?? name).value);
  for (const { name: given } of parameters) {
    const parameter = declared?.parameters.find(({ value }) => value === given.value);
    if (parameter)
      put("parameter", given, { role: "write", means: [placeKey(project.file.file, parameter.span)] });
  }
}

function sharedNames(place: Place, keys: SharedKeys, events: readonly ProjectEvent[]): void {
  const { put } = place;
  put("team", keys.owner);
  for (const { name } of keys.entities) put("entity", name);
  for (const goal of keys.goals ?? []) put("goal", goal);
  for (const { destination } of keys.sendTo ?? []) put("destination", destination);
  for (const property of keys.properties) {
    propertyName(place, property);
    for (const test of property.tests) testNames(place, test, events);
  }
}

function propertyName({ project, file, document, put }: Place, { name, removed }: Property): void {
  const {
    name: inner = name.value,
    means = [placeKey(file, name.span)],
    affix,
  } = sharedProperty(name.value, document, file, project) ?? {};
  put(
    "property",
    { value: inner, span: name.span },
    {
      role: removed ? "read" : "declare",
      means,
      ...(affix && { affix }),
    },
  );
}

function eventNames(place: Place, event: EventDefinition): void {
  const { put, byStart } = place;
  const own = byStart.get(event.span.start) ?? [];
  put("event", event.name, declare);
  for (const variant of event.variants?.names ?? []) put("event", variant.event, declare);
  itemNames(place, event.forEach ?? []);
  sharedNames(place, event, own);
  for (const test of event.tests) testNames(place, test, own);
  for (const { measure } of event.reconcile)
    if (measure.kind === "sum") columnName(place, measure.property, own);
  for (const { expect } of event.examples)
    for (const { column } of expect.flatMap(({ cells }) => cells)) columnName(place, column, own);
  const { trackedAs } = event;
  put("event", trackedAs?.event);
  if (trackedAs?.by) sharedColumn(place, trackedAs.by, trackedAs.event.value, own);
  put("event", event.deprecated?.use);
}

function testNames(place: Place, test: EventTest, events: readonly ProjectEvent[]): void {
  if (test.kind === "not_null" || test.kind === "unique")
    for (const column of test.columns) columnName(place, column, events);
  if (test.kind !== "follows") return;
  place.put("event", test.event);
  sharedColumn(place, test.by, test.event.value, events);
}

type Name = EventDefinition["name"];

function columnName({ project, put }: Place, { value, span }: Name, events: readonly ProjectEvent[]): void {
  const found = columnMeaning(events, value, project);
  if (found) put(found.kind, { value: found.name, span }, meant(found));
}

const meant = ({ means, affix }: Pick<Occurrence, "means" | "affix">) => ({ means, ...(affix && { affix }) });

/** An entity or a property that this event and another one have. */
function sharedColumn(
  { project, put }: Place,
  { value, span }: Name,
  other: string,
  events: readonly ProjectEvent[],
): void {
  const both = [...events, ...(project.eventsByName.get(other) ?? [])];
  if (both.some((event) => event.entities.some(({ name }) => name.value === value))) {
    put("entity", { value, span });
    return;
  }
  const found = columnMeaning(both, value, project);
  if (found?.kind === "property") put("property", { value: found.name, span }, meant(found));
}

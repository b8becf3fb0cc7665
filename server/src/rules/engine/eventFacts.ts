import { currencyColumn } from "../../project/eventColumns.ts";
import { usedEventJoins } from "../../project/joinedEvents.ts";
import { openName, seenNames } from "../../project/openNames.ts";
import { sourcesOf } from "../../project/tablesOf.ts";
import type { EventProperty, Project, ProjectEvent } from "../../project/types.ts";
import type { Source } from "../../spec/types.ts";
import { describedOf, readingOf } from "./sourceFacts.ts";

/** A place where an event names another one. */
export interface EventReference {
  readonly name: { readonly value: string; readonly span: { readonly start: number; readonly end: number } };
  readonly file: string;
  /** It is joined, and SQL calls it by this name. */
  readonly calls?: true;
}

/** The places where an event names another one: in tests, as its twin, as its replacement. */
export function referencesOf(event: ProjectEvent): EventReference[] {
  const { tests, trackedAs, deprecated } = event.definition;
  const names = tests.flatMap((test) => (test.kind === "follows" ? [test.event] : []));
  if (trackedAs) names.push(trackedAs.event);
  if (deprecated?.use) names.push(deprecated.use);
  return names.map((name) => ({ name, file: event.file }));
}

export function joinsEvents({ document }: ProjectEvent): boolean {
  return document.joins.some(({ event }) => event !== undefined);
}

/** Whether what is found in its file alone depends on other events: on what they carry, and on their columns. */
export function speaksOfOthers(event: ProjectEvent): boolean {
  return joinsEvents(event) || referencesOf(event).length > 0;
}

/** The joins to events of an event's document: of its first event, so that each is there once. */
export function joinsNaming({ document, definition, file }: ProjectEvent): EventReference[] {
  if (document.events[0] !== definition) return [];
  return document.joins.flatMap(({ event, alias }) =>
    event ? [{ name: event.name, file, ...(!alias && { calls: true as const }) }] : [],
  );
}

/** A name that an event may bear, where it is written. */
export interface NamedPlace {
  readonly value: string;
  readonly file: string;
  readonly span: { readonly start: number; readonly end: number };
  /** It comes from data: the place is the SQL that gives it. */
  readonly seen?: true;
  /** It is a former name. */
  readonly former?: true;
  /** The event is declared elsewhere, and given here, too. */
  readonly also?: true;
}

/** Every name that an event may bear: its own, or its variants'. */
export function writtenNames({ definition: { name, variants }, file, also }: ProjectEvent): NamedPlace[] {
  const written = variants && variants.names.length > 0 ? variants.names.map(({ event }) => event) : [name];
  return written.map(({ value, span }) => ({ value, span, file, ...asAlso(also) }));
}

/** Names out of data that an event has been seen to bear. */
export function namesSeen(event: ProjectEvent): NamedPlace[] {
  const span = openName(event.definition)?.span;
  const { file, also } = event;
  return span ? seenNames(event).map((value) => ({ value, span, file, seen: true, ...asAlso(also) })) : [];
}

/** Another document declares the event. */
function asAlso(also: ProjectEvent["also"]): Pick<NamedPlace, "also"> {
  return also === undefined ? {} : { also: true };
}

/** Names that an event, or its variants, had before. */
export function formerNames({ definition: { formerly, variants }, file }: ProjectEvent): NamedPlace[] {
  const all = [formerly ?? [], ...(variants?.names ?? []).map((variant) => variant.formerly ?? [])];
  return all.flat().map(({ value, span }) => ({ value, span, file, former: true }));
}

/** Every name that is an event's, of whatever kind. */
export const namesOf = (event: ProjectEvent): NamedPlace[] => [
  ...writtenNames(event),
  ...namesSeen(event),
  ...formerNames(event),
];

/** Something of an event that rules may say something of other files for. */
export interface Fact {
  /**
   * Of a name: that it is there, what streams and documents that give it too ask of its event, which columns those who join it get, and
   * what it joins and reads itself. Of a property: that there is one, and what it is. Of a table: how many documents read it. Of a column
   * that is a property: how it is described.
   */
  readonly kind: "name" | "event" | "columns" | "joins" | "property" | "source" | "description";
  readonly name: string;
}

/** What rules may say about other files because of these events, by all that it consists of: when none of it changes, they say the same. */
export function factsOf(events: readonly ProjectEvent[], project: Project): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  const add = (kind: Fact["kind"], name: string, said: readonly unknown[] = []) =>
    facts.set(JSON.stringify([kind, name, said]), { kind, name });
  for (const event of events) {
    const settings = settingsOf(event);
    const columns = event.properties.map((property) => [property.name.value, meaningOf(property)]);
    const joins = usedEventJoins(event, project).map(({ name, by }) => [name.value, by?.value]);
    for (const { value } of formerNames(event)) add("name", value);
    for (const name of event.names) add("name", name);
    for (const name of new Set([event.name, ...event.names])) {
      add("event", name, settings);
      add("columns", name, columns);
    }
    add("joins", event.name, [joins, tablesNamed(event)]);
    for (const { key, description } of describedOf(event)) add("description", key, [description.value]);
    for (const { table, span } of readingOf(event)) add("source", table, [span.start]);
    for (const property of event.properties)
      add("property", property.name.value, [meaningOf(property), settings]);
    // Its stream has a column of that name then.
    if (event.definition.currency) add("property", currencyColumn, settings);
  }
  return facts;
}

function meaningOf({ type, sql, constant, privacy }: EventProperty): readonly unknown[] {
  return [type ? type.value : (sql?.text ?? constant?.text), privacy?.value];
}

/** What decides of which streams an event is, and what it is in them. */
function settingsOf(event: ProjectEvent): readonly unknown[] {
  const { version, tier, origin, owner, tags, also, enabled, history, definition } = event;
  const { proposed, revenue, currency, deprecated } = definition;
  return [
    event.entities.map(({ name }) => name.value).sort(),
    [version, tier, origin, owner?.value, ...tags.map(({ value }) => value)],
    [
      also,
      enabled,
      proposed !== undefined,
      deprecated !== undefined,
      deprecated?.use?.value,
      history?.from?.value,
      history?.last?.value,
      history?.until?.value,
    ],
    [revenue !== undefined, currency?.kind === "code" ? currency.code.value : currency?.kind],
  ];
}

/** Rows of examples can stand in for these. */
function tablesNamed({ document }: ProjectEvent): readonly string[] {
  const lookups = document.lookups.map(({ name, lookup }) => (lookup ?? name).value);
  return [...lookups, ...sourcesOf(document).flatMap(tablesIn)];
}

function tablesIn(source: Source): string[] {
  if (source.kind === "table") return [source.table.sql.text];
  if (source.kind === "query") return source.tables.map(({ name }) => name.value);
  if (source.kind === "full") return source.members.flatMap((member) => tablesIn(member.source));
  return source.members.map(({ table }) => table.sql.text);
}

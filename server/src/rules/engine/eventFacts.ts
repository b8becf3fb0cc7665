import { eventJoinsOf } from "../../project/joinedEvents.ts";
import { openName, seenNames } from "../../project/openNames.ts";
import type { ProjectEvent } from "../../project/types.ts";

/** A place where an event names another one. */
export interface EventReference {
  readonly name: { readonly value: string; readonly span: { readonly start: number; readonly end: number } };
  readonly file: string;
}

/** The places where an event names another one: in tests, as its twin, as its replacement. */
export function referencesOf(event: ProjectEvent): EventReference[] {
  const { tests, trackedAs, deprecated } = event.definition;
  const names = tests.flatMap((test) => (test.kind === "follows" ? [test.event] : []));
  if (trackedAs) names.push(trackedAs.event);
  if (deprecated?.use) names.push(deprecated.use);
  return names.map((name) => ({ name, file: event.file }));
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
  return written.map(({ value, span }) => ({ value, span, file, ...(also && { also: true as const }) }));
}

/** Names out of data that an event has been seen to bear. */
export function namesSeen(event: ProjectEvent): NamedPlace[] {
  const span = openName(event.definition)?.span;
  return span ? seenNames(event).map((value) => ({ value, span, file: event.file, seen: true })) : [];
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

/** What rules may say about other files because of these events: when none of it changes, they say the same. */
export function factsOf(events: readonly ProjectEvent[]): ReadonlySet<string> {
  const facts = new Set<string>();
  for (const event of events) {
    for (const name of event.names) facts.add(`name ${name}`);
    for (const { value } of formerNames(event)) facts.add(`name ${value}`);
    const carried = event.entities.map(({ name }) => name.value).sort();
    facts.add(`carried ${[event.name, event.definition.proposed !== undefined, ...carried].join(" ")}`);
    const { version, tier, origin, owner, tags } = event;
    const kept = [version, tier, origin, owner?.value, ...tags.map(({ value }) => value)];
    facts.add(`given ${event.name} ${event.also} ${JSON.stringify(kept)}`);
    for (const { name, by } of eventJoinsOf(event.document))
      facts.add(`joined ${event.name} ${name.value} ${by?.value}`);
    for (const { name, type, sql, constant } of event.properties) {
      const meaning = type ? JSON.stringify(type.value) : (sql?.text ?? constant?.text ?? "");
      facts.add(`property ${name.value} ${meaning}`);
    }
  }
  return facts;
}

import type { Project, ProjectEvent } from "../../project/types.ts";
import { plainName } from "./names.ts";

/** What rules that compare files need to know of a whole project; each part is built when first asked for. */
export interface ProjectIndex {
  /** Events whose names agree without case and punctuation. */
  sameName(name: string): readonly ProjectEvent[];
  /** Where a file stands among the project's files. */
  order(file: string): number;
  eventsOf(file: string): readonly ProjectEvent[];
  /** Places that name an event: in tests, twins, replacements. */
  references(name: string): readonly EventReference[];
  /** Events that have a property of that name. */
  withProperty(name: string): readonly ProjectEvent[];
}

export interface EventReference {
  readonly name: { readonly value: string; readonly span: { readonly start: number; readonly end: number } };
  readonly file: string;
}

/** What the index needs of an event, kept as long as the event: most events are the same as at the last check. */
export type EventFacts = WeakMap<ProjectEvent, Facts>;

interface Facts {
  readonly plainNames: readonly string[];
  readonly properties: readonly string[];
  readonly references: readonly EventReference[];
}

export function indexProject(project: Project, known: EventFacts): ProjectIndex {
  const { events } = project;
  const factsOf = (event: ProjectEvent): Facts => {
    const facts = known.get(event) ?? readFacts(event);
    known.set(event, facts);
    return facts;
  };
  const names = lazy(() => groupBy(events, (event) => factsOf(event).plainNames));
  const files = lazy(() => groupBy(events, (event) => [event.file]));
  const properties = lazy(() => groupBy(events, (event) => factsOf(event).properties));
  const references = lazy(() => {
    const all = events.flatMap((event) => factsOf(event).references);
    return groupBy(all, (each) => [each.name.value]);
  });
  const order = lazy(() => new Map([...project.documents.keys()].sort().map((file, index) => [file, index])));
  return {
    order: (file) => order().get(file) ?? -1,
    sameName: (name) => names().get(plainName(name)) ?? [],
    eventsOf: (file) => files().get(file) ?? [],
    references: (name) => references().get(name) ?? [],
    withProperty: (name) => properties().get(name) ?? [],
  };
}

function readFacts(event: ProjectEvent): Facts {
  return {
    plainNames: [...new Set(event.names.map(plainName))],
    properties: event.properties.map((property) => property.name.value),
    references: referencesOf(event),
  };
}

/** The places where an event names another one. */
export function referencesOf(event: ProjectEvent): EventReference[] {
  const { tests, trackedAs, deprecated } = event.definition;
  const names = [
    ...tests.flatMap((test) => (test.kind === "follows" ? [test.event] : [])),
    ...(trackedAs ? [trackedAs.event] : []),
    ...(deprecated?.use ? [deprecated.use] : []),
  ];
  return names.map((name) => ({ name, file: event.file }));
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Keys of one item must differ. */
function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

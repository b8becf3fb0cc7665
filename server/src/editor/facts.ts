/** What previews have shown of events: counts and sample values, valid as long as the logic they came from stands. */
import type { Project, ProjectEvent } from "../project/types.ts";

export interface EventFacts {
  /** Events in all. */
  readonly count?: number;
  /** The newest event's time, ISO 8601. */
  readonly lastAt?: string;
  /** A few distinct values by column, as text; personal columns are left out. */
  readonly samples: ReadonlyMap<string, readonly string[]>;
  /** The logic that decides which rows there are, when they were read. */
  readonly logic: string;
  /** The SQL of each column, when it was read. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Facts by event name. */
export type FactsOf = (event: ProjectEvent) => EventFacts | undefined;

/** Where a session keeps the facts of an event. */
export function factsKey(event: ProjectEvent): string {
  return `${event.file} ${event.name}`;
}

/** Which rows an event has, as comparable text: equal texts mean equal rows. Positions in the file do not count. */
export function logicOf(event: ProjectEvent): string {
  const { source, joins, forEach, lookups, nullValues } = event.document;
  const { at, forEach: ownForEach, changes, variants, oncePer, scheduled } = event.definition;
  const parts = [
    source,
    joins,
    forEach,
    lookups,
    nullValues,
    at,
    ownForEach,
    changes,
    variants,
    oncePer,
    scheduled,
  ];
  const all = [...parts, event.key, event.where, event.timezone, event.enabled];
  return JSON.stringify(all, (key, value: unknown) =>
    key === "span" || key === "scalar" ? undefined : value,
  );
}

/** The SQL behind each column of an event, by the column's name in its relation. */
export function columnLogic(event: ProjectEvent): Map<string, string> {
  const columns = new Map<string, string>();
  for (const entity of event.entities) columns.set(`${entity.name.value}_id`, entity.sql.text);
  for (const property of event.properties) {
    columns.set(property.name.value, property.sql?.text ?? JSON.stringify(property.constant?.value ?? null));
  }
  return columns;
}

/** The events of a file in the order they stand in it. */
export function eventsOf(project: Project, file: string): ProjectEvent[] {
  return project.events
    .filter((event) => event.file === file)
    .sort((a, b) => a.definition.span.start - b.definition.span.start);
}

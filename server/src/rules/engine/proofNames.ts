/** Names that tests, examples, reconciliations and tracked twins speak of: columns of the event's own relation. */
import type { Located } from "../../document/types.ts";
import { entityColumn, eventColumns } from "../../project/eventColumns.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { EventTest } from "../../spec/types.ts";

export interface ProofName {
  readonly name: Located<string>;
  /** The event that must have it. */
  readonly of: ProjectEvent;
  /** What may stand there. */
  readonly known: readonly string[];
}

type EventsByName = ReadonlyMap<string, readonly ProjectEvent[]>;

/** Every such name of an event that is written in it; SQL is not among them: see `sqlOfEvent`. */
export function proofNames(event: ProjectEvent, events: EventsByName): ProofName[] {
  const { tests, examples, reconcile, trackedAs, properties } = event.definition;
  const all = [...tests, ...properties.flatMap((property) => property.tests)];
  // Most events have no such name.
  let columns: string[] | undefined;
  const own = (name: Located<string>): ProofName => {
    columns ??= columnNames(event);
    return { name, of: event, known: columns };
  };
  return [
    ...all.flatMap((test) => testNames(test, event, events)),
    ...examples.flatMap(({ expect }) =>
      expect.flatMap(({ cells }) => cells.map(({ column }) => own(column))),
    ),
    ...reconcile.flatMap(({ measure }) => (measure.kind === "sum" ? [own(measure.property)] : [])),
    ...(trackedAs?.by ? sharedName(trackedAs.by, event, trackedAs.event.value, events) : []),
  ];
}

function testNames(test: EventTest, event: ProjectEvent, events: EventsByName): ProofName[] {
  if (test.kind === "not_null" || test.kind === "unique") {
    const known = columnNames(event);
    return test.columns.map((name) => ({ name, of: event, known }));
  }
  return test.kind === "follows" ? sharedName(test.by, event, test.event.value, events) : [];
}

/** What both events must carry; the other one is looked at only where this one has it. */
function sharedName(
  by: Located<string>,
  event: ProjectEvent,
  other: string,
  events: EventsByName,
): ProofName[] {
  if (by.value === "key") return [];
  const both = [event, ...(events.get(other) ?? [])].map((of) => ({ name: by, of, known: carriedNames(of) }));
  const missing = both.find(({ known }) => !known.includes(by.value));
  return missing ? [missing] : both.slice(0, 1);
}

/** An entity's name is as good as its column's. */
function columnNames(event: ProjectEvent): string[] {
  return [...eventColumns(event).map(({ name }) => name), ...event.entities.map(({ name }) => name.value)];
}

function carriedNames(event: ProjectEvent): string[] {
  const entities = event.entities.map(({ name }) => name.value);
  return [...entities, ...entities.map(entityColumn), ...event.properties.map(({ name }) => name.value)];
}

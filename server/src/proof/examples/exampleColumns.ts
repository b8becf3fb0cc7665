/** The columns that an example's `expect` speaks of. */
import { didYouMean } from "../../document/didYouMean.ts";
import { entityColumn, eventColumns } from "../../project/eventColumns.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { Example } from "../../spec/exampleTypes.ts";
import type { ExampleProblem } from "../../sql/examples/givenTables.ts";

export interface ExampleColumns {
  /** The column that an example means by a name; `undefined` for one that the event has not. */
  find(name: string): string | undefined;
  /** Those of an example that names none: its own values. */
  readonly own: readonly string[];
  /** All that may be meant, for suggestions. */
  readonly known: readonly string[];
}

/** An entity's name is as good as its column's; case does not count. */
export function exampleColumns(event: ProjectEvent): ExampleColumns {
  const entities = event.entities.map(({ name }) => name.value);
  const properties = event.properties.map(({ name }) => name.value);
  const names = eventColumns(event).map(({ name }) => name);
  const byName = new Map<string, string>();
  for (const entity of entities) byName.set(entity.toLowerCase(), entityColumn(entity));
  for (const name of names) byName.set(name.toLowerCase(), name);
  return {
    find: (name) => byName.get(name.toLowerCase()),
    own: ["occurred_at", ...entities.map(entityColumn), ...properties],
    known: [...names, ...entities],
  };
}

/** In: an example. Out: names that its event has not. */
export function unknownColumns(
  event: ProjectEvent,
  { expect }: Example,
  columns: ExampleColumns,
): ExampleProblem[] {
  return expect
    .flatMap(({ cells }) => cells.map(({ column }) => column))
    .filter(({ value }) => columns.find(value) === undefined)
    .map(({ value, span }) => {
      const meant = didYouMean(value, columns.known);
      const remedy = meant === undefined ? "." : `: did you mean ${meant}?`;
      return { kind: "name", message: `There is no column "${value}" in "${event.name}"${remedy}`, span };
    });
}

/** The columns that examples name, each once and as the event's relation calls it. */
export function columnsNamed(examples: readonly Example[], columns: ExampleColumns): readonly string[] {
  const named = examples.flatMap(({ expect }) =>
    expect.flatMap(({ cells }) => cells.flatMap(({ column }) => columns.find(column.value) ?? [])),
  );
  const isBare = examples.some(({ expect }) => expect.every(({ cells }) => cells.length === 0));
  return [...new Set([...named, ...(isBare ? columns.own : [])])];
}

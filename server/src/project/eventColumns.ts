/** The columns of an event's own relation, layout `per_event`: what its tests, examples and reports speak of. */

import type { ValueType } from "../spec/types.ts";
import { typeText } from "../spec/typeText.ts";
import type { Column, ProjectEvent } from "./types.ts";

/** Types of the columns that every event has, beside one per entity and its properties. */
export const standardTypes = {
  occurred_at: { kind: "timestamp" },
  event: { kind: "string" },
  event_id: { kind: "string" },
  event_version: { kind: "integer" },
  // Money of one event: exact, the same on every engine, held in 64 bits.
  revenue: { kind: "decimal", precision: 18, scale: 4 },
  link: { kind: "string" },
  source: { kind: "string" },
  source_key: { kind: "string" },
  loaded_at: { kind: "timestamp" },
  properties: { kind: "json" },
  occurrence: { kind: "integer" },
  next_at: { kind: "timestamp" },
} as const satisfies Readonly<Record<string, ValueType>>;

type StandardColumn = keyof typeof standardTypes;

/** What the layout `activity_schema` calls some of them. */
const activityNames = {
  ts: "occurred_at",
  activity_repeated_at: "next_at",
  activity_occurrence: "occurrence",
  revenue_impact: "revenue",
  feature_json: "properties",
} as const satisfies Readonly<Record<string, StandardColumn>>;

/** Types of the columns that events have of themselves, by the names of every layout. */
export const columnTypes: Readonly<Record<string, ValueType>> = {
  ...standardTypes,
  resolved: { kind: "boolean" },
  currency: { kind: "string" },
  first_at: { kind: "timestamp" },
  ...Object.fromEntries(Object.entries(activityNames).map(([name, of]) => [name, standardTypes[of]])),
};

/** Of streams that ask for it: when the entity's first event happened. */
export const firstAtColumn = "first_at";

const timesAmong = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.filter((name) => columnTypes[name]?.kind === "timestamp"));

/** Names of the times that events have of themselves; a property may bear one of the other layouts'. */
export const eventTimeNames = {
  activity: timesAmong(Object.keys(activityNames)),
  others: timesAmong([...Object.keys(standardTypes), firstAtColumn]),
} as const;

/** What an event's own relation has of them; the others are columns of streams. */
const descriptions: Readonly<Partial<Record<StandardColumn, string>>> = {
  occurred_at: "When it happened, in UTC.",
  event: "The event's name.",
  event_id: "The event's id: made of its name and key.",
  event_version: "Version of the event's meaning.",
  revenue: "What the event earned.",
  link: "Address where what happened can be seen.",
  source: "The table that the row comes from.",
  source_key: "The row's key in its source.",
  loaded_at: "When the row reached the warehouse.",
};

/** Names that no property may bear. */
export const standardColumnNames = Object.keys(standardTypes) as readonly StandardColumn[];

const ownStandardColumns: readonly Column[] = standardColumnNames.flatMap((name) => {
  const description = descriptions[name];
  return description === undefined ? [] : [{ name, type: typeText(standardTypes[name]), description }];
});

/**
 * The columns of an event's relation with what is declared about them; types as the language writes them. Standard columns
 * come last: authors mostly speak of their own.
 */
export function eventColumns(event: ProjectEvent): Column[] {
  const entities = event.entities.map(
    ({ name }): Column => ({
      name: entityColumn(name.value),
      type: "string",
      description: `Id of the ${name.value}, as text.`,
    }),
  );
  const properties = event.properties.map(
    ({ name, type, description, privacy }): Column => ({
      name: name.value,
      ...(type ? { type: typeText(type.value) } : {}),
      ...(description ? { description: description.value } : {}),
      ...(privacy ? { privacy: privacy.value } : {}),
    }),
  );
  const currency: Column[] = event.definition.currency
    ? [{ name: currencyColumn, type: "string", description: "Currency of the revenue." }]
    : [];
  return [...entities, ...properties, ...ownStandardColumns, ...currency];
}

/** Of events, and of relations with an event, that say in which currency their revenue is. */
export const currencyColumn = "currency";

/** Whether an identity has told who a row of a wide stream is of. */
export const resolvedColumn = "resolved";

/** The column that holds an entity's id. */
export function entityColumn(entity: string): string {
  return `${entity}_id`;
}

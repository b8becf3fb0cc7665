/** The columns of an event's own relation, of which its tests speak. */
import type { Column, ProjectEvent } from "../project/types.ts";
import type { ValueType } from "../spec/types.ts";

/** Standard columns come last: authors mostly test their own. */
export function relationColumns(event: ProjectEvent): Column[] {
  const entities = event.entities.map(
    ({ name }): Column => ({
      name: `${name.value}_id`,
      type: "string",
      description: `Id of the ${name.value}, as text.`,
    }),
  );
  const properties = event.properties.map(
    ({ name, type, description }): Column => ({
      name: name.value,
      ...(type ? { type: typeText(type.value) } : {}),
      ...(description ? { description: description.value } : {}),
    }),
  );
  return [...entities, ...properties, ...standardColumns];
}

const standardColumns: readonly Column[] = [
  { name: "occurred_at", type: "timestamp", description: "When it happened, in UTC." },
  { name: "event", type: "string", description: "The event's name." },
  { name: "event_id", type: "string", description: "The event's id: made of its name and key." },
  { name: "event_version", type: "integer", description: "Version of the event's meaning." },
  { name: "revenue", description: "What the event earned." },
  { name: "link", type: "string", description: "Address where the thing can be seen." },
  { name: "source", type: "string", description: "The table that the row comes from." },
  { name: "source_key", type: "string", description: "The row's key in its source." },
  { name: "loaded_at", type: "timestamp", description: "When the row reached the warehouse." },
];

/** A type as the language writes it. */
export function typeText(type: ValueType): string {
  if (type.kind === "list") return `list of ${typeText(type.of)}`;
  if (type.kind !== "decimal" || type.precision === undefined) return type.kind;
  return `decimal(${type.precision}${type.scale === undefined ? "" : `,${type.scale}`})`;
}

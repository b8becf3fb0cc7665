/** The events of a project that a destination is to know, as a tracking plan. */
import { destinationsOf } from "../../project/destinationsOf.ts";
import { columnTypes } from "../../project/eventColumns.ts";
import { eventsFor, heldBack, type Users } from "../../project/sentTo.ts";
import type { EventProperty, Project, ProjectEvent } from "../../project/types.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import type { DestinationSettings } from "../../spec/projectTypes.ts";
import type { CarriedPlan, Loss, PlannedEvent, PlannedProperty } from "../../spec/trackingPlan.ts";
import type { ValueType } from "../../spec/types.ts";
import { typeText } from "../../spec/typeText.ts";

/** Types as a connection or the catalog tells them, where the spec declares none. */
export type TypeOf = (event: ProjectEvent, property: EventProperty) => ValueType | undefined;

export interface Described {
  readonly typeOf: TypeOf;
  /** What an event is called there whose name there nobody says. */
  called(name: string): string;
  /** Which of the events that are meant for it get there; all where it is absent. */
  isSent?(event: ProjectEvent): boolean;
  /** Of a tool that gets rows: its users. */
  readonly users?: Users;
  /** Columns that it gets as properties, too. */
  beside?(event: ProjectEvent): readonly string[];
}

/** In: a destination of the project. Out: the events that are meant for it, in the order of the project, without what it may not receive. */
export function planOfProject(
  project: Project,
  destination: DestinationSettings,
  described: Described,
): CarriedPlan {
  const name = destination.name.value;
  const events = eventsFor(project, destination).filter((event) => described.isSent?.(event) ?? true);
  const read = events.flatMap((event) =>
    namesOf(event, name, described).map((as) => eventOf(event, as, destination, described)),
  );
  return {
    plan: { name: project.file.name?.value ?? name, events: read.map(({ event }) => event) },
    losses: read.flatMap(({ losses }) => losses),
  };
}

/** The name there; of variants, which have none of their own there, each one's. */
function namesOf(event: ProjectEvent, destination: string, { called }: Described): readonly string[] {
  const there = destinationsOf(event).get(destination);
  return there === undefined ? event.names.map((name) => called(name)) : [there];
}

/** `order_placed` → `Order Placed`, as trackers call events. */
export function titled(name: string): string {
  return wordsOf(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

function eventOf(
  event: ProjectEvent,
  name: string,
  destination: DestinationSettings,
  { typeOf, users, beside }: Described,
) {
  const losses: Loss[] = [];
  const held = new Map(heldBack(event, destination, users).map((one) => [one.property, one.message]));
  const properties = event.properties.flatMap((property): PlannedProperty[] => {
    const lost = (message: string) => losses.push({ event: name, property: property.name.value, message });
    const heldAs = held.get(property);
    if (heldAs !== undefined) {
      lost(heldAs);
      return [];
    }
    if (property.unit) lost(`Its unit is not kept: ${property.unit.value}.`);
    const type = property.type?.value ?? typeOf(event, property);
    if (type?.kind === "decimal" && property.type) lost(`Its digits are not kept: ${typeText(type)}.`);
    const description = property.description?.value;
    const { values } = property;
    return [
      {
        path: [property.name.value],
        ...(description && { description }),
        ...(type && { type }),
        required: property.required?.value === true,
        ...(values && values.length > 0 && { values: values.map(({ value }) => value) }),
      },
    ];
  });
  const description = event.definition.description?.value;
  const planned: PlannedEvent = {
    name,
    ...(description && { description }),
    ...(event.version > 1 && { version: event.version }),
    properties: [
      ...properties,
      ...(beside?.(event) ?? []).map((column) => ({
        path: [column],
        type: columnTypes[column] ?? { kind: "string" as const },
        required: false,
      })),
    ],
  };
  return { event: planned, losses };
}

/** The events of a project that a destination is to know, as a tracking plan. */
import { destinationsOf } from "../../project/destinationsOf.ts";
import type { EventProperty, Project, ProjectEvent } from "../../project/types.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import { isMorePrivate } from "../../spec/privacy.ts";
import type { DestinationSettings } from "../../spec/projectTypes.ts";
import type { CarriedPlan, Loss, PlannedEvent, PlannedProperty } from "../../spec/trackingPlan.ts";
import type { ValueType } from "../../spec/types.ts";
import { typeText } from "../../spec/typeText.ts";

/** Types as a connection or the catalog tells them, where the spec declares none. */
export type TypeOf = (event: ProjectEvent, property: EventProperty) => ValueType | undefined;

/** The events that are meant for a destination. */
export function eventsFor(project: Project, { name }: DestinationSettings): ProjectEvent[] {
  return project.events.filter((event) => destinationsOf(event).has(name.value));
}

/** In: a destination of the project. Out: the events that are meant for it, in the order of the project, without what it may not receive. */
export function planOfProject(
  project: Project,
  destination: DestinationSettings,
  typeOf: TypeOf,
): CarriedPlan {
  const name = destination.name.value;
  const read = eventsFor(project, destination).flatMap((event) =>
    namesOf(event, name).map((as) => eventOf(event, as, destination, typeOf)),
  );
  return {
    plan: { name: project.file.name?.value ?? name, events: read.map(({ event }) => event) },
    losses: read.flatMap(({ losses }) => losses),
  };
}

/** The name there; of variants, which have none of their own there, each one's. */
function namesOf(event: ProjectEvent, destination: string): readonly string[] {
  const there = destinationsOf(event).get(destination);
  return there === undefined ? event.names.map(titled) : [there];
}

/** `order_placed` → `Order Placed`, as trackers call events. */
function titled(name: string): string {
  return wordsOf(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

function eventOf(event: ProjectEvent, name: string, destination: DestinationSettings, typeOf: TypeOf) {
  const losses: Loss[] = [];
  const properties = event.properties.flatMap((property): PlannedProperty[] => {
    const lost = (message: string) => losses.push({ event: name, property: property.name.value, message });
    const privacy = property.privacy?.value;
    const most = destination.privacy?.value;
    if (privacy && most && isMorePrivate(privacy, most)) {
      lost(
        `It is left out: it is ${privacy}, and "${destination.name.value}" may receive what is ${most} at most.`,
      );
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
    properties,
  };
  return { event: planned, losses };
}

/** What of an event a destination gets: rules and exports go by the same. */
import { destinationToolOf, toolLimits } from "../spec/destinationTools.ts";
import type { Destination } from "../spec/governanceTypes.ts";
import { isMorePrivate } from "../spec/privacy.ts";
import type { DestinationSettings } from "../spec/projectTypes.ts";
import { destinationsOf, sendingOf } from "./destinationsOf.ts";
import { currencyColumn, entityColumn } from "./eventColumns.ts";
import type { EventProperty, Project, ProjectEvent } from "./types.ts";

/** The events that are meant for a destination. */
export function eventsFor(project: Project, { name }: DestinationSettings): ProjectEvent[] {
  return project.events.filter((event) => destinationsOf(event).has(name.value));
}

/** A destination that an event is meant for, as the event says it and as the project declares it. */
export interface Sending {
  readonly written: Destination;
  readonly destination: DestinationSettings;
}

/** Those that the project declares. */
export function sendingsOf({ file }: Pick<Project, "file">, event: ProjectEvent): Sending[] {
  return sendingOf(event).flatMap((written) => {
    const destination = file.destinations.find(({ name }) => name.value === written.destination.value);
    return destination ? [{ written, destination }] : [];
  });
}

/** The entities that stand for a destination's users. */
export interface Users {
  readonly known?: string;
  readonly anonymous?: string;
}

/** In: a destination. Out: `choose` where several entities could be its users and it names none. */
export function usersOf(
  { file }: Pick<Project, "file">,
  { entity, anonymous }: DestinationSettings,
): Users | { readonly choose: readonly string[] } {
  const visitors = file.entities.filter((one) => one.anonymous);
  const [visitor] = visitors;
  const stranger = anonymous?.value ?? (visitors.length === 1 ? visitor?.name.value : undefined);
  const others = file.entities.filter((one) => !one.anonymous).map(({ name }) => name.value);
  const resolved = file.entities.find(({ name }) => name.value === stranger)?.resolvesTo?.entity?.value;
  const known = entity?.value ?? (others.length > 1 ? resolved : others[0]);
  if (known === undefined && others.length > 1) return { choose: others };
  return { ...(known !== undefined && { known }), ...(stranger !== undefined && { anonymous: stranger }) };
}

/** Whether an event carries any of them: nobody's event can't be sent. */
export function hasUser({ entities }: ProjectEvent, { known, anonymous }: Users): boolean {
  return entities.some(({ name }) => name.value === known || name.value === anonymous);
}

/** A property that a destination doesn't get. */
export interface HeldBack {
  readonly property: EventProperty;
  readonly why: "private" | "reserved" | "beyond";
  /** As a sentence. */
  readonly message: string;
}

/** In: an event that is meant for it. */
export function heldBack(
  event: ProjectEvent,
  destination: DestinationSettings,
  users: Users = {},
): HeldBack[] {
  const tool = destinationToolOf(destination.type?.value);
  const { title, reserved, mostProperties = Number.POSITIVE_INFINITY } = tool ? toolLimits[tool] : {};
  const name = destination.name.value;
  const room = mostProperties - columnsBeside(event, users).length;
  let count = 0;
  return event.properties.flatMap((property): HeldBack[] => {
    const privacy = property.privacy?.value;
    const most = destination.privacy?.value;
    if (privacy && most && isMorePrivate(privacy, most))
      return [
        {
          property,
          why: "private",
          message: `It is left out: it is ${privacy}, and "${name}" may receive what is ${most} at most.`,
        },
      ];
    if (reserved?.test(property.name.value))
      return [{ property, why: "reserved", message: `It is left out: ${title} has that name for itself.` }];
    count++;
    if (count <= room) return [];
    const message = `It is left out: ${title} takes ${mostProperties} properties of an event.`;
    return [{ property, why: "beyond", message }];
  });
}

/** What stands among an event's properties there besides them, where none of them has its name: other ids, and what it earned. */
export function columnsBeside(
  { entities, properties, definition }: ProjectEvent,
  { known, anonymous }: Users,
): string[] {
  const own = new Set(properties.map(({ name }) => name.value.toLowerCase()));
  const ids = entities.filter(({ name }) => name.value !== known && name.value !== anonymous);
  return [
    ...ids.map(({ name }) => entityColumn(name.value)),
    ...(definition.revenue ? ["revenue"] : []),
    ...(definition.currency ? [currencyColumn] : []),
    ...(definition.link ? ["link"] : []),
  ].filter((name) => !own.has(name.toLowerCase()));
}

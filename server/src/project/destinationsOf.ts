import type { Destination } from "../spec/governanceTypes.ts";
import type { ProjectEvent } from "./types.ts";

/** Destinations that an event is meant for, each with the event's name there; `undefined` where it is the event's own. */
export function destinationsOf(event: ProjectEvent): ReadonlyMap<string, string | undefined> {
  return new Map(sendingOf(event).map(({ destination, name }) => [destination.value, name?.value]));
}

/** The same as they are written. */
export function sendingOf({ definition, document }: ProjectEvent): readonly Destination[] {
  return definition.sendTo ?? document.defaults.sendTo ?? [];
}

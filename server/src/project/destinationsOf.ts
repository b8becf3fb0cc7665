import type { ProjectEvent } from "./types.ts";

/** Destinations that an event is meant for, each with the event's name there; `undefined` where it is the event's own. */
export function destinationsOf({
  definition,
  document,
}: ProjectEvent): ReadonlyMap<string, string | undefined> {
  const all = definition.sendTo ?? document.defaults.sendTo ?? [];
  return new Map(all.map(({ destination, name }) => [destination.value, name?.value]));
}

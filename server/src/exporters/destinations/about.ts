import { destinationsOf } from "../../project/destinationsOf.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { DestinationSettings } from "../../spec/projectTypes.ts";

/** What else a tool's own file says of an event. */
export interface About {
  readonly team?: string;
  readonly email?: string;
  readonly tags: readonly string[];
}

/** By the events' names there. */
export function aboutEvents(
  { file }: Project,
  events: readonly ProjectEvent[],
  { name: destination }: DestinationSettings,
): ReadonlyMap<string, About> {
  return new Map(
    events.flatMap((event) => {
      const team = event.owner?.value;
      const email = file.teams.find(({ name }) => name.value === team)?.email?.value;
      const about: About = {
        ...(team !== undefined && { team }),
        ...(email !== undefined && { email }),
        tags: event.tags.map(({ value }) => value),
      };
      const there = destinationsOf(event).get(destination.value);
      return (there === undefined ? event.names : [there]).map((name) => [name, about] as const);
    }),
  );
}

import type { Project, ProjectEvent } from "./types.ts";

/** The project with one event alone: another may bear the same name. */
export function projectWith(project: Project, event: ProjectEvent): Project {
  const names = new Set([event.name, ...event.names]);
  return { ...project, events: [event], eventsByName: new Map([...names].map((name) => [name, [event]])) };
}

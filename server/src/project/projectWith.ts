import { patchedMap } from "./patchedMap.ts";
import type { Project, ProjectEvent } from "./types.ts";

/** The project with one event as its only one: another may bear the same name. Others are still found by theirs. */
export function projectWith(project: Project, event: ProjectEvent): Project {
  const own = [...new Set([event.name, ...event.names])].map((name) => [name, [event]] as const);
  return { ...project, events: [event], eventsByName: patchedMap(project.eventsByName, own) };
}

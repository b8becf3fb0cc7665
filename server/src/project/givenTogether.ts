/** Events that several documents give: the first declares it, the others say `also: true`. */
import { patchedMap } from "./patchedMap.ts";
import { referenceName } from "./referenceName.ts";
import type { Project, ProjectEvent } from "./types.ts";

type Given = Pick<ProjectEvent, "name" | "also">;

/** In: an event of the project. Out: it and those that give the same one, the first declaration before the others. */
export function givenTogether(
  { eventsByName }: Pick<Project, "eventsByName">,
  event: ProjectEvent,
): readonly ProjectEvent[] {
  const bearers = (eventsByName.get(event.name) ?? []).filter(({ name }) => name === event.name);
  return areTogether(bearers) && bearers.includes(event)
    ? bearers.toSorted((one, other) => Number(one.also !== undefined) - Number(other.also !== undefined))
    : [event];
}

/** The files of all documents that give an event. */
export function filesOf(project: Pick<Project, "eventsByName">, event: ProjectEvent): string[] {
  return [...new Set(givenTogether(project, event).map(({ file }) => file))];
}

/** Whether events of one name are one event: all but one of several say so. */
export function areTogether(bearers: readonly Given[]): boolean {
  return bearers.length > 1 && bearers.filter(({ also }) => also === undefined).length === 1;
}

/** The project with one event as its only one, out of all documents that give it. */
export function projectWithAll(project: Project, event: ProjectEvent): Project {
  const events = givenTogether(project, event);
  const names = new Set(events.flatMap((one) => [one.name, ...one.names]));
  const own = [...names].map(
    (name) => [name, events.filter((one) => one.name === name || one.names.includes(name))] as const,
  );
  return { ...project, events, eventsByName: patchedMap(project.eventsByName, own) };
}

/** Where the rows of one of several documents come from, for people. */
export function sourceLabel({ also, document: { source } }: Pick<ProjectEvent, "also" | "document">): string {
  if (source?.kind === "table") return referenceName(source.table);
  return also === undefined ? "the first document" : `document ${also}`;
}

/** What tells an event from others of its name: its name, and where it is given, too, its source. */
export function eventLabel(event: ProjectEvent): string {
  return event.also === undefined ? event.name : `${event.name} (${sourceLabel(event)})`;
}

/** What tells an event from all others of its file: that, and where two documents give it out of one source, which of them. */
export function labelInFile(event: ProjectEvent, { eventsByName }: Pick<Project, "eventsByName">): string {
  const label = eventLabel(event);
  const isShared = eventsByName
    .get(event.name)
    ?.some((other) => other.file === event.file && other.also !== event.also && eventLabel(other) === label);
  return isShared ? `${event.name} (document ${event.also})` : label;
}

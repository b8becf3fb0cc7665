import type { TextDocument } from "../document/types.ts";
import type { ProjectFile, SpecFile } from "../spec/types.ts";
import { mergeEvent, type Surroundings } from "./mergeEvent.ts";
import type { Catalog, Project, ProjectEvent } from "./types.ts";

/** What a project is made of; everything else in it follows. */
export interface Parts {
  readonly root: string;
  readonly file: ProjectFile;
  readonly specs: readonly SpecFile[];
  readonly documents: ReadonlyMap<string, TextDocument>;
  readonly catalog: Catalog;
  readonly resolveTable: Project["resolveTable"];
  readonly env: Project["env"];
}

/** Merges defaults and indexes names. */
export function assemble(parts: Parts): Project {
  const surroundings = surroundingsOf(parts.file);
  const events = parts.specs.flatMap((spec) => eventsOf(spec, surroundings));
  const eventsByName = new Map<string, ProjectEvent[]>();
  for (const event of events) for (const name of namesOf(event)) addTo(eventsByName, name, event);
  return { ...parts, events, eventsByName, lookups: surroundings.lookups };
}

/**
 * The project with one spec file put in place, added or (`undefined`) removed. Only that file's events are merged and
 * indexed anew. Specs and events are in the order of their files' names.
 */
export function withSpec(project: Project, file: string, spec: SpecFile | undefined): Project {
  const own = spec ? eventsOf(spec, surroundingsOf(project.file)) : [];
  const events = replaced(project.events, file, own);
  const before = project.events.filter((event) => event.file === file);
  const eventsByName = new Map(project.eventsByName);
  for (const name of new Set([...before, ...own].flatMap(namesOf))) {
    const others = project.eventsByName.get(name)?.filter((event) => event.file !== file) ?? [];
    const bearers = replaced(
      others,
      file,
      own.filter((event) => namesOf(event).includes(name)),
    );
    if (bearers.length > 0) eventsByName.set(name, bearers);
    else eventsByName.delete(name);
  }
  return { ...project, specs: replaced(project.specs, file, spec ? [spec] : []), events, eventsByName };
}

/** Puts `items` where those of `file` stand, or would stand, in a list that is ordered by file. */
function replaced<T extends { readonly file: string }>(
  all: readonly T[],
  file: string,
  items: readonly T[],
): T[] {
  const start = all.findIndex((item) => item.file >= file);
  if (start < 0) return [...all, ...items];
  const end = all.findIndex((item, index) => index >= start && item.file !== file);
  return all.toSpliced(start, (end < 0 ? all.length : end) - start, ...items);
}

function surroundingsOf(file: ProjectFile): Surroundings {
  return {
    file,
    lookups: new Map(file.lookups.map((lookup) => [lookup.name.value, lookup])),
    switches: new Map(file.switches.map(({ name, on }) => [name.value, on])),
  };
}

function eventsOf(spec: SpecFile, surroundings: Surroundings): ProjectEvent[] {
  return spec.documents.flatMap((document) =>
    document.events.map((definition) => mergeEvent(definition, document, spec.file, surroundings)),
  );
}

/** An event is found by its own name, too, when only its variants' occur. */
function namesOf({ name, names }: ProjectEvent): readonly string[] {
  return names.includes(name) ? names : [name, ...names];
}

function addTo(index: Map<string, ProjectEvent[]>, name: string, event: ProjectEvent): void {
  const list = index.get(name);
  if (list) list.push(event);
  else index.set(name, [event]);
}

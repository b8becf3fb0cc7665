import type { TextDocument } from "../document/types.ts";
import type { ProjectFile } from "../spec/projectTypes.ts";
import type { SpecFile } from "../spec/types.ts";
import type { DbtArtifacts } from "./dbt/manifest.ts";
import { documentsOf } from "./eachTable.ts";
import type { Environment } from "./environment.ts";
import { mergeEvent, type Surroundings } from "./mergeEvent.ts";
import { patchedMap } from "./patchedMap.ts";
import type { Catalog, Project, ProjectEvent } from "./types.ts";

/** What a project is made of; everything else in it follows. */
export interface Parts extends Environment {
  readonly root: string;
  readonly file: ProjectFile;
  readonly specs: readonly SpecFile[];
  readonly documents: ReadonlyMap<string, TextDocument>;
  readonly unread: Project["unread"];
  readonly catalog: Catalog;
  readonly committed: Catalog;
  readonly dbt?: DbtArtifacts;
  readonly resolveTable: Project["resolveTable"];
}

/** Merges defaults and indexes names. */
export function assemble(parts: Parts): Project {
  const surroundings = surroundingsOf(parts);
  const events = parts.specs.flatMap((spec) => eventsOf(spec, surroundings, parts.catalog));
  const eventsByName = new Map<string, ProjectEvent[]>();
  for (const event of events) for (const name of findableNames(event)) addTo(eventsByName, name, event);
  return { ...parts, events, eventsByName, lookups: surroundings.lookups };
}

/**
 * The project with one spec file put in place, added or (`undefined`) removed. Only that file's events are merged and
 * indexed anew. Specs and events are in the order of their files' names.
 */
export function withSpec(project: Project, file: string, spec: SpecFile | undefined): Project {
  const own = spec ? eventsOf(spec, surroundingsOf(project), project.catalog) : [];
  const events = replaced(project.events, file, own);
  const [from, to] = rangeOfFile(project.events, file);
  const before = project.events.slice(from, to);
  const names = new Set([...before, ...own].flatMap(findableNames));
  const changes = [...names].map((name) => {
    const others = project.eventsByName.get(name)?.filter((event) => event.file !== file) ?? [];
    const bearers = replaced(
      others,
      file,
      own.filter((event) => findableNames(event).includes(name)),
    );
    return [name, bearers.length > 0 ? bearers : undefined] as const;
  });
  const eventsByName = patchedMap(project.eventsByName, changes);
  return { ...project, specs: replaced(project.specs, file, spec ? [spec] : []), events, eventsByName };
}

/** Puts `items` where those of `file` stand, or would stand, in a list that is ordered by file. */
function replaced<T extends { readonly file: string }>(
  all: readonly T[],
  file: string,
  items: readonly T[],
): T[] {
  const [start, end] = rangeOfFile(all, file);
  return all.slice(0, start).concat(items, all.slice(end));
}

/** Where the items of a file begin and end, or would, in a list that is ordered by file. */
export function rangeOfFile(
  all: readonly { readonly file: string }[],
  file: string,
): [start: number, end: number] {
  const start = firstWhere(all, (each) => each >= file);
  return [start, firstWhere(all, (each) => each > file, start)];
}

/** The first item from `low` on whose file `holds`, found by halving: it holds for all behind the first. */
function firstWhere(
  all: readonly { readonly file: string }[],
  holds: (file: string) => boolean,
  low = 0,
): number {
  let [start, end] = [low, all.length];
  while (start < end) {
    const middle = (start + end) >> 1;
    if (holds(all[middle]?.file ?? "")) end = middle;
    else start = middle + 1;
  }
  return start;
}

/** The events of one file. */
export function eventsIn({ events }: Pick<Project, "events">, file: string): readonly ProjectEvent[] {
  return events.slice(...rangeOfFile(events, file));
}

function surroundingsOf({ file, committed }: Pick<Parts, "file" | "committed">): Surroundings {
  return {
    seen: committed.names ?? new Map(),
    file,
    lookups: new Map(file.lookups.map((lookup) => [lookup.name.value, lookup])),
    switches: new Map(file.switches.map(({ name, on }) => [name.value, on])),
  };
}

function eventsOf(spec: SpecFile, surroundings: Surroundings, catalog: Catalog): ProjectEvent[] {
  return spec.documents.flatMap((written, number) =>
    documentsOf(written, catalog).flatMap(({ document, table }, at) =>
      document.events.map((definition, place) => {
        const event = mergeEvent(definition, document, spec.file, surroundings);
        const name = written.events[place]?.name.value ?? event.name;
        if (table !== undefined) return { ...event, each: { table, written: name, place: at } };
        return definition.also?.value ? { ...event, also: number + 1 } : event;
      }),
    ),
  );
}

/** The project with other tables known, which events of tables that look alike follow from. */
export function withTables(project: Project, catalog: Catalog): Project {
  const isOfEach = ({ documents }: SpecFile) => documents.some(({ each }) => each);
  if (!project.specs.some(isOfEach)) return { ...project, catalog };
  // A new object for what has other events now, so that nobody takes them for those before.
  const specs = project.specs.map((spec) => (isOfEach(spec) ? { ...spec } : spec));
  return assemble({ ...project, specs, catalog });
}

/** An event is found by its own name, too, when only its variants' occur. */
function findableNames({ name, names }: ProjectEvent): readonly string[] {
  return names.includes(name) ? names : [name, ...names];
}

function addTo(index: Map<string, ProjectEvent[]>, name: string, event: ProjectEvent): void {
  const list = index.get(name);
  if (list) list.push(event);
  else index.set(name, [event]);
}

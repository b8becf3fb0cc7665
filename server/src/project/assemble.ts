import type { TextDocument } from "../document/types.ts";
import type { ProjectFile, SpecFile, TableReference } from "../spec/types.ts";
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

/** Merges defaults and indexes names. Events of files that are the same as in `before` are taken over from it. */
export function assemble(parts: Parts, before?: Project): Project {
  const surroundings: Surroundings = {
    file: parts.file,
    lookups: new Map(parts.file.lookups.map((lookup) => [lookup.name.value, lookup])),
    switches: new Map(parts.file.switches.map(({ name, on }) => [name.value, on])),
  };
  const known = before?.file === parts.file ? eventsBySpec(before) : new Map<SpecFile, ProjectEvent[]>();
  const events = parts.specs.flatMap((spec) => known.get(spec) ?? eventsOf(spec, surroundings));
  return { ...parts, events, eventsByName: byName(events), lookups: surroundings.lookups };
}

function eventsOf(spec: SpecFile, surroundings: Surroundings): ProjectEvent[] {
  return spec.documents.flatMap((document) =>
    document.events.map((definition) => mergeEvent(definition, document, spec.file, surroundings)),
  );
}

function eventsBySpec(project: Project): Map<SpecFile, ProjectEvent[]> {
  const byFile = new Map<string, ProjectEvent[]>();
  for (const event of project.events) {
    const list = byFile.get(event.file);
    if (list) list.push(event);
    else byFile.set(event.file, [event]);
  }
  return new Map(project.specs.map((spec) => [spec, byFile.get(spec.file) ?? []]));
}

function byName(events: readonly ProjectEvent[]): Map<string, ProjectEvent[]> {
  const index = new Map<string, ProjectEvent[]>();
  for (const event of events) {
    for (const name of new Set([event.name, ...event.names])) {
      const list = index.get(name);
      if (list) list.push(event);
      else index.set(name, [event]);
    }
  }
  return index;
}

/** Resolution without dbt: a relation is its own name, `ref()` and `source()` are unknown. */
export function resolveWithoutDbt(table: TableReference): readonly string[] | undefined {
  return table.kind === "relation" ? table.parts : undefined;
}

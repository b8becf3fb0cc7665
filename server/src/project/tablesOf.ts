/** Every table that authors name, once. */
import type { Lookup } from "../spec/projectTypes.ts";
import type { Join, Source, SpecDocument, TableReference } from "../spec/types.ts";
import { eventsIn } from "./assemble.ts";
import type { Project, ProjectEvent } from "./types.ts";

/** Tables that a document reads, as written. */
export function tablesOfDocument({ source, joins }: SpecDocument): TableReference[] {
  return [...tablesOfSource(source), ...tablesOfJoins(joins)];
}

/** Tables that an event's own keys name: of its reconciliations. */
export function tablesOfEvent({ definition }: ProjectEvent): TableReference[] {
  return definition.reconcile.flatMap(({ tables }) => tables.map(({ table }) => table));
}

export function tablesOfLookup({ joins }: Lookup): TableReference[] {
  return tablesOfJoins(joins);
}

/** All tables that one file names. */
export function tablesOfFile(project: Project, file: string): TableReference[] {
  if (file === project.file.file) return project.file.lookups.flatMap(tablesOfLookup);
  const documents = project.specs.find((spec) => spec.file === file)?.documents ?? [];
  const events = eventsIn(project, file);
  return [...documents.flatMap(tablesOfDocument), ...events.flatMap(tablesOfEvent)];
}

/** All tables that a project names. */
export function tablesOfProject(project: Project): TableReference[] {
  return [
    ...project.file.lookups.flatMap(tablesOfLookup),
    ...project.specs.flatMap(({ documents }) => documents.flatMap(tablesOfDocument)),
    ...project.events.flatMap(tablesOfEvent),
  ];
}

function tablesOfJoins(joins: readonly Join[]): TableReference[] {
  return joins.flatMap(({ source }) => tablesOfSource(source));
}

function tablesOfSource(source: Source | undefined): TableReference[] {
  if (!source) return [];
  return source.kind === "table" ? [source.table] : source.tables.map(({ table }) => table);
}

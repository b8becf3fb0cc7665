/** Every table that authors name, once. */
import type { Lookup } from "../spec/projectTypes.ts";
import type { Join, Source, SpecDocument, TableReference } from "../spec/types.ts";
import { eventsIn } from "./assemble.ts";
import { eachTables } from "./eachTable.ts";
import type { Project, ProjectEvent } from "./types.ts";
import { referencesOf, type UnionScope } from "./unions.ts";

/** Tables that a document reads, as written; of a pattern those that it finds. */
export function tablesOfDocument({ source, each, joins }: SpecDocument, scope: UnionScope): TableReference[] {
  const own = source || !each ? referencesOf(source, scope) : eachTables(each, scope.catalog);
  return [...own, ...tablesOfJoins(joins, scope)];
}

/** Tables that an event's own keys name: of its reconciliations. */
export function tablesOfEvent({ definition }: ProjectEvent): TableReference[] {
  return definition.reconcile.flatMap(({ tables }) => tables.map(({ table }) => table));
}

export function tablesOfLookup({ joins }: Lookup, scope: UnionScope): TableReference[] {
  return tablesOfJoins(joins, scope);
}

/** All tables that one file names. */
export function tablesOfFile(project: Project, file: string): TableReference[] {
  if (file === project.file.file) return project.file.lookups.flatMap((one) => tablesOfLookup(one, project));
  const documents = project.specs.find((spec) => spec.file === file)?.documents ?? [];
  const events = eventsIn(project, file);
  return [...documents.flatMap((one) => tablesOfDocument(one, project)), ...events.flatMap(tablesOfEvent)];
}

/** All tables that a project names. */
export function tablesOfProject(project: Project): TableReference[] {
  return [
    ...project.file.lookups.flatMap((one) => tablesOfLookup(one, project)),
    ...project.specs.flatMap(({ documents }) => documents.flatMap((one) => tablesOfDocument(one, project))),
    ...project.events.flatMap(tablesOfEvent),
  ];
}

/** The patterns of tables' names in a project, as their parts. */
export function patternsOfProject({ file, specs }: Project): (readonly string[])[] {
  const documents = specs.flatMap((spec) => spec.documents);
  const ofUnions = [...file.lookups, ...documents]
    .flatMap(sourcesOf)
    .flatMap((source) =>
      source.kind === "union" ? source.members.flatMap(({ pattern }) => (pattern ? [pattern] : [])) : [],
    );
  return [...ofUnions, ...documents.flatMap(({ each }) => (each ? [each.pattern] : []))];
}

/** The sources of a document or a lookup. */
export function sourcesOf(owner: Pick<SpecDocument, "joins"> & Partial<SpecDocument>): Source[] {
  return [owner.source, ...owner.joins.map(({ source }) => source)].flatMap((source) => source ?? []);
}

function tablesOfJoins(joins: readonly Join[], scope: UnionScope): TableReference[] {
  return joins.flatMap(({ source }) => referencesOf(source, scope));
}

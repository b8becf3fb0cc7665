import type { Source, TableReference } from "../spec/types.ts";
import { eventJoinsOf, eventsCalled, eventsJoined } from "./joinedEvents.ts";
import { lookupsUsed } from "./lookupsUsed.ts";
import type { Project, ProjectEvent } from "./types.ts";
import { tablesOfUnion, type UnionScope } from "./unions.ts";

/** The tables that the rows of an example may stand in for, by the names that the spec calls them. */
export function exampleTables(
  { document }: Pick<ProjectEvent, "document">,
  project: Project,
): ReadonlyMap<string, TableReference> {
  const joined = eventJoinsOf(document)
    .flatMap(({ name }) => eventsCalled(project, name.value))
    .flatMap(({ event }) => [event, ...eventsJoined(event, project)]);
  const sources = [{ document }, ...joined].flatMap((one) => sourcesOf(one, project));
  return new Map(sources.flatMap((source) => namesIn(source, project)));
}

function sourcesOf(
  { document }: Pick<ProjectEvent, "document">,
  { lookups }: Project,
): (Source | undefined)[] {
  const looked = lookupsUsed(document, lookups).flatMap((lookup) => lookup.joins);
  return [document.source, ...[...document.joins, ...looked].map((join) => join.source)];
}

function namesIn(source: Source | undefined, scope: UnionScope): [string, TableReference][] {
  if (!source) return [];
  if (source.kind === "union")
    return tablesOfUnion(source, scope).map(({ name, member, reference }) => [
      member.pattern ? name : reference.sql.text,
      reference,
    ]);
  if (source.kind === "table") return [[source.table.sql.text, source.table]];
  if (source.kind === "full") return source.members.flatMap((member) => namesIn(member.source, scope));
  return source.tables.map(({ name, table }) => [name.value, table]);
}

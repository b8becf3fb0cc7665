import type { ProjectEvent } from "../../project/types.ts";
import type { Lookup } from "../../spec/projectTypes.ts";
import type { Join, Source, SpecDocument, TableReference } from "../../spec/types.ts";

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

function tablesOfJoins(joins: readonly Join[]): TableReference[] {
  return joins.flatMap(({ source }) => tablesOfSource(source));
}

function tablesOfSource(source: Source | undefined): TableReference[] {
  if (!source) return [];
  return source.kind === "table" ? [source.table] : source.tables.map(({ table }) => table);
}

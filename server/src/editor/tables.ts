/** The tables that a document reads. */
import { tableOf } from "../project/aliases.ts";
import type { Project, Table } from "../project/types.ts";
import type { SpecDocument, TableReference } from "../spec/types.ts";
import { contains } from "./tree.ts";

/** The table that a document calls by a name, as written after `from:` or in `tables`. */
export function tableNamed(
  project: Project,
  document: SpecDocument | undefined,
  name: string,
): Table | undefined {
  const sources = document ? [document.source, ...document.joins.map((join) => join.source)] : [];
  for (const source of sources) {
    if (source?.kind === "table" && source.table.sql.text === name) return tableOf(source.table, project);
    const named =
      source?.kind === "query" ? source.tables.find((table) => table.name.value === name) : undefined;
    if (named) return tableOf(named.table, project);
  }
  return undefined;
}

/** The table that a document's rows come from. */
export function sourceTable(project: Project, document: SpecDocument | undefined): Table | undefined {
  return document?.source?.kind === "table" ? tableOf(document.source.table, project) : undefined;
}

/** The table reference that is written at an offset of a file. */
export function tableAt(project: Project, file: string, offset: number): TableReference | undefined {
  return tablesIn(project, file).find(({ sql }) => contains(sql.span, offset));
}

function tablesIn(project: Project, file: string): TableReference[] {
  const joins = file === project.file.file ? project.file.lookups.flatMap((lookup) => lookup.joins) : [];
  const spec = project.specs.find((each) => each.file === file);
  const documents = spec?.documents ?? [];
  const sources = [...joins, ...documents, ...documents.flatMap((document) => document.joins)].map(
    ({ source }) => source,
  );
  const named = documents.flatMap((document) =>
    document.events.flatMap((event) => event.reconcile.flatMap(({ tables }) => tables)),
  );
  return [
    ...sources.flatMap((source) => {
      if (source?.kind === "table") return [source.table];
      return source?.tables.map(({ table }) => table) ?? [];
    }),
    ...named.map(({ table }) => table),
  ];
}

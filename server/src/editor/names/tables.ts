/** The tables that a document reads. */

import { contains } from "../../document/spans.ts";
import { tableOf } from "../../project/aliases.ts";
import { tablesOfFile } from "../../project/tablesOf.ts";
import type { Project, Table } from "../../project/types.ts";
import type { SpecDocument, TableReference } from "../../spec/types.ts";
import type { FileView } from "../session/fileView.ts";

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
export function tableAt({ project, file }: FileView, offset: number): TableReference | undefined {
  return tablesOfFile(project, file).find(({ sql }) => contains(sql.span, offset));
}

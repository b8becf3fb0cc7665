/** The tables that a document reads. */

import { contains } from "../../document/spans.ts";
import { tableOf } from "../../project/aliases.ts";
import { exampleTables } from "../../project/exampleTables.ts";
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
  const reference = document && exampleTables({ document }, project).get(name);
  return reference && tableOf(reference, project);
}

/** The table that a document's rows come from. */
export function sourceTable(project: Project, document: SpecDocument | undefined): Table | undefined {
  return document?.source?.kind === "table" ? tableOf(document.source.table, project) : undefined;
}

/** The table reference that is written at an offset of a file. */
export function tableAt({ project, file }: FileView, offset: number): TableReference | undefined {
  return tablesOfFile(project, file).find(({ sql }) => contains(sql.span, offset));
}

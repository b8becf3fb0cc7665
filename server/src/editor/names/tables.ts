/** The tables that a document reads. */

import { contains } from "../../document/spans.ts";
import { tableOf } from "../../project/aliases.ts";
import { defaultAlias } from "../../project/defaultAlias.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import { tablesOfDocument, tablesOfFile } from "../../project/tablesOf.ts";
import type { Project, Table } from "../../project/types.ts";
import type { SpecDocument, TableReference } from "../../spec/types.ts";
import type { FileView } from "../session/fileView.ts";
import { documentAt } from "./specAt.ts";

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

/** The table that rows come from at an offset, and what SQL calls it there. */
export function sourceAliasAt(
  view: FileView,
  offset: number,
): { readonly alias: string; readonly table: Table } | undefined {
  const document = documentAt(view, offset);
  const table = sourceTable(view.project, document);
  if (document?.source?.kind !== "table" || !table) return undefined;
  return { alias: document.alias?.value ?? defaultAlias(document.source.table), table };
}

/** The tables that the document at an offset reads, as far as they are known. */
export function tablesReadAt(view: FileView, offset: number): Table[] {
  const document = documentAt(view, offset);
  const references = document ? tablesOfDocument(document, view.project) : [];
  return references.flatMap((reference) => tableOf(reference, view.project) ?? []);
}

/** The table reference that is written at an offset of a file. */
export function tableAt({ project, file }: FileView, offset: number): TableReference | undefined {
  return tablesOfFile(project, file).find(({ sql }) => contains(sql.span, offset));
}

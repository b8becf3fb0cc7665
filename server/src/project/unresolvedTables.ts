/** Names of tables that dbt does not resolve: they are never guessed. */

import type { TableReference, WrittenTable } from "../spec/types.ts";
import { type Unresolved, whyUnresolved } from "./dbt/references.ts";
import { lookupsUsed } from "./lookupsUsed.ts";
import { tablesOfDocument, tablesOfLookup } from "./tablesOf.ts";
import type { Project, ProjectEvent } from "./types.ts";

/** Why a reference leads to no relation; `undefined` for one that does. */
export function unresolved(reference: WrittenTable, project: Project): Unresolved | undefined {
  if (reference.kind === "relation" || project.resolveTable(reference)) return undefined;
  return whyUnresolved(reference, project.dbt);
}

/** A reference that leads nowhere, with the file that it stands in. */
export interface UnresolvedTable extends Unresolved {
  readonly file: string;
  readonly reference: TableReference;
}

/** The tables of an event's rows that lead nowhere: of its document and of the lookups that it uses. */
export function unresolvedTables(
  event: Pick<ProjectEvent, "document" | "file">,
  project: Project,
): UnresolvedTable[] {
  const own = tablesOfDocument(event.document, project).map((reference) => ({ reference, file: event.file }));
  const shared = lookupsUsed(event.document, project.lookups)
    .flatMap((one) => tablesOfLookup(one, project))
    .map((reference) => ({ reference, file: project.file.file }));
  return [...own, ...shared].flatMap(({ reference, file }) => {
    const why = unresolved(reference, project);
    return why ? [{ ...why, reference, file }] : [];
  });
}

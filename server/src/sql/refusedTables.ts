/** Tables that are named in YAML and are the engine's own: what queries name is looked at by the guard. */
import { lookupsUsed } from "../project/lookupsUsed.ts";
import { tablesOfDocument, tablesOfLookup } from "../project/tablesOf.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { TableReference } from "../spec/types.ts";
import { isSystemTable, systemTableHint, systemTableMessage } from "./reader/systemTables.ts";
import type { DialectName } from "./types.ts";

export interface RefusedTable {
  readonly rule: "forbidden-table";
  readonly message: string;
  readonly hint: string;
}

/** Why a table can't be read; `undefined` where it can. */
export function refusedTable(
  table: TableReference,
  project: Project,
  dialect: DialectName,
): RefusedTable | undefined {
  const parts = project.resolveTable(table)?.map((part) => part.toLowerCase());
  if (!parts || !isSystemTable(parts, dialect)) return undefined;
  return {
    rule: "forbidden-table",
    message: systemTableMessage(table.sql.text.trim()),
    hint: systemTableHint,
  };
}

/** Those of the tables that an event's rows come from, with the files in which they are named. */
export function refusedTables(
  event: ProjectEvent,
  project: Project,
  dialect: DialectName,
): (RefusedTable & { readonly file: string; readonly table: TableReference })[] {
  const own = tablesOfDocument(event.document, project).map((table) => ({ table, file: event.file }));
  const shared = lookupsUsed(event.document, project.lookups)
    .flatMap((one) => tablesOfLookup(one, project))
    .map((table) => ({ table, file: project.file.file }));
  return [...own, ...shared].flatMap(({ table, file }) => {
    const why = refusedTable(table, project, dialect);
    return why ? [{ ...why, table, file }] : [];
  });
}

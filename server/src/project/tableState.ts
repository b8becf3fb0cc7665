/** What is known of a table that is named: so that silence about it is never taken for its being right. */
import { matchesName } from "../document/wildcards.ts";
import type { WrittenTable } from "../spec/types.ts";
import { findTable, partsOf } from "./catalog.ts";
import { lookupsUsed } from "./lookupsUsed.ts";
import { tablesOfDocument, tablesOfEvent, tablesOfLookup } from "./tablesOf.ts";
import type { Project, ProjectEvent, UnreadableTable } from "./types.ts";

export type TableState =
  /** All its columns are known. */
  | { readonly kind: "known" }
  /** Some are: a name that is not among them may be right. */
  | { readonly kind: "partly" }
  | { readonly kind: "unreadable"; readonly table: UnreadableTable }
  /** Nobody was asked, or nobody answered. */
  | { readonly kind: "unknown" };

export function stateOf(reference: WrittenTable, project: Project): TableState {
  const parts = partsOf(reference, project);
  const unreadable = project.catalog.unreadable?.find((table) => means(table, parts));
  if (unreadable) return { kind: "unreadable", table: unreadable };
  const table = findTable(project.catalog, parts);
  if (!table) return { kind: "unknown" };
  return { kind: table.partial ? "partly" : "known" };
}

/** That a table can't be read, and why, as a sentence. */
export function unreadableInWords({ parts, reason }: UnreadableTable): string {
  return `${parts.join(".")} can't be read: ${reason}`;
}

/** The tables that an event reads and that could not be read: nothing can be said of its SQL. */
export function unreadableOf(event: ProjectEvent, project: Project): UnreadableTable[] {
  if (!project.catalog.unreadable?.length) return [];
  const references = [
    ...tablesOfDocument(event.document, project),
    ...lookupsUsed(event.document, project.lookups).flatMap((one) => tablesOfLookup(one, project)),
    ...tablesOfEvent(event),
  ];
  return references.flatMap((reference) => {
    const state = stateOf(reference, project);
    return state.kind === "unreadable" ? [state.table] : [];
  });
}

/** Whether a name means the table: it may leave out the first parts, and a pattern's `*` stands for anything. */
function means({ parts: whole }: UnreadableTable, parts: readonly string[]): boolean {
  const shorter = Math.min(whole.length, parts.length);
  const ends = (all: readonly string[]) => all.slice(all.length - shorter);
  const other = ends(parts);
  return ends(whole).every((part, at) => matchesName(part.toLowerCase(), other[at]?.toLowerCase() ?? ""));
}

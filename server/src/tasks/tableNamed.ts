/** A table that somebody names, and all that is known of it: from the catalog, dbt, or the connection. */
import { didYouMean } from "../document/didYouMean.ts";
import { findTable, joinName, partsOf } from "../project/catalog.ts";
import { referenceText } from "../project/dbt/references.ts";
import { stateOf, unreadableInWords } from "../project/tableState.ts";
import type { Catalog, Project, Table } from "../project/types.ts";
import { unresolved } from "../project/unresolvedTables.ts";
import { withWarehouse } from "../project/withWarehouse.ts";
import type { WrittenTable } from "../spec/types.ts";
import { tableSql } from "../sql/writeIdentifier.ts";
import { catalogOf } from "../warehouse/catalog.ts";
import { type Connection, WarehouseError } from "../warehouse/types.ts";

export type NamedTable =
  | { readonly kind: "found"; readonly table: Table }
  /** Sentences for people. */
  | { readonly kind: "missing"; readonly message: string; readonly hint: string };

/** In: a project with what is known, and a name in the spelling of specs. */
export function tableNamed(reference: WrittenTable, project: Project): NamedTable {
  const state = stateOf(reference, project);
  if (state.kind === "unreadable") {
    const hint = "Fix what keeps it from being read, then ask again.";
    return { kind: "missing", message: `${unreadableInWords(state.table)}`, hint };
  }
  const table = findTable(project.catalog, partsOf(reference, project));
  if (table) return { kind: "found", table };
  const why = unresolved(reference, project);
  const name = nameOf(reference);
  if (why) return { kind: "missing", message: why.message, hint: why.hint };
  const near = nearest(name, project.catalog);
  const message = `There is no table ${name}${project.catalog.known ? "" : " that anybody knows: nothing is known of the warehouse"}.`;
  return { kind: "missing", message, hint: near ? `Did you mean ${near}?` : someOf(project.catalog) };
}

/**
 * The project with what the connection says of the table: of an embedded one all tables are looked at, which costs nothing and shows what a
 * misspelt name might be; of any other this one, and the names of the others where it is not there. Rejects with `WarehouseError`.
 */
export async function withTableOf(
  reference: WrittenTable,
  project: Project,
  connection: Connection,
  signal: AbortSignal,
): Promise<Project> {
  if (connection.capabilities.embedded)
    return withWarehouse(project, await catalogOf(connection, undefined, signal));
  const parts = project.resolveTable(reference);
  if (!parts) return project;
  const seen = await catalogOf(connection, [parts], signal);
  if (seen.tables.length > 0 || seen.unreadable) return withWarehouse(project, seen);
  const answer = await askEngine(parts, connection, signal);
  if (answer) return withWarehouse(project, { ...seen, tables: [{ ...answer, parts }] });
  const tables = (await connection.tables(signal)).map(
    (one): Table => ({ parts: one.parts, columns: [], origin: connection.name }),
  );
  return withWarehouse(project, { ...seen, tables });
}

/** What the engine resolves by rules of its own, such as a search path. */
async function askEngine(
  parts: readonly string[],
  { bind, capabilities, dialect, name }: Connection,
  signal: AbortSignal,
): Promise<Omit<Table, "parts"> | undefined> {
  if (!capabilities.bind) return undefined;
  const answer = await bind(`select * from ${tableSql(parts, dialect)}`, signal).catch((error: unknown) => {
    if (error instanceof WarehouseError && error.kind === "sql") return undefined;
    throw error;
  });
  if (!answer?.ok) return undefined;
  return { columns: answer.columns.map((column) => ({ ...column, dialect })), origin: name };
}

function nameOf(reference: WrittenTable): string {
  return reference.kind === "relation" ? joinName(reference.parts) : referenceText(reference);
}

function nearest(name: string, { tables }: Catalog): string | undefined {
  const whole = tables.map(({ parts, reference }) => reference ?? joinName(parts.slice(-2)));
  const found = didYouMean(name, whole);
  if (found !== undefined) return found;
  const last = new Map(tables.map((table) => [table.parts.at(-1) ?? "", table]));
  const meant = didYouMean(name.split(".").at(-1) ?? "", last.keys()) ?? last.get(name)?.parts.at(-1);
  const table = meant === undefined ? undefined : last.get(meant);
  return table && (table.reference ?? joinName(table.parts.slice(-2)));
}

/** Names that are listed at most. */
const most = 12;

function someOf({ tables, known }: Catalog): string {
  if (!known) return "Name a connection with --connection, or run eventspec catalog refresh.";
  const names = tables.map(({ parts, reference }) => reference ?? joinName(parts.slice(-2)));
  if (names.length === 0) return "There are no tables yet.";
  return `Its tables: ${names.slice(0, most).join(", ")}${names.length > most ? " …" : "."}`;
}

/** Tables that a warehouse's catalog does not list: the engine resolves names by rules of its own, so it is asked itself. */
import { findTable, inDialect, partsOf } from "../project/catalog.ts";
import { stateOf } from "../project/tableState.ts";
import { tablesOfProject } from "../project/tablesOf.ts";
import type { Catalog, Project, Table, UnreadableTable } from "../project/types.ts";
import type { TableReference } from "../spec/types.ts";
import { relationSql } from "../sql/relationSql.ts";
import { isOfTable } from "../warehouse/catalog.ts";
import type { BindResult, Connection } from "../warehouse/types.ts";

/**
 * The catalog with what the engine says of the tables that the project names and the catalog has not: their columns, or
 * that the user may not read them, in the engine's words. What it does not know either stays out. Rejects with `WarehouseError`.
 */
export async function withMissingTables(
  project: Project,
  connection: Connection,
  catalog: Catalog,
  signal: AbortSignal,
): Promise<Catalog> {
  if (!connection.capabilities.bind) return catalog;
  const tables: Table[] = [];
  const unreadable: UnreadableTable[] = [];
  for (const [sql, reference] of missingIn(project, connection, catalog)) {
    const parts = partsOf(reference, project);
    const answer = await ask(connection, sql, signal);
    if (answer.ok) tables.push(tableOf(parts, answer, connection));
    else if (isForbidden(answer.message))
      unreadable.push({ parts, reason: answer.message, connection: connection.name });
  }
  if (tables.length + unreadable.length === 0) return catalog;
  const all = [...(catalog.unreadable ?? []), ...unreadable];
  return {
    ...catalog,
    tables: [...catalog.tables, ...tables],
    ...(all.length > 0 && { unreadable: all }),
  };
}

/** By the SQL that names them in a query, each once. */
function missingIn(
  project: Project,
  { dialect }: Connection,
  catalog: Catalog,
): ReadonlyMap<string, TableReference> {
  const missing = new Map<string, TableReference>();
  for (const reference of tablesOfProject(project)) {
    const sql = relationSql(reference, project, dialect);
    if (sql === undefined || findTable(catalog, partsOf(reference, project))) continue;
    if (stateOf(reference, { ...project, catalog }).kind !== "unreadable") missing.set(sql, reference);
  }
  return missing;
}

/** Some engines look at permissions only when they plan what is to be run. */
async function ask(connection: Connection, table: string, signal: AbortSignal): Promise<BindResult> {
  const sql = `select * from ${table}`;
  try {
    const answer = await connection.bind(sql, signal);
    if (answer.ok && connection.capabilities.estimate) await connection.estimate(sql, signal);
    return answer;
  } catch (error) {
    if (isOfTable(error)) return { ok: false, message: error.message };
    throw error;
  }
}

function tableOf(
  parts: readonly string[],
  { columns }: Extract<BindResult, { ok: true }>,
  { name, dialect }: Connection,
): Table {
  return { parts, columns: columns.map((column) => inDialect(column, dialect)), origin: name };
}

/** How engines say that a user may not read; some don't tell that from there being nothing, and then neither do we. */
function isForbidden(message: string): boolean {
  return /permission|denied|not authori[sz]ed|privilege|forbidden/i.test(message);
}

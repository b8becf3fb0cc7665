/** What a connection knows of a project: its tables with their columns, and the types of expressions. */
import { bindProject } from "../binding/bindProject.ts";
import type { BoundProject } from "../binding/types.ts";
import { filesRead } from "../project/joinedEvents.ts";
import { patternsOfProject, tablesOfProject } from "../project/tablesOf.ts";
import type { Catalog, Project } from "../project/types.ts";
import { matchesPattern } from "../project/unions.ts";
import { withWarehouse } from "../project/withWarehouse.ts";
import { catalogOf } from "../warehouse/catalog.ts";
import type { Connection } from "../warehouse/types.ts";
import { withMissingTables } from "./missingTables.ts";

export interface KnownProject {
  /** The project with the warehouse's own tables and columns. */
  readonly project: Project;
  readonly bound: BoundProject;
}

/** Asks for everything. With `files`, only the events in those files are asked about. Rejects with `WarehouseError`. */
export async function askConnection(
  project: Project,
  connection: Connection,
  signal: AbortSignal,
  files?: readonly string[],
): Promise<KnownProject> {
  const known = withWarehouse(project, await askTables(project, connection, "used", signal));
  return {
    project: known,
    bound: await bindProject(known, connection, signal, files ? { files: filesRead(known, files) } : {}),
  };
}

/**
 * Tables with their columns: `used`, those that the project names; `all`, for completion. One look at an embedded warehouse
 * costs nothing and shows what a misspelt table might be, so it is always all of it; elsewhere it may be thousands.
 */
export async function askTables(
  project: Project,
  connection: Connection,
  wanted: "used" | "all",
  signal: AbortSignal,
): Promise<Catalog> {
  const all = wanted === "all" || connection.capabilities.embedded;
  const catalog = await catalogOf(
    connection,
    all ? undefined : await tablesInUse(project, connection, signal),
    signal,
  );
  return withMissingTables(project, connection, catalog, signal);
}

/** Every table that the project's files name, each once, as far as the names are resolved; and those that a pattern means. */
export async function tablesInUse(
  project: Project,
  connection: Connection,
  signal: AbortSignal,
): Promise<readonly (readonly string[])[]> {
  const tables = new Map<string, readonly string[]>();
  for (const reference of tablesOfProject(project)) {
    const parts = project.resolveTable(reference);
    if (parts) tables.set(JSON.stringify(parts), parts);
  }
  const patterns = patternsOfProject(project);
  if (patterns.length === 0) return [...tables.values()];
  for (const { parts } of await connection.tables(signal))
    if (patterns.some((pattern) => matchesPattern(pattern, parts))) tables.set(JSON.stringify(parts), parts);
  return [...tables.values()];
}

import { bindProject } from "../binding/bindProject.ts";
import type { BoundProject } from "../binding/types.ts";
import { sqlOfProject } from "../project/sqlOf.ts";
import { isQueryRole } from "../project/sqlRoles.ts";
import { tablesOfProject } from "../project/tablesOf.ts";
import type { Project } from "../project/types.ts";
import { withCatalog } from "../project/updateFile.ts";
import { loadSqlParser, type SqlParser } from "../sql/reader/parser.ts";
import type { DialectName, ExpressionTypes } from "../sql/types.ts";
import { catalogOf } from "../warehouse/catalog.ts";
import type { Connection } from "../warehouse/types.ts";

export interface Known {
  /** The project with the warehouse's own tables and columns. */
  readonly project: Project;
  readonly types: BoundProject;
}

/**
 * Asks a connection for what checks and SQL can use: columns of the tables (of an embedded warehouse all, else those that
 * the project names), and the expressions' types. With `files`, only the events in those files are asked about.
 */
export async function askConnection(
  project: Project,
  connection: Connection,
  signal: AbortSignal,
  files?: readonly string[],
): Promise<Known> {
  // One look at an embedded warehouse costs nothing and shows what a misspelt table might be; elsewhere it may be thousands.
  const wanted = connection.capabilities.embedded ? undefined : tablesInUse(project);
  const catalog = await catalogOf(connection, wanted, signal);
  const known = withCatalog(project, catalog);
  return { project: known, types: await bindProject(known, connection, signal, files ? { files } : {}) };
}

/** What the connection said of an event's expression, in the form that SQL is made with. */
export function expressionTypes(bound: BoundProject): ExpressionTypes {
  const byName = new Map([...bound.events.values()].map((event) => [event.event, event.types]));
  return (event, sql) => byName.get(event)?.get(sql);
}

/** Every table that the project's files name, each once. */
export function tablesInUse(project: Project): readonly (readonly string[])[] {
  const tables = new Map<string, readonly string[]>();
  for (const reference of tablesOfProject(project)) {
    const parts = project.resolveTable(reference);
    if (parts) tables.set(JSON.stringify(parts), parts);
  }
  return [...tables.values()];
}

/** A parser for the project's SQL; the large grammar behind it is loaded only when some expression needs it. */
export function parserFor(project: Project, dialect: DialectName): Promise<SqlParser> {
  const all = sqlOfProject(project);
  const texts = (wanted: boolean): string[] =>
    all.filter(({ role }) => isQueryRole(role) === wanted).map(({ sql }) => sql.text);
  return loadSqlParser({ dialect, expressions: texts(false), queries: texts(true) });
}

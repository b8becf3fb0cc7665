import { didYouMean } from "../document/didYouMean.ts";
import type { Project } from "../project/types.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { type DialectName, dialectNames } from "../sql/types.ts";
import type { Connection } from "../warehouse/types.ts";
import { usageError } from "./commandError.ts";
import { listed } from "./openProject.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** Types of connections that run inside this process over local files, so that using one needs no account. */
const embeddedTypes: ReadonlySet<string> = new Set(["duckdb"]);

export const isEmbedded = (settings: ConnectionSettings): boolean => embeddedTypes.has(settings.type.value);

/**
 * The connection to use: the one asked for, else the project's default, else its only one. `undefined` when there is none
 * to choose; a usage error when the one asked for does not exist.
 */
export function chosenConnection(project: Project, name: string | undefined): ConnectionSettings | undefined {
  const { connections, connection } = project.file;
  if (name !== undefined) return namedConnection(project, name);
  if (!connection) return connections.length === 1 ? connections[0] : undefined;
  return connections.find((settings) => settings.name.value === connection.value);
}

/** The same, where nothing can be done without one. */
export function requiredConnection(project: Project, name: string | undefined): ConnectionSettings {
  const { connections, connection } = project.file;
  const settings = chosenConnection(project, name);
  if (settings) return settings;
  if (connection) return namedConnection(project, connection.value);
  if (connections.length === 0) {
    throw usageError(
      "The project has no connection.",
      "Add one to eventspec.yml, for instance `connections: {dev: {type: duckdb, path: shop.duckdb}}`.",
    );
  }
  throw usageError(
    "The project has several connections and no default.",
    `Choose one with --connection, or name one under \`connection:\` in eventspec.yml. ${listed("Its connections", namesOf(project))}`,
  );
}

function namedConnection(project: Project, name: string): ConnectionSettings {
  const found = project.file.connections.find((settings) => settings.name.value === name);
  if (found) return found;
  const near = didYouMean(name, namesOf(project));
  throw usageError(
    `There is no connection ${JSON.stringify(name)} in eventspec.yml.`,
    near ? `Did you mean ${near}?` : listed("Its connections", namesOf(project)),
  );
}

function namesOf(project: Project): string[] {
  return project.file.connections.map((settings) => settings.name.value);
}

/** The dialect that a connection's SQL is written in, as far as its type tells. */
export function dialectOf(settings: ConnectionSettings | undefined): DialectName {
  return dialectNames.find((name) => name === settings?.type.value) ?? "duckdb";
}

/** Opens a connection for some work, and closes it whatever happens. */
export async function withConnection<T>(
  project: Project,
  settings: ConnectionSettings,
  terminal: Terminal,
  quiet: boolean | undefined,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { openConnection } = await import("../warehouse/open.ts");
  const connection = await withProgress(terminal, quiet, `Connecting to ${settings.name.value}`, () =>
    openConnection(settings, { projectRoot: project.root, env: project.env }, terminal.signal),
  );
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

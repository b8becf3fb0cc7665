import { type ConnectionChoice, chooseConnection } from "../project/chooseConnection.ts";
import type { Project } from "../project/types.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { openContextOf } from "../tasks/openContext.ts";
import type { Connection } from "../warehouse/types.ts";
import { type CommandError, usageError } from "./commandError.ts";
import type { EarlyEngine } from "./earlyEngine.ts";
import { listed } from "./openProject.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** The connection to use, `undefined` when there is none to choose. A usage error when the one asked for does not exist. */
export function chosenConnection(project: Project, name: string | undefined): ConnectionSettings | undefined {
  const choice = chooseConnection(project.file, name);
  if (choice.kind === "chosen") return choice.settings;
  if (name !== undefined) throw noConnection(choice);
  return undefined;
}

/** The same, where nothing can be done without one. */
export function requiredConnection(project: Project, name: string | undefined): ConnectionSettings {
  const choice = chooseConnection(project.file, name);
  if (choice.kind === "chosen") return choice.settings;
  throw noConnection(choice);
}

function noConnection(choice: Exclude<ConnectionChoice, { kind: "chosen" }>): CommandError {
  switch (choice.kind) {
    case "none":
      return usageError(
        "The project has no connection.",
        "Add one to eventspec.yml, for instance `connections: {dev: {type: duckdb, path: shop.duckdb}}`.",
      );
    case "undecided":
      return usageError(
        "The project has several connections and no default.",
        `Choose one with --connection, or name one under \`connection:\` in eventspec.yml. ${listed("Its connections", choice.names)}`,
      );
    case "unknown":
      return usageError(
        `There is no connection ${JSON.stringify(choice.name)} in eventspec.yml.`,
        choice.meant ? `Did you mean ${choice.meant}?` : listed("Its connections", choice.names),
      );
  }
}

export interface Connecting {
  readonly project: Project;
  readonly settings: ConnectionSettings;
  readonly terminal: Terminal;
  readonly quiet?: boolean | undefined;
  readonly early?: EarlyEngine;
}

/** Opens a connection for some work, and closes it whatever happens. */
export async function withConnection<T>(
  { project, settings, terminal, quiet, early }: Connecting,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { openConnection } = await import("../warehouse/open.ts");
  return terminal.cancellable(async () => {
    const connection = await withProgress(terminal, quiet, `Connecting to ${settings.name.value}`, () =>
      openConnection(settings, openContextOf(project, early?.engine), terminal.signal),
    );
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  });
}

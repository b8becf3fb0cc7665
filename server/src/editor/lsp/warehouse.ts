/** What the server asks the warehouse by itself: tables and columns, and whether it takes the expressions. */
import { bindProject } from "../../binding/bindProject.ts";
import { mergeBound } from "../../binding/followEdit.ts";
import type { ConnectionSettings } from "../../spec/projectTypes.ts";
import { readTables } from "../../tasks/askConnection.ts";
import { openContextOf } from "../../tasks/openContext.ts";
import { openConnection } from "../../warehouse/open.ts";
import type { Connection } from "../../warehouse/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { connectionKey, connectionOf, mayAskByItself } from "../session/connections.ts";
import { fileIn, isBelow, useCatalog, type Workspace } from "../session/session.ts";
import { checkProjectSoon } from "./diagnostics.ts";
import { logError, type Server } from "./server.ts";
import { busyWith, sendStatus } from "./status.ts";

/** Lends the project's connection for some work. Rejects with `WarehouseError`. */
export function withConnection<T>(
  server: Server,
  workspace: Workspace,
  settings: ConnectionSettings,
  work: (connection: Connection) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const context = openContextOf(workspace.project, server.engine);
  const open = (opening: AbortSignal): Promise<Connection> => openConnection(settings, context, opening);
  const noted = (connection: Connection): Promise<T> => {
    workspace.opened = { connection: settings.name.value, dialect: connection.dialect };
    return work(connection);
  };
  return server.pool.use(connectionKey(workspace.root, settings), open, noted, signal);
}

/**
 * Reads tables and columns, then binds expressions: of the open files first, or only of those given. Does nothing in an
 * untrusted workspace, nor on a connection that costs money or may be far away, unless the user has chosen it. A newer
 * round ends an older one of the same project.
 */
export async function askWarehouse(
  server: Server,
  workspace: Workspace,
  files?: readonly string[],
): Promise<void> {
  const settings = connectionOf(workspace);
  if (!server.trusted || !settings || !workspace.isProject || !mayAskByItself(workspace, settings)) return;
  server.rounds.get(workspace.root)?.abort();
  const round = new AbortController();
  server.rounds.set(workspace.root, round);
  try {
    await withConnection(
      server,
      workspace,
      settings,
      (c) => askAll(server, workspace, c, files, round.signal),
      round.signal,
    );
    delete workspace.problem;
  } catch (error) {
    if (round.signal.aborted) return;
    if (!(error instanceof WarehouseError)) logError(server, "asking the warehouse", error);
    workspace.problem = error instanceof WarehouseError ? error.message : "The log says what went wrong.";
  }
  sendStatus(server, workspace);
  checkProjectSoon(server, workspace);
}

async function askAll(
  server: Server,
  workspace: Workspace,
  connection: Connection,
  files: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (!workspace.catalog || files === undefined) {
    const catalog = await busyWith(server, workspace, "Reading columns", () =>
      readTables(workspace.project, connection, "all", signal),
    );
    useCatalog(workspace, catalog);
    checkProjectSoon(server, workspace);
  }
  const open = openFiles(server, workspace);
  const wanted = files ?? open;
  await bindFiles(server, workspace, connection, wanted, signal);
  if (files === undefined) {
    const rest = workspace.project.specs.map(({ file }) => file).filter((file) => !wanted.includes(file));
    await bindFiles(server, workspace, connection, rest, signal);
  }
}

/** Asks which types the expressions of files have, and which are refused; what was asked before is not asked again. */
export async function bindFiles(
  server: Server,
  workspace: Workspace,
  connection: Connection,
  files: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (files.length === 0 || signal.aborted || !connection.capabilities.bind) return;
  const { project, revision } = workspace;
  const before = workspace.bound;
  const bound = await busyWith(server, workspace, "Checking SQL", () =>
    bindProject(project, connection, signal, { files, ...(before ? { before } : {}) }),
  );
  // The answers to an older text are about places that may be elsewhere now; the next save asks again.
  if (signal.aborted || workspace.revision !== revision) return;
  workspace.bound = mergeBound(workspace.bound, bound);
  checkProjectSoon(server, workspace);
  refreshHints(server);
}

function openFiles(server: Server, workspace: Workspace): string[] {
  return [...server.open.keys()]
    .filter((path) => isBelow(workspace.root, path))
    .map((path) => fileIn(workspace, path))
    .filter((file) => workspace.project.specs.some((spec) => spec.file === file));
}

/** Asks the client to fetch lenses and hints anew. */
export function refreshHints(server: Server): void {
  const { client, connection } = server;
  if (client.workspace?.codeLens?.refreshSupport)
    connection.sendRequest("workspace/codeLens/refresh").catch(() => undefined);
  if (client.workspace?.inlayHint?.refreshSupport)
    connection.sendRequest("workspace/inlayHint/refresh").catch(() => undefined);
}

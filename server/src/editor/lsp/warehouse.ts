/** What the server asks the warehouse by itself: tables and columns, and whether it takes the expressions. */
import { bindProject } from "../../binding/bindProject.ts";
import type { ConnectionSettings } from "../../spec/projectTypes.ts";
import { askTables } from "../../tasks/askConnection.ts";
import { openContextOf } from "../../tasks/openContext.ts";
import { openConnection } from "../../warehouse/open.ts";
import type { Connection } from "../../warehouse/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { connectionKey, connectionOf, isKeyOf, mayAskByItself } from "../session/connections.ts";
import {
  type Due,
  fileIn,
  forgetWarehouse,
  isBelow,
  useBound,
  useCatalog,
  type Workspace,
} from "../session/session.ts";
import { checkProjectSoon, showAnew } from "./diagnostics.ts";
import { forgetUnconnected } from "./failedRuns.ts";
import { logError, logEvent, type Server } from "./server.ts";
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
 * round ends an older one of the same project and does what that has left.
 */
export async function askWarehouse(
  server: Server,
  workspace: Workspace,
  files?: readonly string[],
): Promise<void> {
  workspace.due = stillDue(
    workspace.due,
    files ? { tables: false, files: new Set(files), anew: false } : all,
  );
  await askWhatIsDue(server, workspace);
}

/** The same of everything, whatever was answered before: after tables, or the way to them, have changed. */
export async function askAnew(server: Server, workspace: Workspace): Promise<void> {
  server.pool.retire((key) => isKeyOf(workspace.root, key));
  workspace.facts.clear();
  workspace.tablesRevision++;
  workspace.due = { ...all, anew: true };
  await askWhatIsDue(server, workspace);
  refreshHints(server);
}

const all: Due = { tables: true, files: "all", anew: false };

function stillDue(before: Due | undefined, more: Due): Due {
  if (!before) return more;
  const files =
    before.files === "all" || more.files === "all" ? "all" : new Set([...before.files, ...more.files]);
  return { tables: before.tables || more.tables, files, anew: before.anew || more.anew };
}

async function askWhatIsDue(server: Server, workspace: Workspace): Promise<void> {
  server.rounds.get(workspace.root)?.abort();
  const settings = connectionOf(workspace);
  const round = new AbortController();
  server.rounds.set(workspace.root, round);
  const isOpen = server.trusted && workspace.isProject;
  workspace.asked = isOpen && settings !== undefined && (await mayAskByItself(workspace, settings));
  if (round.signal.aborted) return;
  showAnew(server, forgetUnconnected(server, workspace, false));
  if (!settings || !workspace.asked) {
    delete workspace.problem;
    if (workspace.catalog) await forgetWarehouse(server.session, workspace);
    checkProjectSoon(server, workspace);
    return;
  }
  try {
    const ask = (connection: Connection) => askAll(server, workspace, connection, round.signal);
    await withConnection(server, workspace, settings, ask, round.signal);
    answered(server, workspace);
    delete workspace.problem;
  } catch (error) {
    if (round.signal.aborted) return;
    await failedToAsk(server, workspace, error);
  }
  sendStatus(server, workspace);
  checkProjectSoon(server, workspace);
}

/** The connection in use works: what failed for want of it is no finding any more. */
export function answered(server: Server, workspace: Workspace): void {
  showAnew(server, forgetUnconnected(server, workspace, true));
}

/** Says why in the log, too, and takes nothing for known that could not be asked about. */
async function failedToAsk(server: Server, workspace: Workspace, error: unknown): Promise<void> {
  const isTold = error instanceof WarehouseError;
  workspace.problem = isTold ? error.message : "The log says what went wrong.";
  if (isTold) server.connection.console.warn(`Asking the warehouse: ${error.message}`);
  else logError(server, "asking the warehouse", error);
  if (!workspace.catalog || workspace.due?.tables) await forgetWarehouse(server.session, workspace);
}

async function askAll(
  server: Server,
  workspace: Workspace,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  const { due } = workspace;
  if (!due) return;
  if (!workspace.catalog || due.tables) {
    const began = performance.now();
    const catalog = await busyWith(server, workspace, "Reading columns", () =>
      askTables(workspace.project, connection, "all", signal),
    );
    if (signal.aborted) return;
    useCatalog(workspace, catalog);
    const elapsed = Math.round(performance.now() - began);
    logEvent(server, `Read ${catalog.tables.length} tables of ${connection.name} in ${elapsed} ms.`);
    workspace.due = { ...due, tables: false };
    checkProjectSoon(server, workspace);
  }
  const open = openFiles(server, workspace);
  const wanted = due.files === "all" ? open : [...due.files];
  await bindFiles(server, workspace, connection, { files: wanted, anew: due.anew }, signal);
  if (due.files === "all") {
    const rest = workspace.project.specs.map(({ file }) => file).filter((file) => !wanted.includes(file));
    await bindFiles(server, workspace, connection, { files: rest, anew: due.anew }, signal);
  }
  if (!signal.aborted) delete workspace.due;
}

interface Asked {
  readonly files: readonly string[];
  /** Also what was asked before in the same words. */
  readonly anew?: boolean;
}

/** Asks which types the expressions of files have, and which are refused. */
export async function bindFiles(
  server: Server,
  workspace: Workspace,
  connection: Connection,
  { files, anew = false }: Asked,
  signal: AbortSignal,
): Promise<void> {
  if (files.length === 0 || signal.aborted || !connection.capabilities.bind) return;
  const { project } = workspace;
  const before = anew ? undefined : workspace.bound;
  const bound = await busyWith(server, workspace, "Checking SQL", () =>
    bindProject(project, connection, signal, { files, ...(before ? { before } : {}) }),
  );
  if (signal.aborted) return;
  useBound(workspace, bound, { project, files });
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

/** Open files, saved files, files that others change. */
import { basename } from "node:path";
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { localFileName, projectFileName } from "../../project/loadProject.ts";
import {
  changeFile,
  fileIn,
  forgetRoots,
  isBelow,
  isProjectText,
  loadedWorkspaces,
  reload,
  type Workspace,
  workspaceOf,
} from "../session/session.ts";
import { readSettings } from "../session/settings.ts";
import { checkNow, checkProjectSoon } from "./diagnostics.ts";
import type { Feature } from "./feature.ts";
import { logError, pathOf, type Server } from "./server.ts";
import { sendStatus } from "./status.ts";
import { askWarehouse, refreshHints } from "./warehouse.ts";

/** Files that clients are asked to watch. */
const watched = [
  "**/*{event,events}.{yml,yaml}",
  "**/{eventspec,eventspec.local}.yml",
  "**/eventspec.catalog.json",
  "**/{manifest,catalog}.json",
  "**/{profiles,dbt_project}.yml",
  "**/.env",
];

/** What clients send of open files: openings, changes of their text, savings. */
export const documents: Feature = {
  capability: { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true } },
  listen: followDocuments,
};

function followDocuments(server: Server): void {
  const { connection } = server;
  const open = new TextDocuments(TextDocument);
  const later = changesOf(server);
  open.onDidOpen(({ document }) => {
    const path = pathOf(document.uri);
    server.open.set(path, { uri: document.uri, version: document.version });
    server.session.buffers.set(path, document.getText());
    void attempt(server, "opening a file", () => opened(server, path));
  });
  open.onDidChangeContent(({ document }) => {
    const path = pathOf(document.uri);
    // Opening a file counts as its first change.
    if (server.open.get(path)?.version === document.version) return;
    server.open.set(path, { uri: document.uri, version: document.version });
    later(path, document.getText());
  });
  open.onDidSave(
    ({ document }) => void attempt(server, "saving a file", () => saved(server, pathOf(document.uri))),
  );
  open.onDidClose(({ document }) => {
    const path = pathOf(document.uri);
    server.open.delete(path);
    server.session.buffers.delete(path);
    void attempt(server, "closing a file", () => changedOnDisk(server, path));
  });
  open.listen(connection);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    void attempt(server, "following files", () => filesChanged(server, changes));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    void attempt(server, "reading settings", () => settingsChanged(server, settings));
  });
}

/** Tells the client what to send, once it is ready. */
export async function followClient(server: Server): Promise<void> {
  const { connection, client } = server;
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
    const watchers = watched.map((globPattern) => ({ globPattern }));
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: "eventspec" });
  }
  await settingsChanged(server, undefined);
}

/** Takes a change in at once, and checks when the messages that are waiting have been read: only the newest text counts. */
function changesOf(server: Server): (path: string, text: string) => void {
  const waiting = new Set<string>();
  return (path, text) => {
    server.session.buffers.set(path, text);
    if (waiting.has(path)) return;
    waiting.add(path);
    setImmediate(() => {
      waiting.delete(path);
      void attempt(server, "checking", () => checkNow(server, path));
    });
  };
}

async function opened(server: Server, path: string): Promise<void> {
  if (basename(path) === projectFileName) await projectFilesMoved(server);
  const workspace = await workspaceOf(server.session, path);
  const isNew = !server.greeted.has(workspace.root);
  server.greeted.add(workspace.root);
  await checkNow(server, path);
  sendStatus(server, workspace);
  await askWarehouse(server, workspace, isNew ? undefined : [fileIn(workspace, path)]);
}

async function saved(server: Server, path: string): Promise<void> {
  const workspace = await workspaceOf(server.session, path);
  await checkNow(server, path);
  const isProjectFile = [projectFileName, localFileName].includes(basename(path));
  if (isProjectFile) {
    // It says where dbt's artefacts are, and which connection is used.
    await reload(server.session, workspace);
    checkProjectSoon(server, workspace);
    sendStatus(server, workspace);
    await server.pool.close();
  }
  await askWarehouse(server, workspace, isProjectFile ? undefined : [fileIn(workspace, path)]);
}

async function filesChanged(server: Server, changes: readonly FileEvent[]): Promise<void> {
  const paths = changes.map(({ uri }) => pathOf(uri)).filter((path) => !server.open.has(path));
  const moved = changes.some(
    ({ uri, type }) => type !== FileChangeType.Changed && basename(pathOf(uri)) === projectFileName,
  );
  if (moved) await projectFilesMoved(server);
  for (const path of paths) if (isProjectText(path)) await changedOnDisk(server, path);
  const others = paths.filter((path) => !isProjectText(path));
  if (others.length === 0) return;
  for (const workspace of await loadedWorkspaces(server.session)) {
    if (!others.some((path) => concerns(workspace, path))) continue;
    await reload(server.session, workspace);
    checkProjectSoon(server, workspace);
  }
}

/** dbt's files may lie outside of the project's folder. */
function concerns(workspace: Workspace, path: string): boolean {
  const isOfDbt = ["manifest.json", "catalog.json", "profiles.yml", "dbt_project.yml"].includes(
    basename(path),
  );
  return isOfDbt ? workspace.project.file.dbt !== undefined : isBelow(workspace.root, path);
}

async function changedOnDisk(server: Server, path: string): Promise<void> {
  const text = await server.session.disk.readText(path);
  const workspace = await workspaceOf(server.session, path);
  changeFile(workspace, path, text);
  await checkNow(server, path);
}

/** Folders may belong to other projects now: everything is read anew when it is next asked for. */
async function projectFilesMoved(server: Server): Promise<void> {
  const before = await loadedWorkspaces(server.session);
  forgetRoots(server.session);
  for (const workspace of before) if (!workspace.isProject) server.session.workspaces.delete(workspace.root);
  for (const path of server.open.keys()) await checkNow(server, path);
}

async function settingsChanged(server: Server, pushed: unknown): Promise<void> {
  const section =
    server.client.workspace?.configuration === true
      ? await server.connection.workspace.getConfiguration("eventspec")
      : sectionOf(pushed);
  server.settings = readSettings(section);
  refreshHints(server);
}

function sectionOf(settings: unknown): unknown {
  return typeof settings === "object" && settings !== null && "eventspec" in settings
    ? settings.eventspec
    : settings;
}

/** What happens outside of a request has nobody to answer to: failures go to the log. */
async function attempt(server: Server, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logError(server, what, error);
  }
}

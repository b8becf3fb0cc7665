/** Open files, saved files, files that others change. */
import {
  DidChangeConfigurationNotification,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFolder,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readSettings } from "../session/settings.ts";
import { closed, filesChanged, foldersChanged, follow, opened, saved } from "./changes.ts";
import { checkNow } from "./diagnostics.ts";
import type { Feature } from "./feature.ts";
import { logError, pathOf, type Server } from "./server.ts";
import { typed } from "./typing.ts";
import { refreshHints } from "./warehouse.ts";
import { watchTexts } from "./watching.ts";

/** What clients send of open files: openings, changes of their text, savings. */
export const documents: Feature = {
  capability: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
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
    void follow(server, "opening a file", () => opened(server, path));
  });
  open.onDidChangeContent(({ document }) => {
    const path = pathOf(document.uri);
    // Opening a file counts as its first change.
    if (server.open.get(path)?.version === document.version) return;
    server.open.set(path, { uri: document.uri, version: document.version });
    later(path, document.getText());
  });
  open.onDidSave(
    ({ document }) => void follow(server, "saving a file", () => saved(server, pathOf(document.uri))),
  );
  open.onDidClose(({ document }) => {
    const path = pathOf(document.uri);
    server.open.delete(path);
    server.session.buffers.delete(path);
    void follow(server, "closing a file", () => closed(server, path));
  });
  open.listen(connection);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    void follow(server, "following files", () => filesChanged(server, changes));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    void follow(server, "reading settings", () => settingsChanged(server, settings));
  });
}

/** Tells the client what to send, once it is ready. */
export async function followClient(server: Server): Promise<void> {
  const { connection, client } = server;
  await watchTexts(server);
  if (client.workspace?.workspaceFolders)
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const paths = (folders: readonly WorkspaceFolder[]) => folders.map(({ uri }) => pathOf(uri));
      void follow(server, "following folders", () => foldersChanged(server, paths(added), paths(removed)));
    });
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: "eventspec" });
  }
  await settingsChanged(server, undefined);
}

/** Takes a change in at once, and checks when the messages that are waiting have been read: only the newest text counts. */
function changesOf(server: Server): (path: string, text: string) => void {
  const waiting = new Set<string>();
  return (path, text) => {
    typed(server, path, text);
    if (waiting.has(path)) return;
    waiting.add(path);
    setImmediate(() => {
      waiting.delete(path);
      checkNow(server, path).catch((error: unknown) => logError(server, "checking", error));
    });
  };
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

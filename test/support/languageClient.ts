/** A language client that speaks to a real server process over stdio. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { notifications, type Status } from "../../server/src/editor/lsp/protocol.ts";
import { program } from "./cli.ts";

export interface LanguageClient {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly initialized: InitializeResult;
  /** What the server has logged. */
  readonly log: readonly string[];
  uri(file: string): string;
  open(file: string, text: string): Promise<void>;
  change(file: string, text: string): Promise<void>;
  save(file: string): Promise<void>;
  /** Waits until the diagnostics of a file fulfil a condition; those that are already there count. */
  diagnostics(file: string, until: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  request<R>(method: string, params: unknown): Promise<R>;
  /** A request that can be cancelled as an editor does it. */
  cancellable<R>(method: string, params: unknown): { result: Promise<R>; cancel(): void };
  /** Waits until the server's status fulfils a condition; the last one counts. */
  status(until: (status: Status) => boolean): Promise<Status>;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly folder: string;
  readonly trusted?: boolean;
  readonly capabilities?: ClientCapabilities;
  /** More for its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const capabilities: ClientCapabilities = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true } },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
  },
  workspace: {
    configuration: false,
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};

/** Starts the server in a process of its own and makes it ready. */
export async function startClient(options: ClientOptions): Promise<LanguageClient> {
  const child = spawn(process.execPath, [...program("languageServer.js", "languageServer.ts"), "--stdio"], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
  });
  const log: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onNotification(
    "window/logMessage",
    ({ message }: { message: string }) => void log.push(message),
  );
  for (const method of [
    "workspace/codeLens/refresh",
    "workspace/inlayHint/refresh",
    "client/registerCapability",
  ]) {
    connection.onRequest(method, () => null);
  }
  const published = watchDiagnostics(connection);
  const statuses = watchStatus(connection);
  connection.listen();
  const folder = pathToFileURL(`${options.folder}/`).href.replace(/\/$/, "");
  const initialized: InitializeResult = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: "test" }],
    capabilities: options.capabilities ?? capabilities,
    initializationOptions: { trusted: options.trusted ?? false },
  });
  await connection.sendNotification("initialized", {});
  const versions = new Map<string, number>();
  const uri = (file: string): string => `${folder}/${file}`;
  const nextVersion = (file: string): number => {
    const version = (versions.get(file) ?? 0) + 1;
    versions.set(file, version);
    return version;
  };
  return {
    connection,
    process: child,
    initialized,
    log,
    uri,
    open: (file, text) => {
      const languageId = file.endsWith("eventspec.yml") ? "event-spec-project" : "event-spec";
      const textDocument = { uri: uri(file), languageId, version: nextVersion(file), text };
      return connection.sendNotification("textDocument/didOpen", { textDocument });
    },
    change: (file, text) =>
      connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: uri(file), version: nextVersion(file) },
        contentChanges: [{ text }],
      }),
    save: (file) => connection.sendNotification("textDocument/didSave", { textDocument: { uri: uri(file) } }),
    diagnostics: (file, until) => published.waitFor(uri(file), () => versions.get(file), until),
    request: (method, params) => connection.sendRequest(method, params),
    cancellable: (method, params) => {
      const source = new CancellationTokenSource();
      return { result: connection.sendRequest(method, params, source.token), cancel: () => source.cancel() };
    },
    status: statuses.waitFor,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, "exit");
        await connection.sendRequest("shutdown");
        await connection.sendNotification("exit");
        await exit;
      }
      connection.dispose();
    },
  };
}

interface Published {
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keeps the last diagnostics of each file and wakes those who wait for others. */
function watchDiagnostics(connection: ProtocolConnection) {
  const last = new Map<string, Published>();
  const waiting = new Set<() => void>();
  connection.onNotification(
    "textDocument/publishDiagnostics",
    ({ uri, ...published }: { uri: string } & Published) => {
      last.set(uri, published);
      for (const check of [...waiting]) check();
    },
  );
  return {
    waitFor(
      uri: string,
      version: () => number | undefined,
      until: (found: readonly Diagnostic[]) => boolean,
    ): Promise<readonly Diagnostic[]> {
      return new Promise((resolve) => {
        const check = (): void => {
          const found = last.get(uri);
          if (!found || (found.version ?? version()) !== version() || !until(found.diagnostics)) return;
          waiting.delete(check);
          resolve(found.diagnostics);
        };
        waiting.add(check);
        check();
      });
    },
  };
}

function watchStatus(connection: ProtocolConnection) {
  let last: Status | undefined;
  const waiting = new Set<() => void>();
  connection.onNotification(notifications.status, (status: Status) => {
    last = status;
    for (const check of [...waiting]) check();
  });
  return {
    waitFor(until: (status: Status) => boolean): Promise<Status> {
      return new Promise((resolve) => {
        const check = (): void => {
          if (!last || !until(last)) return;
          waiting.delete(check);
          resolve(last);
        };
        waiting.add(check);
        check();
      });
    },
  };
}

/** Takes the `‸` out of a text and tells where it stood. */
export function cursorIn(text: string): { text: string; offset: number; position: Position } {
  const offset = text.indexOf("‸");
  if (offset < 0) throw new Error("The text has no cursor ‸.");
  const before = text.slice(0, offset);
  const line = before.split("\n").length - 1;
  return {
    text: before + text.slice(offset + 1),
    offset,
    position: { line, character: offset - (before.lastIndexOf("\n") + 1) },
  };
}

/** The language server: wiring only. Speaks over stdio, node's ipc, or a socket, as its command line says. */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type Connection,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import { packageVersion } from "./cli/packageFile.ts";
import { documents, followClient } from "./editor/lsp/documents.ts";
import type { Feature } from "./editor/lsp/feature.ts";
import { features } from "./editor/lsp/features/index.ts";
import { registerRequests } from "./editor/lsp/requests.ts";
import { logError, logEvent, pathOf, type Server } from "./editor/lsp/server.ts";
import { createPool } from "./editor/session/connectionPool.ts";
import { createSession } from "./editor/session/session.ts";
import { defaultSettings } from "./editor/session/settings.ts";
import { nodeFileSystem } from "./project/nodeFileSystem.ts";
import { createEmbeddedEngine } from "./warehouse/engineProcess/connection.ts";
import { createKeeper } from "./warehouse/kept/keeper.ts";

/** How long a connection may be idle, in milliseconds: a file must not stay locked, a session costs a log-in. */
const idle = { embedded: 1500, other: 60_000 };

/** All that has a say in what `initialize` answers. */
const capable: readonly Feature[] = [documents, ...Object.values(features)];

/** Serves one client; resolves when it leaves. The transport is read from the command line unless a connection is given. */
export function startLanguageServer(
  connection: Connection = createConnection(ProposedFeatures.all),
): Promise<void> {
  const server = createServer(connection);
  connection.onInitialize((params) => initialize(server, params));
  connection.onInitialized(() => {
    void tellStart(server);
    followClient(server).catch((error: unknown) => logError(server, "registering with the client", error));
  });
  connection.onShutdown(async () => {
    await server.pool.close();
    server.engine.close();
  });
  for (const { listen } of capable) listen(server);
  registerRequests(server);
  connection.listen();
  return new Promise((resolve) => connection.onExit(resolve));
}

function createServer(connection: Connection): Server {
  const keeper = createKeeper({
    env: process.env,
    isWanted: () => server.settings.cache,
    note: (trouble) => logEvent(server, trouble),
  });
  const server: Server = {
    connection,
    session: createSession(nodeFileSystem(), process.env),
    pool: createPool({ idleMs: ({ capabilities }) => (capabilities.embedded ? idle.embedded : idle.other) }),
    engine: createEmbeddedEngine(undefined, keeper),
    client: {},
    trusted: false,
    settings: defaultSettings,
    open: new Map(),
    published: new Map(),
    failedRuns: new Map(),
    typing: new Map(),
    timers: new Map(),
    checking: new Map(),
    rounds: new Map(),
    rowLooks: new Map(),
    greeted: new Set(),
    busy: [],
    statuses: new Map(),
    testsTold: new Map(),
    governed: false,
    reviews: new Map(),
    folders: new Set(),
    watching: new Map(),
    following: Promise.resolve(),
  };
  return server;
}

function initialize(server: Server, params: InitializeParams): InitializeResult {
  server.client = params.capabilities;
  server.trusted = isTrusted(params.initializationOptions);
  for (const { uri } of params.workspaceFolders ?? []) server.folders.add(pathOf(uri));
  return {
    serverInfo: { name: "eventspec" },
    capabilities: capabilities(),
  };
}

async function tellStart(server: Server): Promise<void> {
  const { platform, arch, pid, version } = process;
  const trust = server.trusted ? "trusted" : "not trusted: nothing is run";
  const where = `${platform}-${arch}, Node ${version}, process ${pid}`;
  logEvent(server, `EventSpec ${await packageVersion()} has started (${where}); the workspace is ${trust}.`);
}

function capabilities(): ServerCapabilities {
  const all: ServerCapabilities = { positionEncoding: "utf-16" };
  for (const { capability } of capable) Object.assign(all, capability);
  return all;
}

/** Without a word of the client, nothing is trusted. */
function isTrusted(options: unknown): boolean {
  return typeof options === "object" && options !== null && "trusted" in options && options.trusted === true;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  startLanguageServer();

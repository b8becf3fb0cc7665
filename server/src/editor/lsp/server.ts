/** The running server: its connection to the client, the session, and what it has been told. */
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ClientCapabilities, Connection, Disposable } from "vscode-languageserver";
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { harmlessLine } from "../../document/harmless.ts";
import type { Finding } from "../../document/types.ts";
import type { SqlParser } from "../../sql/reader/parser.ts";
import type { Review } from "../../tasks/review/reviewProject.ts";
import type { EmbeddedEngine } from "../../warehouse/types.ts";
import type { Pool } from "../session/connectionPool.ts";
import { isProjectText, type Session, type WorkspaceFile, workspaceFile } from "../session/session.ts";
import type { Settings } from "../session/settings.ts";

/** Data files of one project that the client watches for us. */
interface Watching {
  readonly patterns: readonly string[];
  /** Absolute paths of the policies that it extends. */
  readonly policies: readonly string[];
  /** Absent where the client can't. */
  readonly stop: Promise<Disposable | undefined> | undefined;
}

/** A preview, or tests, that failed; see `failedRuns.ts`. */
export interface FailedRun {
  readonly finding: Finding;
  /** Absent for tests of several events. */
  readonly event?: string;
  readonly cause: /** Which rows the event had, see `logicOf`. */
    | { readonly kind: "sql"; readonly logic: string }
    /** Which connection could not be had, see `connectionKey`. */
    | { readonly kind: "connection"; readonly key: string };
}

export interface Server {
  readonly connection: Connection;
  readonly session: Session;
  readonly pool: Pool;
  /** What embedded databases run in. */
  readonly engine: EmbeddedEngine;
  client: ClientCapabilities;
  /** False in an untrusted workspace: then nothing is run. */
  trusted: boolean;
  settings: Settings;
  /** Open files: their address as the client writes it, and their version, by absolute path. */
  readonly open: Map<string, { readonly uri: string; readonly version: number }>;
  /** What the client has been sent last, by absolute path. */
  readonly published: Map<
    string,
    { readonly version: number | undefined; readonly findings: readonly Finding[] }
  >;
  /** Runs that failed, by absolute path of the file where that is shown. */
  readonly failedRuns: Map<string, readonly FailedRun[]>;
  /** Files that somebody types in now, by absolute path: what ends that, and where it happens (UTF-16). */
  readonly typing: Map<string, { readonly timer: NodeJS.Timeout; readonly offset: number }>;
  /** Absent until it is loaded. */
  parser?: SqlParser;
  parserLoading?: Promise<void>;
  /** Waiting checks of whole projects, by root. */
  readonly timers: Map<string, NodeJS.Timeout>;
  /** The check of each whole project that began last, by root. */
  readonly checking: Map<string, object>;
  /** What the warehouse is being asked for each project, by root. */
  readonly rounds: Map<string, AbortController>;
  /** Roots of the projects that the warehouse has been asked about. */
  readonly greeted: Set<string>;
  /** Titles of the work in progress. */
  readonly busy: string[];
  /** What the client was told last of each project, as text, by root. */
  readonly statuses: Map<string, string>;
  /** What the client was told last of the projects whose tests it has asked for, by root: the name, and of each file what is in it, as text. */
  readonly testsTold: Map<string, { name: string; readonly files: Map<string, string> }>;
  /** Whether the client has asked for the state of whole projects, and so is told when it has changed. */
  governed: boolean;
  /** What changes meant when they were reviewed last, by root. */
  readonly reviews: Map<string, Review>;
  /** Folders that the client has open. */
  readonly folders: Set<string>;
  /** Looks at rows that are under way, by the path of the file. */
  readonly rowLooks: Map<string, AbortController>;
  /** How the files of each connection are watched, by the project's root; see `watching.ts`. */
  readonly watching: Map<string, Watching>;
  /** Changes of files are followed one after the other. */
  following: Promise<unknown>;
}

/** Absolute path of a document. What is not a file, such as an unsaved spec, gets a path that no file has. */
export function pathOf(uri: string): string {
  if (uri.startsWith("file:")) return fileURLToPath(uri);
  const [scheme = "", rest = ""] = uri.split(/:(.*)/s);
  const name = decodeURIComponent(rest).replace(/^\/+/, "");
  return `/${scheme}:/${isProjectText(name) ? name : `${name}.events.yml`}`;
}

/** The address of a file: the client's own for an open one, so that it recognises it. */
export function uriOf(server: Server, path: string): string {
  return server.open.get(path)?.uri ?? pathToFileURL(path).href;
}

/** The document of a request, with the text that the client has now. */
export async function fileOf(server: Server, uri: string): Promise<WorkspaceFile | undefined> {
  return workspaceFile(server.session, pathOf(uri));
}

/**
 * Wraps a handler: what the user typed must never end the server, so a failure is logged and answered with `otherwise`.
 * A request that the client has cancelled meanwhile is answered so.
 */
export function guarded<P, R>(
  server: Server,
  name: string,
  otherwise: R,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<void>> {
  return async (params, token) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      return await handler(params, token);
    } catch (error) {
      logError(server, name, error);
      return otherwise;
    }
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled.");
}

/** Writes a failure to the client's log: where and what, never settings or SQL. */
export function logError(server: Server, what: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  server.connection.console.error(`${what}: ${text}`);
}

/** Tells in the client's log what happened; secrets have been taken out of what a warehouse says. */
export function logEvent(server: Server, text: string): void {
  server.connection.console.info(harmlessLine(text));
}

/** An abort signal that follows the client's cancellation. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** Files that the client watches for us: those of every project, and those that hold a connection's tables. */
import { type Connection, DidChangeWatchedFilesNotification, WatchKind } from "vscode-languageserver";
import { openContextOf } from "../../tasks/openContext.ts";
import { dataFilesOf } from "../../warehouse/dataFiles.ts";
import { connectionOf } from "../session/connections.ts";
import { pathIn, type Workspace } from "../session/session.ts";
import type { Server } from "./server.ts";

const texts = [
  "**/*{event,events}.{yml,yaml}",
  "**/{eventspec,eventspec.local}.yml",
  "**/eventspec.catalog.json",
  "**/{manifest,catalog}.json",
  "**/{profiles,dbt_project}.yml",
  "**/.env",
];

/** Texts, and whatever goes: a folder that is removed or renamed is told by its own name alone. */
export async function watchTexts(server: Server): Promise<void> {
  if (!mayRegister(server)) return;
  const watchers = [
    ...texts.map((globPattern) => ({ globPattern })),
    { globPattern: "**/*", kind: WatchKind.Delete },
  ];
  await register(server.connection, watchers);
}

/** Follows the files of the connection that a project uses now, and the policies that it shares. */
export async function watchData(server: Server, workspace: Workspace): Promise<void> {
  const { root, project } = workspace;
  const settings = connectionOf(workspace);
  const patterns = settings ? await dataFilesOf(settings, openContextOf(project)) : [];
  const policies = project.file.policies.map(({ file }) => pathIn(workspace, file));
  const before = server.watching.get(root);
  if (before && sameTexts(before.patterns, patterns) && sameTexts(before.policies, policies)) return;
  unwatchData(server, workspace);
  const watchers = [...patterns, ...policies].map((globPattern) => ({ globPattern }));
  const isWatched = watchers.length > 0 && mayRegister(server);
  server.watching.set(root, {
    patterns,
    policies,
    stop: isWatched ? register(server.connection, watchers).catch(() => undefined) : undefined,
  });
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.join("\n") === other.join("\n");
}

export function unwatchData(server: Server, { root }: Workspace): void {
  void server.watching.get(root)?.stop?.then((watched) => watched?.dispose());
  server.watching.delete(root);
}

/** Absolute paths and patterns of the files that hold the project's tables. */
export function dataOf(server: Server, { root }: Workspace): readonly string[] {
  return server.watching.get(root)?.patterns ?? [];
}

function register(connection: Connection, watchers: readonly { globPattern: string; kind?: WatchKind }[]) {
  return connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] });
}

function mayRegister({ client }: Server): boolean {
  return client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
}

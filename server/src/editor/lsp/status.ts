/** What the server is doing, for the status bar, and for the client's own progress. */
import { pathToFileURL } from "node:url";
import { checkedInWords, isComplete } from "../../rules/checked.ts";
import { connectionOf, workspaceDialect } from "../session/connections.ts";
import type { Workspace } from "../session/session.ts";
import { notifications, type Status } from "./protocol.ts";
import type { Server } from "./server.ts";

/** Work that ends sooner shows no progress, in milliseconds. */
const patience = 300;

export function sendStatus(server: Server, workspace: Workspace): void {
  const connection = connectionOf(workspace);
  const name = workspace.project.file.name?.value;
  const busy = server.busy.at(-1);
  const { problem, checked } = workspace;
  const unchecked = uncheckedIn(workspace);
  const status: Status = {
    root: rootUri(workspace),
    ...(workspace.isProject ? {} : { noProject: true as const }),
    ...(name === undefined ? {} : { project: name }),
    ...(connection ? { connection: connection.name.value, dialect: workspaceDialect(workspace) } : {}),
    ...(busy === undefined ? {} : { busy }),
    ...(problem === undefined ? {} : { problem }),
    ...(checked ? { checked } : {}),
    ...(unchecked === undefined ? {} : { unchecked }),
    connections: workspace.project.file.connections.map((each) => each.name.value),
  };
  const text = JSON.stringify(status);
  if (text === server.statuses.get(workspace.root)) return;
  server.statuses.set(workspace.root, text);
  void server.connection.sendNotification(notifications.status, status);
}

/** What the last check has not looked at, in words; absent where that is nothing, and until there was one. */
export function uncheckedIn({ checked }: Workspace): string | undefined {
  return checked && !isComplete(checked) ? checkedInWords(checked) : undefined;
}

/** Takes back what was said of a project that is none any more. */
export function sendGone(server: Server, workspace: Workspace): void {
  if (!server.statuses.delete(workspace.root)) return;
  const status: Status = { root: rootUri(workspace), gone: true, connections: [] };
  void server.connection.sendNotification(notifications.status, status);
}

export function rootUri({ root }: Workspace): string {
  return pathToFileURL(root).href.replace(/\/$/, "");
}

/** Does work while the status says so; long work shows as the client's own progress, too. */
export async function busyWith<T>(
  server: Server,
  workspace: Workspace,
  title: string,
  work: () => Promise<T>,
): Promise<T> {
  server.busy.push(title);
  sendStatus(server, workspace);
  const progress = progressLater(server, title);
  try {
    return await work();
  } finally {
    server.busy.splice(server.busy.indexOf(title), 1);
    progress.done();
    sendStatus(server, workspace);
  }
}

function progressLater(server: Server, title: string): { done(): void } {
  if (server.client.window?.workDoneProgress !== true) return { done: () => undefined };
  let over = false;
  let finish = (): void => undefined;
  const timer = setTimeout(async () => {
    const reporter = await server.connection.window.createWorkDoneProgress().catch(() => undefined);
    if (!reporter || over) return reporter?.done();
    reporter.begin(`EventSpec: ${title}`);
    finish = () => reporter.done();
  }, patience);
  return {
    done: () => {
      over = true;
      clearTimeout(timer);
      finish();
    },
  };
}

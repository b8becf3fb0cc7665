/** What rows tell of the events of a file: looked at when it is saved and its warehouse is on this machine, where that costs nothing. */
import { dataFindings } from "../../tasks/data/dataFindings.ts";
import { testMoments } from "../../tasks/test/testMoments.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { connectionOf, mayAskByItself, workspaceDialect } from "../session/connections.ts";
import { keptOf } from "../session/rowsTold.ts";
import { fileIn, isBelow, type Workspace } from "../session/session.ts";
import { showAnew } from "./diagnostics.ts";
import { logError, type Server } from "./server.ts";
import { withConnection } from "./warehouse.ts";

const momentNames = { now: "now", since: "since", until: "until" } as const;

/** Looks at the rows of a file's events. A newer look at the same file ends an older one; an edit makes what it finds void. */
export async function lookAtRows(server: Server, workspace: Workspace, path: string): Promise<void> {
  const file = fileIn(workspace, path);
  const { project, bound } = workspace;
  const events = project.events.filter((event) => event.file === file);
  const settings = connectionOf(workspace);
  const isAsked = server.trusted && workspace.isProject && events.length > 0;
  if (!isAsked || !settings || !(await mayAskByItself(workspace, settings))) return;
  const moments = testMoments(project, {}, momentNames);
  if ("problem" in moments) return;
  server.rowLooks.get(path)?.abort();
  const look = new AbortController();
  server.rowLooks.set(path, look);
  const timeoutMs = server.settings.queryTimeoutMs;
  const told = keptOf(workspace, file);
  try {
    const answer = await withConnection(
      server,
      workspace,
      settings,
      async (connection) => {
        if (!connection.capabilities.embedded) return undefined;
        const maxBytes = server.settings.maxBytes ?? settings.maxBytes;
        const asked = { project, bound, events, connection, dialect: workspaceDialect(workspace) };
        return dataFindings({ ...asked, now: moments.now, timeoutMs, maxBytes }, look.signal);
      },
      look.signal,
    );
    if (!answer || look.signal.aborted) return;
    workspace.rows.set(file, { ...told, findings: answer.findings.get(file) ?? [] });
    showAnew(server, [path]);
  } catch (error) {
    if (!(error instanceof WarehouseError)) logError(server, "looking at rows", error);
  } finally {
    if (server.rowLooks.get(path) === look) server.rowLooks.delete(path);
  }
}

/** Ends all looks at files of a project. */
export function stopLooking(server: Server, workspace: Workspace): void {
  for (const [path, look] of server.rowLooks) if (isBelow(workspace.root, path)) look.abort();
}

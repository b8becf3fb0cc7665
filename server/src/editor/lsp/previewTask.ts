/** What a preview asks for, out of what the client sends and the user has set. */
import type { ProjectEvent } from "../../project/types.ts";
import { readWindow, type WindowRead } from "../../tasks/moments.ts";
import { type PreviewRequest, type PreviewTarget, zoneOf } from "../../tasks/previewSql.ts";
import { connectionOf, workspaceDialect } from "../session/connections.ts";
import type { WorkspaceFile } from "../session/session.ts";
import type { PreviewParams } from "./protocol.ts";
import type { Server } from "./server.ts";

/** One preview under way. */
export interface PreviewTask {
  readonly server: Server;
  /** The file that the event stands in. */
  readonly at: WorkspaceFile;
  readonly event: ProjectEvent;
  readonly params: PreviewParams;
  readonly signal: AbortSignal;
}

export function targetOf(event: ProjectEvent): PreviewTarget {
  return { kind: "event", name: event.name, event };
}

export function requestFor(
  { server, at, event, params }: PreviewTask,
  window: PreviewRequest["window"],
): PreviewRequest {
  const { settings } = server;
  const { workspace } = at;
  const limit = Math.max(1, Math.floor(params.limit ?? settings.previewLimit));
  return {
    project: workspace.project,
    target: targetOf(event),
    dialect: workspaceDialect(workspace),
    bound: workspace.bound,
    window,
    limit,
    timeoutMs: settings.queryTimeoutMs,
    maxBytes: params.confirmed ? undefined : (settings.maxBytes ?? connectionOf(workspace)?.maxBytes),
  };
}

/** Both ends as the client gives them, else the setting; read in the event's zone. */
export function windowFor({ server, at, event, params }: PreviewTask): WindowRead {
  const { since, until } = params;
  const setting = server.settings.previewWindow.trim();
  const isAsked = since !== undefined || until !== undefined;
  const texts = isAsked ? { since, until } : setting === "" ? {} : { since: setting };
  const names = { since: isAsked ? "`since`" : "The setting eventspec.previewWindow", until: "`until`" };
  const zone = zoneOf(at.workspace.project, targetOf(event));
  return readWindow(texts, names, { now: new Date(), zone });
}

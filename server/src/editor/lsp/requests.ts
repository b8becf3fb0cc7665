/** Our own requests: previews, generated SQL, the connection to use. */
import { type CancellationToken, RequestType } from "vscode-languageserver";
import { bindProject } from "../../checks/bindProject.ts";
import type { Span } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { parseDuration } from "../../spec/values.ts";
import { compile } from "../../sql/compile.ts";
import type { Window } from "../../sql/types.ts";
import type { Connection } from "../../warehouse/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { expressionTypes } from "../bound.ts";
import { connectionOf, dialectOf, mayAskByItself } from "../connections.ts";
import { toRange } from "../convert.ts";
import { personalColumns } from "../personal.ts";
import { countEvents, type Preview, type PreviewRequest, refusalIn, runPreview } from "../preview.ts";
import {
  type CompileParams,
  type CompileResult,
  notifications,
  type PreviewParams,
  type PreviewResult,
  requests,
  type UseConnectionParams,
} from "../protocol.ts";
import { factsFrom } from "../sampling.ts";
import { loadedWorkspaces, type ProjectPlace, type Workspace } from "../session.ts";
import { checkProjectSoon } from "./diagnostics.ts";
import { documentOf, guarded, logError, type Server, signalOf } from "./server.ts";
import { busyWith, sendStatus } from "./status.ts";
import { askWarehouse, refreshHints, withConnection } from "./warehouse.ts";

const previewType = new RequestType<PreviewParams, PreviewResult, void>(requests.preview);

export function registerRequests(server: Server): void {
  const { connection } = server;
  connection.onRequest(previewType, (params, token) => preview(server, params, token));
  connection.onRequest(
    requests.compile,
    guarded<CompileParams, CompileResult>(
      server,
      "compile",
      { sql: "", dialect: "", problems: ["The SQL could not be written; the log says why."] },
      async (params) => compileAt(server, params),
    ),
  );
  connection.onRequest(
    requests.useConnection,
    guarded<UseConnectionParams, null>(server, "useConnection", null, async (params) => {
      const place = await documentOf(server, params.uri);
      if (place) await useConnection(server, place.workspace, params.connection);
      return null;
    }),
  );
  connection.onNotification(notifications.trusted, async () => {
    server.trusted = true;
    for (const workspace of await loadedWorkspaces(server.session)) await askWarehouse(server, workspace);
  });
}

/** What an older connection said counts no more. */
async function useConnection(server: Server, workspace: Workspace, name: string): Promise<void> {
  workspace.chosen = name;
  delete workspace.bound;
  delete workspace.catalog;
  workspace.facts.clear();
  sendStatus(server, workspace);
  checkProjectSoon(server, workspace);
  refreshHints(server);
  void askWarehouse(server, workspace);
}

async function compileAt(server: Server, params: CompileParams): Promise<CompileResult> {
  const place = await documentOf(server, params.uri);
  if (!place) return { sql: "", dialect: "", problems: ["This file belongs to no project."] };
  const { workspace, file } = place;
  const { project } = workspace;
  const dialect = dialectOf(workspace);
  const own = project.events.filter((event) => event.file === file).map(({ name }) => name);
  const events = own.filter((name) => params.event === undefined || name === params.event);
  if (events.length === 0) {
    const message =
      params.event === undefined ? "No event in this file." : `No event "${params.event}" in this file.`;
    return { sql: "", dialect, problems: [message] };
  }
  const types = expressionTypes(project, workspace.bound);
  const layout = params.layout ?? "per_event";
  const { relations, findings } = compile(project, { dialect, layout, events, ...(types ? { types } : {}) });
  const problems = findings.map(({ message, hint }) => (hint ? `${message} ${hint}` : message));
  return { sql: relations.map(({ sql }) => sql.trimEnd()).join("\n\n"), dialect, problems };
}

async function preview(
  server: Server,
  params: PreviewParams,
  token: CancellationToken,
): Promise<PreviewResult> {
  const { event: name } = params;
  const failed = (message: string, hint?: string): PreviewResult => {
    return { status: "failed", event: name, message, ...(hint === undefined ? {} : { hint }) };
  };
  try {
    const place = await documentOf(server, params.uri);
    const event = place?.workspace.project.events.find(
      (each) => each.name === name && each.file === place.file,
    );
    if (!place || !event) return failed(`There is no event "${name}" in this file.`);
    const settings = connectionOf(place.workspace);
    if (!server.trusted) {
      return failed("Nothing is run in an untrusted workspace.", "Trust the workspace to preview events.");
    }
    if (!settings) {
      return failed("The project names no connection.", "Add one under `connections` in eventspec.yml.");
    }
    const { workspace } = place;
    const request = previewRequest(server, workspace, event, params);
    const signal = signalOf(token);
    return await busyWith(server, workspace, `Previewing ${name}`, () =>
      withConnection(
        server,
        workspace,
        settings,
        async (connection) => {
          const outcome = await runPreview(request, connection, signal);
          return answer(server, place, request, connection, outcome);
        },
        signal,
      ),
    );
  } catch (error) {
    if (token.isCancellationRequested) return { status: "cancelled", event: name };
    if (error instanceof WarehouseError) return failed(error.message);
    logError(server, "preview", error);
    return failed("The preview failed.", "The log says more.");
  }
}

function previewRequest(
  server: Server,
  workspace: Workspace,
  event: ProjectEvent,
  params: PreviewParams,
): PreviewRequest {
  const { settings } = server;
  const limit = Math.max(1, Math.floor(params.limit ?? settings.previewLimit));
  const since =
    params.since ?? (params.until === undefined ? windowStart(settings.previewWindow) : undefined);
  // One more than is shown, so that the result can say whether there are more.
  const window: Window = {
    limit: limit + 1,
    ...(since === undefined ? {} : { since }),
    ...(params.until === undefined ? {} : { until: params.until }),
  };
  return {
    project: workspace.project,
    event,
    dialect: dialectOf(workspace),
    types: expressionTypes(workspace.project, workspace.bound),
    window,
    limit,
    timeoutMs: settings.queryTimeoutMs,
    maxBytes: settings.maxBytes,
  };
}

const seconds = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;

function windowStart(setting: string): string | undefined {
  const duration = parseDuration(setting);
  return duration && new Date(Date.now() - duration.amount * seconds[duration.unit] * 1000).toISOString();
}

async function answer(
  server: Server,
  place: ProjectPlace,
  request: PreviewRequest,
  connection: Connection,
  outcome: Preview,
): Promise<PreviewResult> {
  const { event } = request;
  const name = event.name;
  if (outcome.kind === "rows") return rowsAnswer(server, place, request, connection, outcome);
  if (outcome.kind === "invalid") {
    const { message, hint, file, span } = outcome.finding;
    return {
      status: "failed",
      event: name,
      message,
      ...(hint ? { hint } : {}),
      ...rangeIn(place, file, span),
    };
  }
  const { error, sql } = outcome;
  if (error.kind === "cancelled") return { status: "cancelled", event: name };
  const refusal = error.kind === "sql" ? await locate(place, event, connection) : undefined;
  const message = refusal?.message ?? error.message;
  return {
    status: "failed",
    event: name,
    message,
    sql,
    ...(refusal ? rangeIn(place, refusal.file, refusal.span) : {}),
  };
}

/** Which of the user's expressions the engine refuses, where the failure of the whole query does not tell. */
async function locate({ workspace, file }: ProjectPlace, event: ProjectEvent, connection: Connection) {
  if (!connection.capabilities.bind) return undefined;
  const signal = AbortSignal.timeout(5000);
  const bound = await bindProject(workspace.project, connection, signal, { files: [file] }).catch(
    () => undefined,
  );
  const failures = [...(bound?.events.values() ?? [])].filter(
    (each) => each.event === event.name && each.file === file,
  );
  return refusalIn(
    file,
    failures.flatMap((each) => each.failures),
  );
}

function rangeIn(place: ProjectPlace, file: string, span: Span) {
  return file === place.file ? { range: toRange(place.document, span) } : {};
}

function rowsAnswer(
  server: Server,
  place: ProjectPlace,
  request: PreviewRequest,
  connection: Connection,
  outcome: Preview & { kind: "rows" },
): PreviewResult {
  const { workspace, file } = place;
  const { event, window } = request;
  const { result, sql, estimate } = outcome;
  const personal = personalColumns(event, workspace.findings.get(file) ?? []);
  const whole = !result.truncated && window.since === undefined && window.until === undefined;
  workspace.facts.set(`${event.file} ${event.name}`, factsFrom(event, result, personal, whole));
  refreshHints(server);
  if (!whole) void countLater(server, workspace, request, connection);
  return {
    status: "rows",
    event: event.name,
    connection: connection.name,
    sql,
    columns: result.columns.map((column) => ({ ...column, personal: personal.has(column.name) })),
    rows: result.rows,
    truncated: result.truncated,
    elapsedMs: result.elapsedMs,
    ...(whole ? { total: result.rows.length } : {}),
    ...(estimate ? { estimate } : {}),
  };
}

/** Counts all events after the rows are on show; only where that costs nothing or was chosen. */
async function countLater(
  server: Server,
  workspace: Workspace,
  request: PreviewRequest,
  connection: Connection,
): Promise<void> {
  const settings = connectionOf(workspace);
  if (!settings || settings.name.value !== connection.name || !mayAskByItself(workspace, settings)) return;
  const { event } = request;
  const key = `${event.file} ${event.name}`;
  const facts = workspace.facts.get(key);
  try {
    const signal = AbortSignal.timeout(request.timeoutMs);
    const counted = await withConnection(
      server,
      workspace,
      settings,
      (c) => countEvents(request, c, signal),
      signal,
    );
    if (!facts || !counted || workspace.facts.get(key) !== facts) return;
    const { count, lastAt } = counted;
    workspace.facts.set(key, { ...facts, count, ...(lastAt === undefined ? {} : { lastAt }) });
    refreshHints(server);
  } catch (error) {
    if (!(error instanceof WarehouseError)) logError(server, "counting", error);
  }
}

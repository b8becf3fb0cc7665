/** `eventspec/preview`: rows of one event, and what they tell of it afterwards. */

import type { CancellationToken } from "vscode-languageserver";
import type { Span } from "../../document/types.ts";
import { filesOf } from "../../project/givenTogether.ts";
import { filesRead } from "../../project/joinedEvents.ts";
import { typeInWords } from "../../sql/typeInWords.ts";
import { type PreviewOutcome, runPreview } from "../../tasks/preview.ts";
import { type PreviewRequest, whyNothing } from "../../tasks/previewSql.ts";
import { columnsForPeople, inZone, isMoment, newestFirst } from "../../tasks/shownRows.ts";
import type { Connection, QueryResult } from "../../warehouse/types.ts";
import { isOfConnection, WarehouseError } from "../../warehouse/types.ts";
import { nullsInWords } from "../features/describe/columns.ts";
import { connectionChoice } from "../session/connections.ts";
import { factsKey } from "../session/facts.ts";
import { hiddenColumns } from "../session/personal.ts";
import { factsFrom } from "../session/sampling.ts";
import type { Workspace, WorkspaceFile } from "../session/session.ts";
import { lookCloser } from "./closerLook.ts";
import { toRange } from "./convert.ts";
import { showAnew } from "./diagnostics.ts";
import { forgetFailures, noteFailure, noteUnconnected } from "./failedRuns.ts";
import { type PreviewTask, requestFor, targetOf, windowFor } from "./previewTask.ts";
import type { PreviewParams, PreviewResult } from "./protocol.ts";
import { fileOf, logError, logEvent, type Server, signalOf } from "./server.ts";
import { busyWith } from "./status.ts";
import { answered, bindFiles, refreshHints, withConnection } from "./warehouse.ts";
import { broken, failed, refused, unconnected, untrusted } from "./whyNotRun.ts";

/** Answers a preview; never rejects, because its panel shows what went wrong. */
export async function preview(
  server: Server,
  params: PreviewParams,
  token: CancellationToken,
): Promise<PreviewResult> {
  const result = await answer(server, params, token);
  logEvent(server, inWords(result));
  return result;
}

async function answer(
  server: Server,
  params: PreviewParams,
  token: CancellationToken,
): Promise<PreviewResult> {
  const name = params.event;
  let at: WorkspaceFile | undefined;
  try {
    at = await fileOf(server, params.uri);
    const event = at?.workspace.project.events.find((each) => each.name === name && each.file === at?.file);
    if (!at || !event) return failed(name, `There is no event "${name}" in this file.`);
    return await previewEvent({ server, at, event, params, signal: signalOf(token) });
  } catch (error) {
    if (token.isCancellationRequested) return { status: "cancelled", event: name };
    if (error instanceof WarehouseError && at) return refused(name, at.workspace, error);
    if (error instanceof RangeError) return failed(name, error.message);
    logError(server, "preview", error);
    return broken(name);
  }
}

/** A line of the log. */
function inWords(result: PreviewResult): string {
  const what = `Preview of ${result.event}`;
  switch (result.status) {
    case "rows":
      return `${what}: ${result.rows.length} rows in ${Math.round(result.elapsedMs)} ms from ${result.connection}.`;
    case "cancelled":
      return `${what} was cancelled.`;
    case "failed":
      return `${what} failed: ${result.message}`;
  }
}

async function previewEvent(task: PreviewTask): Promise<PreviewResult> {
  const { server, at, event, signal } = task;
  const { workspace } = at;
  const choice = connectionChoice(workspace);
  if (!server.trusted) return untrusted(event.name);
  const nothing = whyNothing(targetOf(event));
  if (nothing !== undefined) return failed(event.name, nothing);
  if (choice.kind !== "chosen") return unconnected(event.name, workspace, choice);
  const run = () =>
    withConnection(server, workspace, choice.settings, (connection) => previewOn(task, connection), signal);
  try {
    return await busyWith(server, workspace, `Previewing ${event.name}`, run);
  } catch (error) {
    if (error instanceof WarehouseError && isOfConnection(error)) unconnectedIn(task, error);
    throw error;
  }
}

function unconnectedIn(task: PreviewTask, error: WarehouseError): void {
  const { server, at, event } = task;
  const failure = { run: `The last preview of ${event.name}`, events: [event] };
  showAnew(server, [...forgetFailures(task), ...noteUnconnected(server, at.workspace, failure, error)]);
}

async function previewOn(task: PreviewTask, connection: Connection): Promise<PreviewResult> {
  const { server, at, event, signal } = task;
  const { workspace } = at;
  const read = windowFor(task);
  if ("problem" in read) return failed(event.name, read.problem, read.hint);
  // Types first: ids are then the same text as in every other run, and a refused expression is found at its place.
  await bindFiles(
    server,
    workspace,
    connection,
    { files: filesRead(workspace.project, filesOf(workspace.project, event)) },
    signal,
  );
  const request = requestFor(task, read.window);
  const outcome = await runPreview(request, connection, signal);
  showAnew(server, forgetFailures(task));
  switch (outcome.kind) {
    case "rows":
      answered(server, workspace);
      return rowsAnswer(task, request, connection, outcome);
    case "invalid": {
      const [finding] = outcome.findings;
      if (!finding) return failed(event.name, `The event "${event.name}" has no SQL yet.`);
      return { ...failed(event.name, finding.message, finding.hint), ...rangeIn(at, finding) };
    }
    case "costly": {
      const hint = "Narrow the window (eventspec.previewWindow), or run it anyway.";
      return { ...failed(event.name, outcome.reason, hint), sql: outcome.sql, confirmable: true };
    }
    case "failed": {
      const { error, sql, failing } = outcome;
      if (error.kind === "cancelled") return { status: "cancelled", event: event.name };
      if (isOfConnection(error)) throw error;
      const range = failing ? rangeIn(at, failing) : {};
      showAnew(server, [noteFailure(task, outcome)]);
      return { ...failed(event.name, failing?.message ?? error.message), sql, ...range };
    }
  }
}

function rangeIn(at: WorkspaceFile, { file, span }: { readonly file: string; readonly span: Span }) {
  return file === at.file ? { range: toRange(at.document, span) } : {};
}

function rowsAnswer(
  task: PreviewTask,
  request: PreviewRequest,
  connection: Connection,
  outcome: PreviewOutcome & { kind: "rows" },
): PreviewResult {
  const { server, at, event } = task;
  const { workspace } = at;
  const { sql, estimate } = outcome;
  const { result, technical } = forPeople(newestFirst(outcome.result));
  const { since, until } = request.window;
  const personal = hiddenColumns(workspace, event);
  const whole = !result.truncated && since === undefined && until === undefined;
  const facts = factsFrom(at.workspace.project, event, result, personal, whole);
  workspace.facts.set(factsKey(event), facts);
  refreshHints(server);
  void lookCloser(server, workspace, event, { request, connection: connection.name, whole });
  return {
    status: "rows",
    event: event.name,
    connection: connection.name,
    sql,
    columns: result.columns.map((column) => {
      const { name, type } = column;
      const nulls = nullsInWords(facts.nulls?.get(name));
      return {
        ...column,
        typeInWords: typeInWords({ spelling: type, dialect: connection.dialect }) ?? type,
        ...(nulls !== undefined && { nulls }),
        personal: personal.has(name),
        technical: technical.has(name),
      };
    }),
    rows: result.rows,
    ...zonedRows(workspace, result, connection),
    countsUnasked: connection.capabilities.embedded === true,
    truncated: result.truncated,
    ...(result.cutCells === undefined ? {} : { cutCells: result.cutCells }),
    elapsedMs: result.elapsedMs,
    ...(whole ? { total: result.rows.length } : {}),
    ...(estimate ? { estimate } : {}),
  };
}

function forPeople(result: QueryResult): { result: QueryResult; technical: ReadonlySet<string> } {
  const order = columnsForPeople(result);
  const columns = order.flatMap(({ index }) => result.columns[index] ?? []);
  const rows = result.rows.map((row) => order.map(({ index }) => row[index] ?? null));
  const technical = order.filter(({ isTechnical }) => isTechnical);
  return {
    result: { ...result, columns, rows },
    technical: new Set(technical.map(({ index }) => result.columns[index]?.name ?? "")),
  };
}

/** The rows by the clocks of the project's time zone. */
function zonedRows({ project }: Workspace, result: QueryResult, { dialect }: Connection) {
  const zone = project.file.timezone?.value ?? "UTC";
  if (zone === "UTC") return {};
  const moments = result.columns.filter((column) => isMoment(column, dialect)).map(({ name }) => name);
  return { zoned: { zone, moments, rows: inZone(result, dialect, zone) } };
}

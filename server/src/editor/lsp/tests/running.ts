/** `eventspec/runTests`: runs checks on the project's connection, each result as soon as it is there. */
import type { CancellationToken } from "vscode-languageserver";
import type { Check } from "../../../proof/checks.ts";
import { resultsInWords } from "../../../reports/tests/input.ts";
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { askConnection } from "../../../tasks/askConnection.ts";
import { openExampleEngine, runOffline } from "../../../tasks/test/exampleEngine.ts";
import { runTests } from "../../../tasks/test/runTests.ts";
import { testMoments } from "../../../tasks/test/testMoments.ts";
import type { TestRequest } from "../../../tasks/test/types.ts";
import { embeddedDialect } from "../../../warehouse/open.ts";
import { type Connection, isOfConnection, WarehouseError } from "../../../warehouse/types.ts";
import { connectionChoice, connectionOf } from "../../session/connections.ts";
import { keepResult } from "../../session/keptTests.ts";
import { type Workspace, workspaceOf } from "../../session/session.ts";
import { showAnew } from "../diagnostics.ts";
import { noteUnconnected } from "../failedRuns.ts";
import { noConnection } from "../noConnection.ts";
import { notifications } from "../protocol.ts";
import { logError, logEvent, pathOf, type Server, signalOf } from "../server.ts";
import { busyWith } from "../status.ts";
import { answered, bindFiles, refreshHints, withConnection } from "../warehouse.ts";
import { tellTests, testCheck } from "./listing.ts";
import type { RunTestsParams, RunTestsResult, TestsBegun } from "./protocol.ts";
import { titleOf, wantedChecks } from "./selection.ts";
import { testedOf } from "./tested.ts";

/** One run under way. */
interface TestRun {
  readonly server: Server;
  readonly workspace: Workspace;
  readonly params: RunTestsParams;
  /** The session as it was when the run began: an edit that comes later is not what was tested. */
  readonly basis: Pick<Workspace, "project" | "chosen" | "tests" | "tablesRevision">;
  readonly moments: Pick<TestRequest, "now" | "window">;
  readonly signal: AbortSignal;
}

/** Never rejects: who asked shows what went wrong. */
export async function runChecks(
  server: Server,
  params: RunTestsParams,
  token: CancellationToken,
): Promise<RunTestsResult> {
  try {
    return await orStopped(begin(server, params, signalOf(token)), token);
  } catch (error) {
    if (token.isCancellationRequested) return { status: "cancelled" };
    if (error instanceof WarehouseError) return failed(error.message);
    logError(server, "running tests", error);
    return failed("The tests could not be run.", "The log says more.");
  }
}

function failed(message: string, hint?: string): RunTestsResult {
  return { status: "failed", message, ...(hint !== undefined && { hint }) };
}

/** Answers as soon as the client cancels, however long the warehouse takes to stop; what fails then is nobody's. */
function orStopped(run: Promise<RunTestsResult>, token: CancellationToken): Promise<RunTestsResult> {
  return new Promise((resolve, reject) => {
    token.onCancellationRequested(() => resolve({ status: "cancelled" }));
    run.then(resolve, reject);
  });
}

async function begin(server: Server, params: RunTestsParams, signal: AbortSignal): Promise<RunTestsResult> {
  const workspace = await workspaceOf(server.session, pathOf(params.uri));
  if (!server.trusted)
    return failed("Nothing is run in an untrusted workspace.", "Trust the workspace to run tests.");
  const choice = connectionChoice(workspace);
  if (choice.kind !== "chosen") return failed(...noConnection(choice));
  const since = server.settings.testSince.trim();
  const moments = testMoments(workspace.project, { ...(since !== "" && { since }) }, momentNames);
  if ("problem" in moments) return failed(moments.problem, moments.hint);
  const { project, chosen, tests, tablesRevision } = workspace;
  const basis = { project, tests, tablesRevision, ...(chosen !== undefined && { chosen }) };
  const run: TestRun = { server, workspace, params, basis, moments, signal };
  const checks = wantedChecks(project, params);
  const begun: TestsBegun = {
    run: params.run,
    checks: checks.flatMap((check) => testCheck(server, workspace, check)),
  };
  await server.connection.sendNotification(notifications.testsBegun, begun);
  if (checks.length === 0) return { status: "ended" };
  try {
    return await busyWith(server, workspace, titleOf(checks), () => runWhere(run, checks, choice.settings));
  } catch (error) {
    if (error instanceof WarehouseError && isOfConnection(error)) unconnectedIn(run, checks, error);
    throw error;
  }
}

/** Leaves a finding where a run could not have its connection, or lost it. */
function unconnectedIn(
  { server, workspace }: TestRun,
  checks: readonly Check[],
  error: Pick<WarehouseError, "message">,
): void {
  const events = [...new Set(checks.map(({ event }) => event))];
  const run = `The last run of ${events.length === 1 ? `${events[0]?.name}'s ` : ""}tests`;
  showAnew(server, noteUnconnected(server, workspace, { run, events }, error));
}

/** What moments of a run are called where one can't be read. */
export const momentNames = {
  now: "`now`",
  since: "The setting eventspec.test.since",
  until: "`until`",
} as const;

/** Examples alone open nothing that the project leads to, where the embedded engine speaks its dialect. */
function runWhere(
  run: TestRun,
  checks: readonly Check[],
  settings: ConnectionSettings,
): Promise<RunTestsResult> {
  const { server, workspace, basis, signal } = run;
  const { project } = basis;
  if (runOffline(project, checks, settings))
    return withExampleEngine(run, (connection) =>
      runOn(run, { project, bound: workspace.bound, connection, exampleEngine: connection }),
    );
  const work = async (connection: Connection): Promise<RunTestsResult> => {
    const known = { ...(await knownTo(run, checks, connection)), connection };
    if (connection.dialect !== embeddedDialect || !checks.some(({ part }) => part === "examples"))
      return runOn(run, known);
    return withExampleEngine(run, (exampleEngine) => runOn(run, { ...known, exampleEngine }));
  };
  return withConnection(server, workspace, settings, work, signal);
}

async function withExampleEngine(
  { server, basis: { project }, signal }: TestRun,
  work: (engine: Connection) => Promise<RunTestsResult>,
): Promise<RunTestsResult> {
  const engine = await openExampleEngine(project, signal, server.engine);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

async function runOn(
  run: TestRun,
  on: Pick<TestRequest, "project" | "bound" | "connection" | "exampleEngine">,
): Promise<RunTestsResult> {
  const { server, workspace, params, basis, moments, signal } = run;
  const request: TestRequest = {
    ...on,
    ...moments,
    dialect: on.connection.dialect,
    checks: wantedChecks(on.project, params),
    timeoutMs: server.settings.queryTimeoutMs,
    maxBytes: server.settings.maxBytes ?? connectionOf(workspace)?.maxBytes,
    onResult: (result) => {
      if (signal.aborted) return;
      keepResult(basis, result);
      void server.connection.sendNotification(
        notifications.tested,
        testedOf(params.run, { project: on.project, dialect: on.connection.dialect }, result),
      );
    },
  };
  try {
    const began = performance.now();
    const results = await runTests(request, signal);
    const [unconnected, ...others] = results.filter((result) => result.unconnected);
    if (unconnected)
      unconnectedIn(
        run,
        [unconnected, ...others].map(({ check }) => check),
        unconnected,
      );
    else if (results.some(({ check }) => check.part !== "examples")) answered(server, workspace);
    const elapsed = Math.round(performance.now() - began);
    logEvent(server, `${titleOf(request.checks)}: ${resultsInWords(results)} in ${elapsed} ms.`);
  } finally {
    tellTests(server, workspace);
    refreshHints(server);
  }
  return { status: "ended" };
}

/** The project as the run's beginning has it, with types of the connection: ids are then the same text as everywhere. */
async function knownTo(
  { server, workspace, basis: { project }, signal }: TestRun,
  checks: readonly Check[],
  connection: Connection,
): Promise<Pick<TestRequest, "project" | "bound">> {
  const files = [...new Set(checks.map(({ event }) => event.file))];
  if (!workspace.catalog) return askConnection(project, connection, signal, files);
  await bindFiles(server, workspace, connection, { files }, signal);
  return { project, bound: workspace.bound };
}

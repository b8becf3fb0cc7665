/** `eventspec/runTests`: runs checks on the project's connection, each result as soon as it is there. */
import type { CancellationToken } from "vscode-languageserver";
import type { Project } from "../../../project/types.ts";
import { type Check, checksOf } from "../../../proof/checks.ts";
import { askConnection } from "../../../tasks/askConnection.ts";
import { runTests } from "../../../tasks/test/runTests.ts";
import { testMoments } from "../../../tasks/test/testMoments.ts";
import type { TestRequest } from "../../../tasks/test/types.ts";
import { type Connection, WarehouseError } from "../../../warehouse/types.ts";
import { connectionChoice, connectionOf } from "../../session/connections.ts";
import { keepResult } from "../../session/keptTests.ts";
import { type Workspace, workspaceOf } from "../../session/session.ts";
import { noConnection } from "../noConnection.ts";
import {
  notifications,
  type RunTestsParams,
  type RunTestsResult,
  type Tested,
  type TestsBegun,
  type TestTarget,
} from "../protocol.ts";
import { logError, pathOf, type Server, signalOf } from "../server.ts";
import { busyWith } from "../status.ts";
import { bindFiles, refreshHints, withConnection } from "../warehouse.ts";
import { tellTests, testCheck } from "./listing.ts";

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
  return busyWith(server, workspace, titleOf(checks), () =>
    withConnection(
      server,
      workspace,
      choice.settings,
      (connection) => runOn(run, checks, connection),
      signal,
    ),
  );
}

const momentNames = {
  now: "`now`",
  since: "The setting eventspec.test.since",
  until: "`until`",
} as const;

function titleOf(checks: readonly Check[]): string {
  const [first] = checks;
  if (checks.length === 1) return `Testing ${first?.event.name}: ${first?.name}`;
  const isOne = checks.every(({ event }) => event === first?.event);
  return isOne ? `Testing ${first?.event.name}` : `Running ${checks.length} checks`;
}

/** What is included and not excluded, in the project's order. */
function wantedChecks(
  project: Project,
  { include, exclude = [], withoutWarehouse }: RunTestsParams,
): Check[] {
  return project.events.flatMap((event) => {
    const ofEvent = (target: TestTarget) =>
      (target.file ?? event.file) === event.file && (target.event ?? event.name) === event.name;
    const included = include.filter(ofEvent);
    const excluded = exclude.filter(ofEvent);
    if (included.length === 0) return [];
    const isIn = (targets: readonly TestTarget[], { id }: Check) =>
      targets.some(({ check }) => check === undefined || check === id);
    return checksOf(project, event).filter(
      (check) =>
        (!withoutWarehouse || check.part === "examples") && isIn(included, check) && !isIn(excluded, check),
    );
  });
}

async function runOn(
  run: TestRun,
  checks: readonly Check[],
  connection: Connection,
): Promise<RunTestsResult> {
  const { server, workspace, params, basis, moments, signal } = run;
  const known = await knownTo(run, checks, connection);
  const request: TestRequest = {
    ...known,
    ...moments,
    connection,
    dialect: connection.dialect,
    checks: wantedChecks(known.project, params),
    timeoutMs: server.settings.queryTimeoutMs,
    maxBytes: server.settings.maxBytes ?? connectionOf(workspace)?.maxBytes,
    onResult: ({ check, ...result }) => {
      if (signal.aborted) return;
      keepResult(basis, { check, ...result });
      const { id, event } = check;
      const tested: Tested = { ...result, run: params.run, check: id, file: event.file, event: event.name };
      void server.connection.sendNotification(notifications.tested, tested);
    },
  };
  try {
    await runTests(request, signal);
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

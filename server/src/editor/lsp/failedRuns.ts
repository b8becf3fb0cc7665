/**
 * Runs that failed on the warehouse are findings: of SQL, until the event is edited there, means other rows, or runs again; of
 * the connection, until that answers or another one is used.
 */
import type { Finding } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { PreviewOutcome } from "../../tasks/preview.ts";
import type { WarehouseError } from "../../warehouse/types.ts";
import { type Edit, movedBy } from "../session/calm.ts";
import { connectionKey, connectionOf, isKeyOf } from "../session/connections.ts";
import { logicOf } from "../session/facts.ts";
import { pathIn, type Workspace } from "../session/session.ts";
import type { PreviewTask } from "./previewTask.ts";
import type { FailedRun, Server } from "./server.ts";

type Failures = Pick<Server, "failedRuns">;

/** Notes a failure where its cause stands, else at the event's name; the same refusal may stand there already. Out: the file's path. */
export function noteFailure(
  { server, at: { workspace }, event }: PreviewTask,
  { error, failing }: Extract<PreviewOutcome, { kind: "failed" }>,
): string {
  const { file, span } = failing ?? { file: event.file, span: event.definition.name.span };
  const finding: Finding = {
    rule: "sql-refused",
    severity: "error",
    message: `The last preview of ${event.name} failed: ${failing?.message ?? error.message}`,
    file,
    span,
  };
  const logic = logicOf(workspace.project, event);
  return note(server, workspace, { finding, event: event.name, cause: { kind: "sql", logic } });
}

/** What needed a connection that could not be had. */
export interface Unconnected {
  /** Such as `The last preview of order_placed`. */
  readonly run: string;
  readonly events: readonly ProjectEvent[];
}

/**
 * Notes that a connection could not be had, or was lost: at the one event that needed it, else where the connection is declared.
 * Out: the paths of the files where that is shown now, or was.
 */
export function noteUnconnected(
  server: Failures,
  workspace: Workspace,
  { run, events }: Unconnected,
  { message }: Pick<WarehouseError, "message">,
): string[] {
  const settings = connectionOf(workspace);
  const [event] = events;
  if (!settings || !event) return [];
  const { name } = settings;
  const declared = { file: workspace.project.file.file, span: name.span };
  const isOne = events.length === 1;
  const finding: Finding = {
    rule: "unreadable-table",
    severity: "error",
    message: `${run} failed: ${message}`,
    hint: `Check that the database of "${name.value}" exists and runs, and that its settings are right. This finding goes away once it answers again.`,
    ...(isOne ? { file: event.file, span: event.definition.name.span } : declared),
  };
  const cause = { kind: "connection", key: connectionKey(workspace.root, settings) } as const;
  const before = forgetWhere(server, (each, path) => isShownAt(each, path, finding, workspace));
  return [...before, note(server, workspace, { finding, ...(isOne && { event: event.name }), cause })];
}

/** A later failure of the connection takes the place of an earlier one. */
function isShownAt(
  { cause, finding }: FailedRun,
  path: string,
  newer: Finding,
  { root }: Workspace,
): boolean {
  const isSameFile = path === pathIn({ root }, newer.file);
  return cause.kind === "connection" && isSameFile && finding.span.start === newer.span.start;
}

function note(server: Failures, workspace: Workspace, run: FailedRun): string {
  const path = pathIn(workspace, run.finding.file);
  server.failedRuns.set(path, [...(server.failedRuns.get(path) ?? []), run]);
  return path;
}

/** Forgets what an event has failed of. Out: the paths of the files where that was shown. */
export function forgetFailures({ server, event }: PreviewTask): string[] {
  return forgetWhere(server, (run) => run.event === event.name);
}

/** Forgets failures of a project's connections: of all once one has `answered`, else of those not in use any more. Out: as above. */
export function forgetUnconnected(server: Failures, workspace: Workspace, answered: boolean): string[] {
  const settings = connectionOf(workspace);
  const used = settings && connectionKey(workspace.root, settings);
  return forgetWhere(
    server,
    ({ cause }) =>
      cause.kind === "connection" && isKeyOf(workspace.root, cause.key) && (answered || cause.key !== used),
  );
}

function forgetWhere({ failedRuns }: Failures, isOver: (run: FailedRun, path: string) => boolean): string[] {
  const paths: string[] = [];
  for (const [path, runs] of failedRuns) {
    const rest = runs.filter((run) => !isOver(run, path));
    if (rest.length === runs.length) continue;
    paths.push(path);
    failedRuns.set(path, rest);
  }
  return paths;
}

/** What still holds of the failures in a file, beside what was found in it now. */
export function failuresIn(
  server: Failures,
  workspace: Workspace,
  file: string,
  found: readonly Finding[],
): Finding[] {
  const { project } = workspace;
  const runs = server.failedRuns.get(pathIn(workspace, file)) ?? [];
  const errors = found.filter(({ severity }) => severity === "error");
  return runs.flatMap(({ event: name, cause, finding }) => {
    const events = project.events.filter((event) => event.name === name);
    if (cause.kind === "connection") {
      const isThere = name === undefined || events.length > 0;
      return isThere ? stillUnconnected(workspace, finding, cause.key) : [];
    }
    const holds = events.some((event) => logicOf(project, event) === cause.logic);
    const isSaid = errors.some(
      ({ span }) => span.start <= finding.span.end && span.end >= finding.span.start,
    );
    return holds && !isSaid ? [finding] : [];
  });
}

/** While the same connection is in use; with the place where that is declared now. */
function stillUnconnected(workspace: Workspace, finding: Finding, key: string): Finding[] {
  const settings = connectionOf(workspace);
  if (!settings || connectionKey(workspace.root, settings) !== key) return [];
  const { file } = workspace.project.file;
  if (finding.file === file) return [finding];
  const { value, span } = settings.name;
  return [{ ...finding, related: [{ file, span, message: `"${value}" is declared here.` }] }];
}

/** Failures move along with their text. */
export function moveFailures(server: Failures, path: string, edit: Edit): void {
  const runs = server.failedRuns.get(path);
  if (!runs) return;
  const moved = runs.flatMap((run) => movedBy(edit, [run.finding]).map((finding) => ({ ...run, finding })));
  server.failedRuns.set(path, moved);
}

/** Previews that failed on the warehouse: a finding each, until the event is edited there, means other rows, or runs again. */
import type { Finding } from "../../document/types.ts";
import type { PreviewOutcome } from "../../tasks/preview.ts";
import { type Edit, movedBy } from "../session/calm.ts";
import { logicOf } from "../session/facts.ts";
import { pathIn, type Workspace } from "../session/session.ts";
import type { PreviewTask } from "./previewTask.ts";
import type { Server } from "./server.ts";

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
  const path = pathIn(workspace, file);
  const logic = logicOf(workspace.project, event);
  const others = server.failedRuns.get(path) ?? [];
  server.failedRuns.set(path, [...others, { event: event.name, logic, finding }]);
  return path;
}

/** Forgets what an event has failed of. Out: the paths of the files where that was shown. */
export function forgetFailures({ server, event }: PreviewTask): string[] {
  const paths: string[] = [];
  for (const [path, runs] of server.failedRuns) {
    const rest = runs.filter((run) => run.event !== event.name);
    if (rest.length === runs.length) continue;
    paths.push(path);
    server.failedRuns.set(path, rest);
  }
  return paths;
}

/** What still holds of the failures in a file, beside what was found in it now. */
export function failuresIn(
  server: Pick<Server, "failedRuns">,
  { project, root }: Workspace,
  file: string,
  found: readonly Finding[],
): Finding[] {
  const runs = server.failedRuns.get(pathIn({ root }, file)) ?? [];
  const errors = found.filter(({ severity }) => severity === "error");
  return runs.flatMap(({ event: name, logic, finding }) => {
    const holds = project.events.some((event) => event.name === name && logicOf(project, event) === logic);
    const isSaid = errors.some(
      ({ span }) => span.start <= finding.span.end && span.end >= finding.span.start,
    );
    return holds && !isSaid ? [finding] : [];
  });
}

/** Failures move along with their text. */
export function moveFailures(server: Pick<Server, "failedRuns">, path: string, edit: Edit): void {
  const runs = server.failedRuns.get(path);
  if (!runs) return;
  const moved = runs.flatMap((run) => movedBy(edit, [run.finding]).map((finding) => ({ ...run, finding })));
  server.failedRuns.set(path, moved);
}

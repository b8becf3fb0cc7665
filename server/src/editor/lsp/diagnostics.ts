/** Findings to the client: while somebody types those that go, all others when typing pauses (`typing.ts`). */

import type { Finding } from "../../document/types.ts";
import { whyNotAsked } from "../../project/chooseConnection.ts";
import { checkedOf } from "../../rules/checked.ts";
import { checkFileInSteps, checkFilesInSteps } from "../../rules/checkProject.ts";
import { loadSqlParser } from "../../sql/reader/parser.ts";
import { stillShown } from "../session/calm.ts";
import { connectionChoice, workspaceDialect } from "../session/connections.ts";
import { isDamaged } from "../session/damage.ts";
import { rowsTold } from "../session/rowsTold.ts";
import {
  fileIn,
  isBelow,
  loadedWorkspaces,
  pathIn,
  type Workspace,
  workspaceFile,
} from "../session/session.ts";
import { toDiagnostic } from "./convert.ts";
import { failuresIn } from "./failedRuns.ts";
import { tellGovernance } from "./governance/telling.ts";
import { logError, type Server, uriOf } from "./server.ts";
import { sendStatus } from "./status.ts";
import { tellTests } from "./tests/listing.ts";
import { inTurns } from "./turns.ts";

/** How long nothing must change before other files are checked again, in milliseconds. */
const pause = 150;

/** Checks one file now and, soon, everything else in its project. */
export async function checkNow(server: Server, path: string): Promise<void> {
  const found = await workspaceFile(server.session, path);
  if (!found) return clear(server, path);
  const { workspace, file } = found;
  const { project } = workspace;
  const check = checkFileInSteps(project, file, optionsFor(server, workspace));
  const findings = await inTurns(check, () => workspace.project === project);
  if (findings) publish(server, workspace, file, findings);
  loadParser(server);
  checkProjectSoon(server, workspace);
}

/** Shows the findings of files anew, when there is more or less to say of them than their texts tell. */
export function showAnew(server: Server, paths: Iterable<string>): void {
  for (const path of new Set(paths))
    checkNow(server, path).catch((error: unknown) => logError(server, "checking", error));
}

/** Checks all files of a project once nothing has changed for a while. */
export function checkProjectSoon(server: Server, workspace: Workspace): void {
  clearTimeout(server.timers.get(workspace.root));
  const timer = setTimeout(() => void checkWhole(server, workspace), pause);
  server.timers.set(workspace.root, timer);
}

async function checkWhole(server: Server, workspace: Workspace): Promise<void> {
  if (isTypedIn(server, workspace)) return;
  try {
    const { project } = workspace;
    const options = optionsFor(server, workspace);
    const check = checkFilesInSteps(project, options);
    server.checking.set(workspace.root, check);
    const isNewest = () => server.checking.get(workspace.root) === check;
    const found = await inTurns(check, () => isNewest() && workspace.project === project);
    if (!found) return isNewest() ? checkProjectSoon(server, workspace) : undefined;
    for (const [file, findings] of found)
      if (workspace.findings.get(file) !== findings) publish(server, workspace, file, findings);
    for (const file of [...workspace.findings.keys()]) {
      if (!project.documents.has(file)) clear(server, pathIn(workspace, file), workspace);
    }
    workspace.checked = checkedOf(project, options);
    sendStatus(server, workspace);
    tellTests(server, workspace);
    tellGovernance(server);
  } catch (error) {
    logError(server, "checking the project", error);
  }
}

/** Whether somebody types in a file of a project: what its other files would say now is not final. */
function isTypedIn(server: Server, { root }: Workspace): boolean {
  return [...server.typing.keys()].some((path) => isBelow(root, path));
}

/** What a check may know of a project now. */
export function optionsFor(server: Server, workspace: Workspace) {
  return {
    dialect: workspaceDialect(workspace),
    cache: workspace.checks,
    ...(server.parser ? { parser: server.parser } : {}),
    ...(workspace.bound ? { types: workspace.bound } : {}),
    ...rowsTold(workspace),
    ...whyUnchecked(server, workspace),
  };
}

/** Why the warehouse has not told columns and types, where it has not. */
function whyUnchecked(server: Server, workspace: Workspace): { unchecked?: string } {
  if (!server.trusted) return { unchecked: "This workspace is not trusted, so no connection is asked." };
  if (workspace.problem !== undefined) return { unchecked: workspace.problem };
  if (workspace.bound) return {};
  const choice = connectionChoice(workspace);
  if (choice.kind !== "chosen" || workspace.asked === false) return { unchecked: whyNotAsked(choice) };
  return { unchecked: "The warehouse has not answered yet." };
}

/** Sends a file's findings unless the client has just these, or has sent a newer text meanwhile. */
function publish(server: Server, workspace: Workspace, file: string, found: readonly Finding[]): void {
  const document = workspace.project.documents.get(file);
  const path = pathIn(workspace, file);
  const typed = server.session.buffers.get(path);
  if (!document || (typed !== undefined && typed !== document.text)) return;
  workspace.findings.set(file, found);
  const version = server.open.get(path)?.version;
  const known = server.published.get(path);
  const all = [...found, ...failuresIn(server, workspace, file, found)];
  const findings = server.typing.has(path)
    ? stillShown(known?.findings ?? [], all, isDamaged(workspace.project, file))
    : all;
  if (known?.version === version && sameFindings(known?.findings ?? [], findings)) return;
  server.published.set(path, { version, findings });
  const related = (other: string) => {
    const found = workspace.project.documents.get(other);
    return found && { document: found, uri: uriOf(server, pathIn(workspace, other)) };
  };
  void server.connection.sendDiagnostics({
    uri: uriOf(server, path),
    ...(version === undefined ? {} : { version }),
    diagnostics: findings.map((finding) => toDiagnostic(document, finding, related)),
  });
}

function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return a === b || (a.length === b.length && JSON.stringify(a) === JSON.stringify(b));
}

/** Takes back what was found in a file. */
export function clear(server: Server, path: string, workspace?: Workspace): void {
  workspace?.findings.delete(fileIn(workspace, path));
  server.published.delete(path);
  void server.connection.sendDiagnostics({ uri: uriOf(server, path), diagnostics: [] });
}

/** The parser of SQL is large: it is loaded after the first findings are out, and its own follow. */
function loadParser(server: Server): void {
  server.parserLoading ??= loadSqlParser()
    .then(async (parser) => {
      server.parser = parser;
      for (const workspace of await loadedWorkspaces(server.session)) await checkWhole(server, workspace);
    })
    .catch((error: unknown) => logError(server, "loading the SQL parser", error));
}

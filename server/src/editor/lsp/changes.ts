/** One way in for all that changes beside the text that is being typed: it drops what depends on it and asks for that anew. */
import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { FileChangeType, type FileEvent } from "vscode-languageserver";
import { matchesPath } from "../../document/wildcards.ts";
import { catalogFileName } from "../../project/catalog.ts";
import { localFileName, projectFileName } from "../../project/loadProject.ts";
import { isKeyOf } from "../session/connections.ts";
import {
  changeFile,
  fileIn,
  findRootsAnew,
  isBelow,
  isProjectText,
  loadedWorkspaces,
  pathIn,
  reload,
  type Workspace,
  workspaceOf,
} from "../session/session.ts";
import { checkNow, checkProjectSoon, clear } from "./diagnostics.ts";
import { tellGovernance } from "./governance/telling.ts";
import { lookAtRows, stopLooking } from "./rowFindings.ts";
import { logError, logEvent, pathOf, type Server } from "./server.ts";
import { sendGone, sendStatus } from "./status.ts";
import { tellTestsGone } from "./tests/listing.ts";
import { stopTyping } from "./typing.ts";
import { askAnew, askWarehouse, refreshHints } from "./warehouse.ts";
import { dataOf, unwatchData, watchData } from "./watching.ts";

/** Does one change after the other. What fails has nobody to answer to: it goes to the log. */
export function follow(server: Server, what: string, work: () => Promise<unknown>): Promise<unknown> {
  server.following = server.following.then(work).catch((error: unknown) => logError(server, what, error));
  return server.following;
}

/** A file was opened: its project is read and its warehouse asked, when it is the first one. */
export async function opened(server: Server, path: string): Promise<void> {
  if (basename(path) === projectFileName && !server.greeted.has(dirname(path)))
    await projectsMoved(server, [path]);
  await openedIn(server, path);
}

async function openedIn(server: Server, path: string): Promise<void> {
  const workspace = await workspaceOf(server.session, path);
  const isNew = !server.greeted.has(workspace.root);
  server.greeted.add(workspace.root);
  await checkNow(server, path);
  sendStatus(server, workspace);
  if (isNew) {
    logEvent(server, inWords(workspace));
    await watchData(server, workspace);
  }
  void askWarehouse(server, workspace, isNew ? undefined : [fileIn(workspace, path)]);
}

/** A line of the log. */
function inWords({ root, isProject, project }: Workspace): string {
  if (!isProject) return `There is no eventspec.yml in ${root} or above it.`;
  const { name, connections } = project.file;
  const counts = `${project.specs.length} spec files, ${project.events.length} events`;
  const kinds = connections.map((each) => `${each.name.value} (${each.type.value})`);
  return `Project ${name?.value ?? ""} in ${root}: ${counts}; connections: ${kinds.join(", ") || "none"}.`;
}

export async function saved(server: Server, path: string): Promise<void> {
  const workspace = await workspaceOf(server.session, path);
  await stopTyping(server, path);
  await checkNow(server, path);
  if (isProjectFile(path)) await readAnew(server, workspace);
  else void askWhatRowsTell(server, workspace, path);
}

async function askWhatRowsTell(server: Server, workspace: Workspace, path: string): Promise<void> {
  await askWarehouse(server, workspace, [fileIn(workspace, path)]);
  await lookAtRows(server, workspace, path);
}

/** What was typed and not saved is gone. */
export async function closed(server: Server, path: string): Promise<void> {
  await stopTyping(server, path);
  if (basename(path) === projectFileName) await projectsMoved(server, [path]);
  await changedOnDisk(server, path);
  await forgetUnseen(server);
}

/** What happened to files on disk; a folder that is gone is told by its own name alone. */
export async function filesChanged(server: Server, changes: readonly FileEvent[]): Promise<void> {
  const paths = await withFolders(server, changes);
  const roots = paths.filter((path) => basename(path) === projectFileName);
  if (roots.length > 0) await projectsMoved(server, roots);
  const texts = paths.filter((path) => isProjectText(path) && !isProjectFile(path));
  for (const path of texts) if (!server.open.has(path)) await changedOnDisk(server, path);
  for (const workspace of await loadedWorkspaces(server.session)) {
    if (paths.some((path) => concerns(workspace, path))) await readAnew(server, workspace);
    else if (paths.some((path) => dataOf(server, workspace).some((data) => touches(data, path))))
      void askAnew(server, workspace);
    else if (texts.some((path) => isBelow(workspace.root, path)))
      void askWarehouse(server, workspace, filesOf(workspace, texts));
  }
}

/** Folders that the client has open no more: what is in them is shown only where it is open itself. */
export async function foldersChanged(
  server: Server,
  added: readonly string[],
  removed: readonly string[],
): Promise<void> {
  for (const folder of added) server.folders.add(folder);
  for (const folder of removed) server.folders.delete(folder);
  await forgetUnseen(server);
}

/** Reads a project's files anew and asks its warehouse anew: after what one file's text does not tell. */
export async function readAnew(server: Server, workspace: Workspace): Promise<void> {
  await reload(server.session, workspace);
  logEvent(server, inWords(workspace));
  await watchData(server, workspace);
  checkProjectSoon(server, workspace);
  sendStatus(server, workspace);
  refreshHints(server);
  void askAnew(server, workspace);
}

/** Project files have come or gone: folders may belong to other projects now, and one project may lie in another. */
async function projectsMoved(server: Server, files: readonly string[]): Promise<void> {
  const gone = await findRootsAnew(server.session);
  for (const workspace of gone) forget(server, workspace);
  const loaded = await loadedWorkspaces(server.session);
  const around = loaded.filter(
    ({ root, isProject }) => isProject && files.some((file) => isNested(root, file)),
  );
  for (const workspace of around) await readAnew(server, workspace);
  if (gone.length + around.length === 0) return;
  for (const path of server.open.keys()) await openedIn(server, path);
}

function isNested(root: string, projectFile: string): boolean {
  return isBelow(root, dirname(projectFile));
}

async function changedOnDisk(server: Server, path: string): Promise<void> {
  const text = await server.session.disk.readText(path);
  const workspace = await workspaceOf(server.session, path);
  if (changeFile(workspace, path, text)) server.failedRuns.delete(path);
  await checkNow(server, path);
}

/** Forgets projects of which nothing is open and which are in no open folder. */
async function forgetUnseen(server: Server): Promise<void> {
  if (server.folders.size === 0) return;
  for (const workspace of await loadedWorkspaces(server.session)) {
    const { root } = workspace;
    const isInFolder = [...server.folders].some((folder) => folder === root || isBelow(folder, root));
    const isOpen = [...server.open.keys()].some((path) => isBelow(root, path));
    if (isInFolder || isOpen) continue;
    server.session.workspaces.delete(root);
    server.session.roots.clear();
    forget(server, workspace);
  }
}

/** Ends what is under way for a project, and takes back what was said of it. */
function forget(server: Server, workspace: Workspace): void {
  const { root } = workspace;
  server.rounds.get(root)?.abort();
  stopLooking(server, workspace);
  clearTimeout(server.timers.get(root));
  server.greeted.delete(root);
  server.pool.retire((key) => isKeyOf(root, key));
  unwatchData(server, workspace);
  const shown = [...workspace.findings.keys()].map((file) => pathIn(workspace, file));
  // What is open is checked as part of another project, so that its findings don't go and come.
  for (const path of shown) if (!server.open.has(path)) clear(server, path, workspace);
  sendGone(server, workspace);
  tellTestsGone(server, workspace);
  tellGovernance(server);
  refreshHints(server);
}

/** Whether a change of the file has a say in a project's settings and names; dbt's files may lie outside of its folder. */
function concerns(workspace: Workspace, path: string): boolean {
  const name = basename(path);
  const ofDbt = ["manifest.json", "catalog.json", "profiles.yml", "dbt_project.yml"];
  if (ofDbt.includes(name)) return usesDbt(workspace);
  const own = [projectFileName, localFileName, catalogFileName, ".env"];
  const policies = workspace.project.file.policies.map(({ file }) => file);
  return [...own, ...policies].some((each) => path === pathIn(workspace, each));
}

function usesDbt({ project: { file } }: Workspace): boolean {
  return file.dbt !== undefined || file.connections.some(({ type }) => type.value === "dbt");
}

/** Whether a file, or a folder that is gone, is among the data: a pattern may name what is in it. */
function touches(pattern: string, path: string): boolean {
  const slashed = path.replaceAll("\\", "/");
  return matchesPath(pattern, slashed) || pattern.startsWith(`${slashed}/`);
}

function filesOf(workspace: Workspace, paths: readonly string[]): string[] {
  return paths.filter((path) => isBelow(workspace.root, path)).map((path) => fileIn(workspace, path));
}

function isProjectFile(path: string): boolean {
  return [projectFileName, localFileName].includes(basename(path));
}

/** The files that the changes are about: those in a folder that has come or gone besides what is told itself. */
async function withFolders(server: Server, changes: readonly FileEvent[]): Promise<string[]> {
  const paths = new Set<string>();
  for (const { uri, type } of changes) {
    const path = pathOf(uri);
    paths.add(path);
    if (type === FileChangeType.Deleted) for (const file of await knownBelow(server, path)) paths.add(file);
    if (type === FileChangeType.Created && (await isFolder(path)))
      for (const file of await server.session.disk.listFiles(path, isProjectText)) paths.add(file);
  }
  return [...paths];
}

async function knownBelow(server: Server, folder: string): Promise<string[]> {
  const loaded = await loadedWorkspaces(server.session);
  const known = loaded.flatMap((workspace) =>
    [...workspace.project.documents.keys()].map((file) => pathIn(workspace, file)),
  );
  return known.filter((path) => isBelow(folder, path));
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

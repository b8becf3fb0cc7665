/** What the server remembers: open buffers over the disk, and the projects that their files belong to. */
import { basename, dirname, join, relative, sep } from "node:path";
import { followEdit, mergeBound } from "../../binding/followEdit.ts";
import type { BoundProject } from "../../binding/types.ts";
import type { Finding, TextDocument } from "../../document/types.ts";
import { findProjectRoot, loadProject, localFileName, projectFileName } from "../../project/loadProject.ts";
import { isNearSpecName, isSpecFile } from "../../project/misnamedFiles.ts";
import { overlayFileSystem } from "../../project/nodeFileSystem.ts";
import type { Catalog, FileSystem, Project } from "../../project/types.ts";
import { updateFile } from "../../project/updateFile.ts";
import { withWarehouse } from "../../project/withWarehouse.ts";
import { type CheckCache, createCheckCache } from "../../rules/checkCache.ts";
import type { Checked } from "../../rules/checked.ts";
import type { DialectName } from "../../sql/types.ts";
import { forConnection } from "../../tasks/forConnection.ts";
import { isDamaged } from "./damage.ts";
import type { KeptFacts } from "./facts.ts";
import { createTestMemory, type TestMemory } from "./testMemory.ts";

/** Questions that wait for a warehouse: a round that is broken off leaves them to the next. */
export interface Due {
  readonly tables: boolean;
  /** Whose expressions are to be asked about. */
  readonly files: "all" | ReadonlySet<string>;
  /** Earlier answers count no more. */
  readonly anew: boolean;
}

/** What the rows of a file's events have told. */
export interface RowsTold {
  readonly findings: readonly Finding[];
  /** The texts that it was told of: places in others may be elsewhere. */
  readonly text: string | undefined;
  readonly projectText: string | undefined;
  /** As in the workspace at that time. */
  readonly tablesRevision: number;
}

/** One project that is loaded. `project` is a snapshot; the rest belongs to this session. */
export interface Workspace {
  readonly root: string;
  /** Whether there is a project file. */
  readonly isProject: boolean;
  project: Project;
  /** Counts every change of the project, so that results of an older one can be told. */
  revision: number;
  /** The connection that the user has chosen for this session. */
  chosen?: string;
  /** The connection that was opened last, and what it speaks. */
  opened?: { readonly connection: string; readonly dialect: DialectName };
  /** Whether the warehouse is asked without being asked for; absent until that is known. */
  asked?: boolean;
  /** Why the warehouse could not be asked, last time it should have been. */
  problem?: string;
  /** What the last check of the whole project has looked at. */
  checked?: Checked;
  /** What the warehouse said of the expressions, last time it was asked. */
  bound?: BoundProject;
  /** Tables and columns as the warehouse itself gave them. */
  catalog?: Catalog;
  /** What the warehouse has still to be asked; absent where that is nothing. */
  due?: Due;
  readonly facts: Map<string, KeptFacts>;
  /** What rows have told, by file; see `rowFindings.ts`. */
  readonly rows: Map<string, RowsTold>;
  readonly tests: TestMemory;
  /** Counts every change of what the warehouse's tables hold, as far as it is noticed. */
  tablesRevision: number;
  /** For each file whose YAML is broken: the project as it was before. */
  readonly before: Map<string, Project>;
  readonly checks: CheckCache;
  /** What was found last in each file: the source of quick fixes. */
  readonly findings: Map<string, readonly Finding[]>;
}

export interface Session {
  readonly disk: FileSystem;
  /** Texts of open files by absolute path. */
  readonly buffers: Map<string, string>;
  readonly workspaces: Map<string, Promise<Workspace>>;
  /** The project root of each folder that was asked for; `undefined` for folders outside of all projects. */
  readonly roots: Map<string, Promise<string | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A file of a loaded project. */
export interface WorkspaceFile {
  readonly workspace: Workspace;
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  readonly document: TextDocument;
}

export function createSession(disk: FileSystem, env: Session["env"]): Session {
  return { disk, buffers: new Map(), workspaces: new Map(), roots: new Map(), env };
}

/** The project of a file, loaded when it is first asked for. A file outside of all projects is a project of its own. */
export async function workspaceOf(session: Session, path: string): Promise<Workspace> {
  const found = await rootOf(session, dirname(path));
  const root = found ?? dirname(path);
  const known = session.workspaces.get(root);
  if (known) return known;
  const loading = load(session, root, found !== undefined);
  session.workspaces.set(root, loading);
  loading.catch(() => session.workspaces.delete(root));
  return loading;
}

function rootOf(session: Session, folder: string): Promise<string | undefined> {
  const known = session.roots.get(folder);
  if (known) return known;
  const root = findProjectRoot(overlayFileSystem(session.disk, session.buffers), folder);
  session.roots.set(folder, root);
  return root;
}

/**
 * After project files have come or gone: forgets which folders belong to which project, and the projects that are none any
 * more, or are one only now. Out: those that are forgotten.
 */
export async function findRootsAnew(session: Session): Promise<Workspace[]> {
  const loaded = await loadedWorkspaces(session);
  session.roots.clear();
  const gone: Workspace[] = [];
  for (const workspace of loaded) {
    const root = await rootOf(session, workspace.root);
    if (workspace.isProject ? root === workspace.root : root === undefined) continue;
    session.workspaces.delete(workspace.root);
    gone.push(workspace);
  }
  return gone;
}

async function load(session: Session, root: string, isProject: boolean): Promise<Workspace> {
  const project = await read(session, { root, isProject });
  const workspace: Workspace = {
    root,
    project,
    isProject,
    revision: 0,
    facts: new Map(),
    rows: new Map(),
    tests: createTestMemory(),
    tablesRevision: 0,
    before: new Map(),
    checks: createCheckCache(),
    findings: new Map(),
  };
  await takeInBuffers(session, workspace);
  return workspace;
}

/** What was typed while the files were being read. */
async function takeInBuffers(session: Session, workspace: Workspace): Promise<void> {
  const { root } = workspace;
  for (const [path, text] of session.buffers) {
    const owner = isBelow(root, path) ? ((await rootOf(session, dirname(path))) ?? dirname(path)) : undefined;
    if (owner === root) changeFile(workspace, path, text);
  }
}

/** Without a project file only what is open is read: the folder may be anybody's. */
async function read(
  session: Session,
  {
    root,
    isProject,
    chosen,
    project,
  }: Pick<Workspace, "root" | "isProject" | "chosen"> & { project?: Project },
): Promise<Project> {
  const nothing: FileSystem = { readText: async () => undefined, listFiles: async () => [] };
  const files = overlayFileSystem(isProject ? session.disk : nothing, session.buffers);
  const options = { env: session.env, connection: chosen, ...(project && { before: project }) };
  return forConnection(await loadProject(files, root, options), chosen);
}

/** A file with its project, its open text taken in; `undefined` where the project does not hold the file, as after it was deleted. */
export async function workspaceFile(session: Session, path: string): Promise<WorkspaceFile | undefined> {
  const workspace = await workspaceOf(session, path);
  const text = session.buffers.get(path);
  if (text !== undefined) changeFile(workspace, path, text);
  const file = fileIn(workspace, path);
  const document = workspace.project.documents.get(file);
  return document && { workspace, file, document };
}

/** Puts the text of a file into its project; `undefined` where it is gone. Says whether anything has changed. */
export function changeFile(workspace: Workspace, path: string, text: string | undefined): boolean {
  const file = fileIn(workspace, path);
  if (workspace.project.documents.get(file)?.text === text) return false;
  const older = workspace.project;
  workspace.project = updateFile(older, file, text);
  if (!isDamaged(workspace.project, file)) workspace.before.delete(file);
  else if (!isDamaged(older, file)) workspace.before.set(file, older);
  if (workspace.bound) workspace.bound = followEdit(workspace.bound, workspace.project, file);
  workspace.revision++;
  return true;
}

/** Puts the warehouse's own tables and columns into the project. */
export function useCatalog(workspace: Workspace, catalog: Catalog): void {
  workspace.catalog = catalog;
  workspace.project = withWarehouse(workspace.project, catalog);
  workspace.revision++;
}

/** Reads a project anew, for changes that one file's text does not tell: of dbt's artefacts, the catalog or the environment. */
export async function reload(session: Session, workspace: Workspace): Promise<void> {
  const project = await read(session, workspace);
  const before = workspace.project;
  workspace.project = workspace.catalog ? withWarehouse(project, workspace.catalog) : project;
  workspace.revision++;
  followEdits(workspace, before);
  await takeInBuffers(session, workspace);
}

/** Forgets what a warehouse said that can't be asked any more: its tables are those of the files again. */
export async function forgetWarehouse(session: Session, workspace: Workspace): Promise<void> {
  delete workspace.bound;
  delete workspace.catalog;
  workspace.facts.clear();
  await reload(session, workspace);
}

/** Takes in what a warehouse answered of files, which may have been asked about an older snapshot of the project. */
export function useBound(
  workspace: Workspace,
  bound: BoundProject,
  asked: { readonly project: Project; readonly files: readonly string[] },
): void {
  const others = [...(workspace.bound?.events ?? [])].filter(([, { file }]) => !asked.files.includes(file));
  const kept = workspace.bound && { ...workspace.bound, events: new Map(others) };
  workspace.bound = mergeBound(kept, bound);
  followEdits(workspace, asked.project);
}

function followEdits(workspace: Workspace, before: Project): void {
  const { project } = workspace;
  for (const file of new Set([...before.documents.keys(), ...project.documents.keys()])) {
    const isSame = before.documents.get(file)?.text === project.documents.get(file)?.text;
    if (workspace.bound && !isSame) workspace.bound = followEdit(workspace.bound, project, file);
  }
}

/** Loaded workspaces; those that are still loading are waited for, those that failed are left out. */
export async function loadedWorkspaces(session: Session): Promise<Workspace[]> {
  const settled = await Promise.allSettled(session.workspaces.values());
  return settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** Path of a file relative to its project's root, with `/`. */
export function fileIn(workspace: Pick<Workspace, "root">, path: string): string {
  return relative(workspace.root, path).split(sep).join("/");
}

export function pathIn(workspace: Pick<Workspace, "root">, file: string): string {
  return join(workspace.root, ...file.split("/"));
}

export function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside !== "" && !inside.startsWith("..") && inside !== path;
}

/** Whether a file's own text is part of a project, so that it can be changed alone. */
export function isProjectText(path: string): boolean {
  const name = basename(path);
  return isSpecFile(name) || isNearSpecName(name) || name === projectFileName || name === localFileName;
}

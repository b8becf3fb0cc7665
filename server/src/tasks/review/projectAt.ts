/** A project as a commit has it, over the one that is open: what they share is shared, and only what differs is read. */
import { readDocument } from "../../document/readDocument.ts";
import type { TextDocument } from "../../document/types.ts";
import { assemble, withSpec } from "../../project/assemble.ts";
import { localFileName, projectFileName, readProjectFiles } from "../../project/loadProject.ts";
import { isSpecFile } from "../../project/misnamedFiles.ts";
import { isSkipped } from "../../project/nodeFileSystem.ts";
import type { Project } from "../../project/types.ts";
import { readSpec } from "../../spec/readSpec.ts";
import type { SpecFile } from "../../spec/types.ts";
import { type CommitFile, filesAt, hashOf, textsOf } from "../git/commitFiles.ts";
import { gitIn } from "../git/git.ts";

/** With more changed files than this all events are put together anew at once. */
const fewFiles = 200;

export interface ProjectAt {
  readonly project: Project;
  /** Where the commit has the project, from the root of the repository, with `/` at its end; `undefined` where it has none. */
  readonly folder: string | undefined;
}

/**
 * In: the open project, and the hash of a commit. Tables, types and dbt's artefacts are the open one's: a review compares specs, not
 * warehouses, and so is what nobody commits (`eventspec.local.yml`). `undefined` where git can't tell.
 */
export async function projectAt(open: Project, commit: string): Promise<ProjectAt | undefined> {
  const git = gitIn(open.root);
  const [prefix, top] = await Promise.all([
    git(["rev-parse", "--show-prefix"]),
    git(["rev-parse", "--show-toplevel"]),
  ]);
  if (!prefix.ok || !top.ok) return undefined;
  const here = prefix.text.replace(/\n$/, "");
  const all = await filesAt(git, commit, here);
  if (!all) return undefined;
  if (all.some(({ path }) => path === projectFileName))
    return { project: await withFiles(open, ownFiles(all)), folder: here };
  const moved = await movedFrom(open, commit, here);
  const others = moved === undefined ? [] : ((await filesAt(git, commit, moved)) ?? []);
  return { project: await withFiles(open, ownFiles(others)), folder: moved };
}

/** The project's own files: not those of projects below it, nor of folders that nobody reads. */
function ownFiles(files: readonly CommitFile[]): CommitFile[] {
  const nested = files
    .filter(({ path }) => path.endsWith(`/${projectFileName}`) && !isSkipped(path))
    .map(({ path }) => path.slice(0, -projectFileName.length));
  return files.filter(
    ({ path }) =>
      path === projectFileName ||
      (isSpecFile(path) && !isSkipped(path) && !nested.some((folder) => path.startsWith(folder))),
  );
}

/** Where git finds that the project's file was before, if it was moved; else the only one that is gone since. */
async function movedFrom(open: Project, commit: string, here: string): Promise<string | undefined> {
  const git = gitIn(open.root);
  const pathspec = [`:(top,glob)**/${projectFileName}`];
  // Files that nobody has added yet are no part of git's comparison, so a moved one may look gone.
  const diff = await git(["diff", "--no-ext-diff", "--name-status", "-M", "-z", commit, "--", ...pathspec]);
  const parts = diff.text.split("\0");
  const gone: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const status = parts[at] ?? "";
    const path = parts[at + 1] ?? "";
    if (status.startsWith("R") && parts[at + 2] === here + projectFileName) return folderOf(path);
    if (status === "D") gone.push(path);
    at += status.startsWith("R") ? 2 : 1;
  }
  const [same, ...others] = await sameFiles(open, commit, gone);
  const only = same !== undefined && others.length === 0 ? same : gone.length === 1 ? gone[0] : undefined;
  return only === undefined ? undefined : folderOf(only);
}

/** Of paths of the commit those of a file that is the project's, letter for letter. */
async function sameFiles(
  open: Project,
  commit: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const text = open.documents.get(projectFileName)?.text ?? "";
  const files = paths.length === 0 ? [] : ((await filesAt(gitIn(open.root), commit, "")) ?? []);
  return files
    .filter(({ path, hash }) => paths.includes(path) && hashOf(text, hash) === hash)
    .map(({ path }) => path);
}

const folderOf = (path: string): string => path.slice(0, -projectFileName.length);

async function withFiles(open: Project, files: readonly CommitFile[]): Promise<Project> {
  const changed = files.filter(({ path, hash }) => {
    const text = open.documents.get(path)?.text;
    return text === undefined || hashOf(text, hash) !== hash;
  });
  const texts = await textsOf(
    open.root,
    changed.map(({ hash }) => hash),
  );
  const read = changed.map(({ path, hash }) => readDocument(path, texts.get(hash) ?? ""));
  const kept = new Set(files.map(({ path }) => path));
  const gone = open.specs.map(({ file }) => file).filter((file) => !kept.has(file));
  if (read.length === 0 && gone.length === 0 && kept.has(projectFileName)) return open;
  const documents = new Map(open.documents);
  for (const file of gone) documents.delete(file);
  for (const document of read) documents.set(document.file, document);
  if (!kept.has(projectFileName)) documents.set(projectFileName, readDocument(projectFileName, ""));
  return put(open, { read, gone, documents, hasFile: kept.has(projectFileName) });
}

interface Differing {
  readonly read: readonly TextDocument[];
  readonly gone: readonly string[];
  readonly documents: ReadonlyMap<string, TextDocument>;
  readonly hasFile: boolean;
}

function put(open: Project, { read, gone, documents, hasFile }: Differing): Project {
  const specs = new Map<string, SpecFile | undefined>(gone.map((file) => [file, undefined]));
  for (const document of read)
    if (document.file !== projectFileName) specs.set(document.file, readSpec(document));
  const project = hasFile
    ? read.find(({ file }) => file === projectFileName)
    : readDocument(projectFileName, "");
  if (!project && specs.size <= fewFiles) {
    let changed = open;
    for (const [file, spec] of specs) changed = withSpec(changed, file, spec);
    return { ...changed, documents };
  }
  const left = open.specs.filter(({ file }) => !specs.has(file));
  const all = [...left, ...specs.values()].filter((spec) => spec !== undefined);
  const file = project ? readProjectFiles(project, documents.get(localFileName)) : open.file;
  return assemble({ ...open, file, documents, specs: all.sort((a, b) => (a.file < b.file ? -1 : 1)) });
}

import { RelativePattern, Uri, type WorkspaceFolder, window, workspace } from "vscode";
import { type FoundData, newProject } from "../newProject.ts";
import type { Command } from "./command.ts";

/** Files of data that are listed at most: a longer list is better written as patterns. */
const most = 50;

/** Bytes of a CSV file that are looked at. */
const headBytes = 4096;

/** Writes a project file for the data in the workspace, with a first event where it shows one, and opens it. Overwrites nothing. */
export const createProject: Command = {
  id: "eventspec.createProject",
  run: async () => {
    const folder = await whichFolder();
    if (!folder) return;
    const file = Uri.joinPath(folder.uri, "eventspec.yml");
    if (await exists(file)) {
      await window.showTextDocument(file);
      return;
    }
    const { text, event } = newProject(await dataIn(folder));
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await window.showTextDocument(file, { preview: false });
    if (!event) return;
    const spec = Uri.joinPath(folder.uri, event.path);
    if (!(await exists(spec))) await workspace.fs.writeFile(spec, new TextEncoder().encode(event.text));
    await window.showTextDocument(spec, { preview: false });
  },
};

async function whichFolder(): Promise<WorkspaceFolder | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  if (others.length > 0) return window.showWorkspaceFolderPick();
  if (!only)
    window.setStatusBarMessage("$(info) EventSpec: open the folder that is to hold the project first.", 5000);
  return only;
}

async function dataIn(folder: WorkspaceFolder): Promise<FoundData> {
  const find = async (pattern: string) => {
    const within = new RelativePattern(folder, pattern);
    const found = await workspace.findFiles(
      within,
      "**/{node_modules,target,dbt_packages,.venv,venv}/**",
      most,
    );
    const paths = found.map((uri) => ({ uri, path: uri.path.slice(folder.uri.path.length + 1) }));
    return paths.sort((a, b) => (a.path < b.path ? -1 : 1));
  };
  const [files, databases, projects] = await Promise.all([
    find("**/*.{csv,tsv,parquet,jsonl,ndjson}"),
    find("**/*.{duckdb,ddb}"),
    find("**/dbt_project.yml"),
  ]);
  const [dbt] = projects.map(({ path }) => path.replace(/\/?dbt_project\.yml$/, "") || ".");
  const withHeads = files.map(async ({ uri, path }) => ({
    path,
    ...(/\.[ct]sv$/i.test(path) && { head: await headOf(uri) }),
  }));
  return {
    name: folder.name,
    files: await Promise.all(withHeads),
    databases: databases.map(({ path }) => path),
    ...(dbt !== undefined && { dbt }),
  };
}

async function headOf(uri: Uri): Promise<string> {
  const bytes = await workspace.fs.readFile(uri);
  return new TextDecoder().decode(bytes.subarray(0, headBytes));
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

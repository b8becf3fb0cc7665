import { ProgressLocation, Uri, type WorkspaceFolder, window, workspace } from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import {
  type NewProjectParams,
  type NewProjectResult,
  requests,
} from "../../../server/src/editor/lsp/protocol.ts";
import { showEvent } from "../showEvent.ts";
import type { Command } from "./command.ts";

const newProject = new RequestType<NewProjectParams, NewProjectResult, void>(requests.newProject);

/** Writes a project file for the data in the workspace, with a first event where a table shows one, and opens it. Overwrites nothing. */
export const createProject: Command = {
  id: "eventspec.createProject",
  run: async ({ client }) => {
    const folder = await whichFolder();
    if (!folder) return;
    const file = Uri.joinPath(folder.uri, "eventspec.yml");
    if (await exists(file)) {
      await window.showTextDocument(file);
      return;
    }
    const { text, event } = await window.withProgress(
      { location: ProgressLocation.Window, title: "EventSpec: looking at the data" },
      () => ask(client, folder),
    );
    await write(file, text);
    await window.showTextDocument(file, { preview: false });
    if (!event) return;
    const spec = Uri.joinPath(folder.uri, event.path);
    if (!(await exists(spec))) await write(spec, event.text);
    await showEvent(spec, event.name);
  },
};

async function whichFolder(): Promise<WorkspaceFolder | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  if (others.length > 0) return window.showWorkspaceFolderPick();
  if (!only)
    window.setStatusBarMessage("$(info) EventSpec: open the folder that is to hold the project first.", 5000);
  return only;
}

function ask(client: LanguageClient, { uri }: WorkspaceFolder): Promise<NewProjectResult> {
  return client.sendRequest(newProject, { folder: uri.toString() });
}

function write(file: Uri, text: string): Thenable<void> {
  return workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

import { commands, Uri, window, workspace } from "vscode";
import type { Command } from "./command.ts";

/** Opens the project file that counts for the file in front: the nearest one upward, else the workspace's first. */
export const openProjectFile: Command = {
  id: "eventspec.openProjectFile",
  run: async () => {
    const file = (await nearest(window.activeTextEditor?.document.uri)) ?? (await anywhere());
    if (file) await window.showTextDocument(file);
    else await offerToCreate();
  },
};

async function offerToCreate(): Promise<void> {
  const create = "Create Project";
  const answer = await window.showInformationMessage("This workspace has no eventspec.yml.", create);
  if (answer === create) await commands.executeCommand("eventspec.createProject");
}

async function nearest(from: Uri | undefined): Promise<Uri | undefined> {
  for (let folder = from && parent(from); folder; folder = parent(folder)) {
    const candidate = Uri.joinPath(folder, "eventspec.yml");
    try {
      await workspace.fs.stat(candidate);
      return candidate;
    } catch {
      // Not in this folder; look one up.
    }
  }
  return undefined;
}

function parent(uri: Uri): Uri | undefined {
  const up = Uri.joinPath(uri, "..");
  return up.path === uri.path ? undefined : up;
}

async function anywhere(): Promise<Uri | undefined> {
  const [first] = await workspace.findFiles("**/eventspec.yml", "**/node_modules/**", 1);
  return first;
}

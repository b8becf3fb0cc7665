import { Uri, window, workspace } from "vscode";
import type { Command } from "./command.ts";

/** Opens the project file that counts for the file in front: the nearest one upward, else the workspace's first. */
export const openProjectFile: Command = {
  id: "eventspec.openProjectFile",
  run: async () => {
    const file = (await nearest(window.activeTextEditor?.document.uri)) ?? (await anywhere());
    if (file) await window.showTextDocument(file);
    else window.setStatusBarMessage("$(info) EventSpec: this workspace has no eventspec.yml.", 5000);
  },
};

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

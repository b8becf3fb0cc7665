import { commands, Uri, workspace } from "vscode";
import { showEvent } from "../showEvent.ts";
import type { Command } from "./command.ts";

/** What is looked at first. */
const first = { file: ["events", "orders.events.yml"], event: "order_placed" };

/** Says to the window that opens next that it is the example's; it wakes the extension there (package.json, `activationEvents`). */
const note = [".vscode", "eventspec-example"];

/**
 * Opens the example shop with its orders in front. A copy of it, because the extension's own folder is replaced with each
 * update; an earlier copy is kept as the user left it.
 */
export const openExample: Command = {
  id: "eventspec.openExample",
  run: async ({ context }) => {
    const example = Uri.joinPath(context.extensionUri, "examples", "shop");
    const copy = Uri.joinPath(context.globalStorageUri, "example-shop");
    if (!(await exists(Uri.joinPath(copy, "eventspec.yml")))) {
      await workspace.fs.createDirectory(context.globalStorageUri);
      await workspace.fs.copy(example, copy, { overwrite: true });
    }
    const folders = workspace.workspaceFolders ?? [];
    if (folders.some(({ uri }) => uri.toString() === copy.toString())) return showFirst(copy);
    await workspace.fs.writeFile(Uri.joinPath(copy, ...note), new Uint8Array());
    await commands.executeCommand("vscode.openFolder", copy, { forceNewWindow: folders.length > 0 });
  },
};

/** In a window that has just opened: shows the example's first spec, once, where it is the example's. */
export async function showExample(): Promise<void> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const left = Uri.joinPath(uri, ...note);
    if (!(await exists(left))) continue;
    await workspace.fs.delete(left);
    await showFirst(uri);
  }
}

async function showFirst(folder: Uri): Promise<void> {
  await showEvent(Uri.joinPath(folder, ...first.file), first.event);
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
